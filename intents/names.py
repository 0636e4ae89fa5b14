"""The names that a question may mention, and what a mention of one is.

Everything that has a name in the knowledge is linked in the same way: networks, topics, places, persons and bodies
inside facts, kinds of role, scopes. A new name therefore needs data only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


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


class Mention(NamedTuple):
    """Tokens `start` to `end` (exclusive) of a question taken as a name, with a score from 0 to 1."""

    start: int
    end: int
    targets: tuple[Target, ...]
    score: float
    name: str

    @classmethod
    def of(cls, name: Name, start: int, end: int, score: float) -> Mention:
        """The mention of a name in tokens `start` to `end`."""
        return cls(start, end, name.targets, score, name.text)

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


def places(mentions: Iterable[Mention]) -> frozenset[int]:
    """The positions of the tokens of mentions."""
    return frozenset([place for mention in mentions for place in range(mention.start, mention.end)])


EXACT = 1.0
SAME_STEM = 0.97
PARTIAL = 0.96
"""Score of a long name of which all words are there, in whatever order; less where some are missing."""
ONE_SLIP = 0.9
TWO_SLIPS = 0.85
CLOSE = 0.05
"""Two readings of the same words whose scores differ by no more than this are both kept."""


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without its ending, crudely and for any language: plurals and genders fall together.

    Strips a final s, then final vowels, and leaves short words alone; good enough to compare names with, not to read.
    """
    if len(word) < 5 or not word.isalpha():
        return word
    stripped = word.removesuffix("s").rstrip("aeio")
    return stripped if len(stripped) >= 4 else word
