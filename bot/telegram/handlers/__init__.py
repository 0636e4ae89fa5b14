"""Every handler, registered in one place, by the kind of update it is for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeAlias

from telegram import Update
from telegram.constants import UpdateType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.commands import COMMANDS
from bot.telegram import callback_data
from bot.telegram.handlers import buttons, inline, messages
from bot.telegram.services import Services

Handlers: TypeAlias = dict[UpdateType, list[BaseHandler[Update, Any, None]]]
Callback: TypeAlias = Callable[[Services, Update, ContextTypes.DEFAULT_TYPE], Awaitable[None]]

# A new message that a person typed: no edit, no channel post, and no card of ours that was shared.
TYPED = filters.UpdateType.MESSAGE & ~filters.VIA_BOT
PRIVATE = TYPED & filters.ChatType.PRIVATE


def all_handlers(services: Services) -> Handlers:
    """The handlers for each kind of update, in order of priority; of one kind, the first that fits is used.

    Kinds without a handler are not asked of Telegram. Buttons come first, because handlers of messages would look for
    the message under each button, which may be too old to be seen.
    """

    def bound(callback: Callback) -> Any:
        return partial(callback, services)

    return {
        UpdateType.CALLBACK_QUERY: [
            CallbackQueryHandler(bound(buttons.on_query), pattern=f"^{callback_data.QUERY}"),
            CallbackQueryHandler(bound(buttons.on_old_button)),
        ],
        UpdateType.INLINE_QUERY: [InlineQueryHandler(bound(inline.on_inline_query))],
        UpdateType.MESSAGE: [
            CommandHandler(list(COMMANDS), bound(messages.on_text), filters=TYPED),
            MessageHandler(PRIVATE & filters.TEXT, bound(messages.on_text)),
            MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, bound(messages.on_other_content)),
        ],
    }
