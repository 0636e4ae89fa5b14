"""Requests as tests look at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.telegram_server.entities import Entity, Formatted
from tests.telegram_server.json_types import Json
from tests.telegram_server.refusal import Refusal
from tests.telegram_server.text_limits import CAPTION, INLINE_TEXT, MESSAGE_TEXT, TextField, formatted
from tests.telegram_server.wire import Upload


@dataclass
class Request:
    """One call of the Bot API.

    Attributes:
        result: what was answered, where it was done.
        refusal: why it was not done; None also where a fault was injected before it could be.
        is_done: whether Telegram did what it was asked.
    """

    method: str
    parameters: Json
    uploads: dict[str, Upload]
    result: Any = None
    refusal: Refusal | None = None
    is_done: bool = False

    @property
    def text(self) -> str:
        """The text of a message or below a picture, as people see it."""
        return self._formatted.text

    @property
    def html(self) -> str:
        """The text as it was sent."""
        content, field = self._content
        return str(content.get(field.name, ""))

    @property
    def entities(self) -> tuple[Entity, ...]:
        """How parts of the text are marked."""
        return self._formatted.entities

    @property
    def urls(self) -> list[str]:
        """The addresses behind words of the text."""
        return [entity.url for entity in self.entities if entity.url]

    @property
    def buttons(self) -> list[Json]:
        """All buttons of a message."""
        markup = self.parameters.get("reply_markup") or self.parameters.get("result", {}).get("reply_markup")
        return keyboard_buttons(markup)

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons that ask something."""
        return [button["text"] for button in self.buttons if "callback_data" in button]

    @property
    def message_id(self) -> int:
        """The message that was sent or changed in a chat."""
        return int(self.result["message_id"])

    @property
    def _formatted(self) -> Formatted:
        return formatted(*self._content)

    @property
    def _content(self) -> tuple[Json, TextField]:
        """Where the text is."""
        return next(self._contents(), ({}, MESSAGE_TEXT))

    def _contents(self) -> Iterator[tuple[Json, TextField]]:
        result = self.parameters.get("result") or {}
        for content, field in (
            (self.parameters, MESSAGE_TEXT),
            (self.parameters, CAPTION),
            (self.parameters.get("media") or {}, CAPTION),
            (result.get("input_message_content") or {}, INLINE_TEXT),
            (result, CAPTION),
        ):
            if field.name in content:
                yield content, field


def keyboard_buttons(markup: Json | None) -> list[Json]:
    """All buttons of an inline keyboard."""
    rows = (markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
