"""The server in a thread of its own, for bots that run an event loop of theirs and return only when they stop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.telegram_server.server import FakeTelegram

T = TypeVar("T")


@dataclass(frozen=True)
class ThreadedTelegram:
    """A server in another thread; `telegram` may be read from here, and what waits goes through `run`."""

    telegram: FakeTelegram
    loop: asyncio.AbstractEventLoop

    def run(self, work: Coroutine[Any, Any, T], time_limit: float = 60) -> T:
        """Does some work in the server's thread."""
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(time_limit)


@contextmanager
def telegram_in_a_thread() -> Iterator[ThreadedTelegram]:
    """A server that runs beside the caller; fails where a request was wrong."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    threaded = ThreadedTelegram(FakeTelegram(), loop)
    try:
        threaded.run(threaded.telegram.__aenter__())
        try:
            yield threaded
        finally:
            threaded.run(threaded.telegram.__aexit__())
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
    assert not threaded.telegram.problems, threaded.telegram.problems
