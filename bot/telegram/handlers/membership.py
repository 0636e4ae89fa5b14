"""Chats that leave the bot, and groups that get a new id."""

from __future__ import annotations

from telegram import ChatMember, Update
from telegram.ext import ContextTypes

from bot.telegram.services import Services

GONE = (ChatMember.BANNED, ChatMember.LEFT)
"""What the bot is in a chat that blocked or removed it."""


async def on_membership(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Forgets a chat that blocked or removed the bot."""
    change = update.my_chat_member
    if change and change.new_chat_member.status in GONE:
        await services.store.forget_chat(change.chat.id)


async def on_migration(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Keeps what is stored of a group under its new id; Telegram tells it in the old group and in the new one."""
    message = update.message
    if message and message.migrate_to_chat_id:
        await services.store.move_chat(message.chat.id, message.migrate_to_chat_id)
    elif message and message.migrate_from_chat_id:
        await services.store.move_chat(message.migrate_from_chat_id, message.chat.id)
