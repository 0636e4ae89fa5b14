"""One sentence in its conversation, with the signals that the rules of `decide` look at."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intents.classifier import Scored, Scores
from intents.context import Context
from intents.cues import LONGEST_CUE, Cues, runs
from intents.decision import UNRELATED, needs_network
from intents.fact_index import FactIndex
from intents.lazy import lazy
from intents.names import Kind, Mention, stem
from intents.other_names import has_strange_run, is_named_after_place, strange_names
from intents.query import Part
from intents.reading import Reading, SentenceModel
from knowledge.base import Knowledge
from knowledge.models import Holder

MOST_CHOICES = 100
"""A bare number from which on no choice is meant."""
MOST_UNEXPLAINED = 10
"""Unexplained words from which more make a question no less sure."""


@dataclass(frozen=True)
class Tools:
    """What the rules work with besides the sentence; made once for an assistant."""

    knowledge: Knowledge
    model: SentenceModel
    cues: Cues
    facts: FactIndex


@dataclass(frozen=True)
class Case:
    """A reading in its context, with everything that the rules ask of it computed once."""

    reading: Reading
    context: Context
    tools: Tools

    @lazy
    def knowledge(self) -> Knowledge:
        """What is known."""
        return self.tools.knowledge

    @lazy
    def cues(self) -> Cues:
        """The words that point."""
        return self.tools.cues

    @lazy
    def words(self) -> tuple[str, ...]:
        """The words of the sentence."""
        return self.reading.sentence.words

    @lazy
    def _runs(self) -> frozenset[str]:
        """The words of the sentence, and the runs of words in it that may be cues."""
        return runs(self.words, self.cues.beginnings)

    @lazy
    def _runs_outside_names(self) -> frozenset[str]:
        """The runs of words that no surely meant network's name takes part in."""
        names = [
            name for name in self.reading.mentions.networks if not all(target.is_common for target in name.targets)
        ]
        inside = {place for name in names for place in range(name.start, name.end)} | self._other_subjects
        if not inside:
            return self._runs
        words = ["" if place in inside else word for place, word in enumerate(self.words)]
        return runs(words, self.cues.beginnings)

    @lazy
    def _other_subjects(self) -> set[int]:
        """The positions of words that speak of something else of the name of our subject ("social network")."""
        if self.cues.other_subjects.isdisjoint(self._runs):
            return set()
        pairs = {f"{word} {after}": place for place, (word, after) in enumerate(pairwise(self.words))}
        starts = [place for pair, place in pairs.items() if pair in self.cues.other_subjects]
        return {place + step for place in starts for step in (0, 1)}

    def has(self, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases, which must be cues, stands in the sentence."""
        return not phrases.isdisjoint(self._runs)

    def _has_outside_names(self, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases, which must be cues, stands in it where no network is named."""
        return self.has(phrases) and not phrases.isdisjoint(self._runs_outside_names)

    # Which networks are meant

    @lazy
    def networks(self) -> tuple[str, ...]:
        """The networks that are named for sure and not ruled out ("not A, but B"), in order."""
        named = tuple(dict.fromkeys(ids[0] for ids in self._candidates if len(ids) == 1))
        return tuple(dict.fromkeys(self._narrowed(id, named) for id in named))

    def _narrowed(self, heading: str, named: tuple[str, ...]) -> str:
        """Of a heading, the one entry under it that is named as well, or that the subjects mean; else itself."""
        entries = self.knowledge.listed_under(heading)
        if not entries or self.top.name == "related":
            return heading
        beside = [entry.id for entry in entries if entry.id in named]
        about = beside or [entry.id for entry in entries if set(entry.topics) & set(self.topics)]
        return about[0] if len(about) == 1 else heading

    @lazy
    def ambiguous(self) -> tuple[str, ...]:
        """The candidates of the first name that several networks share."""
        return next((ids for ids in self._candidates if len(ids) > 1), ())

    @lazy
    def _candidates(self) -> list[tuple[str, ...]]:
        """For each name the networks that it may stand for, without those that are ruled out."""
        found = [mention.targets for mention in (*self._named, *self.reading.mentions.shared)]
        ids = [tuple(dict.fromkeys(target.id for target in targets)) for targets in found]
        return [tuple(id for id in each if id not in self.negated) or each for each in ids] if self.negated else ids

    @lazy
    def _named(self) -> tuple[Mention, ...]:
        meant = [mention for mention in self.reading.mentions.networks if self._is_meant(mention)]
        if self.has(self.cues.corrections):
            corrected = [mention for mention in meant if self._follows(mention, self.cues.corrections)]
            if corrected and len(corrected) < len(meant):
                return tuple(corrected)
        affirmed = [mention for mention in meant if mention not in self._ruled_out]
        others = affirmed or self.reading.mentions.topics
        return tuple(affirmed if others else meant)

    def _follows(self, mention: Mention, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases stands right before a name, with at most an article between."""
        before = self.words[max(0, mention.start - LONGEST_CUE - 1) : mention.start]
        if before and before[-1] in self.cues.articles:
            before = before[:-1]
        return any(" ".join(before[-length:]) in phrases for length in range(1, min(len(before), LONGEST_CUE) + 1))

    def _is_meant(self, mention: Mention) -> bool:
        """Whether a name that is an ordinary word as well stands beside signs that the network is meant."""
        if not all(target.is_common for target in mention.targets):
            return True
        named = (target for other in self.reading.mentions.networks for target in other.targets)
        if any(not target.is_common for target in named) and not self._is_pointed_out(mention):
            return False  # a network is named by its own name, so the ordinary word is just that
        if self.topics and (self.has_plural_subject or self.asks_for_membership):
            return False  # networks are asked for by their subject
        if {
            word for place, word in enumerate(self.words) if not mention.start <= place < mention.end
        } <= self.cues.framing:
            return True  # nothing but the name
        return (
            self.has_subject
            or self.has_city
            or self.has(self.cues.describing)
            or any(target.id in self.context.networks for target in mention.targets)
        )

    def _is_pointed_out(self, mention: Mention) -> bool:
        """Whether a name stands in words that stand for a network ("the … one", "quella dei …")."""
        after = self.words[mention.end : mention.end + 1]
        before = [
            word for word in self.words[max(0, mention.start - 2) : mention.start] if word not in self.cues.articles
        ]
        return not self.cues.describing.isdisjoint((*before, *after))

    def _is_negated(self, mention: Mention) -> bool:
        if self._follows(mention, self.cues.negations):
            return self.top.name != "compare" or len(self.reading.mentions.networks) < 2
        after_it = self.words[mention.end : mention.end + 1]
        if after_it and after_it[0] in self.cues.joining:
            return False
        before, after = self.words[: mention.start], self.words[mention.end :]
        denied = any(word in self.cues.negations for word in before[-5:])
        named_later = any(other.start > mention.start for other in self.reading.mentions.networks)
        close = any(word in self.cues.negations for word in before[-3:])
        contrasts = any(word in self.cues.contrast for word in after[:3])
        return named_later and ((denied and contrasts) or (close and bool(self._breaks_after(mention))))

    def _breaks_after(self, mention: Mention) -> bool:
        """Whether a comma or the like stands right after a name."""
        return mention.end - 1 in self.reading.sentence.breaks

    @lazy
    def _ruled_out(self) -> tuple[Mention, ...]:
        """The names of networks that are ruled out; none without a word that denies, as in nearly all sentences."""
        if not self.has(self.cues.negations):
            return ()
        return tuple(mention for mention in self.reading.mentions.networks if self._is_negated(mention))

    @lazy
    def negated(self) -> tuple[str, ...]:
        """The networks that are ruled out."""
        return tuple(target.id for mention in self._ruled_out for target in mention.targets)

    # Signs that the subject is ours

    @lazy
    def has_subject(self) -> bool:
        """Whether the sentence speaks of networks, partnerships and the like, outside of names."""
        return self._has_outside_names(self.cues.subject)

    @lazy
    def has_strong_subject(self) -> bool:
        """Whether it speaks of networks in so many words, outside of names."""
        return self._has_outside_names(self.cues.strong_subject)

    @lazy
    def has_city(self) -> bool:
        """Whether our city is named."""
        return bool(self.reading.mentions.city)

    @lazy
    def has_mayor(self) -> bool:
        """Whether a mayor is spoken of, outside of names."""
        return self._has_outside_names(self.cues.mayor)

    @lazy
    def has_us(self) -> bool:
        """Whether those who ask speak of their city as "we", or of "the city"."""
        return self.has(self.cues.us)

    @lazy
    def has_membership(self) -> bool:
        """Whether it speaks of being part of something, or of working with others."""
        return self._has_outside_names(self.cues.membership)

    @lazy
    def has_kind_word(self) -> bool:
        """Whether it speaks of something that a network may be, as many other things are: a group, an agreement."""
        return self._has_outside_names(self.cues.kinds)

    @lazy
    def has_kind(self) -> bool:
        """Whether it speaks of a network, or of something that one may be."""
        return self.has_subject or self.has_kind_word or self.has(self.cues.describing)

    @lazy
    def asks_for_membership(self) -> bool:
        """Whether it asks what our city is part of."""
        we = self.has_city or self.has_us
        return (we and (self.has_membership or self.has_strong_subject)) or (
            self.has_strong_subject and self.has_membership
        )

    @lazy
    def is_ours(self) -> bool:
        """Whether anything in it says that networks of our city are meant."""
        return bool(self.networks or self.ambiguous or self.has_city or self.has_strong_subject)

    @property
    def is_about_elsewhere(self) -> bool:
        """Whether another city is asked about, and ours is not."""
        return self.place is not None and not self.has_city

    @lazy
    def points_at_network(self) -> bool:
        """Whether it speaks of "the network" as one that was named before, and neither names nor describes it."""
        return self.has(self.cues.pointing_subjects) and not self.topics and not self.place

    @property
    def asks_something(self) -> bool:
        """Whether anything is left of it besides grammar and the words of a choice."""
        return not set(self.content) <= self.cues.choosing

    @lazy
    def joins(self) -> bool:
        """Whether an "and" joins two questions in it: not one at its start."""
        return any(self.joining_places)

    @lazy
    def joining_places(self) -> tuple[int, ...]:
        """The positions of the words that join. The word as typed counts: an accent can make it another one."""
        joining, tokens = self.cues.joining, self.reading.sentence.tokens
        places = (place for place, word in enumerate(self.words) if word in joining)
        return tuple(place for place in places if tokens[place].raw.casefold() in joining)

    @property
    def may_have_parts(self) -> bool:
        """Whether a part of it may be a question of ours, although all of it together is not understood."""
        related = self.networks or self.top.name != UNRELATED or self.asks_for_membership
        return self.is_ours and len(self.networks) < 2 and bool(related)

    # What is asked

    def best(self, *, among: Callable[[str], bool]) -> Scored:
        """The best-scored intent of those that `among` admits."""
        return self.reading.scored.best(among)

    @lazy
    def about_network(self) -> Scored:
        """The best intent that is about a network; a comparison only where there are two."""
        two = len({*self.networks, *self.context.networks}) > 1
        return self.best(among=lambda intent: needs_network(intent) and (two or intent != "compare"))

    @lazy
    def top(self) -> Scored:
        """The best intent of all."""
        return self.reading.scored[0]

    @lazy
    def frame(self) -> Scores:
        """All intents with their scores for the words around the subjects, without the words of these."""
        return self.tools.model.scores_of_masked(word for word in self.reading.masked if word[0] != "(")

    @lazy
    def unrelated(self) -> float:
        """The score of the class of unrelated questions."""
        return self.score(UNRELATED)

    def score(self, intent: str) -> float:
        """The score of one intent."""
        return self.reading.scored.of(intent)

    def unexplained(self, *intents: str) -> tuple[str, ...]:
        """Content words that nothing accounts for, if the question is one of `intents`."""
        vocabulary = self.tools.model.trained.vocabulary
        left = self._unaccounted
        for intent in intents:
            if left and (known := vocabulary.get(intent)):
                left = [pair for pair in left if pair[1] not in known]
        return tuple([word for word, _ in left])

    @lazy
    def _unaccounted(self) -> list[tuple[str, str]]:
        """The content words that no mention accounts for, whatever is asked, each with its stem."""
        usual, taken = self.reading.grammar, self.explained_places
        needless = self.cues.explaining
        return [
            (word, stem(word))
            for place, word in enumerate(self.words)
            if place not in taken and word not in usual and word not in needless
        ]

    @lazy
    def named_places(self) -> frozenset[int]:
        """The positions of words in the names of networks, cities and countries."""
        return self.reading.mentions.naming_places()

    @lazy
    def explained_places(self) -> frozenset[int]:
        """The positions of words that some mention accounts for."""
        return self.reading.mentions.explained_places()

    @lazy
    def names_other(self) -> bool:
        """Whether something is named that is none of ours."""
        return bool(self.strange_names) or self.has_other_name

    @property
    def has_own_name(self) -> bool:
        """Whether a network is named by a name that is no ordinary word."""
        named = (mention.targets for mention in self.reading.mentions.networks if len(mention.targets) == 1)
        return any(not targets[0].is_common for targets in named)

    @lazy
    def has_other_name(self) -> bool:
        """Whether ordinary words are put together to a name that is none of ours."""
        return has_strange_run(self.reading, self.cues) or self.is_named_after_place

    @lazy
    def is_named_after_place(self) -> bool:
        """Whether what is asked about is another place's pact, forum or the like."""
        return is_named_after_place(self.reading, self.cues)

    @lazy
    def strange_names(self) -> tuple[str, ...]:
        """The words with a capital that name nothing known."""
        return strange_names(self.reading, self.cues)

    def confidence(self, intent: str) -> float:
        """How surely the sentence asks for `intent`, from 0 to 1.

        A logistic of the intent's score, its lead over the best other one, and the words that stay unexplained.
        """
        if self.reading.exact == intent:
            return 0.99
        own = self.score(intent)
        lead = own - self.reading.scored.beside(intent)
        unexplained = len(self.unexplained(intent))
        odds = 1.5 * own + 2.0 * lead + 0.3 - 1.0 * min(unexplained, MOST_UNEXPLAINED)
        return 1 / (1 + math.exp(-odds))

    @lazy
    def rest(self) -> tuple[str, ...]:
        """The words outside of names."""
        shared = {place for name in self.reading.mentions.shared for place in range(name.start, name.end)}
        named = self.named_places | shared
        return tuple(word for place, word in enumerate(self.words) if place not in named)

    @lazy
    def content(self) -> tuple[str, ...]:
        """The words outside of names that are no mere grammar."""
        return tuple(word for word in self.rest if word not in self.reading.grammar)

    @lazy
    def fact_parts(self) -> tuple[Part, ...]:
        """The single facts whose names are mentioned."""
        return self._parts(self.reading.mentions.facts, Kind.FACT)

    @lazy
    def says_only_facts(self) -> bool:
        """Whether nothing but what facts name is said."""
        mentions = self.reading.mentions.facts
        told = {word for mention in mentions for word in self.words[mention.start : mention.end]}
        return set(self.rest) <= told | self.cues.framing

    @lazy
    def distinct_fact_parts(self) -> tuple[Part, ...]:
        """The single facts that are mentioned by more than the name of a subject or place."""
        dull = self.reading.mentions.topics
        if not (self.has_strong_subject or self.has_city):
            dull = (*dull, *self.reading.mentions.places)
        spans = {(mention.start, mention.end) for mention in dull}
        distinct = [mention for mention in self.reading.mentions.facts if (mention.start, mention.end) not in spans]
        return self._parts(distinct, Kind.FACT)

    @lazy
    def role_parts(self) -> tuple[Part, ...]:
        """The single roles whose names are mentioned."""
        if not self.reading.mentions.roles:
            return ()
        topics = self.reading.mentions.topics
        distinct = [mention for mention in self.reading.mentions.roles if not any(map(mention.is_inside, topics))]
        if self.networks:
            return self._parts(self.reading.mentions.roles, Kind.ROLE)
        return self._parts([mention for mention in distinct if not self._says_only_kind(mention)], Kind.ROLE)

    def _says_only_kind(self, mention: Mention) -> bool:
        """Whether a role is mentioned by its kind alone ("founder"), which others have, too."""
        kinds = {(kind.start, kind.end) for kind in self.reading.mentions.role_kinds}
        roles = (self.knowledge.network(target.id).membership.roles[target.part] for target in mention.targets)
        return (mention.start, mention.end) in kinds and all(role.body is None for role in roles)

    def _parts(self, mentions: Sequence[Mention], kind: Kind) -> tuple[Part, ...]:
        wanted = [mention for mention in mentions if not self._follows(mention, self.cues.negations)] or mentions
        targets = (target for mention in wanted for target in mention.targets if target.kind is kind)
        parts = dict.fromkeys((target.id, target.part) for target in targets)
        return tuple(Part(network=id, number=number) for id, number in parts)

    @lazy
    def years(self) -> tuple[str, ...]:
        """The years that are mentioned; of a decade the first three digits ("198")."""
        decades = (years for word, years in self.cues.decades.items() if word in self._runs)
        named = self.reading.mentions.years
        known = self.cues.known_years
        text = f" {' '.join(self.words)} " if named else ""
        for year in named:
            if any(f" {word} {year} " in text for word in self.cues.after):
                named = tuple(other for other in known if other > year) or named
            elif any(f" {word} {year} " in text for word in self.cues.before):
                named = tuple(other for other in known if other < year) or named
        return tuple(dict.fromkeys((*named, *decades)))

    @lazy
    def superlative(self) -> str | None:
        """The attribute by which networks are put in order ("oldest"), the longest such phrase deciding."""
        found = self._runs & self.cues.superlatives.keys()
        return self.cues.superlatives[max(found, key=len)] if found else None

    @lazy
    def scopes(self) -> tuple[str, ...]:
        """The scopes that are mentioned."""
        return tuple(dict.fromkeys(target.id for mention in self.reading.mentions.scopes for target in mention.targets))

    @lazy
    def role_kinds(self) -> tuple[str, ...]:
        """The kinds of role that are mentioned."""
        mentions = self.reading.mentions.role_kinds
        return tuple(dict.fromkeys(target.id for mention in mentions for target in mention.targets))

    @lazy
    def place(self) -> str | None:
        """The first other city or country that is named, as the list of places writes it."""
        places = self.reading.mentions.places
        return places[0].name if places else None

    @lazy
    def holder(self) -> Holder | None:
        """Whose roles are asked for: the mayor's where one is spoken of, and not the city itself beside."""
        if not self.has_mayor or (self.has_city and not self._mayor_is_of_city):
            return None
        beside = self.cues.joining if self.has_city else frozenset[str]()
        return Holder.MAYOR if beside.isdisjoint(self.words) else None

    @property
    def _mayor_is_of_city(self) -> bool:
        """Whether a mayor and our city are named in one breath ("the mayor of …", "…'s mayor")."""
        mayors = [place for place, word in enumerate(self.words) if word in self.cues.mayor]
        cities = self.reading.mentions.city
        return any(min(abs(city.start - place), abs(city.end - place)) <= 2 for place in mayors for city in cities)

    @lazy
    def topics(self) -> tuple[str, ...]:
        """The topics that are mentioned; those that are ruled out ("besides food") only where nothing else is."""
        mentions = self.reading.mentions.topics
        wanted = [mention for mention in mentions if not self._follows(mention, self.cues.negations)]
        return tuple(dict.fromkeys(target.id for mention in wanted or mentions for target in mention.targets))

    @lazy
    def has_plural_subject(self) -> bool:
        """Whether networks are spoken of in the plural."""
        return not self.cues.plural_subject.isdisjoint(self._runs_outside_names)

    @property
    def opens_with_description(self) -> bool:
        """Whether it begins with what stands for a network: "the one where …", "quella nata …"."""
        return any(" ".join(self.words[:length]) in self.cues.describing for length in range(1, LONGEST_CUE + 1))

    @property
    def has_description(self) -> bool:
        """Whether a network is described rather than named: "the food one", "quella del cibo"."""
        return bool(self.topics) and self.has(self.cues.describing)

    @lazy
    def topic_words(self) -> frozenset[str]:
        """The words that name the topics."""
        mentions = self.reading.mentions.topics
        return frozenset(word for mention in mentions for word in self.words[mention.start : mention.end])

    @lazy
    def place_words(self) -> tuple[str, ...]:
        """The words that name other cities and countries."""
        mentions = self.reading.mentions.places
        return tuple(word for mention in mentions for word in self.words[mention.start : mention.end])

    @lazy
    def topics_in_names(self) -> frozenset[str]:
        """The topics that are named only as a part of a network's name."""
        names = (*self.reading.mentions.networks, *self.reading.mentions.shared)
        inside = [mention for mention in self.reading.mentions.topics if any(mention.overlaps(name) for name in names)]
        return frozenset(target.id for mention in inside for target in mention.targets)

    @lazy
    def is_plural_subject(self) -> bool:
        """Whether networks are spoken of in the plural, or without an article, as in a search."""
        return self.has(self.cues.plural_subject) or (
            bool(self.words) and self.words[0] not in self.cues.function_words
        )

    @lazy
    def ordinal(self) -> int | None:
        """Which of several is pointed at ("the second one", "2"), from 0; -1 for the last."""
        if len(self.words) == 1 and self.words[0].isdigit() and 0 < int(self.words[0][:3]) < MOST_CHOICES:
            return int(self.words[0]) - 1
        for place, word in enumerate(self.words):
            pair = f"{word} {self.words[place + 1]}" if place + 1 < len(self.words) else ""
            for phrase in (pair, word):
                if phrase in self.cues.ordinals:
                    return self.cues.ordinals[phrase]
        return -1 if self.has(self.cues.last) else None

    # Ties to the conversation

    @lazy
    def opens_like_follow_up(self) -> bool:
        """Whether it begins as one goes on: "and …", "what about …", "e per …"."""
        starts = (" ".join(self.words[:length]) for length in range(1, LONGEST_CUE + 1))
        typed = [token.text for token in self.reading.sentence.whole[-2:]]
        ends_alike = " ".join(typed) in self.cues.also or typed[-1:] in ([word] for word in self.cues.also)
        return ends_alike or any(start in self.cues.openers for start in starts)

    @lazy
    def points_back(self) -> bool:
        """Whether a pronoun points at something said before."""
        return self.has(self.cues.pointing)
