"""Real databases for each test, and a clock that tests move."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import Store
from tests.bot.store.postgresql_server import PostgresqlServer


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


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """One server for all tests."""
    server = PostgresqlServer()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path, migrated_file: Path) -> str:
    """An empty database: each test that takes it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{shutil.copy(migrated_file, tmp_path)}"
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.emptied()


@pytest.fixture
async def store(address: str, clock: Clock) -> AsyncIterator[Store]:
    async with Store.open(address, clock) as store:
        yield store
