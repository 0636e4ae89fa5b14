"""Finding the known words that a mistyped word may stand for, without looking at all of them.

Two indexes, by the length of the known word. Up to seven letters one slip is allowed: every known word is filed
under itself and under each form with one letter left out, so two words one slip apart share a key (the symmetric
deletion method of W. Garbe's SymSpell). From eight letters two slips are allowed: a word is filed by its three
thirds, of which two slips leave one whole (the pigeonhole principle), and by thirds cut one letter later, because a
swap of neighbours across a cut breaks two. Candidates are then verified with the
optimal string alignment distance, in which a swap of neighbours is one slip.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from rapidfuzz.distance import OSA

LONG = 8
"""Letters from which two slips are allowed."""
MIN_WORD = 3
"""Shorter words are too near to everything."""
MOST_KEPT = 4096
"""Answers that are kept for the next time: people use the same words, and a message repeats its own."""
MAX_WORD = 64
"""Longer strings are no words: they are not looked up, which bounds the work."""


@dataclass(frozen=True, slots=True)
class Near:
    """A known word near to the one asked for, and how many slips lie between."""

    word: str
    slips: int


class _Third(NamedTuple):
    """One third of all words of a length: where it stands in them, and the words by their letters there."""

    start: int
    end: int
    words: dict[str, list[str]]


_SHIFTS = tuple(
    (longer, tuple(shift for shift in range(-2, 3) if abs(shift) + abs(longer - shift) <= 2)) for longer in range(-2, 3)
)
"""By how many letters a word with two slips is longer than the one meant, and how far a whole third may have moved."""


def slips_allowed(known: str) -> int:
    """How many slips a known word may be away.

    0 under three letters, 1 under eight, then 2. Measured on ordinary sentences and one-slip names: more lets
    ordinary words in, fewer loses names.
    """
    return 0 if len(known) < 3 else 1 if len(known) < LONG else 2


class WordIndex:
    """An index of known words by which mistyped ones are found."""

    def __init__(self, words: Iterable[str]) -> None:
        """Takes the words; they are filed when the first slip is looked for, which many a question never needs."""
        self._known = tuple(dict.fromkeys(words))
        self._kept: dict[tuple[str, int], list[Near]] = {}

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
    def _by_third(self) -> Mapping[int, tuple[_Third, ...]]:
        """The longer words, for each length and each of its thirds under that third's letters."""
        filed: dict[int, tuple[_Third, ...]] = {}
        for word in self._known:
            if LONG <= len(word) <= MAX_WORD:
                if len(word) not in filed:
                    filed[len(word)] = tuple(_Third(start, end, defaultdict(list)) for start, end in _thirds(len(word)))
                for third in filed[len(word)]:
                    third.words[word[third.start : third.end]].append(word)
        return filed

    def near(self, word: str, *, shortest: int = 4) -> list[Near]:
        """The known words within their allowance of slips from `word`, the nearest first.

        Args:
            word: the mistyped word, in comparable form.
            shortest: known words with fewer letters are not offered.
        """
        if not 2 <= len(word) <= MAX_WORD:
            return []
        kept = self._kept.get((word, shortest))
        if kept is not None:
            return kept
        digits = _digits(word)
        found = [
            Near(known, slips)
            for known in self._candidates(word)
            if len(known) >= shortest
            and (slips := OSA.distance(word, known, score_cutoff=slips_allowed(known))) <= slips_allowed(known)
            and _digits(known) == digits
            and _is_believable(word, known, slips)
        ]
        if len(found) > 1:
            found.sort(key=lambda near: (near.slips, _unlikeliness(word, near.word), near.word))
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[word, shortest] = found
        return found

    def _candidates(self, word: str) -> set[str]:
        found: set[str] = set()
        if len(word) <= LONG:
            for key in _deletions(word):
                if known := self._by_deletion.get(key):
                    found.update(known)
        for longer, shifts in _SHIFTS:
            for third in self._by_third.get(len(word) - longer, ()):
                for shift in shifts:
                    start = third.start + shift
                    if start >= 0 and (known := third.words.get(word[start : third.end + shift])):
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


def _thirds(length: int) -> tuple[tuple[int, int], ...]:
    """The thirds of a word of this length, cut in two ways."""
    first, second = length // 3, 2 * length // 3
    cuts = ((first, second), (first + 1, second + 1))
    return tuple(part for one, two in cuts for part in ((0, one), (one, two), (two, length)))


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
