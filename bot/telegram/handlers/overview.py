"""The picture of all networks."""

from __future__ import annotations

import asyncio
import logging

from telegram import InputFile, Message, PhotoSize, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.overview import Picture, picture
from bot.store import StoreError
from bot.telegram.logs import describe
from bot.telegram.sending import acknowledge
from bot.telegram.services import Asker, Services
from intents.query import Query

LOGGER = logging.getLogger(__name__)

_UNKNOWN_FILE = "wrong file identifier"
"""What Telegram says of the id of a file that it no longer has, or that another bot sent."""


async def on_overview(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Sends the picture in the asker's language; it is drawn and uploaded once for each state of the knowledge."""
    message = update.effective_message
    if message is None:
        return
    asker = services.asker(update)
    shown = await asyncio.to_thread(picture, services.assistant.knowledge, asker.reply_language, services.pictures)
    bot = message.get_bot().id
    file_id = await services.store.files.load(bot, shown.content_hash)
    if file_id is None or not await _sent_again(services, asker, message, shown, file_id):
        await message.reply_chat_action(ChatAction.UPLOAD_PHOTO)
        upload = InputFile(shown.png, filename="networks.png")
        sent = await _send(services, asker, message, shown, upload)
        await _keep(services, bot, shown, sent.photo[-1].file_id)
    if update.callback_query:
        await acknowledge(update.callback_query)


async def _sent_again(services: Services, asker: Asker, message: Message, shown: Picture, file_id: str) -> bool:
    """Sends the picture by its id; False where Telegram does not have it any more."""
    try:
        await _send(services, asker, message, shown, file_id)
    except BadRequest as error:
        if _UNKNOWN_FILE not in str(error).lower():
            raise
        return False
    return True


async def _keep(services: Services, bot: int, shown: Picture, file_id: str) -> None:
    """Has the picture sent by its id the next time. Where that fails, only the operator is told: the reply stands."""
    try:
        await services.store.files.save(bot, shown.content_hash, file_id)
    except StoreError as error:
        LOGGER.warning("The id of the uploaded picture could not be stored: %s", describe(error))


async def _send(
    services: Services, asker: Asker, message: Message, shown: Picture, photo: str | InputFile | PhotoSize
) -> Message:
    everything = services.assistant.answer(Query(intent="list-all"), asker.reply_language).reply
    # The caption is plain text, and the picture's text for who cannot see it.
    return await message.reply_photo(
        photo, caption=shown.caption, parse_mode=None, reply_markup=services.keyboards.under_picture(everything)
    )
