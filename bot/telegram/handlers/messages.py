"""Messages: questions in private chats, and commands, known ones also in groups."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.commands import respond
from bot.telegram.sending import send, sentence
from bot.telegram.services import Services
from bot.telegram.texts import text


async def on_text(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answers a question or a command; a command that there is not is tried as a network."""
    typed = (update.message and update.message.text) or ""
    asker = await services.asker(update)
    turn = respond(
        services.assistant, typed, asker.conversation.context, asker.client_language, asker.interface_language
    )
    await services.reply(update, asker, turn)


async def on_other_content(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says that only text is read, where someone sends a picture, a voice message or the like."""
    language = (await services.asker(update)).interface_language
    await send(update, sentence(text("only-text", language), language))
