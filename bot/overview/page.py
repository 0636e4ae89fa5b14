"""A sheet in the making, filled from top to bottom: it knows how a text, a star or a badge looks, not what they say."""

from __future__ import annotations

from bot.overview import style
from bot.overview.chart import Badge
from bot.overview.sheet import Box, Font, Line, Mark, Ruler, Sheet, Text

STAR = "*"
"""The mark of a role, in matplotlib's letters."""
MIDDLE = 0.36
"""How far a text's baseline is below the middle of its capitals, in parts of its size."""


class Page:
    """Texts, marks, boxes and lines gathered so far; `y` is how far the page is filled."""

    def __init__(self, ruler: Ruler) -> None:
        self.ruler = ruler
        self.y: float = 0
        self.panels: list[Box] = []
        self.lines: list[Line] = []
        self.plates: list[Box] = []
        self.marks: list[Mark] = []
        self.texts: list[Text] = []

    def sheet(self) -> Sheet:
        """The page as it is now."""
        return Sheet(
            width=style.WIDTH,
            height=round(self.y),
            panels=tuple(self.panels),
            lines=tuple(self.lines),
            plates=tuple(self.plates),
            marks=tuple(self.marks),
            texts=tuple(self.texts),
        )

    def text(self, x: float, middle: float, text: str, font: Font, colour: str, under: str) -> float:
        """Writes a line whose capitals have their middle there; gives its right end."""
        self.texts.append(Text(x, middle + font.size * MIDDLE, text, font, colour, under))
        return x + self.ruler(text, font)

    def covering_text(self, x: float, middle: float, text: str, font: Font, colour: str) -> float:
        """As `text`, on a panel, hiding the lines behind it."""
        end = self.text(x, middle, text, font, colour, style.PANEL)
        half = font.size * 0.65
        self.plates.append(Box(x, middle - half, end + style.GAP, middle + half, style.PANEL))
        return end

    def centred(self, centre: float, middle: float, text: str, font: Font, colour: str) -> None:
        """Writes a line around a point of the paper."""
        self.text(centre - self.ruler(text, font) / 2, middle, text, font, colour, style.PAPER)

    def paragraph(self, text: str, font: Font, colour: str) -> None:
        """Writes a text from edge to edge on as many lines as it needs, and goes on below it."""
        for line in self.wrapped(text, font, style.RIGHT - style.LEFT):
            self.y += font.size * 1.35
            self.text(style.LEFT, self.y - font.size * 0.67, line, font, colour, style.PAPER)

    def wrapped(self, text: str, font: Font, room: float) -> list[str]:
        """The text in lines no wider than `room`, but for a single word that is wider."""
        lines: list[str] = []
        for word in text.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.ruler(longer, font) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines or [""]

    def fitting(self, x: float, width: float, left: float) -> float:
        """`x` where so much finds room beside what stands before it; `left`, and a line further down, where not."""
        if x == left or x + width <= style.RIGHT:
            return x
        self.y += style.BADGE_LINE
        return left

    def star(self, middle: float) -> None:
        """The mark of a role, in its column."""
        self.marks.append(Mark(style.LEFT + style.STAR / 2, middle, STAR, style.ROLE, style.STAR))

    def topic_mark(self, x: float, middle: float, number: int, hollow: bool = False) -> None:
        """The mark of a topic by its number."""
        shape, proportion = style.topic_shape(number)
        self.marks.append(Mark(x, middle, shape, style.topic_colour(number), style.MARK * proportion, hollow))

    def badge_width(self, badge: Badge) -> float:
        """How wide a badge is."""
        return self.ruler(badge.label, _badge_font(badge)) + 2 * _BADGE_PADDING

    def badge(self, x: float, badge: Badge, under: str) -> float:
        """A role in a badge, filled for one of today, on the line that ends at `y`; gives its right end."""
        bottom, end = self.y - (style.BADGE_LINE - style.BADGE) / 2, x + self.badge_width(badge)
        fill, colour = (style.ROLE, style.ON_ROLE) if badge.current else (under, style.ROLE)
        top = bottom - style.BADGE
        self.plates.append(Box(x, top, end, bottom, fill, radius=style.BADGE / 2, edge=style.ROLE))
        self.text(x + _BADGE_PADDING, (top + bottom) / 2, badge.label, _badge_font(badge), colour, fill)
        return end


_BADGE_PADDING = 17
"""Between a badge's edge and its word."""


def _badge_font(badge: Badge) -> Font:
    return style.ROLE_TODAY if badge.current else style.ROLE_EARLIER
