"""The store: one door to all that the bot remembers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.store import erasing
from bot.store.answers import Answers
from bot.store.comments import Comments
from bot.store.conversations import Conversations
from bot.store.database import Clock, Database, now
from bot.store.errors import StoreError
from bot.store.feedback import Feedback
from bot.store.files import Files
from bot.store.languages import Languages
from bot.store.postgresql import PostgresqlDatabase
from bot.store.settled import Settled
from bot.store.shares import Shares
from bot.store.sqlite import SqliteDatabase


class Store:
    """What the bot remembers. Each method, here and of the parts, raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database = database
        self._clock = clock
        self.conversations = Conversations(database, clock)
        self.languages = Languages(database, clock)
        self.feedback = Feedback(database, clock)
        self.comments = Comments(database, clock)
        self.answers = Answers(database, clock)
        self.shares = Shares(database)
        self.files = Files(database)
        self.settled = Settled(database)

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, clock: Clock = now) -> AsyncIterator[Store]:
        """The store at an address, its tables brought to this release's version; it is closed at the end.

        Args:
            url: the database's address, as DATABASE_URL has it. The file of an SQLite database and its folder are
                made where there are none.
            clock: tells the time, with its zone.

        Raises:
            StoreError: where the database cannot be opened.
        """
        database = await _open(url)
        try:
            yield cls(database, clock)
        finally:
            await database.close()

    async def forget_user(self, user: int) -> None:
        """Erases all that is stored of a person, as /forget asks."""
        await self._database.transaction(partial(erasing.forget_user, user=user))

    async def forget_chat(self, chat: int) -> None:
        """Erases all that is stored of a chat, as where the bot was blocked or removed."""
        await self._database.transaction(partial(erasing.forget_chat, chat=chat))

    async def move_chat(self, old: int, new: int) -> None:
        """Keeps what is stored of a chat under its new id. It may be called twice, as Telegram tells it twice."""
        await self._database.transaction(partial(erasing.move_chat, old=old, new=new))

    async def prune(self) -> None:
        """Erases what is older than it is kept. To be called now and then."""
        await self._database.transaction(partial(erasing.prune, now=self._clock()))


async def _open(url: str) -> Database:
    address = _read(url)
    match address.get_backend_name():
        case "sqlite":
            return await SqliteDatabase.open(address)
        case "postgresql":
            return await PostgresqlDatabase.open(address)
        case other:
            raise StoreError(f"DATABASE_URL: there is no {other} here. {_REMEDY}")


_REMEDY = "Write it as sqlite+aiosqlite:///var/bot.db or postgresql+asyncpg://user:password@host/database."


def _read(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        # The cause might show the address, and with it the password.
        raise StoreError(f"DATABASE_URL: this is no database address. {_REMEDY}") from None
