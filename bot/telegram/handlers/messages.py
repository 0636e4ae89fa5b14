"""Messages: questions in private chats, questions to the bot in groups, and commands in both."""

from __future__ import annotations

import re
from functools import cache

from telegram import Message, Update
from telegram.ext import ContextTypes, filters

from bot.commands import command_name, is_command, respond
from bot.telegram.handlers.own_commands import OWN_COMMANDS
from bot.telegram.sending import replace, send
from bot.telegram.services import Asker, Services
from bot.telegram.shown import sentence
from bot.telegram.texts import text
from bot.telegram.work import current_work
from intents.assistant import Turn


class ToTheBot(filters.MessageFilter):
    """Messages in groups that are for the bot: replies to what it said, and such as name it."""

    def filter(self, message: Message) -> bool:
        """Whether a message is for the bot."""
        bot, answered = message.get_bot(), message.reply_to_message
        is_reply = bool(answered and answered.from_user and answered.from_user.id == bot.id)
        return is_reply or _name_of(bot.username).search(message.text or "") is not None


async def on_text(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answers a question or a command; a command that there is not is tried as a network."""
    asker = services.asker(update)
    typed = without_name(update.message) if update.message else ""
    turn = _turn(services, asker, typed)
    await services.reply(update, asker, turn)
    services.count(update, turn.reply, typed)


async def on_edited_text(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Changes the reply to a question that was edited; one whose reply is no longer known is left alone.

    So is one that became a command that does more than reply: nobody means to erase something by an edit.
    """
    edited = update.edited_message
    if edited is None or (is_command(edited.text or "") and command_name(edited.text or "") in OWN_COMMANDS):
        return
    replies = await services.store.answers.load(edited.chat.id, edited.message_id)
    if not replies:
        return
    asker = services.asker(update)
    turn = _turn(services, asker, without_name(edited))
    left = await replace(edited.get_bot(), edited.chat.id, replies, services.show(turn.reply))
    services.remember(asker, turn)
    work = current_work()
    work.question, work.replies = edited.message_id, tuple(left)


async def on_other_content(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says that only text is read, where someone sends a picture, a voice message or the like."""
    language = services.asker(update).interface_language
    await send(update, sentence(text("only-text", language), language))


def without_name(message: Message) -> str:
    """What a message says, without the bot's name in it."""
    return _name_of(message.get_bot().username).sub("", message.text or "").strip()


@cache
def _name_of(username: str) -> re.Pattern[str]:
    """Finds the bot's name as people address it by: no part of a longer name, nor of a command ("/help@some_bot")."""
    return re.compile(rf"(?<![\w@])@{re.escape(username)}(?!\w)[,:;.!?]*", re.IGNORECASE)


def _turn(services: Services, asker: Asker, typed: str) -> Turn:
    with services.metrics.understanding():
        return respond(
            services.assistant, typed, asker.conversation.context, asker.client_language, asker.interface_language
        )
