"""Proxies that the environment names."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from telegram import Bot
from telegram.error import NetworkError

from bot.telegram.requests import AiohttpRequest
from tests.bot.telegram.requests.faulty_telegram import TOKEN, FaultyTelegram

ELSEWHERE = "http://telegram.invalid/bot"
"""Only a proxy can lead there."""


@pytest_asyncio.fixture
async def proxy() -> AsyncIterator[FaultyTelegram]:
    """A proxy that answers itself, as if it had asked Telegram."""
    proxy = FaultyTelegram()
    await proxy.start()
    yield proxy
    await proxy.stop()


async def test_calls_go_through_it(proxy: FaultyTelegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://ada:secret@127.0.0.1:{proxy.port}")
    async with AiohttpRequest() as request:
        await Bot(TOKEN, base_url=ELSEWHERE, request=request).send_message(5, "hello")
    (call,) = proxy.calls
    assert call.target == f"{ELSEWHERE}{TOKEN}/sendMessage"
    assert call.headers["Proxy-Authorization"] == "Basic " + base64.b64encode(b"ada:secret").decode()
    assert call.fields["text"] == "hello"


async def test_it_may_be_written_without_a_scheme_and_for_all(
    proxy: FaultyTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", f"127.0.0.1:{proxy.port}")
    async with AiohttpRequest() as request:
        await Bot(TOKEN, base_url=ELSEWHERE, request=request).get_me()
    assert proxy.count("getMe") == 1


@pytest.mark.parametrize("exception", ["127.0.0.1", "127.0.0.1:{port}", "*"])
async def test_exceptions_are_called_directly(
    bot: Bot, server: FaultyTelegram, proxy: FaultyTelegram, monkeypatch: pytest.MonkeyPatch, exception: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
    monkeypatch.setenv("NO_PROXY", exception.format(port=server.port))
    async with AiohttpRequest() as request:
        await Bot(TOKEN, base_url=server.base_url, request=request).get_me()
    assert (server.count("getMe"), proxy.count("getMe")) == (1, 0)


async def test_https_goes_through_a_tunnel_that_does_not_show_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    heads: list[bytes] = []

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as proxy:
        port = proxy.sockets[0].getsockname()[1]
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        async with AiohttpRequest() as request:
            bot = Bot(TOKEN, base_url="https://telegram.invalid/bot", request=request)
            with pytest.raises(NetworkError, match="proxy refused to connect, with HTTP status 407"):
                await bot.send_message(5, "hello")
    (head,) = heads
    assert head.startswith(b"CONNECT telegram.invalid:443 ")
    assert TOKEN.encode() not in head


async def test_one_that_is_down_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{FaultyTelegram().port}")
    async with AiohttpRequest() as request:
        with pytest.raises(NetworkError, match=r"proxy cannot be reached \(Connection refused"):
            await Bot(TOKEN, base_url=ELSEWHERE, request=request).send_message(5, "hello")
