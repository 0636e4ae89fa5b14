"""What can go wrong between a bot and Telegram, each the next time that a method is called.

telegram.faults.append(flood("sendMessage", retry_after=1))
telegram.faults += [server_error("sendMessage")] * 3
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from tests.telegram_server.json_types import Json


@dataclass
class AnyFault:
    """Something that goes wrong with one request of a method.

    Attributes:
        is_recorded: whether the request counts as having reached Telegram.
    """

    method: str

    @property
    def is_recorded(self) -> bool:
        return True

    async def before(self, request: web.Request) -> web.Response | None:
        """Before the request is acted upon: an answer instead of that, or None."""
        return None

    async def after(self, request: web.Request) -> web.Response | None:
        """After it: an answer instead of the due one, or None."""
        return None


@dataclass
class Fault(AnyFault):
    """An answer that is not "ok"."""

    status: int
    description: str
    more: Json = field(default_factory=dict)

    async def before(self, request: web.Request) -> web.Response:
        body = {"ok": False, "error_code": self.status, "description": self.description, **self.more}
        return web.json_response(body, status=self.status)


@dataclass
class OtherBody(AnyFault):
    """An answer with a body that is not Telegram's, as of a proxy on the way."""

    status: int
    body: str
    content_type: str = "text/html"

    async def before(self, request: web.Request) -> web.Response:
        return web.Response(status=self.status, text=self.body, content_type=self.content_type)


@dataclass
class Hang(AnyFault):
    """No answer until it is released; a client that gives up first has not been heard.

    Attributes:
        reached: set when the request is there.
        abandoned: set when the client gave up.
    """

    reached: asyncio.Event = field(default_factory=asyncio.Event, compare=False)
    abandoned: asyncio.Event = field(default_factory=asyncio.Event, compare=False)
    _released: asyncio.Event = field(default_factory=asyncio.Event, compare=False)

    def release(self) -> None:
        """Lets the request go on."""
        self._released.set()

    async def before(self, request: web.Request) -> None:
        self.reached.set()
        try:
            await self._released.wait()
        except asyncio.CancelledError:
            self.abandoned.set()
            raise


@dataclass
class Cut(AnyFault):
    """The connection is closed without an answer: before the request counts, or after it was done."""

    after_acceptance: bool = False

    @property
    def is_recorded(self) -> bool:
        return self.after_acceptance

    async def before(self, request: web.Request) -> web.Response | None:
        return None if self.after_acceptance else _cut(request)

    async def after(self, request: web.Request) -> web.Response:
        return _cut(request)


def flood(method: str, retry_after: int) -> Fault:
    """Too many requests."""
    description = f"Too Many Requests: retry after {retry_after}"
    return Fault(method, 429, description, {"parameters": {"retry_after": retry_after}})


def server_error(method: str) -> Fault:
    """Telegram has a fault."""
    return Fault(method, 500, "Internal Server Error")


def bad_gateway(method: str) -> OtherBody:
    """A proxy cannot reach Telegram, and says so in HTML."""
    return OtherBody(method, 502, "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>")


def blocked(method: str) -> Fault:
    """The person has blocked the bot."""
    return Fault(method, 403, "Forbidden: bot was blocked by the user")


def refused(method: str, description: str) -> Fault:
    """Any 400."""
    return Fault(method, 400, f"Bad Request: {description.removeprefix('Bad Request: ')}")


def migrated(method: str, chat_id: int) -> Fault:
    """The group has become a supergroup."""
    description = "Bad Request: group chat was upgraded to a supergroup chat"
    return Fault(method, 400, description, {"parameters": {"migrate_to_chat_id": chat_id}})


def garbled(method: str, body: str = "{") -> OtherBody:
    """An answer that is "ok" by its status, and no JSON."""
    return OtherBody(method, 200, body, "application/json")


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.close()
    return web.Response()
