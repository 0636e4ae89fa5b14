"""Updates by webhook: Telegram posts them, and hears "done" only after the work.

Telegram sends an update again until it gets a 200, so whatever happens before that, a crash or a full house, costs
nothing but time. Requests without the secret, too large ones and such as are no JSON are turned away at the door.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

import uvicorn
from starlette.routing import Route, Router
from starlette.types import ASGIApp, Receive, Scope, Send
from telegram import Bot

from bot.settings import BotMode, Settings
from bot.telegram.delivery import Deliver, Delivered

LOGGER = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 the name of a header
LARGEST_BODY = 1_000_000
"""Bytes of an update, at most; the largest that Telegram sends, with long messages, have some tens of thousands."""
GRACE_SECONDS = 10
"""How long work in hand may take when the server stops; Telegram sends again what was not done by then."""
MOST_CONNECTIONS = 60
"""Updates that Telegram may post at once; about as many calls as may be open to it."""
RETRY_LATER = 503
"""Tells Telegram to send the update again; it does so after a moment, and ever more slowly."""

_SECRET_HEADER = SECRET_HEADER.lower().encode()
_NO_CONTENT = ((b"content-length", b"0"),)


def webhook_app(deliver: Deliver, path: str, secret: str) -> ASGIApp:
    """The web application with the one route that Telegram posts to.

    It is a bare router: what Starlette puts around one is for pages and errors that there are none of here. Nor is a
    request made an object: of its headers one is looked at, and what is answered is a status.

    Args:
        deliver: has an update handled, and says what became of it.
        path: where Telegram posts, such as "/telegram".
        secret: what Telegram has to show with each request.
    """
    return Router([Route(path, _Reception(deliver, secret.encode()), methods=["POST"])])


class _Reception:
    """Takes requests, and answers when the work is done."""

    def __init__(self, deliver: Deliver, secret: bytes) -> None:
        self._deliver = deliver
        self._secret = secret

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        status = await self._status(scope, receive)
        await send({"type": "http.response.start", "status": status, "headers": _NO_CONTENT})
        await send({"type": "http.response.body"})

    async def _status(self, scope: Scope, receive: Receive) -> int:
        """The HTTP status that a request is answered with."""
        shown = next((value for name, value in scope["headers"] if name == _SECRET_HEADER), b"")
        if not hmac.compare_digest(shown, self._secret):
            return 403
        body = await _body(receive)
        if body is None:
            return 413
        try:
            update = json.loads(body)
        except ValueError:
            return 400
        if not isinstance(update, dict):
            return 400
        # An update is worked on to its end, also where the connection is cut meanwhile.
        delivered = await asyncio.shield(asyncio.create_task(self._deliver(update)))
        return RETRY_LATER if delivered is Delivered.AGAIN else 200


async def _body(receive: Receive) -> bytes | None:
    """The body of a request: None for one that is too large, of which no more is read; empty where it was cut off."""
    parts: list[bytes] = []
    size, is_complete = 0, False
    while not is_complete:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST_BODY:
            return None
        is_complete = not message.get("more_body", False)
    return b"".join(parts)


async def serve_webhook(deliver: Deliver, settings: Settings, stop: asyncio.Event) -> None:
    """Serves the webhook until `stop` is set, then finishes what is in hand."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        raise ValueError("BOT_MODE=webhook needs WEBHOOK_URL and WEBHOOK_SECRET.")  # which the settings have checked
    path = urlsplit(settings.webhook_url).path or "/"
    app = webhook_app(deliver, path, settings.webhook_secret.get_secret_value())
    config = uvicorn.Config(
        app,
        host=settings.webhook_host,
        port=settings.webhook_port,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        proxy_headers=False,  # nobody asks who sent a request; the secret tells that it was Telegram
    )
    server = uvicorn.Server(config)
    serving, stopping = asyncio.create_task(server.serve()), asyncio.create_task(stop.wait())
    await asyncio.wait((serving, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    server.should_exit = True
    await serving


async def set_delivery(bot: Bot, settings: Settings, allowed_updates: Sequence[str]) -> None:
    """Tells Telegram where to post updates, or that they are asked for; what waits there is kept.

    Raises:
        TelegramError: Telegram refuses or cannot be reached.
    """
    if settings.bot_mode is BotMode.WEBHOOK and settings.webhook_url and settings.webhook_secret:
        await bot.set_webhook(
            settings.webhook_url,
            secret_token=settings.webhook_secret.get_secret_value(),
            allowed_updates=allowed_updates,
            max_connections=MOST_CONNECTIONS,
            drop_pending_updates=False,
        )
    elif (await bot.get_webhook_info()).url:
        await bot.delete_webhook(drop_pending_updates=False)
