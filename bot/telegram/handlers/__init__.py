"""Every handler, registered in one place, by the kind of update it is for."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeAlias

from telegram import Update
from telegram.constants import UpdateType
from telegram.ext import (
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.commands import COMMANDS
from bot.telegram.handlers import buttons, guest, inline, membership, messages
from bot.telegram.handlers.own_commands import OWN_COMMANDS
from bot.telegram.limiting import limited
from bot.telegram.services import Callback, Services

Handlers: TypeAlias = dict[UpdateType, list[BaseHandler[Update, Any, None]]]

# A new message that a person typed: no edit, no channel post, and no card of ours that was shared.
TYPED = filters.UpdateType.MESSAGE & ~filters.VIA_BOT
PRIVATE = TYPED & filters.ChatType.PRIVATE
TO_THE_BOT = TYPED & filters.ChatType.GROUPS & messages.ToTheBot()
EDITED = filters.UpdateType.EDITED_MESSAGE & ~filters.VIA_BOT


def all_handlers(services: Services) -> Handlers:
    """The handlers for each kind of update, in order of priority; of one kind, the first that fits is used.

    Kinds without a handler are not asked of Telegram. Buttons come first, because handlers of messages would look for
    the message under each button, which may be too old to be seen.
    """

    def bound(callback: Callback) -> Any:
        return partial(callback, services)

    def asked(callback: Callback) -> Any:
        """Bound, and limited for those who ask too much."""
        return bound(limited(callback))

    return {
        UpdateType.CALLBACK_QUERY: [CallbackQueryHandler(asked(buttons.on_press))],
        UpdateType.INLINE_QUERY: [InlineQueryHandler(bound(inline.on_inline_query))],
        UpdateType.CHOSEN_INLINE_RESULT: [ChosenInlineResultHandler(bound(inline.on_chosen_result))],
        UpdateType.MESSAGE: [
            MessageHandler(filters.StatusUpdate.MIGRATE, bound(membership.on_migration)),
            *(CommandHandler(name, asked(callback), filters=TYPED) for name, callback in OWN_COMMANDS.items()),
            CommandHandler([name for name in COMMANDS if name not in OWN_COMMANDS], asked(messages.on_text), TYPED),
            MessageHandler((PRIVATE | TO_THE_BOT) & filters.TEXT, asked(messages.on_text)),
            MessageHandler(PRIVATE & ~filters.StatusUpdate.ALL, asked(messages.on_other_content)),
        ],
        UpdateType.EDITED_MESSAGE: [MessageHandler(EDITED & filters.TEXT, asked(messages.on_edited_text))],
        UpdateType.GUEST_MESSAGE: [
            MessageHandler(filters.UpdateType.GUEST_MESSAGE & filters.TEXT, asked(guest.on_guest_message))
        ],
        UpdateType.MY_CHAT_MEMBER: [ChatMemberHandler(bound(membership.on_membership))],
    }
