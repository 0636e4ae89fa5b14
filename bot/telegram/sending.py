"""Sending a reply to where an update came from."""

from __future__ import annotations

import logging

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from bot.telegram.keyboards import keyboard, link_keyboard, without_repeated_choices
from bot.telegram.render import link_preview, render
from intents.reply import Outcome, Paragraph, Reply

LOGGER = logging.getLogger(__name__)

_QUIET = ("query is too old", "message is not modified")
"""Refusals that are part of ordinary life: someone pressed a button late, or twice."""


def sentence(text: str, language: str) -> Reply:
    """A reply of one sentence that the surface itself says."""
    return Reply(outcome=Outcome.SOCIAL, language=language, blocks=(Paragraph(text=text),))


async def send(update: Update, reply: Reply) -> None:
    """Sends the reply into the chat of the update; a card that was shared inline is changed in place."""
    query = update.callback_query
    if query:
        await acknowledge(query)
    if query and query.inline_message_id:
        await _change_card(query, reply)
        return
    *first, last = render(without_repeated_choices(reply))
    for text in first:
        await _send_text(update, text, reply, None)
    await _send_text(update, last, reply, keyboard(reply))


async def acknowledge(query: CallbackQuery, text: str | None = None) -> None:
    """Ends the waiting sign on a button, with a notice where there is a `text`; one pressed long ago is left alone."""
    try:
        await query.answer(text=text, show_alert=text is not None)
    except BadRequest as error:
        if not is_quiet(error):
            raise
        LOGGER.debug("A button was pressed too long ago to be answered.")


def is_quiet(error: Exception) -> bool:
    """Whether Telegram refused something that nobody misses."""
    return isinstance(error, BadRequest) and any(sign in str(error).lower() for sign in _QUIET)


async def _send_text(update: Update, text: str, reply: Reply, markup: InlineKeyboardMarkup | None) -> None:
    options = link_preview(reply)
    message = update.callback_query.message if update.callback_query else update.message
    chat = update.effective_chat
    if isinstance(message, Message):
        await message.reply_html(text, link_preview_options=options, reply_markup=markup)
    elif chat:  # the message with the button is too old to be seen
        await chat.send_message(text, parse_mode=ParseMode.HTML, link_preview_options=options, reply_markup=markup)


async def _change_card(query: CallbackQuery, reply: Reply) -> None:
    try:
        await query.edit_message_text(
            render(reply)[0],
            parse_mode=ParseMode.HTML,
            link_preview_options=link_preview(reply),
            reply_markup=link_keyboard(reply),
        )
    except BadRequest as error:
        if not is_quiet(error):
            raise
        LOGGER.debug("The card shows this already.")
