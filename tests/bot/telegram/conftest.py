"""The bot as it runs, under a fake Telegram."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.settings import TELEGRAM_API, BotMode, Settings
from bot.telegram.application import App, build_application
from intents.assistant import Assistant
from tests.bot.telegram.driver import Chat
from tests.bot.telegram.fake import TOKEN, FakeTelegram


@pytest.fixture
def settings() -> Settings:
    """Settings with a token, whatever the environment says."""
    return Settings(
        bot_token=SecretStr(TOKEN), bot_api_url=TELEGRAM_API, default_language="en", bot_mode=BotMode.POLLING
    )


@pytest.fixture
def telegram() -> Iterator[FakeTelegram]:
    """The fake; a test fails where it was sent what Telegram would refuse."""
    fake = FakeTelegram()
    yield fake
    assert not fake.problems


@pytest_asyncio.fixture
async def application(settings: Settings, assistant: Assistant, telegram: FakeTelegram) -> AsyncIterator[App]:
    """The real application with the real assistant."""
    async with build_application(settings, assistant, request=telegram) as application:
        yield application


@pytest.fixture
def chat(application: App, telegram: FakeTelegram) -> Chat:
    """A private chat with someone whose app is English."""
    return Chat(application, telegram)


@pytest.fixture
def chat_in(application: App, telegram: FakeTelegram) -> Callable[[str | None], Chat]:
    """A private chat with someone whose app is in the given language."""
    return lambda language: Chat(application, telegram, language=language)


@pytest.fixture
def group(application: App, telegram: FakeTelegram) -> Chat:
    """A group in which the same person writes."""
    return Chat(application, telegram, group=-100)
