"""What a question mentions: networks, topics, places, facts, roles, years, each with the words that say so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from intents.kept import Kept
from intents.language import Language
from intents.lexicon import common_words
from intents.name_index import NameIndex
from intents.names import CLOSE, EXACT, SAME_STEM, Kind, Mention, Name, Target, places
from intents.normalise import Token, normalise
from intents.word_index import Near
from knowledge.base import Knowledge
from knowledge.models import Localized, LocalizedWords, Network

MOST_KEPT = 256
"""Sentences whose mentions are kept: while one message is understood, a sentence is linked several times."""
_YEAR = re.compile(r"(19|20)\d\d")

NAMING = (Kind.NETWORK, Kind.CITY, Kind.PLACE)
"""Kinds whose words are names: they are masked before a question is scored."""
DESCRIBING = (Kind.TOPIC, Kind.FACT, Kind.ROLE, Kind.ROLE_KIND, Kind.SCOPE)
"""Kinds whose words also say what is asked: they stay in the question."""


@dataclass(frozen=True)
class Mentions:
    """All mentions of a question, by kind, in the order of the text.

    `shared` are names that several networks have and that describe them; they mean a network, but are not masked.
    """

    networks: tuple[Mention, ...] = ()
    shared: tuple[Mention, ...] = ()
    city: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    topics: tuple[Mention, ...] = ()
    facts: tuple[Mention, ...] = ()
    roles: tuple[Mention, ...] = ()
    role_kinds: tuple[Mention, ...] = ()
    scopes: tuple[Mention, ...] = ()
    years: tuple[str, ...] = ()
    year_places: frozenset[int] = field(default_factory=frozenset)

    def describing(self) -> tuple[Mention, ...]:
        """The mentions that say what is asked: topics, facts, roles, scopes."""
        return (*self.topics, *self.facts, *self.roles, *self.role_kinds, *self.scopes)

    def naming_places(self) -> frozenset[int]:
        """The positions of tokens that belong to a name."""
        return self._naming_places

    @cached_property
    def _naming_places(self) -> frozenset[int]:
        return places((*self.networks, *self.city, *self.places))

    def explained_places(self) -> frozenset[int]:
        """The positions of tokens that some mention accounts for."""
        return self._explained_places

    @cached_property
    def _explained_places(self) -> frozenset[int]:
        return self._naming_places | places((*self.describing(), *self.shared)) | self.year_places


def _span(mention: Mention) -> range:
    return range(mention.start, mention.end)


class MentionLinker:
    """Finds all mentions of a question against one knowledge base."""

    def __init__(self, knowledge: Knowledge, languages: Sequence[Language]) -> None:
        glue = frozenset(normalise(word) for language in languages for word in language.words.framing_words)
        common: dict[str, int] = {}
        for language in languages:
            for word, rank in common_words(language.code).items():
                common[word] = min(rank, common.get(word, rank))
        self._of = frozenset(normalise(word) for language in languages for word in language.words.of_words)
        self._index = NameIndex(_names(knowledge, languages), glue=glue, common=common)
        self._kept: Kept[tuple[str, ...], Mentions] = Kept(MOST_KEPT)

    def knows(self, word: str) -> bool:
        """Whether `word` is a name or a part of one."""
        return self._index.knows(word)

    def is_name(self, joined: str) -> bool:
        """Whether a string without spaces is a whole name."""
        return self._index.is_name(joined)

    def near(self, word: str) -> list[Near]:
        """The words of names that `word` may be a slip of, the nearest first."""
        return self._index.near(word)

    def nearest(self, name: str, most: int = 3) -> tuple[str, ...]:
        """The networks whose names look most like `name`, for "did you mean"; none where nothing looks like it."""
        return self._index.nearest(name, Kind.NETWORK, most)

    def link(self, tokens: Sequence[Token]) -> Mentions:
        """The mentions of a question; readings that are about as good stay together in one mention."""
        words = tuple([token.text for token in tokens])
        known = self._kept.get(words)
        return known if known is not None else self._kept.keep(words, self._link(words))

    def _link(self, words: Sequence[str]) -> Mentions:
        found = self._index.link(words)
        by_kind = _by_kind(found)
        exact = [mention for mention in found if mention.score == EXACT]
        described = [mention for mention in exact if mention.targets[0].kind in DESCRIBING]
        whole = places([mention for mention in exact if mention.targets[0].kind is Kind.NETWORK])
        # A part of a network's name is no match for the whole name of another thing, nor for a whole name beside it.
        named = by_kind[Kind.NETWORK]
        partial = [name for name in named if name.score < SAME_STEM and whole.isdisjoint(_span(name))]
        sure = [name for name in named if name.score >= SAME_STEM]
        networks = choose((*sure, *_outside(partial, described)))
        # A name that several networks share and that says its subject ("the climate network") is a description: its
        # words stay in the question.
        subjects = places(choose(by_kind[Kind.TOPIC])) if networks else frozenset()
        shared = [name for name in networks if len(name.targets) > 1 and not subjects.isdisjoint(_span(name))]
        if shared:
            networks = [name for name in networks if name not in shared]
        meant = [name for name in networks if not all(target.is_common for target in name.targets)]
        city = _outside(choose(by_kind[Kind.CITY]), networks)
        elsewhere = _outside(choose(_outside(by_kind[Kind.PLACE], meant)), city)
        city = [mention for mention in city if not self._is_of_other(mention, elsewhere, words)]
        told = {kind: tuple(choose(_outside(by_kind[kind], meant))) for kind in DESCRIBING if kind in by_kind}
        years = [(place, word) for place, word in enumerate(words) if word.isdigit() and _YEAR.fullmatch(word)]
        return Mentions(
            networks=tuple(networks),
            shared=tuple(shared),
            city=tuple(city),
            places=tuple(elsewhere),
            topics=told.get(Kind.TOPIC, ()),
            facts=told.get(Kind.FACT, ()),
            roles=told.get(Kind.ROLE, ()),
            role_kinds=told.get(Kind.ROLE_KIND, ()),
            scopes=told.get(Kind.SCOPE, ()),
            years=tuple(dict.fromkeys(year for _, year in years)),
            year_places=frozenset(place for place, _ in years),
        )

    def _is_of_other(self, city: Mention, elsewhere: Sequence[Mention], words: Sequence[str]) -> bool:
        """Whether what may be our city is said to be another place's ("the municipality of …")."""
        of = words[city.end : city.end + 1]
        return bool(of) and of[0] in self._of and any(place.start == city.end + 1 for place in elsewhere)


def choose(found: Sequence[Mention]) -> list[Mention]:
    """The best of the mentions of one kind that do not overlap, in the order of the text.

    A longer name beats a shorter one inside it, and a surer one a less sure; two that cover the same words about
    equally well become one mention with the targets of both, so that the question can be asked back.
    """
    if len(found) < 2:
        return list(found)
    chosen: list[Mention] = []
    taken: dict[int, int] = {}
    for mention in sorted(found, key=lambda mention: -mention.score * (mention.length + 0.5)):
        places = range(mention.start, mention.end)
        number = next((taken[place] for place in places if place in taken), None)
        if number is None:
            taken |= dict.fromkeys(places, len(chosen))
            chosen.append(mention)
            continue
        rival = chosen[number]
        if rival.score < EXACT and _same_words(rival, mention) and abs(rival.score - mention.score) <= CLOSE:
            both = tuple(dict.fromkeys((*rival.targets, *mention.targets)))
            chosen[number] = Mention(rival.start, rival.end, both, rival.score, rival.name)
    return sorted(chosen, key=lambda mention: mention.start)


def _by_kind(found: Iterable[Mention]) -> defaultdict[Kind, list[Mention]]:
    """The mentions of each kind, each with its targets of that kind alone."""
    split: defaultdict[Kind, list[Mention]] = defaultdict(list)
    for mention in found:
        kinds = {target.kind for target in mention.targets}
        for kind in kinds:
            split[kind].append(mention if len(kinds) == 1 else mention.only(kind))
    return split


def _same_words(one: Mention, other: Mention) -> bool:
    return one.start == other.start and one.end == other.end


def _outside(mentions: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """The mentions that lie inside none of the others."""
    if not others or not mentions:
        return list(mentions)
    ends: dict[int, int] = {}
    for other in others:
        for place in range(other.start, other.end):
            ends[place] = max(other.end, ends.get(place, 0))
    return [mention for mention in mentions if ends.get(mention.start, 0) < mention.end]


def _names(knowledge: Knowledge, languages: Sequence[Language]) -> Iterator[Name]:
    """Every name in the knowledge, and the places that the languages know."""
    for network in knowledge.networks:
        yield from _network_names(network)
    for ambiguous in knowledge.city.ambiguous_names:
        targets = tuple(Target(Kind.NETWORK, id) for id in ambiguous.networks)
        for text in ambiguous.words.all():
            yield Name(text, targets)
    described = ((Kind.TOPIC, knowledge.topics), (Kind.ROLE_KIND, knowledge.role_kinds), (Kind.SCOPE, knowledge.scopes))
    for kind, items in described:
        for item in items:
            yield from _all(item.words, Target(kind, item.id))
    yield from _all(knowledge.city.names, Target(Kind.CITY, "city"))
    for place in (*(place for language in languages for place in language.places), *knowledge.city.nearby):
        yield Name(place, (Target(Kind.PLACE, place),))


def _network_names(network: Network) -> Iterator[Name]:
    """The names of a network, and of the things that its facts and roles name."""
    target = Target(Kind.NETWORK, network.id)
    own = (*_texts(network.name), *_texts(network.short_name), network.acronym or "")
    for text in dict.fromkeys((*own, *network.aliases.all())):
        yield Name(text, (target,))
    common = Target(Kind.NETWORK, network.id, is_common=True)
    for text in network.common_words.all():
        yield Name(text, (common,))
    for part, fact in enumerate(network.facts):
        yield from _all(fact.terms, Target(Kind.FACT, network.id, part))
    for part, role in enumerate(network.membership.roles):
        yield from _all(role.terms, Target(Kind.ROLE, network.id, part))


def _texts(localized: Localized) -> tuple[str, ...]:
    return tuple(localized.root.values())


def _all(words: LocalizedWords, target: Target) -> Iterator[Name]:
    return (Name(text, (target,)) for text in words.all())
