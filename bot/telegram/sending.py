"""Sending a reply to where an update came from: as a message, in place of the pressed one's, or into a shared card."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, LinkPreviewOptions, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.telegram.render import link_preview, render
from intents.reply import Outcome, Paragraph, Reply

LOGGER = logging.getLogger(__name__)

_QUIET = ("query is too old", "message is not modified")
"""Refusals that are part of ordinary life: someone pressed a button late, or twice."""
_GONE = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")
"""Refusals after which a new message serves as well."""


def sentence(text: str, language: str) -> Reply:
    """A reply of one sentence that the surface itself says."""
    return Reply(outcome=Outcome.SOCIAL, language=language, blocks=(Paragraph(text=text),))


async def send(update: Update, reply: Reply, markup: InlineKeyboardMarkup | None = None) -> tuple[int, ...]:
    """Sends the reply to where the update came from.

    A message whose button was pressed shows the reply in place of what it showed before, and so does a card that was
    shared inline; to anything else the reply is a new message, or several where it is too long for one.

    Returns:
        The ids of the new messages; none where something was changed in place.
    """
    query = update.callback_query
    texts, options = render(reply), link_preview(reply)
    if query and await _change_in_place(query, texts, options, markup):
        await acknowledge(query)
        return ()
    sent = [await _send_text(update, text, options, None) for text in texts[:-1]]
    sent.append(await _send_text(update, texts[-1], options, markup))
    if query:  # at the end: a query is answered once, and where something fails, that must be told
        await acknowledge(query)
    return tuple(sent)


async def replace(
    bot: Bot, chat: int, messages: Sequence[int], reply: Reply, markup: InlineKeyboardMarkup | None
) -> tuple[int, ...]:
    """Puts a reply in place of an earlier one; what is left of a longer one is removed, and a longer one is cut.

    Returns:
        The ids of the messages that show it.
    """
    texts = render(reply)[: len(messages)]
    for number, (text, message) in enumerate(zip(texts, messages, strict=False), start=1):
        try:
            await bot.edit_message_text(
                text,
                chat_id=chat,
                message_id=message,
                parse_mode=ParseMode.HTML,
                link_preview_options=link_preview(reply),
                reply_markup=markup if number == len(texts) else None,
            )
        except BadRequest as error:
            if not (is_quiet(error) or _is(error, _GONE)):
                raise
            LOGGER.debug("An earlier reply could not be changed, or shows this already.")
    if left := messages[len(texts) :]:
        await bot.delete_messages(chat, left)
    return tuple(messages[: len(texts)])


async def acknowledge(query: CallbackQuery, text: str | None = None, *, is_alert: bool = False) -> None:
    """Ends the waiting sign on a button, with a notice where there is a `text`; one pressed long ago is left alone."""
    try:
        await query.answer(text=text, show_alert=is_alert)
    except BadRequest as error:
        if not is_quiet(error):
            raise
        LOGGER.debug("A button was pressed too long ago to be answered.")


def is_quiet(error: Exception) -> bool:
    """Whether Telegram refused something that nobody misses."""
    return _is(error, _QUIET)


def _is(error: Exception, signs: Sequence[str]) -> bool:
    return isinstance(error, BadRequest) and any(sign in str(error).lower() for sign in signs)


async def _send_text(
    update: Update, text: str, options: LinkPreviewOptions, markup: InlineKeyboardMarkup | None
) -> int:
    """Sends one message, and gives its id."""
    message = update.callback_query.message if update.callback_query else update.effective_message
    chat = update.effective_chat
    try:
        if isinstance(message, Message):
            return (await message.reply_html(text, link_preview_options=options, reply_markup=markup)).message_id
        if chat is None:
            raise ValueError("An update without a chat cannot be replied to.")
        # The message with the button is too old to be seen.
        sent = await chat.send_message(
            text, parse_mode=ParseMode.HTML, link_preview_options=options, reply_markup=markup
        )
    except ChatMigrated as error:
        sent = await update.get_bot().send_message(
            error.new_chat_id, text, parse_mode=ParseMode.HTML, link_preview_options=options, reply_markup=markup
        )
    return sent.message_id


async def _change_in_place(
    query: CallbackQuery, texts: Sequence[str], options: LinkPreviewOptions, markup: InlineKeyboardMarkup | None
) -> bool:
    """Shows a reply in the message or card whose button was pressed; False where only a new message can hold it."""
    seen = isinstance(query.message, Message) and query.message.text is not None
    if not query.inline_message_id and (not seen or len(texts) > 1):
        return False
    try:
        await query.edit_message_text(
            texts[0], parse_mode=ParseMode.HTML, link_preview_options=options, reply_markup=markup
        )
    except BadRequest as error:
        if _is(error, _GONE) and not query.inline_message_id:
            return False
        if not is_quiet(error):
            raise
        LOGGER.debug("The message shows this already.")
    return True
