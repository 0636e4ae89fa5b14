"""What Telegram's apps mark in a text that someone types: commands, mentions and addresses."""

from __future__ import annotations

import re

from tests.telegram_server.entities import Entity, utf16_length

_MARKS = {
    "bot_command": re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    "mention": re.compile(r"(?<!\w)@[A-Za-z0-9_]{2,32}(?!\w)"),
    "url": re.compile(
        r"(?<![\w@/.-])(?:https?://[^\s<>\"]+|(?:[\w-]+\.)+(?:com|org|net|eu|it|int|io|me)(?:/[^\s<>\"]*)?)(?<![.,;:!?)])"
    ),
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
}


def marked(text: str) -> tuple[Entity, ...]:
    """The entities of a text as an app sends it."""
    found: list[tuple[int, int, str]] = []
    for type, pattern in _MARKS.items():
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end, _ in found):
                found.append((match.start(), match.end(), type))
    return tuple(
        Entity(type, utf16_length(text[:start]), utf16_length(text[start:end])) for start, end, type in sorted(found)
    )
