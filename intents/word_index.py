"""Finding the known words that a mistyped word may stand for, without looking at all of them.

Two indexes, by the length of the known word. Up to seven letters one slip is allowed: every known word is filed
under itself and under each form with one letter left out, so two words one slip apart share a key (the symmetric
deletion method of W. Garbe's SymSpell). From eight letters two slips are allowed: a word is filed by its start, its
middle and its end. Two slips that leave neither start nor end whole hit one each, and so leave the middle whole (the
pigeonhole principle); it lies a letter away from both, because a swap of neighbours may reach one letter further.
Candidates are verified with the optimal string alignment distance, in which a swap of neighbours is one slip.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.kept import Kept

LONG = 8
"""Letters from which two slips are allowed."""
MIN_WORD = 3
"""Shorter words are too near to everything."""
MOST_SLIPS = 2
"""Slips that a long word may have."""
MOST_KEPT = 4096
"""Answers that are kept for the next time: people use the same words, and a message repeats its own."""
MAX_WORD = 64
"""Longer strings are no words: they are not looked up, which bounds the work."""


@dataclass(frozen=True, slots=True)
class Near:
    """A known word near to the one asked for, and how many slips lie between."""

    word: str
    slips: int


class _Parts(NamedTuple):
    """All words of one length by parts of them: up to `start`, from `middle` to `middle_end`, and from `end`."""

    start: int
    middle: int
    middle_end: int
    end: int
    by_start: dict[str, list[str]]
    by_middle: dict[str, list[str]]
    by_end: dict[str, list[str]]

    @classmethod
    def of_length(cls, length: int) -> _Parts:
        """The empty index for words of a length."""
        start, end = length // 3, 2 * length // 3 + 1
        return cls(start, start + 1, end - 1, end, {}, {}, {})

    def add(self, word: str) -> None:
        """Files a word under its parts."""
        self.by_start.setdefault(word[: self.start], []).append(word)
        self.by_middle.setdefault(word[self.middle : self.middle_end], []).append(word)
        self.by_end.setdefault(word[self.end :], []).append(word)


_MOVES = {longer: tuple(move for move in (-1, 0, 1) if abs(longer - move) <= 1) for longer in range(-2, 3)}
"""By how many letters a word with two slips is longer than the one meant, and how far a whole middle has moved then."""


def slips_allowed(known: str) -> int:
    """How many slips a known word may be away.

    0 under three letters, 1 under eight, then 2. Measured on ordinary sentences and one-slip names: more lets
    ordinary words in, fewer loses names.
    """
    return 0 if len(known) < 3 else 1 if len(known) < LONG else MOST_SLIPS


class WordIndex:
    """An index of known words by which mistyped ones are found."""

    def __init__(self, words: Iterable[str]) -> None:
        """Takes the words; they are filed when the first slip is looked for, which many a question never needs."""
        self._known = tuple(dict.fromkeys(words))
        self._kept: Kept[str, tuple[Near, ...]] = Kept(MOST_KEPT)

    @cached_property
    def _by_deletion(self) -> Mapping[str, list[str]]:
        """The words of up to seven letters, under themselves and under each form with one letter left out."""
        filed: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._known:
            if MIN_WORD <= len(word) < LONG:
                for key in _deletions(word):
                    filed[key].append(word)
        return dict(filed)

    @cached_property
    def _by_part(self) -> Mapping[int, _Parts]:
        """The longer words, by their length and then by their parts."""
        filed: dict[int, _Parts] = {}
        for word in self._known:
            length = len(word)
            if LONG <= length <= MAX_WORD:
                if length not in filed:
                    filed[length] = _Parts.of_length(length)
                filed[length].add(word)
        return filed

    def near(self, word: str, *, shortest: int = 4) -> list[Near]:
        """The known words within their allowance of slips from `word`, the nearest first.

        Args:
            word: the mistyped word, in comparable form.
            shortest: known words with fewer letters are not offered.
        """
        found = self._kept.get(word)
        if found is None:
            found = self._kept.keep(word, self._look_up(word)) if 2 <= len(word) <= MAX_WORD else ()
        return [near for near in found if len(near.word) >= shortest]

    def _look_up(self, word: str) -> tuple[Near, ...]:
        verified = process.extract(
            word, self._candidates(word), scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=None
        )
        digits = _digits(word)
        found = [
            Near(known, slips)
            for known, slips, _ in verified
            if slips <= slips_allowed(known) and _digits(known) == digits and _is_believable(word, known, slips)
        ]
        return tuple(sorted(found, key=lambda near: (near.slips, _unlikeliness(word, near.word), near.word)))

    def _candidates(self, word: str) -> set[str]:
        """The known words that share a key with `word`: all that are near enough, and a few that are not."""
        found: set[str] = set()
        if len(word) <= LONG:
            for key in _deletions(word):
                if known := self._by_deletion.get(key):
                    found.update(known)
        for longer, moves in _MOVES.items():
            parts = self._by_part.get(len(word) - longer)
            if not parts:
                continue
            start, middle, middle_end, end, by_start, by_middle, by_end = parts
            if known := by_start.get(word[:start]):
                found.update(known)
            if known := by_end.get(word[end + longer :]):
                found.update(known)
            for move in moves:
                if known := by_middle.get(word[middle + move : middle_end + move]):
                    found.update(known)
        return found


def _unlikeliness(word: str, known: str) -> int:
    """Which of equally near words fingers mean: a doubled or missed double letter, a swap, then the rest."""
    if _squeezed(word) == _squeezed(known):
        return 0
    if sorted(word) == sorted(known):
        return 1
    return 2 if word[0] == known[0] else 3


def _squeezed(word: str) -> str:
    """A word with each run of one letter as that letter once."""
    return "".join(letter for letter, _ in groupby(word))


def _deletions(word: str) -> set[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _digits(word: str) -> str:
    """The digits of a word: they are identity, never a slip, as the 40 in a name with a number."""
    return "" if word.isalpha() else "".join(char for char in word if char.isdigit())


def _is_believable(word: str, known: str, slips: int) -> bool:
    """Whether short words differ in the way that fingers slip, rather than being two different words."""
    if slips == 0 or len(known) >= LONG:
        return True
    swapped = len(word) == len(known) and sorted(word) == sorted(known)
    doubled = _squeezed(word) == _squeezed(known)
    if len(known) == 3:
        return swapped or doubled
    return swapped or (word[0] == known[0] and len(word) >= min(len(known), 4))
