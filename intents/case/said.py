"""The words of a sentence, and which of them names and other mentions account for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intents.context import Context
from intents.cues import LONGEST_CUE, Cues, runs
from intents.fact_index import FactIndex
from intents.lazy import lazy
from intents.names import Mention
from intents.reading import Reading, SentenceModel
from knowledge.base import Knowledge


@dataclass(frozen=True)
class Tools:
    """What the rules work with besides the sentence; made once for an assistant."""

    knowledge: Knowledge
    model: SentenceModel
    cues: Cues
    facts: FactIndex


@dataclass(frozen=True)
class Said:
    """The words of a reading in its context; what the rules ask of it is worked out once."""

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
        inside = {place for name in names for place in range(name.start, name.end)} | self.other_subjects
        if not inside:
            return self._runs
        words = ["" if place in inside else word for place, word in enumerate(self.words)]
        return runs(words, self.cues.beginnings)

    @lazy
    def other_subjects(self) -> set[int]:
        """The positions of words that speak of something else of the name of our subject ("social network")."""
        return {place for start, end in self.spans_of(self.cues.other_subjects) for place in range(start, end)}

    def spans_of(self, phrases: frozenset[str]) -> list[tuple[int, int]]:
        """Where phrases, which must be cues, stand: first and last word (exclusive) of each; none in most sentences."""
        if not self.has(phrases):
            return []
        starts = range(len(self.words))
        spans = [(start, start + length) for start in starts for length in range(1, LONGEST_CUE + 1)]
        return [(start, end) for start, end in spans if " ".join(self.words[start:end]) in phrases]

    def has(self, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases, which must be cues, stands in the sentence."""
        return not phrases.isdisjoint(self._runs)

    def _has_outside_names(self, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases, which must be cues, stands in it where no network is named."""
        return self.has(phrases) and not phrases.isdisjoint(self._runs_outside_names)

    @lazy
    def named_places(self) -> frozenset[int]:
        """The positions of words in the names of networks, cities and countries."""
        return self.reading.mentions.naming_places()

    @lazy
    def explained_places(self) -> frozenset[int]:
        """The positions of words that some mention accounts for."""
        return self.reading.mentions.explained_places()

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
    def content_besides_negations(self) -> tuple[str, ...]:
        """The words outside of names that are neither grammar nor a denial ("apart from")."""
        denying = self.cues.negation_words
        return tuple(word for word in self.content if word not in denying)

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

    def follows(self, mention: Mention, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases stands right before a name, with at most an article between."""
        return self.follows_at(mention.start, phrases)

    def follows_at(self, place: int, phrases: frozenset[str]) -> bool:
        """Whether one of the phrases stands right before a position, with at most an article between."""
        before = self.words[max(0, place - LONGEST_CUE - 1) : place]
        return _ends_with(before, phrases) or bool(
            before and before[-1] in self.cues.articles and _ends_with(before[:-1], phrases)
        )


def _ends_with(words: Sequence[str], phrases: frozenset[str]) -> bool:
    """Whether words end with one of the phrases."""
    return any(" ".join(words[-length:]) in phrases for length in range(1, min(len(words), LONGEST_CUE) + 1))
