"""Methods that answer queries."""

from __future__ import annotations

import itertools

from tests.telegram_server.json_types import Json
from tests.telegram_server.state import State
from tests.telegram_server.text_limits import CAPTION, INLINE_TEXT, formatted
from tests.telegram_server.wire import Call

_numbers = itertools.count(1)


def answer_callback_query(state: State, call: Call) -> bool:
    """Ends the waiting sign on a button."""
    state.queries.answer(state.queries.callbacks, call["callback_query_id"])
    return True


def answer_inline_query(state: State, call: Call) -> bool:
    """Lists results."""
    state.queries.answer(state.queries.inline, call["inline_query_id"])
    for result in call["results"]:
        for kind in ("photo", "document"):
            if file_id := result.get(f"{kind}_file_id"):
                state.files.take(call, file_id, kind)
    return True


def answer_guest_query(state: State, call: Call) -> Json:
    """Answers where the bot is no member."""
    state.queries.answer(state.queries.guests, call["guest_query_id"])
    return {"inline_message_id": share(state, call["result"])}


def share(state: State, result: Json) -> str:
    """Puts a result of an inline query into a chat as a message; its id."""
    id = f"inline-{next(_numbers)}"
    state.inline_messages[id] = inline_message(result)
    return id


def inline_message(result: Json) -> Json:
    """The message that a result becomes."""
    content: Json = {}
    if text := result.get("input_message_content"):
        shown = formatted(text, INLINE_TEXT)
        content = {"text": shown.text, "entities": [entity.json() for entity in shown.entities]}
    elif result["type"] == "photo":
        shown = formatted(result, CAPTION)
        id = str(result.get("photo_file_id", "photo"))
        size = {"file_id": id, "file_unique_id": f"u{id}", "width": 1280, "height": 1280}
        content = {"photo": [size], "caption": shown.text, "caption_entities": [e.json() for e in shown.entities]}
    markup = {"reply_markup": result["reply_markup"]} if result.get("reply_markup") else {}
    return {name: value for name, value in content.items() if value} | markup
