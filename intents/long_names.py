"""Long names, found by a part of their words in any order, as people remember them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from intents.names import ONE_SLIP, PARTIAL, Mention, Name, stem
from intents.word_index import Near, WordIndex

COVERAGE_FLOOR = 0.6
"""The least share of a long name, weighted by the rarity of its words, that a question must hold."""
SHORTEST_ALIKE = 5
"""Letters from which two words of names that are one slip apart may be spellings of the same."""
SHORTEST_REPAIRED = 4
"""Letters from which a word that nobody knows may be a slip of a word of a name."""
MOST_REPAIRED = 2
"""Words of names that one word may be a slip of."""
REPAIRED = 0.88
"""How surely a word is the word of a name that it is a slip of."""
RARE_RANK = 4000
"""Rank by frequency from which a word tells all that a word can."""

Keys = tuple[tuple[str, float], ...]
"""The words of names that a word of a question stands for, by stem, each with how surely."""


class Word(Protocol):
    """A word of a question with what it stands for."""

    @property
    def text(self) -> str:
        """The word."""

    @property
    def keys(self) -> Keys:
        """As `LongNames.keys` gives them."""


@dataclass(frozen=True, slots=True, eq=False)
class LongName:
    """A name of several words: those that are no glue, their stems, how many it has with glue, how many are needed."""

    name: Name
    words: tuple[str, ...]
    keys: tuple[str, ...]
    length: int
    needed: int

    @classmethod
    def of(cls, name: Name, words: tuple[str, ...], length: int) -> LongName:
        """The name with these words besides glue, of `length` words in all."""
        keys = tuple(dict.fromkeys(map(stem, words)))
        return cls(name, words, keys, length, max(2, len(keys) - _may_be_missing(len(keys))))


def _may_be_missing(words: int) -> int:
    """How many words of a long name a question may leave out: none of three, one of four or five, then two."""
    return 0 if words <= 3 else 1 if words <= 5 else 2


class LongNames:
    """Finds the long names of which a question holds most of the weight."""

    def __init__(self, names: Sequence[LongName], glue: frozenset[str], common: Mapping[str, int]) -> None:
        """Builds the index.

        Args:
            names: the names.
            glue: words that names may leave out or add.
            common: ordinary words with their rank by frequency.
        """
        self._glue = glue
        self._common = common
        self._words = frozenset(word for long in names for word in long.words)
        self._near = WordIndex(sorted(self._words))
        self._weight = _rarities(names, common)
        # A name may lack a few words, so of its words, rarest first, one of the first few must be there: it is filed
        # under these alone, and questions never walk through all names with a word as common as "cities" (prefix
        # filtering; Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins, 2006).
        self._filed: defaultdict[str, list[LongName]] = defaultdict(list)
        holders = Counter(key for long in names for key in long.keys)
        for long in names:
            rarest = sorted(long.keys, key=lambda key: holders[key])
            for key in rarest[: len(long.keys) - long.needed + 1]:
                self._filed[key].append(long)

    def has_word(self, word: str) -> bool:
        """Whether a word belongs to one of the names."""
        return word in self._words

    def near(self, word: str) -> list[Near]:
        """The words of the names that `word` may be a slip of, the nearest first."""
        return self._near.near(word)

    def keys(self, word: str) -> Keys:
        """The words of names that a word, which is no glue, stands for: itself, another ending, or a slip of one."""
        key = stem(word)
        if word in self._words:
            return ((key, 1.0), *((other, ONE_SLIP) for other in self._alike(word) if other != key))
        if key in self._weight:
            return ((key, 1.0),)
        if word in self._common or len(word) < SHORTEST_REPAIRED:
            return ()
        return tuple((stem(near.word), REPAIRED) for near in self._near.near(word)[:MOST_REPAIRED])

    def _alike(self, word: str) -> list[str]:
        """The stems of words of names that are one slip from a word of a name: languages spell a bit otherwise."""
        if len(word) < SHORTEST_ALIKE:
            return []
        return [stem(near.word) for near in self._near.near(word, shortest=SHORTEST_ALIKE) if near.slips == 1]

    def find(self, words: Sequence[Word], named: frozenset[int]) -> list[Mention]:
        """The names of which the words hold enough, besides what is `named` already by a network's whole name.

        Args:
            words: the question.
            named: the positions of words that are a network's name as written.
        """
        places: dict[str, tuple[int, float]] = {}
        for place, word in enumerate(words):
            for key, quality in word.keys:
                if key not in places or places[key][1] < quality:
                    places[key] = (place, quality)
        if len(places) < 2:
            return []
        candidates = dict.fromkeys(long for key in places if key in self._filed for long in self._filed[key])
        held = [long for long in candidates if sum(map(places.__contains__, long.keys)) >= long.needed]
        other = [long for long in held if not named.issuperset([places[key][0] for key in long.keys if key in places])]
        return [mention for long in other if (mention := self._covered(words, long, places))]

    def _covered(
        self, words: Sequence[Word], long: LongName, places: Mapping[str, tuple[int, float]]
    ) -> Mention | None:
        """The mention of a long name by the words of it that a question holds; None where they are too far apart.

        Args:
            words: the question.
            long: the name.
            places: for each word of names that the question holds, where it stands, and how surely it is that word.
        """
        hits = [(key, *places[key]) for key in long.keys if key in places]
        run = self._longest_run(sorted({place for _, place, _ in hits}), words)
        start, end = run[0], run[-1] + 1
        inside = [(key, quality) for key, place, quality in hits if start <= place < end]
        if len(inside) < long.needed or (len(long.keys) == 2 and end - start > long.length):
            return None
        weight = sum([self._weight[key] for key in long.keys])
        score = sum([self._weight[key] * quality for key, quality in inside]) / weight
        return Mention.of(long.name, start, end, score * PARTIAL) if score >= COVERAGE_FLOOR else None

    def _longest_run(self, places: list[int], words: Sequence[Word]) -> list[int]:
        """The longest stretch of `places` between which only glue stands, or one word that nobody knows."""
        if places[-1] - places[0] < len(places):
            return places
        runs = [[places[0]]]
        for before, place in pairwise(places):
            gap = [word.text for word in words[before + 1 : place] if word.text not in self._glue]
            if not gap or (len(gap) == 1 and gap[0] not in self._common and len(places) > 2):
                runs[-1].append(place)
            else:
                runs.append([place])
        return max(runs, key=len)


def _rarities(names: Sequence[LongName], common: Mapping[str, int]) -> dict[str, float]:
    """How much each word tells which name is meant: more where few things share it, and the less ordinary it is."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    ranks: dict[str, int] = {}
    for long in names:
        ids = [target.id for target in long.name.targets]
        for word in long.words:
            key = stem(word)
            owners[key].update(ids)
            ranks[key] = min(ranks.get(key, RARE_RANK), common.get(word, RARE_RANK))
    return {
        key: math.log(1 + 8 / len(ids)) * (0.25 + 0.75 * min(1.0, ranks[key] / RARE_RANK))
        for key, ids in owners.items()
    }
