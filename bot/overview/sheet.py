"""What a picture is made of: texts, marks, boxes and lines at places in pixels, from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Font:
    """A size in pixels, and a weight."""

    size: int
    bold: bool = False


class Ruler(Protocol):
    """Tells how wide a text will be."""

    def __call__(self, text: str, font: Font) -> float:
        """The width in pixels."""


@dataclass(frozen=True)
class Text:
    """A line of text; `x` is its left end, `y` its baseline, `under` the colour that it stands on."""

    x: float
    y: float
    text: str
    font: Font
    colour: str
    under: str


@dataclass(frozen=True)
class Mark:
    """A small shape, in matplotlib's letters, around a point; hollow ones are only an outline."""

    x: float
    y: float
    shape: str
    colour: str
    size: float
    hollow: bool = False


@dataclass(frozen=True)
class Box:
    """A rectangle, with round corners where it has a radius."""

    left: float
    top: float
    right: float
    bottom: float
    fill: str
    radius: float = 0
    edge: str | None = None


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str
    dotted: bool = False


Item = Box | Line | Mark | Text


@dataclass(frozen=True)
class Sheet:
    """All that is drawn."""

    width: int
    height: int
    panels: tuple[Box, ...]
    lines: tuple[Line, ...]
    plates: tuple[Box, ...]
    marks: tuple[Mark, ...]
    texts: tuple[Text, ...]

    @property
    def layers(self) -> tuple[tuple[Item, ...], ...]:
        """The items in the order in which they are drawn, the lowest layer first."""
        return (self.panels, self.lines, self.plates, self.marks, self.texts)
