"""Who asks too much is told so once, and nobody else waits for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.settings import Settings
from bot.store import Store
from bot.telegram.application import Built, build
from intents.assistant import Assistant
from tests.bot.telegram.chatting import delivered_to
from tests.telegram_server.server import FakeTelegram


@pytest_asyncio.fixture
async def limited(
    settings: Settings, assistant: Assistant, store: Store, telegram: FakeTelegram, pictures: Path
) -> AsyncIterator[Built]:
    """A bot that takes four messages a minute of each person, two of them at once."""
    built = build(settings.model_copy(update={"rate_per_minute": 4}), assistant, store, pictures=pictures)
    async with built.application:
        telegram.process = delivered_to(built, store)
        yield built


async def test_too_many_messages_are_told_once_and_then_get_silence(limited: Built, telegram: FakeTelegram) -> None:
    chat = telegram.private()
    for _ in range(2):
        await chat.says("c40")
        assert "97" in chat.last
    await chat.says("c40")
    assert "faster than" in chat.last
    await chat.says("c40")
    assert not chat.last
    await chat.presses_data("v1:summary:c40:")
    assert len(chat.notices) == 1
    assert not chat.replies


async def test_others_are_answered_meanwhile(limited: Built, telegram: FakeTelegram) -> None:
    hasty, other = telegram.private(), telegram.private(user=8, language="it")
    for _ in range(4):
        await hasty.says("c40")
    await other.says("c40")
    assert "97" in other.last
    assert limited.services.metrics.registry.get_sample_value("bot_rate_limited_total") == 2
