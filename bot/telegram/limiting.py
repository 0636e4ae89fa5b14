"""The limit for each person, before a handler: the first message too many is told so, further ones get silence."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.operations.rate import Limited
from bot.telegram.sending import acknowledge, send
from bot.telegram.services import Callback, Services
from bot.telegram.shown import sentence
from bot.telegram.texts import text


def limited(callback: Callback) -> Callback:
    """A handler that works only for those who have not written too much of late."""

    async def within_limits(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        user = update.effective_user
        verdict = services.limiter.allow(user.id) if user else None
        if not isinstance(verdict, Limited):
            await callback(services, update, context)
            return
        services.metrics.rate_limited()
        asker = services.asker(update)
        sorry = text("too-fast", asker.interface_language)
        if update.callback_query:  # its waiting sign ends in any case
            await acknowledge(update.callback_query, sorry if verdict.first else None, is_alert=verdict.first)
        elif verdict.first and update.message:
            await send(update, sentence(sorry, asker.reply_language))

    return within_limits
