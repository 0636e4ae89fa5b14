"""The bot as it runs, with a real database, under a fake Telegram over real HTTP."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio
from pydantic import SecretStr

from bot.settings import BotMode, Settings
from bot.store import Store
from bot.telegram.application import App, build
from intents.assistant import Assistant
from tests.bot.telegram.chatting import delivered_to
from tests.telegram_server.driver import Chat
from tests.telegram_server.fixtures import telegram
from tests.telegram_server.server import FakeTelegram

__all__ = ["telegram"]


@pytest.fixture
def settings(telegram: FakeTelegram) -> Settings:
    """Settings with a token, whatever the environment says."""
    return Settings(
        bot_token=SecretStr(telegram.token),
        bot_api_url=telegram.url,
        default_language="en",
        bot_mode=BotMode.POLLING,
        rate_per_minute=0,
        ops_port=0,
    )


@pytest_asyncio.fixture
async def store(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Store]:
    """What the bot remembers."""
    async with Store.open(f"sqlite+aiosqlite:///{shutil.copy(migrated_file, tmp_path)}") as store:
        yield store


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures are kept for all tests: each takes seconds to draw."""
    return tmp_path_factory.mktemp("pictures")


@pytest_asyncio.fixture
async def application(
    settings: Settings, assistant: Assistant, store: Store, telegram: FakeTelegram, pictures: Path
) -> AsyncIterator[App]:
    """The real application with the real assistant; what people do reaches it at once."""
    built = build(settings, assistant, store, pictures=pictures)
    async with built.application as application:
        telegram.process = delivered_to(built, store)
        yield application


@pytest.fixture
def chat(application: App, telegram: FakeTelegram) -> Chat:
    """A private chat with someone whose app is English."""
    return telegram.private()


@pytest.fixture
def chat_in(application: App, telegram: FakeTelegram) -> Callable[[str | None], Chat]:
    """A private chat with someone whose app is in the given language."""
    return lambda language: telegram.private(language=language)


@pytest.fixture
def group(application: App, telegram: FakeTelegram) -> Chat:
    """A group in which the same person writes."""
    return telegram.private().in_group(telegram.group(-100))
