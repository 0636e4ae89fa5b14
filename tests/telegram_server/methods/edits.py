"""Methods that change messages, in chats and those shared inline."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.telegram_server.json_types import Json
from tests.telegram_server.methods.messages import entities, file_content
from tests.telegram_server.refusal import bad_request, wrong_request
from tests.telegram_server.state import State
from tests.telegram_server.text_limits import CAPTION, MESSAGE_TEXT, formatted
from tests.telegram_server.wire import Call

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
_CONTENT = ("text", "entities", "link_preview_options", "photo", "document", "caption", "caption_entities")


def edit_text(state: State, call: Call) -> Json | bool:
    """Changes a text."""

    def new_content(old: Json) -> Json:
        if "text" not in old:
            raise wrong_request("there is no text in the message to edit")
        shown = formatted(call.parameters, MESSAGE_TEXT)
        preview = call.get("link_preview_options")
        return {"text": shown.text, **entities("entities", shown)} | (
            {"link_preview_options": preview} if preview else {}
        )

    return _edit(state, call, new_content)


def edit_caption(state: State, call: Call) -> Json | bool:
    """Changes what stands under a picture or file."""

    def new_content(old: Json) -> Json:
        if "photo" not in old and "document" not in old:
            raise wrong_request("there is no caption in the message to edit")
        shown = formatted(call.parameters, CAPTION)
        caption = {"caption": shown.text, **entities("caption_entities", shown)} if shown.text else {}
        return {name: old[name] for name in ("photo", "document") if name in old} | caption

    return _edit(state, call, new_content)


def edit_media(state: State, call: Call) -> Json | bool:
    """Puts another picture or file into a message."""
    media = call["media"]
    if media["type"] not in ("photo", "document"):
        raise wrong_request(f"this server knows photos and documents, not {media['type']}")
    if call.get("inline_message_id") and media["media"].startswith("attach://"):
        raise wrong_request("can't upload a file into an inline message")
    return _edit(state, call, lambda old: file_content(state, call, media, media["type"], media["media"]))


def edit_keyboard(state: State, call: Call) -> Json | bool:
    """Changes the buttons."""
    return _edit(state, call, lambda old: {name: old[name] for name in _CONTENT if name in old})


def _edit(state: State, call: Call, new_content: Callable[[Json], Json]) -> Json | bool:
    """Changes a message; without a keyboard, the old one goes."""
    old = _editable(state, call)
    content = new_content(old)
    markup = call.get("reply_markup") or {}
    if markup.get("inline_keyboard"):
        content["reply_markup"] = markup
    kept = {name: value for name, value in old.items() if name not in (*_CONTENT, "reply_markup")}
    if kept | content == old:
        raise bad_request(NOT_MODIFIED)
    old.clear()
    old |= kept | content
    if "inline_message_id" in call.parameters:
        return True
    old["edit_date"] = int(time.time())
    return old


def _editable(state: State, call: Call) -> Json:
    """The message to be changed.

    Raises:
        Refusal: there is none, or it is not the bot's.
    """
    if id := call.get("inline_message_id"):
        if id not in state.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        return state.inline_messages[id]
    if "chat_id" not in call.parameters or "message_id" not in call.parameters:
        raise wrong_request("message identifier is not specified")
    room = state.chats.writable(call["chat_id"])
    message = state.chats.message(room, call["message_id"], "message to edit not found")
    if message.get("from", {}).get("id") != state.bot["id"]:
        raise wrong_request("message can't be edited")
    return message
