"""How updates get into a bot of python-telegram-bot without polling: at once, and done when the call returns."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import Application

from tests.telegram_server.json_types import Json
from tests.telegram_server.server import Process


def through(application: Application[Any, Any, Any, Any, Any, Any]) -> Process:
    """Hands updates to an application; its requests still go over HTTP."""

    async def process(update: Json) -> None:
        await application.process_update(Update.de_json(update, application.bot))

    return process
