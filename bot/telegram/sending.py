"""Sending a reply to where an update came from: as a message, in place of the pressed one's, or into a shared card."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from telegram import Bot, CallbackQuery, Chat, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.telegram.calls import call
from bot.telegram.shown import Shown

LOGGER = logging.getLogger(__name__)

_QUIET = ("query is too old", "message is not modified")
"""Refusals that are part of ordinary life: someone pressed a button late, or twice."""
_GONE = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")
"""Refusals after which a new message serves as well."""


async def send(update: Update, shown: Shown) -> tuple[int, ...]:
    """Sends a reply to where the update came from.

    A message whose button was pressed shows the reply in place of what it showed before, and so does a card that was
    shared inline; to anything else the reply is a new message, or several where it is too long for one.

    Returns:
        The ids of the new messages; none where something was changed in place.
    """
    query = update.callback_query
    if query and await _change_in_place(query, shown):
        await acknowledge(query)
        return ()
    sent = [await _send_text(update, text) for text in _texts(shown)]
    if query:  # at the end: a query is answered once, and where something fails, that must be told
        await acknowledge(query)
    return tuple(sent)


async def replace(bot: Bot, chat: int, messages: Sequence[int], shown: Shown) -> tuple[int, ...]:
    """Puts a reply in place of an earlier one; what is left of a longer one is removed, and a longer one is cut.

    Returns:
        The ids of the messages that show it.
    """
    fitting = Shown(shown.texts[: len(messages)], shown.preview, shown.buttons)
    for text, message in zip(_texts(fitting), messages, strict=False):
        with quietly("An earlier reply could not be changed, or shows this already.", *_GONE):
            await call(bot, "editMessageText", {"chat_id": chat, "message_id": message, **text})
    if left := messages[len(fitting.texts) :]:
        await bot.delete_messages(chat, left)
    return tuple(messages[: len(fitting.texts)])


async def acknowledge(query: CallbackQuery, text: str | None = None, *, is_alert: bool = False) -> None:
    """Ends the waiting sign on a button, with a notice where there is a `text`; one pressed long ago is left alone."""
    with quietly("A button was pressed too long ago to be answered."):
        await query.answer(text=text, show_alert=is_alert)


def is_quiet(error: Exception) -> bool:
    """Whether Telegram refused something that nobody misses."""
    return _is(error, _QUIET)


@contextmanager
def quietly(record: str, *also: str) -> Iterator[None]:
    """Lets pass what Telegram refuses within and nobody misses.

    Args:
        record: what is then written to the log for who looks closely.
        also: signs of further refusals that nobody misses here.
    """
    try:
        yield
    except BadRequest as error:
        if not _is(error, (*_QUIET, *also)):
            raise
        LOGGER.debug(record)


def _is(error: Exception, signs: Sequence[str]) -> bool:
    return isinstance(error, BadRequest) and any(sign in str(error).lower() for sign in signs)


def _texts(shown: Shown) -> Iterator[dict[str, Any]]:
    """The fields of each message; the buttons stand under the last."""
    for number, text in enumerate(shown.texts, start=1):
        fields = {"text": text, "parse_mode": ParseMode.HTML.value, "link_preview_options": shown.preview}
        if shown.buttons and number == len(shown.texts):
            fields["reply_markup"] = shown.buttons
        yield fields


async def _send_text(update: Update, text: dict[str, Any]) -> int:
    """Sends one message, and gives its id."""
    bot = update.get_bot()
    try:
        sent = await call(bot, "sendMessage", {**_place(update), **text})
    except ChatMigrated as error:
        sent = await call(bot, "sendMessage", {"chat_id": error.new_chat_id, **text})
    id: int = sent["message_id"]
    return id


def _place(update: Update) -> dict[str, Any]:
    """Where a new message goes: into the chat and its topic; among several people below what it replies to."""
    message = update.callback_query.message if update.callback_query else update.effective_message
    if not isinstance(message, Message):  # the message with the button is too old to be seen
        if update.effective_chat is None:
            raise ValueError("An update without a chat cannot be replied to.")
        return {"chat_id": update.effective_chat.id}
    place: dict[str, Any] = {"chat_id": message.chat.id}
    if message.is_topic_message:
        place["message_thread_id"] = message.message_thread_id
    if message.direct_messages_topic:
        place["direct_messages_topic_id"] = message.direct_messages_topic.topic_id
    if message.chat.type != Chat.PRIVATE:
        # The question may have been deleted meanwhile.
        question = {"message_id": message.message_id, "allow_sending_without_reply": True}
        place["reply_parameters"] = json.dumps(question)
    return place


async def _change_in_place(query: CallbackQuery, shown: Shown) -> bool:
    """Shows a reply in the message or card whose button was pressed; False where only a new message can hold it."""
    message = query.message if isinstance(query.message, Message) and query.message.text is not None else None
    place: dict[str, Any] = {"inline_message_id": query.inline_message_id}
    if not query.inline_message_id:
        if message is None or len(shown.texts) > 1:
            return False
        place = {"chat_id": message.chat.id, "message_id": message.message_id}
    # Of a longer reply a shared card has room for the beginning.
    text = next(_texts(Shown(shown.texts[:1], shown.preview, shown.buttons)))
    try:
        with quietly("The message shows this already."):
            await call(query.get_bot(), "editMessageText", {**place, **text})
    except BadRequest as error:
        if query.inline_message_id or not _is(error, _GONE):
            raise
        return False
    return True
