"""A clock that goes faster, for all that the bot does by the hour or the day."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from functools import partial

from bot.operations.rate import RateLimiter
from bot.store import Store
from bot.store.database import Database
from bot.telegram import application


def go_faster(speed: float) -> None:
    """Has the store, the hourly pruning and the limit for each person go by a clock that is so many times as fast.

    What waits for Telegram or the database goes by the real one.
    """
    began, ticked = time.time(), time.monotonic()

    def now() -> datetime:
        return datetime.fromtimestamp(began + (time.monotonic() - ticked) * speed, UTC)

    class FastStore(Store):
        @classmethod
        def open(cls, url: str, wrapped: Callable[[Database], Database]) -> AbstractAsyncContextManager[Store]:  # type: ignore[override]
            return super().open(url, now, wrapped)

    application.Store = FastStore  # type: ignore[misc]
    application.RateLimiter = partial(RateLimiter, clock=lambda: time.monotonic() * speed)  # type: ignore[misc, assignment]
    application.PRUNE_SECONDS = application.PRUNE_SECONDS / speed  # type: ignore[assignment]
