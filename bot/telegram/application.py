"""The bot on Telegram, put together and run by long polling."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any, TypeAlias

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder, Defaults
from telegram.request import BaseRequest

from bot.loading import load_assistant
from bot.settings import BotMode, Settings
from bot.telegram.conversations import Conversations, ConversationsInMemory
from bot.telegram.errors import STOP_REASON, CannotRunError, on_error
from bot.telegram.handlers import all_handlers
from bot.telegram.logs import describe, protect_logs
from bot.telegram.menus import set_menus
from bot.telegram.services import Services
from intents.assistant import Assistant

LOGGER = logging.getLogger(__name__)

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]

_UPDATE_KINDS = "update_kinds"
"""Where the application's data holds the kinds of update that it has handlers for."""

_START_RETRIES = 5
"""How often Telegram is tried at the start: about a quarter of a minute, then the operator is told."""

_DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML,
    link_preview_options=LinkPreviewOptions(is_disabled=True),
    allow_sending_without_reply=True,  # the question may have been deleted meanwhile
)


def build_application(
    settings: Settings,
    assistant: Assistant,
    *,
    conversations: Conversations | None = None,
    request: BaseRequest | None = None,
) -> App:
    """The application with all handlers, ready to be run.

    Args:
        settings: the token and where the Bot API is.
        assistant: who answers.
        conversations: where conversations are remembered; in memory by default.
        request: how the Bot API is called; python-telegram-bot's own way by default.

    Raises:
        CannotRunError: there is no token.
    """
    if settings.bot_token is None:
        raise CannotRunError("There is no BOT_TOKEN. Get one from BotFather and put it into .env.")
    services = Services(assistant, conversations or ConversationsInMemory(), settings.default_language)
    builder = ApplicationBuilder().token(settings.bot_token.get_secret_value()).defaults(_DEFAULTS)
    builder = builder.base_url(f"{settings.bot_api_url}/bot").base_file_url(f"{settings.bot_api_url}/file/bot")
    if request:
        builder = builder.request(request).get_updates_request(request)
    application = builder.post_init(partial(_set_menus, settings.default_language)).build()
    handlers = all_handlers(services)
    for of_one_kind in handlers.values():
        application.add_handlers(of_one_kind)
    application.bot_data[_UPDATE_KINDS] = list(handlers)
    application.add_error_handler(partial(on_error, services))
    return application


def allowed_updates(application: App) -> list[str]:
    """The kinds of update that the application has handlers for; no other is asked of Telegram."""
    return [str(kind) for kind in application.bot_data[_UPDATE_KINDS]]


def run(settings: Settings) -> None:
    """Runs the bot until it is stopped.

    Raises:
        CannotRunError: Telegram refuses the token, cannot be reached, or serves another program with the same one.
        InvalidFilesError: the knowledge is wrong.
    """
    if settings.bot_mode is not BotMode.POLLING:
        raise CannotRunError("Webhooks are not there yet. Set BOT_MODE=polling.")
    application = build_application(settings, load_assistant(settings.knowledge_dir))
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    protect_logs(application.bot.token)
    try:
        application.run_polling(
            allowed_updates=allowed_updates(application),
            drop_pending_updates=False,  # what people wrote during a restart is answered
            bootstrap_retries=_START_RETRIES,
        )
    except InvalidToken:
        # The cause quotes the token, so it is left behind.
        raise CannotRunError("Telegram does not accept the BOT_TOKEN. Copy it anew from BotFather.") from None
    except NetworkError as error:
        server = settings.bot_api_url
        cause = describe(error)
        raise CannotRunError(f"{server} cannot be reached ({cause}). Check the connection and BOT_API_URL.") from None
    if reason := application.bot_data.get(STOP_REASON):
        raise CannotRunError(reason)


async def _set_menus(default_language: str, application: App) -> None:
    """Sets the menus; the bot works without them, so a failure is only recorded."""
    try:
        await set_menus(application.bot, default_language)
    except TelegramError as error:
        LOGGER.warning("The command menus could not be set: %s", describe(error))
