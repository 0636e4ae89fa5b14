"""What the tests of operations share."""

from __future__ import annotations

import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.operations.metrics import Metrics
from bot.store import Store
from tests.telegram_server.fixtures import telegram

__all__ = ["telegram"]


@pytest.fixture
def metrics() -> Metrics:
    """Numbers that nobody has counted yet."""
    return Metrics()


@pytest.fixture
def port() -> int:
    """A port that is free."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest_asyncio.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A client."""
    async with aiohttp.ClientSession() as session:
        yield session


@pytest_asyncio.fixture
async def store(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Store]:
    """A real store."""
    async with Store.open(f"sqlite+aiosqlite:///{shutil.copy(migrated_file, tmp_path)}") as store:
        yield store
