"""python-telegram-bot's own Bot, with our calls, and a server that can fail."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from telegram import Bot

from bot.telegram.requests import AiohttpRequest, aiohttp_request
from bot.telegram.requests.timeouts import Timeouts
from tests.bot.telegram.requests.faulty_telegram import TOKEN, FaultyTelegram

BotWith = Callable[[AiohttpRequest], Bot]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy, whatever the machine has; and pauses as python-telegram-bot will give them, without a warning."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture(autouse=True)
def short_back_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries follow each other fast."""
    monkeypatch.setattr(aiohttp_request, "_BACK_OFF", (0.001, 0.002))


@pytest_asyncio.fixture
async def server() -> AsyncIterator[FaultyTelegram]:
    """The server, running."""
    server = FaultyTelegram()
    await server.start()
    yield server
    await server.stop()


@pytest_asyncio.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    """Our way to make calls."""
    async with AiohttpRequest(Timeouts(connect=2)) as request:
        yield request


@pytest_asyncio.fixture
async def impatient_bot(bot_with: BotWith) -> AsyncIterator[Bot]:
    """A bot that waits for answers only as long as a test can."""
    async with AiohttpRequest(Timeouts(read=0.3)) as request:
        yield bot_with(request)


@pytest.fixture
def bot_with(server: FaultyTelegram) -> BotWith:
    """A bot that makes its calls in a given way."""

    def bot(request: AiohttpRequest) -> Bot:
        url = server.base_url
        return Bot(TOKEN, base_url=url, base_file_url=url, request=request, get_updates_request=request)

    return bot


@pytest.fixture
def bot(bot_with: BotWith, request_: AiohttpRequest) -> Bot:
    """A bot that makes its calls in our way."""
    return bot_with(request_)
