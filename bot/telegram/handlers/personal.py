"""What people tell the editors, and what they want forgotten."""

from __future__ import annotations

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.render import clean
from bot.telegram.sending import send
from bot.telegram.services import Services
from bot.telegram.shown import sentence
from bot.telegram.texts import text


async def on_feedback(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Keeps what stands after the command for the editors; says how to write it where nothing does."""
    asker = services.asker(update)
    language = asker.reply_language
    # What a database cannot hold, such as half a character, is left out.
    _, *rest = clean((update.message and update.message.text) or "").split(maxsplit=1) or [""]
    for written in rest:
        await services.store.comments.add(asker.key.user, language, written)
    key = "feedback-thanks" if rest else "feedback-ask"
    await send(update, sentence(text(key, language), language))


async def on_forget(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Erases everything that is stored of the sender, in all chats."""
    asker = services.asker(update)
    await services.store.forget_user(asker.key.user)
    await send(update, sentence(text("forgotten", asker.reply_language), asker.reply_language))
