"""Fixtures for tests under this Telegram; a folder of tests imports them in its conftest.py."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.telegram_server.server import FakeTelegram


@pytest_asyncio.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """The server; a test fails where a request was wrong and it had not said so."""
    async with FakeTelegram() as server:
        yield server
    assert not server.problems, server.problems
