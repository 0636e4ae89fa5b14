"""Texts as people see them, and how their parts are marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Entity:
    """A marked part of a text; offset and length count UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    def json(self) -> dict[str, Any]:
        """The entity as the Bot API has it."""
        return {name: value for name, value in vars(self).items() if value is not None}


@dataclass(frozen=True)
class Formatted:
    """A text as people see it.

    Attributes:
        text: without tags, and without space around it.
        entities: how its parts are marked.
        doubts: what Telegram takes, but shows in a way that nobody can have meant.
    """

    text: str
    entities: tuple[Entity, ...] = ()
    doubts: tuple[str, ...] = ()


def utf16_length(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
