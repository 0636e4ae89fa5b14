"""Buttons: each carries the query that it asks."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.ext import ContextTypes

from bot.command_replies import answer_query
from bot.telegram.callback_data import unpack_query
from bot.telegram.logs import describe
from bot.telegram.sending import acknowledge
from bot.telegram.services import Asker, Services
from bot.telegram.texts import text
from intents.assistant import Turn

LOGGER = logging.getLogger(__name__)


async def on_query(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answers the query of a button."""
    asker = await services.asker(update)
    turn = _turn(services, asker, (update.callback_query and update.callback_query.data) or "")
    if turn:
        await services.reply(update, asker, turn)
    else:
        await on_old_button(services, update, context)


async def on_old_button(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says that a button is from an earlier release, or stands for something that is no longer known."""
    if update.callback_query:
        asker = await services.asker(update)
        await acknowledge(update.callback_query, text("old-button", asker.reply_language))


def _turn(services: Services, asker: Asker, data: str) -> Turn | None:
    """The answer to what a button carries; None where that is no longer known: an intent, a network, a language."""
    query = unpack_query(data, services.assistant.knowledge)
    if query is None:
        return None
    try:
        turn = answer_query(services.assistant, query, asker.reply_language, asker.conversation.context)
    except LookupError as error:
        LOGGER.warning("A button could not be answered: %s", describe(error))
        return None
    return turn if turn.reply.language in services.assistant.languages else None
