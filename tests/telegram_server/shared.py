"""Inline mode as people see it: the list of cards, and a card that was shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.telegram_server.json_types import Json
from tests.telegram_server.record import keyboard_buttons
from tests.telegram_server.state import State


@dataclass(frozen=True)
class Results:
    """What an inline query brought."""

    query: str
    parameters: Json

    @property
    def cards(self) -> list[Json]:
        """The results."""
        return list(self.parameters["results"])

    @property
    def ids(self) -> list[str]:
        """Their ids."""
        return [card["id"] for card in self.cards]

    @property
    def titles(self) -> list[str]:
        """Their titles."""
        return [card["title"] for card in self.cards]

    @property
    def is_personal(self) -> bool:
        """Whether they are for this person only."""
        return bool(self.parameters.get("is_personal", False))

    @property
    def button(self) -> dict[str, Any] | None:
        """The button above the cards."""
        return self.parameters.get("button")

    @property
    def next_offset(self) -> str:
        """What the app asks for more with; "" where there is no more."""
        return str(self.parameters.get("next_offset", ""))


@dataclass(frozen=True)
class SharedCard:
    """A message that was sent by way of the bot, as it looks now."""

    state: State
    id: str

    @property
    def content(self) -> Json:
        """It, as the Bot API has messages."""
        return self.state.inline_messages[self.id]

    @property
    def text(self) -> str:
        """Its text, or that below its picture."""
        return str(self.content.get("text", self.content.get("caption", "")))

    @property
    def buttons(self) -> list[Json]:
        """Its buttons."""
        return keyboard_buttons(self.content.get("reply_markup"))
