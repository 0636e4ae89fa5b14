"""Updates by webhook: posted in order, and again until they are taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import aiohttp

from tests.telegram_server.json_types import Json
from tests.telegram_server.update_queue import Pending, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

Act: TypeAlias = Callable[[str, Json], Awaitable[Any]]
"""Does what the answer to a webhook asks for."""


@dataclass(frozen=True)
class Delivery:
    """One try to deliver an update; the status is 0 where there was no answer."""

    update_id: int
    status: int


class Webhook:
    """The webhook of the bot.

    Attributes:
        deliveries: every try.
        time_limit: seconds to wait for the next answer; Telegram waits about a minute.
        retry_after: seconds between tries; Telegram waits longer each time.
    """

    def __init__(self, queue: UpdateQueue, act: Act) -> None:
        self.queue = queue
        self.act = act
        self.url = ""
        self.secret: str | None = None
        self.max_connections = 40
        self.last_error = ""
        self.deliveries: list[Delivery] = []
        self.time_limit = 60.0
        self.retry_after = 0.05
        self._task: asyncio.Task[None] | None = None

    async def set(self, url: str, secret: str | None, max_connections: int = 40) -> None:
        """Starts to deliver to an address; "" stops it."""
        await self.stop()
        self.url, self.secret, self.max_connections, self.last_error = url, secret, max_connections, ""
        if url:
            self._task = asyncio.create_task(self._deliver_all())

    async def stop(self) -> None:
        """Stops delivering; what waits keeps waiting."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self._task = None

    async def _deliver_all(self) -> None:
        async with aiohttp.ClientSession() as session:
            while True:
                self.queue.added.clear()
                if not self.queue.pending:
                    await self.queue.added.wait()
                pending = self.queue.pending[0]
                if await self._deliver(session, pending):
                    self.queue.pending.remove(pending)
                else:
                    await asyncio.sleep(self.retry_after)

    async def _deliver(self, session: aiohttp.ClientSession, pending: Pending) -> bool:
        """Whether the update was taken."""
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        status, answer = 0, b""
        try:
            limit = aiohttp.ClientTimeout(total=self.time_limit)
            async with session.post(self.url, json=pending.body, headers=headers, timeout=limit) as response:
                answer = await response.read()
                status = response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            self.last_error = f"Connection failed: {type(error).__name__}"
        self.deliveries.append(Delivery(pending.update_id, status))
        if not 200 <= status < 300:
            self.last_error = self.last_error if status == 0 else f"Wrong response from the webhook: {status}"
            return False
        await self._obey(answer)
        return True

    async def _obey(self, answer: bytes) -> None:
        """An answer may name a method to call, whose result nobody gets to know."""
        try:
            asked = json.loads(answer)
        except ValueError:
            return
        if isinstance(asked, dict) and "method" in asked:
            await self.act(str(asked.pop("method")), asked)
