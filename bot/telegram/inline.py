"""Inline mode: the cards that fit what someone types behind the bot's name in any chat.

In order of priority: nothing typed, all networks; "role NAME" and "link NAME", that card; a whole question, its answer;
names and topics, also mistyped; what the text is the beginning of; near names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.telegram.cards import Card, CardMaker
from bot.telegram.texts import words
from intents.assistant import Assistant
from intents.query import Query
from intents.reply import Outcome, Reply
from knowledge.models import Network, Topic

_WORDS_OF_INTENT = {"role": "inline-role-words", "link": "inline-link-words"}
"""Kinds of card that a word asks for, and where the texts list the words."""


@dataclass(frozen=True)
class Cards:
    """The results for one inline query, in order; personal where another asker might get them in another language."""

    cards: tuple[Card, ...]
    is_personal: bool = True


def find_cards(assistant: Assistant, typed: str, language: str, first: Sequence[str] = ()) -> Cards:
    """The cards for what was typed, none where nothing fits.

    Args:
        assistant: who answers.
        typed: the inline query.
        language: the asker's language; what was typed overrules it where it tells its own.
        first: networks to begin a list of all with, such as the most shared ones.
    """
    cards: dict[str, Card] = {}
    for card in _each_card(assistant, typed, language, first):
        cards.setdefault(card.id, card)
    return Cards(tuple(cards.values()), is_personal=_read(typed)[2] is None)


def first_card(assistant: Assistant, typed: str, language: str) -> Card | None:
    """The first of the cards for what was typed; the others are not even made."""
    return next(_each_card(assistant, typed, language), None)


def _each_card(assistant: Assistant, typed: str, language: str, first: Sequence[str] = ()) -> Iterator[Card]:
    """The cards in order, each made when it is asked for; one may come twice."""
    intent, name, told = _read(typed)
    reply = assistant.respond(typed, client_language=told or language).reply
    search = _Search(assistant, CardMaker(assistant, told or reply.language), tuple(first))
    yield from search.fitting(intent, name, reply) if name else search.all(intent or "summary")


def _read(typed: str) -> tuple[str | None, str, str | None]:
    """The kind of card asked for, if any, what is left of the text, and the language of the word for the kind."""
    parts = typed.casefold().split()
    for intent, key in _WORDS_OF_INTENT.items():
        known = words(key)
        for position in (0, -1):
            if parts and parts[position] in known:
                word = parts.pop(position)
                return intent, " ".join(parts), known[word]
    return None, " ".join(typed.split()), None


@dataclass(frozen=True)
class _Search:
    assistant: Assistant
    maker: CardMaker
    first: tuple[str, ...] = ()

    def all(self, intent: str) -> Iterator[Card]:
        """One kind of card of every network."""
        known = dict.fromkeys(network.id for network in self.assistant.knowledge.networks)
        yield from self._of_each((*(id for id in self.first if id in known), *known), (intent,))

    def fitting(self, intent: str | None, name: str, reply: Reply) -> Iterator[Card]:
        """The answer to a whole question, and the networks and topics that the name stands for."""
        if not intent and reply.outcome is Outcome.ANSWER and reply.query:
            yield self.maker.of_reply(reply, reply.query)
        networks, topics = self._named(name)
        # Every kind of card of a single network, the summary alone of several.
        several = ("summary", *_WORDS_OF_INTENT) if len(networks) == 1 else ("summary",)
        yield from self._of_each(networks, (intent,) if intent else several)
        for topic in () if intent else topics:
            yield from self._of_topic(topic)

    def _named(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The networks and topics that a name stands for, else those that it is the beginning of, else near ones."""
        found, topics = self.assistant.find_networks(name), self.assistant.find_topics(name)
        if found.networks or topics:
            return found.networks, topics
        knowledge = self.assistant.knowledge
        networks, topics = _begun(knowledge.networks, name), _begun(knowledge.topics, name)
        return (networks, topics) if networks or topics else (found.near, ())

    def _of_each(self, networks: Iterable[str], intents: tuple[str, ...]) -> Iterator[Card]:
        """The kinds of card of each network: the first always, the others where there is an answer."""
        for id in networks:
            for intent in intents:
                card = self.maker.ask(Query(intent=intent, networks=(id,)))
                if intent == intents[0] or card.reply.outcome is Outcome.ANSWER:
                    yield card

    def _of_topic(self, topic: str) -> Iterator[Card]:
        """The list of the networks that deal with a topic, then each of them."""
        yield self.maker.ask(Query(intent="list-topic", topics=(topic,)))
        yield from self._of_each((n.id for n in self.assistant.knowledge.networks_about(topic)), ("summary",))


def _begun(items: tuple[Network, ...] | tuple[Topic, ...], typed: str) -> tuple[str, ...]:
    """Ids of the networks or topics of which a name, or a word in it, begins with what was typed so far."""
    begun = f" {typed.casefold()}"
    return tuple(item.id for item in items if any(begun in f" {name.casefold()}" for name in _names(item)))


def _names(item: Network | Topic) -> Iterator[str]:
    yield from item.name.root.values()
    if isinstance(item, Topic):
        yield from item.words.all()
    else:
        yield from item.aliases.all()
        yield from item.short_name.root.values()
        yield item.acronym or ""
