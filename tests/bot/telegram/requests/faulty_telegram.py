"""A Telegram over real HTTP that answers as a test tells it to, also not at all."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web
from aiohttp.test_utils import unused_port

TOKEN = "123456:a-token-that-must-not-be-seen"
PAGE = f"<html>The page /bot{TOKEN}/ is out of order</html>"
"""An error page that quotes the address, as those of proxies do."""


@dataclass(frozen=True)
class Upload:
    """A file as it arrived."""

    name: str | None
    content: bytes
    mime_type: str | None


@dataclass(frozen=True)
class Received:
    """A call as it arrived, in full."""

    method: str
    fields: dict[str, str]
    files: dict[str, Upload]
    headers: dict[str, str]
    target: str
    connection: int


Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]


def result(value: Any) -> Behaviour:
    """The call succeeds."""
    return _json(200, {"ok": True, "result": value})


def refusal(status: int, description: str = "refused", **parameters: int) -> Behaviour:
    """The Bot API refuses the call."""
    body = {"ok": False, "error_code": status, "description": description}
    return _json(status, body | ({"parameters": parameters} if parameters else {}))


def too_many(seconds: int) -> Behaviour:
    """The Bot API asks for a pause."""
    return refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def page(status: int, text: str = PAGE) -> Behaviour:
    """Something on the way answers with a page."""

    async def behave(request: web.Request) -> web.Response:
        return web.Response(status=status, text=text, content_type="text/html")

    return behave


async def cut(request: web.Request) -> web.StreamResponse:
    """The call was accepted, then the connection is cut."""
    assert request.transport
    request.transport.abort()
    return web.Response()


async def cut_within(request: web.Request) -> web.StreamResponse:
    """The connection is cut within the answer."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok": tr')
    return await cut(request)


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Answers and closes the connection, without saying so."""
    response = await result(MESSAGE)(request)
    await response.prepare(request)
    await response.write_eof()
    assert request.transport
    request.transport.close()
    return response


async def no_http(request: web.Request) -> web.StreamResponse:
    """Answers in another protocol."""
    assert isinstance(request.transport, asyncio.Transport)
    request.transport.write(f"no HTTP but /bot{TOKEN}\r\n\r\n".encode())
    return await cut(request)


async def endless_header(request: web.Request) -> web.StreamResponse:
    """Answers with a header that is too long."""
    assert isinstance(request.transport, asyncio.Transport)
    request.transport.write(b"HTTP/1.1 200 OK\r\nX: " + TOKEN.encode() * 10_000)
    return await cut(request)


MESSAGE = {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}, "text": "sent"}
BOT = {"id": 123456, "is_bot": True, "first_name": "Networks", "username": "networks_bot"}
_RESULTS: dict[str, Any] = {"getMe": BOT, "getUpdates": [], "getMyCommands": []}


@dataclass
class FaultyTelegram:
    """The server. What is in `next` for a method is done once each, in order; then calls succeed."""

    port: int = field(default_factory=unused_port)
    calls: list[Received] = field(default_factory=list)
    next: defaultdict[str, list[Behaviour]] = field(default_factory=lambda: defaultdict(list))
    _connections: list[asyncio.BaseTransport] = field(default_factory=list)
    _stopping: asyncio.Event = field(default_factory=asyncio.Event)
    _runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    async def start(self) -> None:
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        self._stopping.set()
        if self._runner:
            await self._runner.cleanup()

    def will(self, method: str, *behaviours: Behaviour) -> None:
        """Has the next calls of a method go otherwise."""
        self.next[method].extend(behaviours)

    def count(self, method: str) -> int:
        """How often a method was called."""
        return sum(call.method == method for call in self.calls)

    async def called(self, method: str, times: int = 1) -> None:
        """Waits until a method has been called so many times."""
        while self.count(method) < times:  # noqa: ASYNC110 calls make no event
            await asyncio.sleep(0.005)

    async def hang(self, request: web.Request) -> web.StreamResponse:
        """Accepts the call and never answers."""
        await self._stopping.wait()
        return web.Response()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.path.rpartition("/")[2]
        self.calls.append(await self._received(method, request))
        behaviour = self.next[method].pop(0) if self.next[method] else result(_RESULTS.get(method, MESSAGE))
        with suppress(ConnectionError):
            return await behaviour(request)
        return web.Response()

    async def _received(self, method: str, request: web.Request) -> Received:
        fields: dict[str, str] = {}
        files: dict[str, Upload] = {}
        if request.content_type == "multipart/form-data":
            async for part in await request.multipart():
                assert isinstance(part, BodyPartReader)
                assert part.name
                if part.filename is None:
                    fields[part.name] = await part.text()
                else:
                    files[part.name] = Upload(part.filename, bytes(await part.read()), part.headers["Content-Type"])
        else:
            fields = await request.json() if request.can_read_body else {}
        assert request.transport
        if request.transport not in self._connections:
            self._connections.append(request.transport)
        connection = self._connections.index(request.transport)
        return Received(method, fields, files, dict(request.headers), request.raw_path, connection)


def _json(status: int, body: dict[str, Any]) -> Behaviour:
    async def behave(request: web.Request) -> web.Response:
        return web.Response(status=status, body=json.dumps(body).encode(), content_type="application/json")

    return behave
