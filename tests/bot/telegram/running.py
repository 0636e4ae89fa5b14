"""The whole application as it runs: polling the fake Telegram over HTTP, to be stopped, killed and started again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from bot.settings import Settings
from bot.store import Store
from bot.telegram import handling
from bot.telegram.application import App, Built, build
from bot.telegram.delivery import Delivery
from bot.telegram.polling import Poller
from intents.assistant import Assistant
from tests.telegram_server import updates
from tests.telegram_server.driver import Chat
from tests.telegram_server.update_queue import Pending


@dataclass
class Bot:
    """A running bot."""

    built: Built
    delivery: Delivery
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def application(self) -> App:
        """The application that runs."""
        return self.built.application

    def __post_init__(self) -> None:
        self.polling = asyncio.create_task(
            Poller(self.built.application, self.delivery.deliver, self.built.allowed_updates, 5).run(self.stop)
        )

    async def stops(self) -> None:
        """As on SIGTERM."""
        self.stop.set()
        await self.polling

    async def is_killed(self) -> None:
        """Ends it wherever it is, as a crash would."""
        self.polling.cancel()
        with suppress(asyncio.CancelledError):
            await self.polling


Start: TypeAlias = Callable[[], AbstractAsyncContextManager[Bot]]


def starter(settings: Settings, assistant: Assistant, store: Store, pictures: Path) -> Start:
    """Starts the bot, again and again, on the same store."""

    @asynccontextmanager
    async def start() -> AsyncIterator[Bot]:
        built = build(settings, assistant, store, pictures=pictures)
        async with built.application:
            delivery = Delivery(built.application, store, "tests", handling.PAUSES)
            await delivery.start()
            bot = Bot(built, delivery)
            try:
                yield bot
            finally:
                if not bot.polling.done():
                    await bot.stops()

    return start


def queue(chat: Chat, text: str) -> Pending:
    """Has a message wait at Telegram; the bot gets it when it asks."""
    id = chat.telegram.state.chats.next_id(chat.room.id)
    return chat.telegram.queue({"message": updates.message(chat.chat, chat.user, id, **updates.typed(text))})


def told(chat: Chat) -> list[str]:
    """What the bot has said in a chat, in order."""
    return [message["text"] for message in chat.messages_of_bot]
