"""Limits of texts: not empty, not too long, HTML that can be parsed, and nothing in them that cannot be shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tests.telegram_server.entities import Entity, Formatted, utf16_length
from tests.telegram_server.html import HtmlError, parse_html
from tests.telegram_server.json_types import Json
from tests.telegram_server.refusal import Finding

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u2028-\u202e\ud800-\udfff]")
"""Characters that Telegram takes out of texts, or replaces by spaces."""
_BLANKS = "\u3164\u2800\u115f\u1160\uffa0"
"""Letters and signs by their class that show nothing."""
_KEPT = ("type", "offset", "length", "url", "language", "custom_emoji_id")
"""What is kept of an entity."""


@dataclass(frozen=True)
class TextField:
    """Where an object has a text, with what marks its parts, and how long it may be."""

    name: str
    limit: int
    too_long: str
    parse_mode: str = "parse_mode"
    entities: str = "entities"
    may_be_empty: bool = False


MESSAGE_TEXT = TextField("text", 4096, "message is too long")
INLINE_TEXT = TextField("message_text", 4096, "MESSAGE_TOO_LONG")
CAPTION = TextField("caption", 1024, "message caption is too long", entities="caption_entities", may_be_empty=True)


def formatted(content: Json, field: TextField) -> Formatted:
    """The text of an object as people see it.

    Raises:
        HtmlError: Telegram refuses it.
    """
    text = str(content.get(field.name, ""))
    if content.get(field.parse_mode):
        return parse_html(text)
    entities = [e for e in content.get(field.entities) or () if isinstance(e, dict)]
    return Formatted(text.strip(), tuple(Entity(**{k: e[k] for k in _KEPT if k in e}) for e in entities))


def text_findings(content: Json, field: TextField) -> Iterator[Finding]:
    """What is wrong with the text of an object."""
    text, mode = content.get(field.name), content.get(field.parse_mode)
    if text is None and field.may_be_empty:
        return
    if not isinstance(text, str) or not (text or field.may_be_empty):
        yield Finding("message text is empty")
        return
    if mode not in (None, "", "HTML"):
        known = str(mode).lower() in ("markdown", "markdownv2", "html")
        yield Finding(f"this server parses HTML only, not {mode}" if known else "unsupported parse_mode")
        return
    try:
        shown = formatted(content, field)
    except HtmlError as error:
        yield Finding(f"can't parse entities: {error}")
        return
    if is_blank(shown.text) and not field.may_be_empty:
        yield Finding("text must be non-empty")
    if utf16_length(shown.text) > field.limit:
        yield Finding(field.too_long)
    yield from _doubts(shown)


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return all(c.isspace() or c in _BLANKS or unicodedata.category(c) in ("Cf", "Cc", "Mn") for c in text)


def _doubts(shown: Formatted) -> Iterator[Finding]:
    yield from (Finding(doubt, is_refused=False) for doubt in shown.doubts)
    if match := _UNSEEN.search(shown.text):
        yield Finding(f"a character that is not shown: {match[0]!r}", is_refused=False)
