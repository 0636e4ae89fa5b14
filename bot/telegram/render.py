"""How a reply looks on Telegram: the one place where text becomes HTML, and where it is escaped.

Telegram counts 4096 UTF-16 units after parsing; the limit is kept here before parsing, tags and all, which is simple
and always on the safe side.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from telegram import LinkPreviewOptions
from telegram.constants import MessageLimit

from intents.reply import Block, Bullets, Heading, Item, Note, Outcome, Paragraph, Reply, ReplyLink

LIMIT = int(MessageLimit.MAX_TEXT_LENGTH)

_LINE_LIMIT = 3000
"""Room for one line's text once it is escaped; what is left to LIMIT is for tags."""

_LABEL_LIMIT = 200
"""Room for the label of a list item or of a link."""

_UNSENDABLE = frozenset({"Cc", "Cs"})
"""Control characters and halves of characters, by their Unicode category."""

_DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing; in a quoted question they would turn the whole reply."""


def render(reply: Reply) -> tuple[str, ...]:
    """The reply as HTML messages, in order: nearly always one, several where it is too long for one.

    Raises:
        ValueError: the reply holds no text, which Telegram would not take.
    """
    messages: list[str] = []
    current, gap = "", "\n\n"
    for lines, gap_after in _paragraphs(reply):
        block = "\n".join(lines)
        for number, part in enumerate([block] if utf16_length(block) <= LIMIT else lines):
            longer = current + ("\n" if number else gap) + part if current else part
            if utf16_length(longer) > LIMIT:
                messages.append(current)
                longer = part
            current = longer
        gap = gap_after
    if not current:
        raise ValueError("A reply without text cannot be sent.")
    return (*messages, current)


def link_preview(reply: Reply) -> LinkPreviewOptions:
    """A preview of the first link where a link was asked for, else none."""
    if reply.outcome is Outcome.ANSWER and reply.intent == "link" and reply.links:
        return LinkPreviewOptions(is_disabled=False, url=reply.links[0].url, prefer_small_media=True)
    return LinkPreviewOptions(is_disabled=True)


def utf16_length(text: str) -> int:
    """The length of a text as Telegram counts it: in UTF-16 units, so that most emoji count two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """The text on one line and within `limit` UTF-16 units; a longer one is cut at a word and ended by an ellipsis."""
    line = " ".join(clean(text).split())
    if utf16_length(line) <= limit:
        return line
    line = line[:limit]
    while utf16_length(line) >= limit:
        line = line[:-1]
    return f"{line.rpartition(' ')[0] or line}…"


def clean(text: str) -> str:
    """The text without characters that Telegram refuses or that disturb the text around them."""
    shown = (char if char == "\n" or unicodedata.category(char) not in _UNSENDABLE else " " for char in text)
    return _DIRECTION_MARKS.sub("", "".join(shown))


def escape(text: str) -> str:
    """The text as HTML that shows it as it is."""
    return html.escape(clean(text), quote=False)


def _paragraphs(reply: Reply) -> Iterator[tuple[list[str], str]]:
    """Each block that has text, as lines of HTML, with the gap that follows it."""
    for block in reply.blocks:
        if lines := _lines(block):
            yield lines, "\n" if isinstance(block, Heading) else "\n\n"
    if reply.links:
        yield [_link(link) for link in reply.links], "\n\n"


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text=text):
            return [f"<b>{part}</b>" for part in _parts(text)]
        case Paragraph(text=text):
            return _parts(text)
        case Note(text=text):
            return [f"<i>{part}</i>" for part in _parts(text)]
        case Bullets(items=items):
            return [line for item in items for line in _bullet(item)]


def _bullet(item: Item) -> Iterator[str]:
    label = escape(shorten(item.label, _LABEL_LIMIT))
    first, *others = _parts(item.text) or [""]
    if text := ": ".join(filter(None, (f"<b>{label}</b>" if label else "", first))):
        yield f"• {text}"
    yield from others


def _link(link: ReplyLink) -> str:
    label = escape(shorten(link.label, _LABEL_LIMIT)) or html.escape(link.url)
    return f'<a href="{html.escape(link.url)}">{label}</a>'


def _parts(text: str) -> list[str]:
    """The text escaped, in as few parts as fit a line's room; cut at line breaks, else at spaces, else anywhere."""
    parts: list[str] = []
    rest = clean(text).strip()
    while rest:
        head = rest[:_LINE_LIMIT]
        while utf16_length(html.escape(head, quote=False)) > _LINE_LIMIT:
            head = _earlier(head)
        parts.append(html.escape(head, quote=False))
        rest = rest[len(head) :].lstrip()
    return parts


def _earlier(text: str) -> str:
    """A shorter beginning of the text."""
    head = text[: max(1, len(text) * 9 // 10)]
    cut = max(head.rfind("\n"), head.rfind(" "))
    return head[:cut] if cut > len(head) // 2 else head
