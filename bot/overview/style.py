"""How the picture looks: sizes in pixels, colours, and the shapes that stand for topics.

The picture is 1280 px wide. On a phone it is shown about 400 points wide, so that 28 px become 9 points: no text
is smaller than 26 px. Every text colour has a contrast of at least 4.5 to 1 on what lies under it (WCAG AA).
"""

from __future__ import annotations

from bot.overview.sheet import Font

WIDTH = 1280
MARGIN = 28
"""Between the edge and the panels."""
PADDING = 28
"""Between a panel's edge and what is in it."""
LEFT = MARGIN + PADDING
RIGHT = WIDTH - MARGIN - PADDING
NAMES = LEFT + 46
"""Where the names begin, right of the column of stars."""
AXIS_LEFT, AXIS_RIGHT, AXIS_FULL_RIGHT = 620, 1000, 1130
"""The first and the last year, with room for a year's label after the last. Without the column of the networks that
have no year the axis is longer."""
TICK_ROOM = 90
"""The least between two ticks: labels of four digits with air between them."""
NO_YEAR = 1142
"""The middle of the column of the networks without a year."""

TITLE = Font(62, bold=True)
SUBTITLE = Font(31)
HEADING = Font(29, bold=True)
NAME = Font(31, bold=True)
TEXT = Font(28)
YEAR = Font(28, bold=True)
ROLE_TODAY = Font(26, bold=True)
ROLE_EARLIER = Font(26)
SOURCE = Font(26)

LINE = 58
"""The height of a row's first line."""
BADGE = 40
"""The height of a badge."""
BADGE_LINE = 52
GAP = 14
"""Between things that stand side by side."""
MARK, STAR = 24, 29

PAPER = "#ffffff"
PANEL = "#f2f4f8"
INK = "#17202e"
MUTED = "#545e6e"
GRID = "#d7dde6"
GUIDE = "#98a3b3"
ROLE = "#8f1d3f"
ON_ROLE = "#ffffff"

TOPIC_COLOURS = ("#1b6b3a", "#1f5fa8", "#a34a00", "#6b3fa0", "#00707a", "#7a5a00", "#a02c7d", "#44546a")
"""Dark enough to be read as text. The shape and the written name tell topics apart where colours do not."""
TOPIC_SHAPES = (("o", 1.0), ("s", 0.88), ("D", 0.8), ("^", 1.05), ("v", 1.05), ("p", 1.08), ("P", 1.05))
"""Marks in matplotlib's letters, and how much larger each must be to look as large as the others. The number of shapes
and that of colours have no common divisor, which gives 56 pairs."""


def topic_colour(number: int) -> str:
    """The colour of a topic by its number in the picture."""
    return TOPIC_COLOURS[number % len(TOPIC_COLOURS)]


def topic_shape(number: int) -> tuple[str, float]:
    """The shape of a topic by its number in the picture, and its size in proportion."""
    return TOPIC_SHAPES[number % len(TOPIC_SHAPES)]
