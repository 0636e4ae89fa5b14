"""Methods that send messages."""

from __future__ import annotations

from typing import Any

from tests.telegram_server.chats import Room
from tests.telegram_server.entities import Formatted
from tests.telegram_server.files import document, photo_sizes
from tests.telegram_server.json_types import Json
from tests.telegram_server.refusal import Refusal, bad_request
from tests.telegram_server.state import State
from tests.telegram_server.text_limits import CAPTION, MESSAGE_TEXT, formatted
from tests.telegram_server.wire import Call


def send_message(state: State, call: Call) -> Json:
    """Sends a text."""
    shown = formatted(call.parameters, MESSAGE_TEXT)
    preview = {"link_preview_options": call.get("link_preview_options")}
    return _send(state, call, {"text": shown.text, **entities("entities", shown), **preview})


def send_photo(state: State, call: Call) -> Json:
    """Sends a picture."""
    return _send_file(state, call, "photo")


def send_document(state: State, call: Call) -> Json:
    """Sends a file."""
    return _send_file(state, call, "document")


def send_chat_action(state: State, call: Call) -> bool:
    """Shows that the bot is at work."""
    state.chats.writable(call["chat_id"])
    return True


def set_reaction(state: State, call: Call) -> bool:
    """Sets a reaction to a message."""
    room = state.chats.writable(call["chat_id"])
    state.chats.message(room, call["message_id"], "message to react not found")
    return True


def delete_message(state: State, call: Call) -> bool:
    """Deletes a message."""
    room = state.chats.writable(call["chat_id"])
    message = state.chats.message(room, call["message_id"], "message to delete not found")
    is_own = message.get("from", {}).get("id") == state.bot["id"]
    if call["message_id"] in room.old or not (is_own or room.is_private or room.bot == "administrator"):
        raise bad_request("message can't be deleted")
    del room.messages[call["message_id"]]
    return True


def get_file(state: State, call: Call) -> Json:
    """Where a file can be fetched."""
    file = state.files.stored.get(call["file_id"])
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return file.json() | {"file_path": file.path}


def get_chat(state: State, call: Call) -> Json:
    """What is known of a chat."""
    room = state.chats.room(call["chat_id"])
    if room.bot in ("left", "kicked") and not room.is_private:
        raise Refusal(403, "Forbidden: bot is not a member of the supergroup chat")
    return room.chat | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}


def entities(name: str, shown: Formatted) -> Json:
    """The entities of a text under a field's name; nothing where there are none."""
    return {name: [entity.json() for entity in shown.entities]} if shown.entities else {}


def file_content(state: State, call: Call, content: Json, kind: str, reference: str) -> Json:
    """The content of a message with a file and a caption."""
    file = state.files.take(call, reference, kind)
    shown = formatted(content, CAPTION)
    caption = {"caption": shown.text, **entities("caption_entities", shown)} if shown.text else {}
    return {kind: photo_sizes(file) if kind == "photo" else document(file), **caption}


def _send_file(state: State, call: Call, kind: str) -> Json:
    state.chats.writable(call["chat_id"])
    return _send(state, call, file_content(state, call, call.parameters, kind, call[kind]))


def _send(state: State, call: Call, content: Json) -> Json:
    room = state.chats.writable(call["chat_id"])
    target = _reply_target(state, room, call)
    topic = _topic(room, call, target)
    in_topic = {"message_thread_id": topic, "is_topic_message": True} if topic else {}
    markup = call.get("reply_markup")
    keyboard = {"reply_markup": markup} if markup and "inline_keyboard" in markup else {}
    return state.chats.new_message(
        room, state.sender(), **content, **in_topic, **keyboard, reply_to_message=_without_target(target)
    )


def _reply_target(state: State, room: Room, call: Call) -> Json | None:
    """The message that is replied to; None where there is none, or it is gone and the reply may do without."""
    parameters: Any = call.get("reply_parameters")
    if not parameters:
        return None
    there = state.chats.room(parameters.get("chat_id", room.id))
    target = there.messages.get(parameters["message_id"])
    if target is None and not parameters.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return target


def _topic(room: Room, call: Call, target: Json | None) -> int | None:
    """The topic that a message goes to; a reply without one goes where its target is."""
    topic: int | None = call.get("message_thread_id")
    if topic is None:
        topic = target.get("message_thread_id") if target and target.get("is_topic_message") else None
    if topic is not None and topic not in room.topics:
        raise bad_request("message thread not found")
    if topic in room.closed_topics:
        raise bad_request("TOPIC_CLOSED")
    return topic


def _without_target(message: Json | None) -> Json | None:
    """A message inside another shows no message inside it."""
    return {k: v for k, v in message.items() if k != "reply_to_message"} if message else None


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)
