"""The order of the work: updates of one lane, a chat or a person outside of chats, one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


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
