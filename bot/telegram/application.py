"""The bot on Telegram, put together and run by long polling or by webhook."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from telegram import LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import ApplicationBuilder, Defaults
from telegram.request import BaseRequest

from bot.core_settings import SettingsError
from bot.loading import load_assistant
from bot.operations.logs import log_errors_of, setup_logs
from bot.operations.measured_database import MeasuredDatabase
from bot.operations.measured_request import MeasuredRequest
from bot.operations.metrics import Metrics
from bot.operations.rate import RateLimiter
from bot.operations.readiness import Check, TelegramCheck, knowledge_check, store_check
from bot.operations.reload import Reloader
from bot.operations.server import operations
from bot.overview import FOLDER as PICTURES
from bot.settings import BotMode, Settings
from bot.store import Store, StoreError
from bot.telegram.delivery import Delivery
from bot.telegram.errors import on_error
from bot.telegram.event_loop import run_in_event_loop
from bot.telegram.handlers import all_handlers
from bot.telegram.handling import PAUSES, App
from bot.telegram.logs import describe
from bot.telegram.menus import set_menus
from bot.telegram.polling import Poller
from bot.telegram.profile import set_profile
from bot.telegram.requests import AiohttpRequest
from bot.telegram.services import Services
from bot.telegram.webhook import serve_webhook, set_delivery
from intents.assistant import Assistant

LOGGER = logging.getLogger(__name__)

SETUP = "setup"
"""The lease for telling Telegram how the bot is set up."""
SETUP_SECONDS = 60
"""For how long; the calls take seconds, where Telegram does not ask to wait."""
PRUNE_SECONDS = 3600
"""Between two prunings: what is kept for half an hour is gone soon after, and each takes milliseconds."""

_DEFAULTS = Defaults(
    parse_mode=ParseMode.HTML,
    link_preview_options=LinkPreviewOptions(is_disabled=True),
    allow_sending_without_reply=True,  # the question may have been deleted meanwhile
)

CONFLICT = (
    "Another program is receiving the updates of this bot. Only one can: stop the other one, "
    "or get a token for a second bot from BotFather and set it as BOT_TOKEN."
)


class CannotRunError(SettingsError):
    """Raised when the bot cannot start or go on as it is set up; its text is a sentence with a remedy."""


@dataclass(frozen=True)
class Built:
    """The application with all handlers, ready to be run, and what its handlers share."""

    application: App
    services: Services
    allowed_updates: tuple[str, ...]


def build(
    settings: Settings,
    assistant: Assistant,
    store: Store,
    *,
    request: BaseRequest | None = None,
    pictures: Path = PICTURES,
    metrics: Metrics | None = None,
) -> Built:
    """The application with all handlers, ready to be run.

    Args:
        settings: the token and where the Bot API is.
        assistant: who answers.
        store: what is remembered.
        request: how the Bot API is called; over aiohttp by default.
        pictures: the folder where drawn pictures are kept.
        metrics: where calls, replies and errors are counted.

    Raises:
        CannotRunError: there is no token.
    """
    metrics = metrics or Metrics()
    limiter = RateLimiter(settings.rate_per_minute)
    services = Services(assistant, store, settings.default_language, pictures, metrics, limiter)
    builder = ApplicationBuilder().token(_token(settings)).defaults(_DEFAULTS).updater(None)
    builder = builder.base_url(f"{settings.bot_api_url}/bot").base_file_url(f"{settings.bot_api_url}/file/bot")
    calls, polls = (MeasuredRequest(request or AiohttpRequest(), metrics) for _ in range(2))
    application = builder.request(calls).get_updates_request(polls).build()
    handlers = all_handlers(services)
    for of_one_kind in handlers.values():
        application.add_handlers(of_one_kind)
    application.add_error_handler(partial(on_error, services))
    # No other kinds are asked of Telegram than those that there are handlers for.
    return Built(application, services, tuple(map(str, handlers)))


def run(settings: Settings) -> None:
    """Runs the bot until it is stopped.

    Raises:
        CannotRunError: Telegram refuses the token, cannot be reached, or serves another program with the same one; or
            the database cannot be opened.
        InvalidFilesError: the knowledge is wrong.
    """
    _token(settings)
    assistant = load_assistant(settings.knowledge_dir)
    setup_logs(settings)
    try:
        run_in_event_loop(serve(settings, assistant))
    except InvalidToken:
        # The cause quotes the token, so it is left behind.
        raise CannotRunError("Telegram does not accept the BOT_TOKEN. Copy it anew from BotFather.") from None
    except Conflict:
        raise CannotRunError(CONFLICT) from None
    except NetworkError as error:
        server = settings.bot_api_url
        cause = describe(error)
        raise CannotRunError(f"{server} cannot be reached ({cause}). Check the connection and BOT_API_URL.") from None
    except StoreError as error:
        raise CannotRunError(str(error)) from None


async def serve(settings: Settings, assistant: Assistant) -> None:
    """Runs the bot in this event loop until SIGINT or SIGTERM; raises what `run` turns into sentences."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    log_errors_of(asyncio.get_running_loop())
    metrics = Metrics()
    metrics.knowledge_loaded(assistant.knowledge.city.page_date)
    reloader = Reloader(settings.knowledge_dir, metrics)
    async with Store.open(settings.database_url, wrapped=partial(MeasuredDatabase, metrics=metrics)) as store:
        built = build(settings, assistant, store, metrics=metrics)
        checks: dict[str, Check] = {
            "store": store_check(store.ping),
            "knowledge": knowledge_check(lambda: len(built.services.assistant.knowledge.networks)),
            "telegram": TelegramCheck(metrics.last_reached, built.application.bot.get_me),
        }
        # The bot first: where it cannot start, the application would leave its connections open.
        async with (
            operations(settings, metrics, checks),
            built.application.bot,
            built.application,
            reloader.running(built.services.swap),
        ):
            pruning = asyncio.create_task(_prune_hourly(store))
            owner = f"{socket.gethostname()}:{settings.bot_mode.value}:{settings.webhook_port}"
            by_webhook = settings.bot_mode is BotMode.WEBHOOK
            delivery = Delivery(built.application, store, owner, pauses=() if by_webhook else PAUSES, metrics=metrics)
            metrics.watch_queue(lambda: delivery.depth)
            await delivery.start()
            await introduce(built, settings, owner)
            LOGGER.info("The bot @%s is ready.", built.application.bot.username)
            if by_webhook:
                await serve_webhook(delivery.deliver, settings, stop)
            else:
                await Poller(built.application, delivery.deliver, built.allowed_updates).run(stop)
            pruning.cancel()


async def _prune_hourly(store: Store) -> None:
    """Erases, again and again, what is older than it is kept."""
    while True:
        try:
            await store.prune()
        except StoreError as error:
            LOGGER.warning("What is too old could not be erased yet: %s", describe(error))
        await asyncio.sleep(PRUNE_SECONDS)


async def introduce(built: Built, settings: Settings, owner: str) -> None:
    """Tells Telegram how to send updates, and sets menus and profile; of several replicas one does so at a time."""
    store, bot = built.services.store, built.application.bot
    if not await store.leases.acquire(SETUP, owner, SETUP_SECONDS):
        return
    try:
        await set_delivery(bot, settings, built.allowed_updates)
        await set_menus(bot, settings.default_language)
        await set_profile(bot, settings.default_language, built.services.assistant.knowledge.city.name)
    except (InvalidToken, Conflict):
        raise
    except TelegramError as error:
        LOGGER.warning("Webhook, menus or profile could not be set: %s", describe(error))
    finally:
        await _release(store, owner)


async def _release(store: Store, owner: str) -> None:
    """Gives the right to set up back. Where the database is away just then, it ends by itself, and the bot goes on."""
    try:
        await store.leases.release(SETUP, owner)
    except StoreError as error:
        LOGGER.warning("The lease for setting up could not be given back: %s", describe(error))


def _token(settings: Settings) -> str:
    if settings.bot_token is None:
        raise CannotRunError("There is no BOT_TOKEN. Get one from BotFather and put it into .env.")
    return settings.bot_token.get_secret_value()
