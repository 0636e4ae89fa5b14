"""A real database for each test, and a clock that tests move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Store


class Clock:
    """Tells the time that a test says."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def wait(self, **time: float) -> None:
        """Lets time pass: `clock.wait(minutes=5)`."""
        self.time += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/var/bot.db"


@pytest.fixture
async def store(address: str, clock: Clock) -> AsyncIterator[Store]:
    async with Store.open(address, clock) as store:
        yield store
