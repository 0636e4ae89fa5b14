"""Updates as Telegram makes them: each function gives the content of one, a single field named by its kind.

`FakeTelegram.deliver` gives it an id and checks it against aiogram's types, so that no test feeds the bot what
Telegram would not send; those in MALFORMED and ODD are wrong on purpose.
"""

from __future__ import annotations

import time
from typing import Any

from tests.telegram_server.json_types import Json
from tests.telegram_server.marking import marked

_RIGHTS = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_be_edited",
)

MALFORMED: dict[str, Json] = {
    "a message without chat and date": {"message": {"message_id": 1, "text": "hello"}},
    "a message that is a text": {"message": "hello"},
    "a message that is a list": {"message": []},
    "an entity without place": {
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": 7, "type": "private"},
            "text": "/help",
            "entities": [{"type": "bot_command"}],
        }
    },
}
"""Updates that are JSON, but not what the Bot API promises, and more than python-telegram-bot can read."""

ODD: dict[str, Json] = {
    "a query of nobody": {"inline_query": {"id": "1", "query": "hello", "offset": ""}},
    "nothing": {},
    "a kind of the future": {"thought": {"from": {"id": 7, "is_bot": False, "first_name": "Ada"}}},
}
"""Updates that can be read, and that nobody may expect."""


def message(chat: Json, sender: Json | None, message_id: int, **content: Any) -> Json:
    """The inside of an update of any kind of message."""
    head = {"message_id": message_id, "date": int(time.time()), "chat": chat}
    return head | ({"from": sender} if sender else {}) | content


def typed(text: str) -> Json:
    """A text as an app sends it, with its commands and addresses marked."""
    entities = [entity.json() for entity in marked(text)]
    return {"text": text} | ({"entities": entities} if entities else {})


def in_topic(topic: int | None) -> Json:
    """What a message in a topic has."""
    return {"message_thread_id": topic, "is_topic_message": True} if topic else {}


def inaccessible(message: Json) -> Json:
    """What is left of a message that is too old to be seen."""
    return {"chat": message["chat"], "message_id": message["message_id"], "date": 0}


def callback_query(id: str, sender: Json, data: str | None, where: Json) -> Json:
    """Someone pressed a button; `where` has the message, or the inline_message_id."""
    return {"callback_query": {"id": id, "from": sender, "chat_instance": "1", "data": data, **where}}


def inline_query(id: str, sender: Json, query: str, offset: str, chat_type: str) -> Json:
    """Someone types behind the bot's name."""
    return {"inline_query": {"id": id, "from": sender, "query": query, "offset": offset, "chat_type": chat_type}}


def chosen_result(sender: Json, result_id: str, query: str, inline_message_id: str | None) -> Json:
    """Someone sent a result; the id of the message is told only where it has buttons."""
    shared = {"inline_message_id": inline_message_id} if inline_message_id else {}
    return {"chosen_inline_result": {"result_id": result_id, "from": sender, "query": query, **shared}}


def guest_message(chat: Json, sender: Json, message_id: int, query_id: str, text: str) -> Json:
    """Someone calls the bot by its name in a chat that it is not in."""
    return {"guest_message": message(chat, sender, message_id, guest_query_id=query_id, **typed(text))}


def bot_member(chat: Json, sender: Json, bot: Json, old: str, new: str) -> Json:
    """Someone added, removed, promoted, blocked or unblocked the bot."""
    change = {"chat": chat, "from": sender, "date": int(time.time())}
    return {"my_chat_member": change | {"old_chat_member": _member(bot, old), "new_chat_member": _member(bot, new)}}


def _member(bot: Json, status: str) -> Json:
    more: Json = {}
    if status == "kicked":
        more = {"until_date": 0}
    elif status == "administrator":
        more = dict.fromkeys(_RIGHTS, False)
    return {"user": bot, "status": status} | more
