"""Guest mode: one answer in a chat that the bot is no member of, to who names it there."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.commands import respond
from bot.telegram.cards import CardMaker
from bot.telegram.handlers.messages import without_name
from bot.telegram.sending import quietly
from bot.telegram.services import Services
from intents.context import EMPTY
from intents.query import Query


async def on_guest_message(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answers "@bot …" as a card, without a memory: the bot sees nothing else of that chat, and keeps nothing of it."""
    message = update.guest_message
    if message is None:
        return
    client = message.from_user.language_code if message.from_user else None
    language = services.spoken(client)
    typed = without_name(message) or "/help"
    reply = respond(services.assistant, typed, EMPTY, client, language).reply
    card = CardMaker(services.assistant, reply.language).of_reply(reply, reply.query or Query(intent=reply.intent))
    markup = services.keyboards.under_card(card.reply, message.get_bot().username)
    services.count(update, reply, typed)
    with quietly("A guest query was answered too late."):
        await message.answer_guest_query(card.article(markup))
