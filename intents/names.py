"""The names that a question may mention, and an index that links the words of a question to them.

Everything that has a name in the knowledge is linked in the same way: networks, topics, places, persons and bodies
inside facts, kinds of role, scopes. A new name therefore needs data only.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz, process

from intents.normalise import Token, normalise
from intents.word_index import Near, WordIndex


class Kind(StrEnum):
    """What a name is the name of."""

    NETWORK = "network"
    CITY = "city"
    PLACE = "place"
    TOPIC = "topic"
    FACT = "fact"
    ROLE = "role"
    ROLE_KIND = "role-kind"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class Target:
    """What a name leads to: its kind, its id, and for a fact or role its position in the network `id`.

    `is_common` marks a name that is an ordinary word as well, and so means the target only beside other signs.
    """

    kind: Kind
    id: str
    part: int = -1
    is_common: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """One name with everything that it may mean."""

    text: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (exclusive) of a question taken as a name, with a score from 0 to 1."""

    start: int
    end: int
    targets: tuple[Target, ...]
    score: float
    name: str

    @property
    def length(self) -> int:
        """How many tokens it covers."""
        return self.end - self.start

    def only(self, kind: Kind) -> Mention:
        """The mention with its targets of one kind alone."""
        targets = tuple(target for target in self.targets if target.kind is kind)
        return Mention(self.start, self.end, targets, self.score, self.name)

    def is_inside(self, other: Mention) -> bool:
        """Whether all its tokens belong to the other, too."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Mention) -> bool:
        """Whether the two share a token."""
        return self.start < other.end and other.start < self.end


EXACT = 1.0
SAME_STEM = 0.97
PARTIAL = 0.96
"""Score of a long name of which all words are there, in whatever order; less where some are missing."""
ONE_SLIP = 0.9
TWO_SLIPS = 0.85
COVERAGE_FLOOR = 0.6
"""The least share of a long name, weighted by the rarity of its words, that a question must hold."""
SHORTEST_ALIKE = 5
"""Letters from which two words of names that are one slip apart may be spellings of the same."""
RARE_RANK = 4000
"""Rank by frequency from which a word tells all that a word can."""
CLOSE = 0.05
"""Two readings of the same words whose scores differ by no more than this are both kept."""
NEAR_ENOUGH = 60
"""The least likeness, of 100, at which a name is offered as "did you mean"."""
LONGEST_NAME = 14
"""Words of the longest name that is looked up as a whole; longer names are found by their words."""
MOST_JOINED = 3
"""Words that are looked at together for a name that was typed apart and with a slip."""
SHORTEST_SLIPPED_TERM = 4
"""Letters up to which the names of what facts tell are not meant by words near them: they are other acronyms."""
SHORTEST_SLIPPED_PLACE = 7
"""Letters from which a place may be meant by a word one slip away; shorter ones are too near to ordinary words."""
_START = 3
"""Letters at the start of a name by which it is told early that none begins at a word."""
_LOOK_ALIKE_DIGITS = str.maketrans("oils", "0115")
_LOOK_ALIKE_LETTERS = str.maketrans("01345", "oleas")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without its ending, crudely and for any language: plurals and genders fall together.

    Strips a final s, then final vowels, and leaves short words alone; good enough to compare names with, not to read.
    """
    if len(word) < 5 or not word.isalpha():
        return word
    stripped = word.removesuffix("s").rstrip("aeio")
    return stripped if len(stripped) >= 4 else word


class NameIndex:
    """Links words to names: as written, by stem, with slips, and long names by a part of their words."""

    def __init__(self, names: Iterable[Name], *, glue: frozenset[str], common: Mapping[str, int]) -> None:
        """Builds the index.

        Args:
            names: all names; several may share a text.
            glue: words that names may leave out or add, such as articles and prepositions.
            common: ordinary words with their rank by frequency; they are never taken as slips of a name.
        """
        self._glue = glue
        self._common = common
        self._exact: dict[str, Name] = {}
        self._stems: dict[str, Name] = {}
        self._long: list[_LongName] = []
        for name in names:
            self._add(name)
        self._words = WordIndex(self._exact)
        self._longest_by_start: dict[str, int] = {}
        for joined in self._exact:
            start = joined[:_START]
            self._longest_by_start[start] = max(len(joined), self._longest_by_start.get(start, 0))
        self._most_stems_by_first: dict[str, int] = {}
        for key in self._stems:
            first, *others = key.split()
            self._most_stems_by_first[first] = max(1 + len(others), self._most_stems_by_first.get(first, 0))
        self._parts = frozenset(word for long in self._long for word in long.words)
        self._part_words = WordIndex(sorted(self._parts))
        self._alike: dict[str, list[tuple[str, float]]] = {}
        holders: defaultdict[str, list[_LongName]] = defaultdict(list)
        for long in self._long:
            for key in long.keys:
                holders[key].append(long)
        self._weight = {key: self._rarity(key, found) for key, found in holders.items()}
        # A name may lack a few words, so of its words, rarest first, one of the first few must be there: it is filed
        # under these alone, and questions never walk through all names with a word as common as "cities" (prefix
        # filtering; Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins, 2006).
        self._filed: defaultdict[str, list[_LongName]] = defaultdict(list)
        for long in self._long:
            rarest = sorted(long.keys, key=lambda key: len(holders[key]))
            for key in rarest[: long.may_miss + 1]:
                self._filed[key].append(long)

    def _add(self, name: Name) -> None:
        words = normalise(name.text).split()
        joined = "".join(words)
        if not joined:
            return
        self._exact[joined] = _merge(self._exact.get(joined), name)
        content = self._content(words)
        # A name of which only one word is left without its glue, such as "our city", would fire on that word.
        if len(joined) >= 5 and (len(content) > 1 or len(words) == 1):
            key = " ".join(map(stem, content))
            self._stems[key] = _merge(self._stems.get(key), name)
        sure = [target for target in name.targets if target.kind is Kind.NETWORK and not target.is_common]
        if len(content) >= 2 and len(sure) == 1:
            keys = tuple(dict.fromkeys(map(stem, content)))
            self._long.append(_LongName(name, content, keys, len(words), _may_be_missing(len(keys))))

    def _alike_parts(self, word: str) -> list[tuple[str, float]]:
        """The words of names that a word of a name may stand for: itself, and what languages spell a bit otherwise."""
        if len(word) < SHORTEST_ALIKE:
            return [(stem(word), 1.0)]
        others = (stem(near.word) for near in self._part_words.near(word, shortest=SHORTEST_ALIKE) if near.slips == 1)
        return [(stem(word), 1.0), *((key, ONE_SLIP) for key in others if key != stem(word))]

    def _rarity(self, key: str, found: Sequence[_LongName]) -> float:
        """How much a word tells which name is meant: more where few things share it, and the less ordinary it is."""
        owners = {target.id for long in found for target in long.name.targets}
        words = {word for long in found for word in long.words if stem(word) == key}
        rank = min((self._common[word] for word in words if word in self._common), default=RARE_RANK)
        return math.log(1 + 8 / len(owners)) * (0.25 + 0.75 * min(1.0, rank / RARE_RANK))

    def _content(self, words: Sequence[str]) -> tuple[str, ...]:
        return tuple(word for word in words if word not in self._glue) or tuple(words)

    def knows(self, word: str) -> bool:
        """Whether `word` is a name, or a word of a long one."""
        return word in self._exact or word in self._parts

    def is_name(self, joined: str) -> bool:
        """Whether a string without spaces is a whole name."""
        return joined in self._exact

    def near(self, word: str) -> list[Near]:
        """The words of names that `word` may be a slip of, the nearest first."""
        whole = (near for near in self._words.near(word) if _may_be_slipped(self._exact[near.word], near))
        return sorted((*whole, *self._part_words.near(word)), key=lambda near: near.slips)

    def nearest(self, name: str, kind: Kind, most: int) -> tuple[str, ...]:
        """Ids of the things of one kind whose names look most like `name`.

        It compares with every name, so it is for commands ("did you mean"), not for the path of each question.
        """
        joined = "".join(normalise(name).split())
        known = {
            text: found for text, found in self._exact.items() if any(target.kind is kind for target in found.targets)
        }
        best = process.extract(joined, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=4 * most)
        ids = (target.id for text, _, _ in best for target in known[text].targets if target.kind is kind)
        return tuple(dict.fromkeys(ids))[:most]

    def link(self, tokens: Sequence[Token]) -> list[Mention]:
        """Every mention in `tokens` that may hold, overlapping ones too; `mentions.choose` picks among them."""
        found = self._whole_names(tokens)
        covered = {place for mention in found if mention.score == EXACT for place in range(mention.start, mention.end)}
        found += self._slipped_names(tokens, covered)
        found += self._partial_names(tokens)
        return found

    def _whole_names(self, tokens: Sequence[Token]) -> list[Mention]:
        """Names as written, apart or together, and names whose words differ by their endings only."""
        found = []
        words = [token.text for token in tokens]
        stems = ["" if word in self._glue else stem(word) for word in words]
        for start in range(len(words)):
            begins = words[start][:_START]
            if len(begins) < _START:
                begins = "".join(words[start : start + _START])[:_START]
            longest = self._longest_by_start.get(begins, 0) or self._longest_by_start.get(begins[:-1], 0)
            most_stems = self._most_stems_by_first.get(stems[start], 0) if stems[start] else 0
            if not (longest or most_stems):
                continue
            joined, key, count = "", "", 0
            for end in range(start + 1, min(len(words), start + LONGEST_NAME) + 1):
                joined += words[end - 1]
                if stems[end - 1]:
                    key = f"{key} {stems[end - 1]}" if key else stems[end - 1]
                    count += 1
                if len(joined) > longest and count > most_stems:
                    break
                if name := self._exact.get(joined):
                    found.append(_mention(start, end, name, EXACT))
                elif stems[start] and stems[end - 1] and (name := self._stems.get(key)):
                    found.append(_mention(start, end, name, SAME_STEM))
        return found

    def _slipped_names(self, tokens: Sequence[Token], covered: set[int]) -> list[Mention]:
        """Names typed with a slip, in one word or in up to three that belong together."""
        found = []
        words = [token.text for token in tokens]
        strange = [place for place, word in enumerate(words) if not (word in self._common or word in self._glue)]
        starts = {max(0, place - before) for place in strange for before in range(MOST_JOINED)}
        for start in sorted(starts):
            joined, is_ordinary = "", True
            for end in range(start + 1, min(len(words), start + MOST_JOINED) + 1):
                word = words[end - 1]
                # A slip is looked for inside words, not in an ordinary word that happens to stand beside.
                if end - 1 in covered or (joined and (word in self._glue or words[start] in self._glue)):
                    break
                joined += word
                is_ordinary = is_ordinary and (word in self._common or word in self._glue)
                if not is_ordinary:
                    found += self._near(joined, start, end)
        return found

    def _near(self, joined: str, start: int, end: int) -> list[Mention]:
        if not joined.isalpha():
            for variant in {joined.translate(_LOOK_ALIKE_DIGITS), joined.translate(_LOOK_ALIKE_LETTERS)}:
                if name := self._exact.get(variant):
                    return [_mention(start, end, name, ONE_SLIP)]
        near = [near for near in self._words.near(joined, shortest=3) if _may_be_slipped(self._exact[near.word], near)]
        if not near:
            return []
        best = near[0].slips
        return [
            _mention(start, end, self._exact[word.word], ONE_SLIP if word.slips == 1 else TWO_SLIPS)
            for word in near
            if word.slips == best
        ]

    def _partial_names(self, tokens: Sequence[Token]) -> list[Mention]:
        """Long names of which the question holds most of the weight, in any order."""
        places: dict[str, tuple[int, float]] = {}
        for place, token in enumerate(tokens):
            for key, quality in self._name_words(token):
                if key not in places or places[key][1] < quality:
                    places[key] = (place, quality)
        if len(places) < 2:
            return []
        candidates = {id(long): long for key in places if key in self._filed for long in self._filed[key]}
        mentions = (self._covered(tokens, long, places) for long in candidates.values())
        return [mention for mention in mentions if mention]

    def _name_words(self, token: Token) -> list[tuple[str, float]]:
        """The words of long names that a token stands for, by stem, with how surely."""
        if token.text in self._glue:
            return []
        if token.text in self._parts:
            if token.text not in self._alike:
                self._alike[token.text] = self._alike_parts(token.text)
            return self._alike[token.text]
        key = stem(token.text)
        if key in self._weight:
            return [(key, 1.0)]
        if token.text in self._common or len(token.text) < 4:
            return []
        return [(stem(near.word), 0.88) for near in self._part_words.near(token.text)[:2]]

    def _covered(
        self, tokens: Sequence[Token], long: _LongName, places: Mapping[str, tuple[int, float]]
    ) -> Mention | None:
        """The mention of a long name by the words of it that the question holds; None where they are too few.

        Args:
            tokens: the question.
            long: the name.
            places: for each word of names that the question holds, where it stands, and how surely it is that word.
        """
        hits = [(key, *places[key]) for key in long.keys if key in places]
        needed = max(2, len(long.keys) - long.may_miss)
        if len(hits) < needed:
            return None
        run = self._longest_run(sorted({place for _, place, _ in hits}), tokens)
        start, end = run[0], run[-1] + 1
        inside = [(key, quality) for key, place, quality in hits if start <= place < end]
        if len(inside) < needed or (len(long.keys) == 2 and end - start > long.length):
            return None
        weight = sum(self._weight[key] for key in long.keys)
        score = sum(self._weight[key] * quality for key, quality in inside) / weight
        return _mention(start, end, long.name, score * PARTIAL) if score >= COVERAGE_FLOOR else None

    def _longest_run(self, places: list[int], tokens: Sequence[Token]) -> list[int]:
        """The longest stretch of `places` between which only glue stands, or one word that nobody knows."""
        runs = [[places[0]]]
        for before, place in itertools.pairwise(places):
            gap = [token.text for token in tokens[before + 1 : place] if token.text not in self._glue]
            if not gap or (len(gap) == 1 and gap[0] not in self._common and len(places) > 2):
                runs[-1].append(place)
            else:
                runs.append([place])
        return max(runs, key=len)


@dataclass(frozen=True, slots=True)
class _LongName:
    """A name of several words: those that are no glue, their stems, how many words it has, how many may be missing."""

    name: Name
    words: tuple[str, ...]
    keys: tuple[str, ...]
    length: int
    may_miss: int


def _may_be_missing(words: int) -> int:
    """How many words of a long name a question may leave out: none of three, one of four or five, then two."""
    return 0 if words <= 3 else 1 if words <= 5 else 2


def _may_be_slipped(name: Name, near: Near) -> bool:
    """Whether a name may be meant by a word near it: ordinary words are not, places only long ones, one slip away."""
    if all(target.is_common for target in name.targets):
        return False
    kinds = {target.kind for target in name.targets if not target.is_common}
    if len(near.word) <= SHORTEST_SLIPPED_TERM and kinds.isdisjoint({Kind.NETWORK, Kind.TOPIC}):
        return False
    is_place = all(target.kind is Kind.PLACE for target in name.targets)
    return not is_place or (near.slips <= 1 and len(near.word) >= SHORTEST_SLIPPED_PLACE)


def _merge(old: Name | None, new: Name) -> Name:
    if old is None:
        return new
    targets = tuple(dict.fromkeys((*old.targets, *new.targets)))
    return Name(old.text, targets)


def _mention(start: int, end: int, name: Name, score: float) -> Mention:
    return Mention(start, end, name.targets, score, name.text)
