"""What happens when something goes wrong: an honest sentence for the person, the cause for the operator.

Records name the class of an error and where it was raised, never its text, which may quote what someone wrote.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram import Update
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from bot.core_settings import SettingsError
from bot.telegram.logs import describe
from bot.telegram.sending import acknowledge, is_quiet, send, sentence
from bot.telegram.services import Services
from bot.telegram.texts import text

LOGGER = logging.getLogger(__name__)

STOP_REASON = "stop_reason"
"""Where the application's data holds the sentence that says why it had to stop."""

CONFLICT = (
    "Another program is receiving the updates of this bot. Only one can: stop the other one, "
    "or get a token for a second bot from BotFather and set it as BOT_TOKEN."
)


class CannotRunError(SettingsError):
    """Raised when the bot cannot start or go on as it is set up; its text is a sentence with a remedy."""


async def on_error(services: Services, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Handles every error that a handler or polling did not."""
    error = context.error
    if error is None or is_quiet(error):
        LOGGER.debug("Telegram refused something that nobody misses.")
        return
    if isinstance(error, Conflict) and update is None:
        LOGGER.error(CONFLICT)
        context.application.bot_data[STOP_REASON] = CONFLICT
        context.application.stop_running()
        return
    LOGGER.log(_level(error), "%s%s", f"{_kind(update)}: " if update else "While polling: ", describe(error))
    if isinstance(update, Update) and not isinstance(error, Forbidden):
        await _apologise(services, update)


async def _apologise(services: Services, update: Update) -> None:
    """Tells the person; a failure of this too is recorded and goes no further, or errors would go round in a circle."""
    try:
        language = (await services.asker(update)).reply_language
        sorry = text("failed", language)
        if update.callback_query:
            await acknowledge(update.callback_query, sorry)
        elif update.message:
            await send(update, sentence(sorry, language))
    except TelegramError as error:
        LOGGER.warning("The apology could not be sent: %s", describe(error))


def _level(error: BaseException) -> int:
    """A bad connection and people who block the bot are ordinary; the rest should be looked into."""
    # BadRequest is a NetworkError for python-telegram-bot, but means that a request of ours was wrong.
    is_ordinary = isinstance(error, (NetworkError, Forbidden, RetryAfter)) and not isinstance(error, BadRequest)
    return logging.WARNING if is_ordinary else logging.ERROR


def _kind(update: object) -> str:
    """The kind of an update, such as "message"."""
    fields: Any = getattr(update, "to_dict", dict)()
    return next((kind for kind in fields if kind != "update_id"), "update")
