"""The processes of the benchmark of updates: a Bot API server that answers at once, and the bots that it is for."""

from __future__ import annotations

import asyncio
import itertools
import sys
from typing import Any

from bot.telegram.event_loop import run_in_event_loop
from tests.benchmarks.updates import SECRET, TOKEN

AS_DOCUMENTED = ("python-telegram-bot echo", "aiogram echo")
"""Servers that run in asyncio's own event loop, as their documentation begins; the others in uvloop's."""

_RESULTS: dict[str, Any] = {
    "getme": {"id": 123456, "is_bot": True, "first_name": "Networks", "username": "networks_bot"},
    "getmycommands": [],
    "getmyname": {"name": ""},
    "getmydescription": {"description": ""},
    "getmyshortdescription": {"short_description": ""},
    "getwebhookinfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
    "setwebhook": True,
}
"""What is answered to all but messages."""
_USER = {"id": 123456, "is_bot": True, "first_name": "Networks", "username": "networks_bot"}


async def serve_api(port: int) -> None:
    """The Bot API, as far as bots here need it."""
    from aiohttp import web

    numbers = itertools.count(1)
    chat = {"id": 1, "type": "private", "first_name": "Ada"}

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        method = request.match_info["method"].lower()
        if method in _RESULTS or method.startswith("setmy"):
            return web.json_response({"ok": True, "result": _RESULTS.get(method, True)})
        message = {"message_id": next(numbers), "date": 1, "chat": chat, "from": _USER, "text": "sent"}
        return web.json_response({"ok": True, "result": message})

    application = web.Application()
    application.router.add_route("*", "/bot{token}/{method}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


async def serve_bot(port: int, api: int, database: str) -> None:
    """The whole bot, as `python -m bot run` has it in webhook mode."""
    from pydantic import SecretStr

    from bot.loading import load_assistant
    from bot.settings import BotMode, Settings
    from bot.telegram.application import serve

    settings = Settings(
        bot_token=SecretStr(TOKEN),
        bot_api_url=f"http://127.0.0.1:{api}",
        bot_mode=BotMode.WEBHOOK,
        webhook_url="https://example.org/telegram",
        webhook_secret=SecretStr(SECRET),
        webhook_port=port,
        database_url=database,
        rate_per_minute=0,
        ops_port=0,
    )
    await serve(settings, load_assistant(settings.knowledge_dir))


async def serve_ptb_echo(port: int, api: int) -> None:
    """An echo bot of python-telegram-bot, with Starlette as in its own example, and its own HTTP client."""
    import uvicorn
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route
    from telegram import Update
    from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

    builder = ApplicationBuilder().token(TOKEN).base_url(f"http://127.0.0.1:{api}/bot").updater(None)
    application = builder.concurrent_updates(True).build()

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    application.add_handler(MessageHandler(filters.TEXT, echo))

    async def receive(request: Request) -> Response:
        await application.process_update(Update.de_json(await request.json(), application.bot))
        return Response()

    app = Starlette(routes=[Route("/telegram", receive, methods=["POST"])])
    async with application:
        await uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False)).serve()


async def serve_aiogram_echo(port: int, api: int) -> None:
    """An echo bot of aiogram with its own webhook server."""
    from aiogram import Bot, Dispatcher
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.types import Message
    from aiogram.webhook.aiohttp_server import SimpleRequestHandler
    from aiohttp import web

    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{api}")))
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    application = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=SECRET)
    handler.register(application, path="/telegram")
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await asyncio.Event().wait()


def main(name: str, port: str, *arguments: str) -> None:
    """Serves what is named until it is stopped."""
    api = int(arguments[0]) if arguments else 0
    servers: dict[str, Any] = {
        "api": lambda: serve_api(int(port)),
        "python-telegram-bot echo": lambda: serve_ptb_echo(int(port), api),
        "aiogram echo": lambda: serve_aiogram_echo(int(port), api),
        "aiogram echo in uvloop": lambda: serve_aiogram_echo(int(port), api),
        "bot": lambda: serve_bot(int(port), api, arguments[1]),
    }
    run = asyncio.run if name in AS_DOCUMENTED else run_in_event_loop
    run(servers[name]())


if __name__ == "__main__":
    main(*sys.argv[1:])
