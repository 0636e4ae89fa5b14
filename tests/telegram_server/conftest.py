"""The server and a client, for its own tests."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio

from tests.telegram_server.client import Client
from tests.telegram_server.fixtures import telegram
from tests.telegram_server.server import FakeTelegram

__all__ = ["call", "telegram"]


@pytest_asyncio.fixture
async def call(telegram: FakeTelegram) -> AsyncIterator[Client]:
    """A client, whose bot has been started by Ada (7) and is in a group (-1001)."""
    telegram.private()
    telegram.group()
    async with aiohttp.ClientSession() as session:
        yield Client(telegram, session)
