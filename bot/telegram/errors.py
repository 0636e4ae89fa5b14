"""What happens when something goes wrong: an honest sentence for the person, the cause for the operator.

- Where nothing of an answer can have been seen and the cause may pass, the update is tried again in silence.
- Where an answer may have arrived, the person is told that, and is not answered a second time.
- In all else that fails, the person is told that it failed.

Records name the class of an error and where it was raised, never its text, which may quote what someone wrote.
"""

from __future__ import annotations

import logging
from typing import Any

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from bot.store import StoreAwayError, StoreError
from bot.telegram.handling import try_again
from bot.telegram.logs import describe
from bot.telegram.requests import NotSentError
from bot.telegram.sending import acknowledge, is_quiet, send
from bot.telegram.services import Services
from bot.telegram.shown import sentence
from bot.telegram.texts import text

LOGGER = logging.getLogger(__name__)


async def on_error(services: Services, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Handles every error that a handler did not."""
    error = context.error
    if error is None or is_quiet(error):
        LOGGER.debug("Telegram refused something that nobody misses.")
        return
    if isinstance(update, Update) and _may_pass_unseen(error) and not update.inline_query and try_again():
        LOGGER.warning("%s: %s; it will be tried again", _kind(update), describe(error))
        return
    services.metrics.failed(error)
    LOGGER.log(_level(error), "%s: %s", _kind(update), describe(error))
    if isinstance(update, Update) and isinstance(error, Forbidden):
        await _forget(services, update)
    elif isinstance(update, Update):
        await _apologise(services, update, "perhaps-failed" if _may_have_arrived(error) else "failed")


async def _apologise(services: Services, update: Update, key: str) -> None:
    """Tells the person; a failure of this too is recorded and goes no further, or errors would go round in a circle."""
    try:
        # The store may be what failed, so the language is the app's, not the conversation's.
        user = update.effective_user
        language = services.spoken(user.language_code if user else None)
        sorry = text(key, language)
        if update.callback_query:
            await acknowledge(update.callback_query, sorry, is_alert=True)
        elif update.message and (update.message.text or update.message.effective_attachment):
            await send(update, sentence(sorry, language))
    except (TelegramError, StoreError) as error:
        LOGGER.warning("The apology could not be sent: %s", describe(error))


async def _forget(services: Services, update: Update) -> None:
    """Forgets a chat that blocked the bot or removed it."""
    if update.effective_chat:
        try:
            await services.store.forget_chat(update.effective_chat.id)
        except StoreError as error:
            LOGGER.warning("A chat that blocked the bot could not be forgotten: %s", describe(error))


def _may_pass_unseen(error: BaseException) -> bool:
    """Whether the cause may pass, and nobody can have seen anything of an answer yet."""
    return isinstance(error, NotSentError | RetryAfter | StoreAwayError)


def _may_have_arrived(error: BaseException) -> bool:
    """Whether Telegram may have done what was asked, although no answer of it came back."""
    # BadRequest is a NetworkError for python-telegram-bot, but means that a request of ours was wrong.
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest | NotSentError)


def _level(error: BaseException) -> int:
    """A bad connection and people who block the bot are ordinary; the rest should be looked into."""
    ordinary = (NotSentError, Forbidden, RetryAfter, ChatMigrated)
    return logging.WARNING if isinstance(error, ordinary) or _may_have_arrived(error) else logging.ERROR


def _kind(update: object) -> str:
    """The kind of an update, such as "message"."""
    fields: Any = getattr(update, "to_dict", dict)()
    return next((kind for kind in fields if kind != "update_id"), "update")
