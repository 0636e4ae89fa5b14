"""Questions made from the knowledge itself: one for everything that a network's file says, in each language.

They are worded as the first example phrases are, so an answer that does not come is no matter of unusual words: the
fact cannot be reached at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from bot.render_text import plain_text
from intents.assistant import Assistant
from intents.phrases import FACT, IntentFile, expand, phrase_files
from intents.reply import Outcome, Reply
from knowledge.base import Knowledge
from knowledge.documents import parse_document, read_document
from knowledge.models import Network

KNOWN_MISSES = Path(__file__).with_name("known_misses.yaml")
"""Questions that are known to be missed: an entry that comes to be answered must be removed."""
MOST_FACTS_TOLD = 5
"""Facts that one answer tells at most; those of the attribute itself come before those that answer it as well."""
MOST_VARIANTS = 3
"""Ways to ask for the same thing that are tried."""
_UNFILLED = ("{place}", "{topic}", "{year}")


@dataclass(frozen=True)
class Asked:
    """A question, what it asks for, such as "fact.members", and of which network.

    `holds` has the texts that the reply must hold, for each language that it may be in.
    """

    asks: str
    text: str
    network: str
    holds: Mapping[str, tuple[str, ...]]

    def complaint(self, reply: Reply) -> str | None:
        """What is wrong with the reply; None where it is right."""
        if reply.outcome is not Outcome.ANSWER:
            return reply.outcome.value
        if reply.networks != (self.network,):
            return f"about {', '.join(reply.networks) or 'no network'}"
        if reply.language not in self.holds:
            return f"in the language {reply.language!r}"
        said = "\n".join((plain_text(reply), *(link.url for link in reply.links)))
        missing = [text for text in self.holds[reply.language] if text not in said]
        return f"does not say {missing}" if missing else None


@dataclass(frozen=True)
class KnownMiss:
    """A question that is known to be missed."""

    network: str
    language: str
    asks: str
    text: str


@cache
def known_misses() -> tuple[KnownMiss, ...]:
    """The questions that are known to be missed."""
    entries = yaml.safe_load(KNOWN_MISSES.read_text(encoding="utf-8")) or []
    return tuple(KnownMiss(**entry) for entry in entries)


def verdict(assistant: Assistant, questions: Iterable[Asked], language: str) -> list[str]:
    """What is not as it should be: questions that are missed, and known misses that are missed no longer."""
    found = []
    known = {(miss.network, miss.language, miss.asks, miss.text) for miss in known_misses()}
    for asked in questions:
        complaint = asked.complaint(assistant.respond(asked.text, client_language=language).reply)
        is_known = (asked.network, language, asked.asks, asked.text) in known
        if complaint and not is_known:
            found.append(f"{asked.asks}: {asked.text!r} is missed: {complaint}")
        if is_known and not complaint:
            found.append(f"{asked.asks}: {asked.text!r} holds now: remove it from {KNOWN_MISSES.name}")
    return found


# Questions


def about_attributes(knowledge: Knowledge, network: Network, language: str) -> Iterator[Asked]:
    """For every attribute that the network has facts for: its first phrase, in all its variants."""
    for attribute in knowledge.attributes:
        facts = network.facts_for(attribute.id)
        if facts:
            told = tuple(dict.fromkeys(fact.text.text(language) for fact in facts))[:MOST_FACTS_TOLD]
            templates = attribute.phrases.root.get(language, ())
            yield from _asked(knowledge, network, language, FACT + attribute.id, templates, {language: told})


def about_roles(knowledge: Knowledge, network: Network, language: str) -> Iterator[Asked]:
    """The city's role, where it has any: all of them are told, as long as it is not the mayor's that is asked for."""
    roles = tuple(role.text.text(language) for role in network.membership.roles)
    if roles:
        templates = [phrase for template in _templates(language, "role") for phrase in expand(template)]
        of_the_city = tuple(phrase for phrase in templates if "{city}" in phrase)[:MOST_VARIANTS]
        for template in of_the_city:
            yield from _asked(knowledge, network, language, "role", (template,), {language: roles})


def about_links(knowledge: Knowledge, network: Network, language: str) -> Iterator[Asked]:
    """The official site."""
    if network.website:
        yield from _asked(
            knowledge, network, language, "link", _templates(language, "link"), {language: (network.website.url,)}
        )


def about_acronyms(knowledge: Knowledge, network: Network, language: str) -> Iterator[Asked]:
    """What the acronym stands for; it is asked about by the acronym, not by the short name."""
    if network.acronym:
        templates = _templates(language, "acronym")
        name = {language: (network.name.text(language),)}
        yield from _asked(knowledge, network, language, "acronym", templates, name, network.acronym)


def about_names(knowledge: Knowledge, network: Network, language: str) -> Iterator[Asked]:
    """The summary, by every name that is this network's alone and no ordinary word: bare, and in a question.

    Names of languages that are only understood are asked bare, once: they tell no language to reply in.
    """
    shared = {word.casefold() for name in knowledge.city.ambiguous_names for word in name.words.all()}
    common = {word.casefold() for word in network.common_words.all()}
    own = (network.name.text(language), network.short_name.text(language), network.acronym or "")
    names = dict.fromkeys((*filter(None, own), *network.aliases.root.get(language, ())))
    summaries = {code: (network.summary.text(code),) for code in knowledge.city.languages}
    is_first = language == knowledge.city.languages[0]
    for name in (*names, *(_foreign_names(knowledge, network) if is_first else ())):
        if name.casefold() not in shared | common:
            yield Asked("summary", name, network.id, summaries)
    for name in names:
        if name.casefold() not in shared | common:
            question = next(_questions(knowledge, language, _templates(language, "summary"), name))
            yield Asked("summary", question, network.id, {language: summaries[language]})


def _foreign_names(knowledge: Knowledge, network: Network) -> tuple[str, ...]:
    codes = network.aliases.root.keys() - set(knowledge.city.languages)
    return tuple(name for code in sorted(codes) for name in network.aliases.root[code])


QUESTIONS: tuple[Callable[[Knowledge, Network, str], Iterator[Asked]], ...] = (
    about_attributes,
    about_roles,
    about_links,
    about_acronyms,
    about_names,
)


def _asked(
    knowledge: Knowledge,
    network: Network,
    language: str,
    asks: str,
    templates: tuple[str, ...],
    holds: Mapping[str, tuple[str, ...]],
    name: str | None = None,
) -> Iterator[Asked]:
    for text in _questions(knowledge, language, templates, name or network.short_name.text(language)):
        yield Asked(asks, text, network.id, holds)


def _questions(knowledge: Knowledge, language: str, templates: tuple[str, ...], name: str) -> Iterator[str]:
    """The first template that asks about one network and nothing else that varies, in its first variants."""
    fitting = (template for template in templates if template.count("{network}") == 1)
    template = next(template for template in fitting if not any(slot in template for slot in _UNFILLED))
    for phrase in expand(template)[:MOST_VARIANTS]:
        yield phrase.replace("{network}", name).replace("{city}", knowledge.city.name.text(language))


@cache
def _templates(language: str, intent: str) -> tuple[str, ...]:
    file = next(file for code, file in phrase_files([language]) if file.stem == intent)
    return parse_document(read_document(file), IntentFile).phrases
