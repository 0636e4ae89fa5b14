"""Limits of keyboards: how many buttons, what they say, and what they do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.telegram_server.entities import utf16_length
from tests.telegram_server.json_types import Json
from tests.telegram_server.links import checked_link
from tests.telegram_server.refusal import Finding

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
CALLBACK_BYTES = 64
QUERY_LENGTH = 256

_LOOKS = {"text", "style", "icon_custom_emoji_id"}


def keyboard_findings(markup: Any) -> Iterator[Finding]:
    """What is wrong with a `reply_markup`; the checks of types tell what is no keyboard at all."""
    if not isinstance(markup, dict):
        return
    rows = markup.get("inline_keyboard", markup.get("keyboard"))
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return
    if not rows and "keyboard" in markup:
        yield Finding("reply keyboard must be non-empty")
    if any(not row for row in rows):
        yield Finding("a row without buttons", is_refused=False)
    if any(len(row) > MOST_IN_A_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        yield Finding("reply markup is too long")
    for button in (button for row in rows for button in row if isinstance(button, dict)):
        if not str(button.get("text", "")).strip():
            yield Finding("BUTTON_TEXT_INVALID")
        if "inline_keyboard" in markup:
            yield from _inline_button_findings(button)


def _inline_button_findings(button: Json) -> Iterator[Finding]:
    actions = button.keys() - _LOOKS
    if not actions:
        yield Finding("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        yield Finding(f"a button that does several things, {sorted(actions)}", is_refused=False)
    if "callback_data" in button and not 1 <= _bytes(button["callback_data"]) <= CALLBACK_BYTES:
        yield Finding("BUTTON_DATA_INVALID")
    if "url" in button and checked_link(str(button["url"])) is None:
        yield Finding(f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol")
    for name in ("switch_inline_query", "switch_inline_query_current_chat"):
        if utf16_length(str(button.get(name, ""))) > QUERY_LENGTH:
            yield Finding("BUTTON_SWITCH_INLINE_QUERY_INVALID")
    chosen = button.get("switch_inline_query_chosen_chat")
    if isinstance(chosen, dict) and not any(value for name, value in chosen.items() if name.startswith("allow_")):
        yield Finding("BUTTON_TYPE_INVALID")
    copied = button.get("copy_text")
    if isinstance(copied, dict) and not 1 <= utf16_length(str(copied.get("text", ""))) <= QUERY_LENGTH:
        yield Finding("BUTTON_COPY_TEXT_INVALID")


def _bytes(value: object) -> int:
    return len(str(value).encode("utf-8", "surrogatepass"))


def has_right_start_parameter(text: object) -> bool:
    """Whether a start parameter is one that Telegram takes."""
    return isinstance(text, str) and re.fullmatch("[A-Za-z0-9_-]{1,64}", text) is not None
