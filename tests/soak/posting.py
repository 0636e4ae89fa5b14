"""Webhook as Telegram does it: many updates at once, each again and again until a bot has taken it.

The tests' server posts one after the other, and through one address; this is for load and for several replicas.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import aiohttp

from tests.soak.running import SECRET
from tests.telegram_server.json_types import Json
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.threads import ThreadedTelegram
from tests.telegram_server.update_queue import Pending
from tests.telegram_server.webhook import SECRET_HEADER

AT_ONCE = 40
"""Updates that are posted at once: Telegram's default of max_connections."""
PAUSES = (0.05, 0.3)
"""Seconds between two tries, at least and at most; Telegram takes longer."""
TIME_LIMIT = 60
TAKEN = 200


class Posting:
    """Posts what waits at Telegram.

    Args:
        telegram: where it waits.
        ports: where the bots listen.
        to_all: whether each update is sent to all of them at once, not to one by chance.
    """

    def __init__(self, telegram: FakeTelegram, ports: Sequence[int], to_all: bool) -> None:
        self._queue = telegram.state.updates
        self._ports = ports
        self._to_all = to_all
        self._random = random.Random(len(ports))
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Posts until it is cancelled."""
        connector = aiohttp.TCPConnector(limit=AT_ONCE * len(self._ports))
        timeout = aiohttp.ClientTimeout(total=TIME_LIMIT)
        try:
            async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
                while True:
                    self._queue.added.clear()
                    for pending in self._queue.pending:
                        if len(self._tasks) < AT_ONCE and pending.update_id not in self._tasks:
                            self._tasks[pending.update_id] = asyncio.create_task(self._post(session, pending))
                    await self._queue.added.wait()
        finally:
            for task in list(self._tasks.values()):
                task.cancel()
            await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _post(self, session: aiohttp.ClientSession, pending: Pending) -> None:
        while not await self._is_taken(session, pending.body):  # noqa: ASYNC110 nobody tells when a bot is back
            await asyncio.sleep(self._random.uniform(*PAUSES))
        self._queue.pending.remove(pending)
        del self._tasks[pending.update_id]
        self._queue.added.set()  # there is room for the next

    async def _is_taken(self, session: aiohttp.ClientSession, update: Json) -> bool:
        ports = self._ports if self._to_all else (self._random.choice(self._ports),)
        return TAKEN in await asyncio.gather(*(post(session, port, json=update) for port in ports))


async def post(session: aiohttp.ClientSession, port: int, secret: str = SECRET, **content: Any) -> int:
    """Posts something to a bot; gives the status, or 0 where there was no answer."""
    url = f"http://127.0.0.1:{port}/telegram"
    try:
        async with session.post(url, headers={SECRET_HEADER: secret}, **content) as answer:
            return answer.status
    except (aiohttp.ClientError, TimeoutError):
        return 0


@contextmanager
def posting(telegram: ThreadedTelegram, ports: Sequence[int], to_all: bool = False) -> Iterator[None]:
    """Posts what waits at Telegram while the block runs, whatever address a bot sets."""

    async def set_webhook(url: str, secret: str | None, max_connections: int = 40) -> None:
        """Known, and not used: a bot's own address speaks HTTPS."""
        telegram.telegram.state.webhook.url, telegram.telegram.state.webhook.secret = url, secret

    telegram.telegram.state.webhook.set = set_webhook  # type: ignore[method-assign]
    future = asyncio.run_coroutine_threadsafe(Posting(telegram.telegram, ports, to_all).run(), telegram.loop)
    try:
        yield
    finally:
        future.cancel()
