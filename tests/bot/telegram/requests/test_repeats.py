"""Which calls are made again, and which are not, so that nobody sees a thing twice."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot
from telegram.error import NetworkError

from bot.telegram.requests import AiohttpRequest, NotSentError, aiohttp_request
from tests.bot.telegram.requests.examples import HARMLESS_TWICE, VISIBLE_TWICE
from tests.bot.telegram.requests.faulty_telegram import (
    BOT,
    MESSAGE,
    TOKEN,
    Behaviour,
    FaultyTelegram,
    cut,
    cut_within,
    page,
    refusal,
    result,
)


@pytest.mark.parametrize("method", VISIBLE_TWICE)
@pytest.mark.parametrize("fault", [cut, cut_within, refusal(500), refusal(502), page(502)])
async def test_what_may_have_arrived_is_not_sent_twice(
    bot: Bot, server: FaultyTelegram, method: str, fault: Behaviour
) -> None:
    server.will(method, fault)
    with pytest.raises(NetworkError) as error:
        await VISIBLE_TWICE[method](bot)
    assert not isinstance(error.value, NotSentError)
    assert server.count(method) == 1


@pytest.mark.parametrize("method", HARMLESS_TWICE)
@pytest.mark.parametrize("fault", [cut, cut_within, refusal(500), page(502)])
async def test_what_is_harmless_twice_is_tried_again(
    bot: Bot, server: FaultyTelegram, method: str, fault: Behaviour
) -> None:
    server.will(method, fault, fault, result([] if method == "getUpdates" else {**BOT, **MESSAGE}))
    await HARMLESS_TWICE[method](bot)
    assert server.count(method) == 3
    first, *_, last = server.calls
    assert (first.fields, first.files) == (last.fields, last.files)


async def test_it_gives_up_after_three_tries(bot: Bot, server: FaultyTelegram) -> None:
    server.will("getMe", *[refusal(500, "Internal Server Error: restart")] * 3)
    with pytest.raises(NetworkError, match="restart"):
        await bot.get_me()
    assert server.count("getMe") == 3


async def test_a_message_to_a_server_that_is_about_to_start_arrives_once(
    request_: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aiohttp_request, "_BACK_OFF", (1.5,))
    server = FaultyTelegram()
    sending = asyncio.create_task(Bot(TOKEN, base_url=server.base_url, request=request_).send_message(5, "hello"))
    await asyncio.sleep(0.1)
    await server.start()
    try:
        await sending
    finally:
        await server.stop()
    assert server.count("sendMessage") == 1


async def test_a_server_that_is_down_is_an_error_in_words(request_: AiohttpRequest) -> None:
    bot = Bot(TOKEN, base_url=FaultyTelegram().base_url, request=request_)
    with pytest.raises(NotSentError, match=r"cannot be reached \(Connection refused"):
        await bot.send_message(5, "hello")


async def test_a_name_that_does_not_exist_is_an_error_in_words(request_: AiohttpRequest) -> None:
    bot = Bot(TOKEN, base_url="http://telegram.invalid/bot", request=request_)
    with pytest.raises(NotSentError, match=r"cannot be resolved|came about in time"):
        await bot.send_message(5, "hello")


async def test_a_cut_before_the_call_was_read_is_not_told_from_one_after(request_: AiohttpRequest) -> None:
    connections = 0

    async def cut_at_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        writer.transport.abort()

    async with await asyncio.start_server(cut_at_once, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        bot = Bot(TOKEN, base_url=f"http://127.0.0.1:{port}/bot", request=request_)
        with pytest.raises(NetworkError, match="was cut"):
            await bot.send_message(5, "hello")
        assert connections == 1
        with pytest.raises(NetworkError, match="was cut"):
            await bot.get_me()
        assert connections == 4
