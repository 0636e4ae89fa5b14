"""Where an update came from, read from it as it came, before anything is known to be right about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Origin:
    """Where an update came from, as far as it tells.

    Attributes:
        chat: the id of its chat.
        user: the id of the person.
        topic: the id of the chat's topic (message thread); 0 for none.
    """

    chat: int | None = None
    user: int | None = None
    topic: int = 0

    @property
    def lane(self) -> int | None:
        """What must be worked on in the order in which it came: a chat, or a person outside of chats."""
        return self.user if self.chat is None else self.chat


def origin_of(update: Mapping[str, object]) -> Origin:
    """Where an update came from."""
    for content in update.values():
        if isinstance(content, Mapping):
            message = content.get("message")  # the one that a pressed button stands under
            holder = message if isinstance(message, Mapping) else content
            topic = holder.get("message_thread_id") if holder.get("is_topic_message") else 0
            origin = Origin(_id(holder.get("chat")), _id(content.get("from")), topic if isinstance(topic, int) else 0)
            if origin.lane is not None:
                return origin
    return Origin()


def _id(holder: object) -> int | None:
    """The id of a chat or person; None for what no database could hold."""
    id = holder.get("id") if isinstance(holder, Mapping) else None
    return id if isinstance(id, int) and abs(id) < 2**63 else None
