"""What people see of the bot: its name, descriptions and command menus, per language and scope."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from tests.telegram_server.json_types import Json


@dataclass
class Profile:
    """The bot's profile.

    Attributes:
        texts: name, description and short description, each by language, "" for all others.
        commands: menus by scope and language.
    """

    texts: dict[str, dict[str, str]] = field(
        default_factory=lambda: {"name": {}, "description": {}, "short_description": {}}
    )
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)

    def set_text(self, field: str, language: str, text: str) -> None:
        """Sets a text; an empty one takes it away."""
        self.texts[field].pop(language, None)
        if text:
            self.texts[field][language] = text

    def menu(self, language: str = "", scope: str = "default") -> list[str]:
        """The names of the commands in a menu of a scope that needs no chat."""
        commands = self.commands.get(menu_key({"type": scope}, language), [])
        return [str(command["command"]) for command in commands]


def menu_key(scope: Json | None, language: str | None) -> tuple[str, str]:
    """What a menu is stored under."""
    return json.dumps(scope or {"type": "default"}, sort_keys=True), language or ""
