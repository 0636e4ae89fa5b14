"""What several of the tests of chats share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from bot.store import Store
from bot.telegram.application import Built
from bot.telegram.delivery import Delivery
from tests.telegram_server.driver import Chat
from tests.telegram_server.json_types import Json
from tests.telegram_server.server import Process

ChatIn: TypeAlias = Callable[[str | None], Chat]
"""Gives a private chat with someone whose app is in a language."""


@dataclass
class MovedClock:
    """A clock for the store that goes on only when it is told to."""

    time: datetime = field(default_factory=lambda: datetime(2026, 3, 1, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.time

    def goes_on(self, step: timedelta) -> None:
        """Lets time pass."""
        self.time += step


def delivered_to(built: Built, store: Store) -> Process:
    """Hands updates to a bot as they would come, each to its end; what fails is tried once more."""
    delivery = Delivery(built.application, store, "tests", pauses=(0.01,))

    async def process(update: Json) -> None:
        await delivery.deliver(update)

    return process
