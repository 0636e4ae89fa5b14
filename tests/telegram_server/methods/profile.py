"""Methods about the bot itself."""

from __future__ import annotations

from tests.telegram_server.json_types import Json
from tests.telegram_server.profile import menu_key
from tests.telegram_server.state import State
from tests.telegram_server.wire import Call

_FIELDS = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}


def get_me(state: State, call: Call) -> Json:
    """Who the bot is."""
    return state.bot


def set_text(state: State, call: Call) -> bool:
    """Sets the name or a description in a language."""
    field = _FIELDS[call.method.removeprefix("setMy")]
    state.profile.set_text(field, call.get("language_code", ""), call.get(field, ""))
    return True


def get_text(state: State, call: Call) -> Json:
    """The name or a description in a language; the name is never empty."""
    field = _FIELDS[call.method.removeprefix("getMy")]
    texts = state.profile.texts[field]
    default = texts.get("", state.bot["first_name"]) if field == "name" else ""
    return {field: texts.get(call.get("language_code", ""), default)}


def set_commands(state: State, call: Call) -> bool:
    """Sets a menu."""
    state.profile.commands[menu_key(call.get("scope"), call.get("language_code"))] = call["commands"]
    return True


def get_commands(state: State, call: Call) -> list[Json]:
    """A menu as it was set; empty where it was not."""
    return state.profile.commands.get(menu_key(call.get("scope"), call.get("language_code")), [])


def delete_commands(state: State, call: Call) -> bool:
    """Takes a menu away."""
    state.profile.commands.pop(menu_key(call.get("scope"), call.get("language_code")), None)
    return True
