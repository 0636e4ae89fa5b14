"""Answers about one network or several: what it is, its facts, the city's role in it, its links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intents.answers.content import Content, fitting_roles, has_digits, sentences
from intents.answers.speaker import Speaker
from intents.answers.unknowns import not_recorded, unknown_sentence
from intents.query import Query
from intents.reply import Block, Bullets, Item, Outcome, Paragraph, ReplyLink
from knowledge.models import Confidence, Fact, Holder, Network, RelationKind

MOST_FACTS = 6
"""Facts that one answer states at most; more would be a page, not an answer."""
MOST_BESIDE = 2
"""Facts of each attribute that a question asks for beside its main one."""
MOST_SIBLINGS = 3
"""Facts of the same kind that are told along with one that the question names."""


def summary(speaker: Speaker, query: Query) -> Content:
    """What each network is, with the year in which the city joined."""
    blocks: list[Block] = []
    for network in speaker.networks(query):
        blocks += [speaker.heading(network), Paragraph(text=network.summary.text(speaker.language))]
        if network.membership.since and network.membership.since[:4] not in network.summary.text(speaker.language):
            since = speaker.wording.date(network.membership.since)
            blocks.append(Paragraph(text=speaker.say("member_since", date=since)))
    return Content(tuple(blocks), query.networks, has_figures=has_digits(blocks))


def role(speaker: Speaker, query: Query) -> Content:
    """The city's roles in each network; unknown where the page names neither a role nor a date of joining."""
    blocks: list[Block] = []
    answered = False
    for network in speaker.networks(query):
        blocks.append(speaker.heading(network))
        roles = fitting_roles(network, query)
        if roles:
            blocks.append(sentences(role.text.text(speaker.language) for role in roles))
            answered = True
            continue
        key = "role_none_mayor" if query.holder is Holder.MAYOR else "role_none"
        blocks.append(Paragraph(text=speaker.say(key, network=speaker.short(network))))
        if network.membership.roles:
            blocks.append(sentences(role.text.text(speaker.language) for role in network.membership.roles))
            answered = True
            continue
        if joined := network.facts_for("joined"):
            blocks.append(Paragraph(text=joined[0].text.text(speaker.language)))
            answered = True
    outcome = Outcome.ANSWER if answered else Outcome.UNKNOWN
    return Content(tuple(blocks), query.networks, outcome, has_figures=has_digits(blocks))


def fact(speaker: Speaker, query: Query) -> Content:
    """The facts of the attributes that are asked for, and those that the question names."""
    attributes = (query.attribute or "", *query.also)
    blocks: list[Block] = []
    missing = []
    for network in speaker.networks(query):
        facts = _facts(speaker, network, query, attributes)
        if not facts:
            missing.append(network)
            continue
        blocks += [speaker.heading(network), _stated(speaker, facts)]
    if not blocks:
        return not_recorded(speaker, query, unknown_sentence(speaker, query))
    for network in missing:
        blocks += [speaker.heading(network), Paragraph(text=_missing(speaker, network, attributes[0]))]
    return Content(tuple(blocks), query.networks, has_figures=has_digits(blocks))


def _facts(speaker: Speaker, network: Network, query: Query, attributes: Sequence[str]) -> tuple[Fact, ...]:
    """The facts that a query asks for: of its attribute, then some of what it also asks for, then others it names."""
    named = [network.facts[part.number] for part in query.facts if part.network == network.id]
    main, *others = (_likely_first(network.facts_for(attribute), named) for attribute in attributes)
    also = [fact for facts in others for fact in facts[:MOST_BESIDE]]
    if named and not main:
        main = _likely_first([fact for fact in network.facts if fact.attribute == named[0].attribute], named)
        return _each_once((*named[:MOST_FACTS], *main[:MOST_SIBLINGS], *also))
    beside = [fact for fact in named if fact not in main]
    return _each_once((*main[:MOST_FACTS], *also, *beside[:1]))


def _each_once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts in their order, without repetitions."""
    return tuple({id(fact): fact for fact in facts}.values())


def _likely_first(facts: Sequence[Fact], named: Sequence[Fact]) -> list[Fact]:
    """The facts with those that the question names before the others."""
    if not named:
        return list(facts)
    return sorted(facts, key=lambda fact: named.index(fact) if fact in named else len(named))


def _missing(speaker: Speaker, network: Network, attribute: str) -> str:
    name = speaker.knowledge.attribute(attribute).name.text(speaker.language)
    return speaker.say("unknown_fact", network=speaker.short(network), attribute=name)


def _stated(speaker: Speaker, facts: Sequence[Fact]) -> Block:
    return sentences(fact.text.text(speaker.language) for fact in facts)


def link(speaker: Speaker, query: Query) -> Content:
    """The official site of each network."""
    blocks: list[Block] = []
    links: list[ReplyLink] = []
    for network in speaker.networks(query):
        links += [ReplyLink(label=link.label.text(speaker.language), url=link.url) for link in network.links]
        if network.website is None:
            continue
        text = speaker.say("link_text", network=network.name.text(speaker.language))
        unsure = network.website.confidence is not Confidence.HIGH
        doubt = f" ({speaker.say('link_unsure')})" if unsure else ""
        blocks.append(Paragraph(text=f"{text} {network.website.url}{doubt}"))
    if not blocks:
        return not_recorded(speaker, query, speaker.say("unknown_question", network=speaker.names(query.networks)))
    return Content(tuple(blocks), query.networks, links=tuple(links))


def acronym(speaker: Speaker, query: Query) -> Content:
    """What the letters of each network stand for."""
    blocks: list[Block] = []
    for network in speaker.networks(query):
        name = network.name.text(speaker.language)
        key = "acronym_text" if network.acronym else "acronym_none"
        blocks.append(
            Paragraph(text=speaker.say(key, acronym=network.acronym or "", network=speaker.short(network), name=name))
        )
        blocks.append(Paragraph(text=network.summary.text(speaker.language)))
    return Content(tuple(blocks), query.networks, has_figures=has_digits(blocks))


def scope(speaker: Speaker, query: Query) -> Content:
    """How far each network reaches."""
    blocks: list[Block] = []
    for network in speaker.networks(query):
        if network.scope is None:
            continue
        scope = speaker.knowledge.scope(network.scope).name.text(speaker.language)
        blocks.append(
            Paragraph(text=speaker.say("scope_text", network=network.name.text(speaker.language), scope=scope))
        )
        blocks.append(Paragraph(text=network.summary.text(speaker.language)))
    if not blocks:
        return not_recorded(speaker, query, speaker.say("unknown_scope", network=speaker.names(query.networks)))
    return Content(tuple(blocks), query.networks, has_figures=has_digits(blocks))


def related(speaker: Speaker, query: Query) -> Content:
    """The ties of a network with others, or those between the networks asked for."""
    about = set(query.networks)
    ties = [
        (network, relation.kind, speaker.knowledge.network(relation.network))
        for network in speaker.knowledge.networks
        for relation in network.relations
        if about <= {network.id, relation.network} or (len(about) == 1 and about & {network.id, relation.network})
    ]
    told = [_tie(speaker, *tie) for tie in ties]
    for network in speaker.networks(query):
        facts = (fact for attribute in ("partners", "origin") for fact in network.facts_for(attribute))
        told += [
            fact.text.text(speaker.language)
            for fact in facts
            if len(about) == 1 or _names_other(speaker, fact, about - {network.id})
        ]
    if not told:
        return not_recorded(speaker, query, speaker.say("unknown_related", network=speaker.names(query.networks)))
    blocks: list[Block] = [speaker.heading(network) for network in speaker.networks(query)]
    return Content((*blocks, sentences(told[:MOST_FACTS])), query.networks)


def _tie(speaker: Speaker, first: Network, kind: RelationKind, second: Network) -> str:
    return speaker.say(f"related_{kind.value}", first=speaker.short(first), second=speaker.short(second))


def _names_other(speaker: Speaker, fact: Fact, others: Iterable[str]) -> bool:
    text = fact.text.text(speaker.language)
    return any(speaker.short(speaker.knowledge.network(id)) in text for id in others)


def more(speaker: Speaker, query: Query) -> Content:
    """What the page says about a network beyond its summary."""
    blocks: list[Block] = []
    for network in speaker.networks(query):
        blocks += [speaker.heading(network), Paragraph(text=speaker.say("more_intro", network=speaker.short(network)))]
        shown = dict.fromkeys(fact.text.text(speaker.language) for fact in network.facts)
        texts = [role.text.text(speaker.language) for role in network.membership.roles] + list(shown)
        if not texts:
            return summary(speaker, query)
        blocks.append(Bullets(items=tuple(Item(text=text) for text in texts[: 2 * MOST_FACTS])))
    return Content(tuple(blocks), query.networks, has_figures=has_digits(blocks))
