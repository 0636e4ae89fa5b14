"""How long calls take at most, and what they leave behind."""

from __future__ import annotations

import asyncio
import time

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import NetworkError, TimedOut

from bot.telegram.requests import AiohttpRequest, NotSentError
from bot.telegram.requests.timeouts import Timeouts
from tests.bot.telegram.requests.conftest import BotWith
from tests.bot.telegram.requests.examples import HARMLESS_TWICE, VISIBLE_TWICE
from tests.bot.telegram.requests.faulty_telegram import TOKEN, FaultyTelegram, result


async def test_a_server_that_hangs_is_left_within_the_read_timeout(bot_with: BotWith, server: FaultyTelegram) -> None:
    calls = {**VISIBLE_TWICE, **HARMLESS_TWICE}
    for method in calls:
        server.will(method, server.hang)
    started = time.monotonic()
    async with AiohttpRequest(Timeouts(read=1.5)) as request:
        bot = bot_with(request)
        errors = await asyncio.gather(*(call(bot) for call in calls.values()), return_exceptions=True)
    assert 1.4 < time.monotonic() - started < 60
    assert {type(error) for error in errors} == {TimedOut}
    assert len(server.calls) == len(calls), "whoever waits has waited long already"


async def test_a_call_may_bring_its_own_timeout(impatient_bot: Bot, server: FaultyTelegram) -> None:
    async def slowly(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.5)
        return await result([])(request)

    server.will("getUpdates", slowly, slowly)
    assert await impatient_bot.get_updates(timeout=10) == ()  # python-telegram-bot adds a poll's time to ours
    assert await impatient_bot.get_updates(timeout=0, read_timeout=None) == ()
    server.will("getMe", slowly)
    with pytest.raises(TimedOut):
        await impatient_bot.get_me(read_timeout=0.1)


async def test_a_server_that_takes_nothing_in_is_left_too() -> None:
    release = asyncio.Event()

    async def do_not_read(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await release.wait()
        writer.transport.abort()

    async with (
        await asyncio.start_server(do_not_read, "127.0.0.1", 0) as server,
        AiohttpRequest(Timeouts(read=0.1, connect=1, media_write=0.3)) as request,
    ):
        port = server.sockets[0].getsockname()[1]
        bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=request)
        started = time.monotonic()
        with pytest.raises(TimedOut):
            await bot.send_document(5, bytes(30_000_000))
        assert 0.4 < time.monotonic() - started < 60
        release.set()


async def test_more_calls_than_connections_wait_and_then_say_so(bot_with: BotWith, server: FaultyTelegram) -> None:
    async with AiohttpRequest(Timeouts(read=1, pool=0.05), pool_size=1) as request:
        bot = bot_with(request)
        server.will("getUpdates", server.hang)
        polling = asyncio.create_task(bot.get_updates(timeout=0))
        await server.called("getUpdates")
        with pytest.raises(TimedOut, match="All connections are in use") as error:
            await bot.send_message(5, "hello")
        assert isinstance(error.value, NotSentError)
        with pytest.raises(TimedOut):
            await polling
        await bot.send_message(5, "hello")
        assert server.count("sendMessage") == 1


async def test_a_call_that_is_given_up_leaves_its_connection_to_others(
    bot_with: BotWith, server: FaultyTelegram
) -> None:
    async with AiohttpRequest(pool_size=1) as request:
        bot = bot_with(request)
        for _ in range(3):
            server.will("getUpdates", server.hang)
            before = server.count("getUpdates")
            polling = asyncio.create_task(bot.get_updates(timeout=10))
            await server.called("getUpdates", before + 1)
            polling.cancel()
            with pytest.raises(asyncio.CancelledError):
                await polling
        await bot.send_message(5, "hello")


async def test_a_call_under_way_at_the_end_fails(bot: Bot, server: FaultyTelegram, request_: AiohttpRequest) -> None:
    server.will("getUpdates", server.hang)
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await server.called("getUpdates")
    await request_.shutdown()
    with pytest.raises(NetworkError):
        await polling
