"""Chats, people and messages as Telegram keeps them."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server.json_types import Json
from tests.telegram_server.refusal import Refusal, bad_request, wrong_request

_NOT_THERE = {"left": "bot is not a member of", "kicked": "bot was kicked from"}
_KINDS = {"group": "the group chat", "supergroup": "the supergroup chat", "channel": "the channel chat"}


@dataclass
class Room:
    """One chat.

    Attributes:
        chat: as the Bot API has it.
        bot: "member", "administrator", "left" or "kicked"; in a private chat "kicked" means blocked.
        topics: names of the topics of a forum by their ids.
        migrated_to: the supergroup that a group has become.
        messages: what is in it, by id, as the Bot API has messages.
        old: ids of messages that the bot can no longer delete.
    """

    chat: Json
    bot: str = "member"
    topics: dict[int, str] = field(default_factory=dict)
    closed_topics: set[int] = field(default_factory=set)
    migrated_to: int | None = None
    messages: dict[int, Json] = field(default_factory=dict)
    old: set[int] = field(default_factory=set)

    @property
    def id(self) -> int:
        """The id of the chat."""
        return int(self.chat["id"])

    @property
    def is_private(self) -> bool:
        """Whether it is the bot's chat with one person."""
        return bool(self.chat["type"] == "private")


class Chats:
    """All chats that the bot may know of."""

    def __init__(self) -> None:
        self.users: dict[int, Json] = {}
        self.rooms: dict[int, Room] = {}
        self._shared_ids = itertools.count(101)
        self._own_ids: dict[int, Iterator[int]] = {}

    def meet(self, user: Json) -> None:
        """Gets to know a person, who has not necessarily written to the bot."""
        self.users[int(user["id"])] = user

    def enter(self, chat: Json, bot: str = "member") -> Room:
        """The room of a chat; a new one where it is not known."""
        return self.rooms.setdefault(int(chat["id"]), Room(chat, bot))

    def next_id(self, chat_id: int) -> int:
        """An id for a message: supergroups and channels count for themselves, all other chats together."""
        if str(chat_id).startswith("-100"):
            return next(self._own_ids.setdefault(chat_id, itertools.count(1)))
        return next(self._shared_ids)

    def room(self, chat_id: int | str) -> Room:
        """The room with this id or @username.

        Raises:
            Refusal: there is none.
        """
        for room in self.rooms.values():
            if chat_id in (room.id, f"@{room.chat.get('username')}"):
                return room
        if chat_id in self.users:
            raise Refusal(403, "Forbidden: bot can't initiate conversation with a user")
        raise wrong_request("chat not found")

    def writable(self, chat_id: int | str) -> Room:
        """The room with this id, if the bot may write there.

        Raises:
            Refusal: it may not.
        """
        room = self.room(chat_id)
        if room.migrated_to:
            raise Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters={"migrate_to_chat_id": room.migrated_to},
            )
        if room.bot in _NOT_THERE and room.is_private:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if room.bot in _NOT_THERE:
            raise Refusal(403, f"Forbidden: {_NOT_THERE[room.bot]} {_KINDS[room.chat['type']]}")
        return room

    def message(self, room: Room, message_id: int, missing: str) -> Json:
        """A message of a room.

        Raises:
            Refusal: there is none; the description is `missing`.
        """
        if message_id not in room.messages:
            raise bad_request(missing)
        return room.messages[message_id]

    def keep(self, message: Json) -> Json:
        """Stores a message that came or was sent."""
        self.enter(message["chat"]).messages[int(message["message_id"])] = message
        return message

    def new_message(self, room: Room, sender: Json, **content: Any) -> Json:
        """A new message in a room, stored."""
        head = {"message_id": self.next_id(room.id), "date": int(time.time()), "chat": room.chat, "from": sender}
        return self.keep(head | {name: value for name, value in content.items() if value is not None})
