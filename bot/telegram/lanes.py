"""Which updates must be worked on in the order in which they came: those of one chat, or person outside of chats."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from bot.telegram.handling import Raw


def lane_of(update: Raw) -> int | None:
    """The id of the chat that an update belongs to, or of the person where it is in none; None where neither is told.

    It is read from the update as it came, before anything is known to be right about it.
    """
    for content in update.values():
        if isinstance(content, Mapping):
            message = content.get("message")  # the one that a pressed button stands under
            chat = message.get("chat") if isinstance(message, Mapping) else content.get("chat")
            for holder in (chat, content.get("from")):
                if isinstance(holder, Mapping) and isinstance(holder.get("id"), int):
                    return int(holder["id"])
    return None


class Lanes:
    """Lets the work of one lane wait for what came before it there; lanes without work take no room."""

    def __init__(self) -> None:
        self._locks: dict[int, asyncio.Lock] = {}
        self._users: dict[int, int] = {}

    @property
    def depth(self) -> int:
        """Updates that are worked on or wait."""
        return sum(self._users.values())

    @asynccontextmanager
    async def lane(self, lane: int | None) -> AsyncIterator[None]:
        """Waits for its turn in a lane; what belongs to none waits for nothing."""
        if lane is None:
            yield
            return
        lock = self._locks.setdefault(lane, asyncio.Lock())
        self._users[lane] = self._users.get(lane, 0) + 1
        try:
            async with lock:  # which lets in those who wait in the order in which they came
                yield
        finally:
            self._users[lane] -= 1
            if not self._users[lane]:
                del self._users[lane], self._locks[lane]
