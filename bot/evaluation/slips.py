"""Slips of the keyboard: a neighbouring key, two letters swapped, a letter missing or doubled."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from bot.evaluation.questions import Conversation, QuestionFile

SHORTEST = 4
"""Letters from which a word may get a slip; in a shorter one it would often make another word."""
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_REACH = 1.3
"""Distance between two keys, in widths of a key, up to which one is hit for the other."""


@dataclass(frozen=True)
class Layout:
    """A keyboard: its rows of letters from above, and how far each is shifted to the right, in widths of a key."""

    rows: tuple[str, ...]
    shifts: tuple[float, ...] = (0.0, 0.25, 0.75)

    def places(self) -> Iterator[tuple[str, float, int]]:
        """Every letter with its place, across and down."""
        for down, (row, shift) in enumerate(zip(self.rows, self.shifts, strict=True)):
            yield from ((letter, across + shift, down) for across, letter in enumerate(row))


QWERTY = Layout(("qwertyuiop", "asdfghjkl", "zxcvbnm"))
ITALIAN = Layout(("qwertyuiopè", "asdfghjklòàù", "zxcvbnm"))
_LAYOUTS = {"it": ITALIAN}
"""The keyboards of languages; all others are written on QWERTY."""


@cache
def neighbours(layout: Layout) -> Mapping[str, tuple[str, ...]]:
    """For each letter those that a finger hits by mistake."""
    keys = tuple(layout.places())
    return {
        letter: tuple(
            other for other, x, y in keys if other != letter and ((x - across) ** 2 + (y - down) ** 2) ** 0.5 <= _REACH
        )
        for letter, across, down in keys
    }


def with_slips(text: str, rate: float, layout: Layout = QWERTY, seed: int = 0) -> str:
    """The text with slips; the same text, rate, layout and seed always give the same.

    Args:
        text: what was meant to be typed.
        rate: the share of words, of those long enough, that get one slip each.
        layout: the keyboard.
        seed: another one gives other slips.
    """
    chance = random.Random(f"{seed} {text}")
    return _WORD.sub(lambda word: _slip(word[0], layout, chance) if chance.random() < rate else word[0], text)


def _slip(word: str, layout: Layout, chance: random.Random) -> str:
    """The word with one slip, which does change it."""
    return chance.choice([slip for slip in _slips(word, chance.randrange(len(word)), layout, chance) if slip != word])


def _slips(word: str, place: int, layout: Layout, chance: random.Random) -> Iterator[str]:
    """The word with each kind of slip at a place; one of them may leave it as it is."""
    before, letter, after = word[:place], word[place], word[place + 1 :]
    yield before + after
    yield before + letter * 2 + after
    yield before + after[:1] + letter + after[1:]
    if near := neighbours(layout).get(letter.lower()):
        hit = chance.choice(near)
        yield before + (hit.upper() if letter.isupper() else hit) + after


def slipped(file: QuestionFile, rate: float, seed: int = 0) -> QuestionFile:
    """The file with slips in its questions, on the keyboard of each conversation's language; commands have none."""
    return replace(file, conversations=tuple(_slipped(item, rate, seed) for item in file.conversations))


def _slipped(conversation: Conversation, rate: float, seed: int) -> Conversation:
    layout = _LAYOUTS.get(conversation.language, QWERTY)
    turns = (
        turn if turn.text.startswith("/") else replace(turn, text=with_slips(turn.text, rate, layout, seed))
        for turn in conversation.turns
    )
    return replace(conversation, turns=tuple(turns))
