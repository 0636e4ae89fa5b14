"""Buttons: each carries what it asks, or says whether a reply helped."""

from __future__ import annotations

import logging

from telegram import Update
from telegram.ext import ContextTypes

from bot.commands import pick
from bot.store.feedback import Opinion, Verdict
from bot.telegram.callback_data import Action, Press, unpack
from bot.telegram.handlers.own_commands import OWN_COMMANDS
from bot.telegram.logs import describe
from bot.telegram.sending import acknowledge
from bot.telegram.services import Asker, Services
from bot.telegram.texts import text
from intents.assistant import Turn
from intents.query import Query

LOGGER = logging.getLogger(__name__)


async def on_press(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Does what a button says; one that says nothing known is answered as an old one."""
    data = (update.callback_query and update.callback_query.data) or ""
    press = unpack(data, services.assistant.knowledge)
    asker = services.asker(update)
    if press and press.action is not Action.ASK:
        await _judge(services, update, asker, press)
    elif press and press.query.intent in OWN_COMMANDS:
        await OWN_COMMANDS[press.query.intent](services, update, context)
    elif press and (turn := _turn(services, asker, press.query)):
        await services.reply(update, asker, turn, press.back)
        services.count(update, turn.reply)
    elif update.callback_query:
        await acknowledge(update.callback_query, text("old-button", asker.reply_language), is_alert=True)


async def _judge(services: Services, update: Update, asker: Asker, press: Press) -> None:
    """Keeps whether a reply helped; nothing more is asked."""
    query = update.callback_query
    if query is None:
        return
    if query.message:  # none under a card in a chat that the bot does not know
        opinion = Opinion(
            chat=query.message.chat.id,
            message=query.message.message_id,
            user=asker.key.user,
            verdict=Verdict.GOOD if press.action is Action.GOOD else Verdict.BAD,
            intent=press.query.intent,
            networks=press.query.networks,
            language=asker.reply_language,
            surface=query.message.chat.type,
        )
        await services.store.feedback.save(opinion)
    await acknowledge(query, text("thanks-for-judgement", asker.reply_language))


def _turn(services: Services, asker: Asker, query: Query) -> Turn | None:
    """The answer to a query; None where it asks what is no longer known: an intent, a language."""
    try:
        turn = pick(services.assistant, query, asker.reply_language, asker.conversation.context)
    except LookupError as error:
        LOGGER.warning("A button could not be answered: %s", describe(error))
        return None
    return turn if turn.reply.language in services.assistant.languages else None
