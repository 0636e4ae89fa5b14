"""The store: one door to all that the bot remembers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

from sqlalchemy import URL, literal, make_url, select
from sqlalchemy.exc import ArgumentError

from bot.store import erasing
from bot.store.answers import Answers
from bot.store.comments import Comments
from bot.store.conversations import ConversationKey, Conversations
from bot.store.counters import Counters
from bot.store.database import Clock, Database, now
from bot.store.errors import StoreError
from bot.store.feedback import Feedback
from bot.store.files import Files
from bot.store.languages import Languages
from bot.store.leases import Leases
from bot.store.set_aside import SetAside
from bot.store.shares import Shares
from bot.store.sqlite import SqliteDatabase
from bot.store.turns import Begun, Finished, Turns
from bot.store.unanswered import Unanswered
from bot.store.updates import Updates

_ONE = select(literal(1))


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
        self.counters = Counters(database, clock)
        self.shares = Shares(database, self.counters)
        self.files = Files(database)
        self.updates = Updates(database, clock)
        self.set_aside = SetAside(database, clock)
        self.unanswered = Unanswered(database, clock)
        self.leases = Leases(database, clock)
        self._turns = Turns(
            database, clock, self.updates, self.conversations, self.answers, self.counters, self.unanswered
        )

    @classmethod
    @asynccontextmanager
    async def open(
        cls, url: str, clock: Clock = now, wrapped: Callable[[Database], Database] = lambda database: database
    ) -> AsyncIterator[Store]:
        """The store at an address, its tables brought to this release's version; it is closed at the end.

        Args:
            url: the database's address, as DATABASE_URL has it. The file of an SQLite database and its folder are
                made where there are none.
            clock: tells the time, with its zone.
            wrapped: puts something around the database, such as what measures its calls.

        Raises:
            StoreError: where the database cannot be opened.
        """
        database = await _open(url)
        try:
            store = cls(wrapped(database), clock)
            try:
                yield store
            finally:
                await store.counters.close()
        finally:
            await database.close()

    async def begin(self, bot: int, update_id: int, owner: str, lease: timedelta, key: ConversationKey) -> Begun:
        """Claims an update to work on and loads its conversation, in one round trip.

        Args:
            bot: the bot's id.
            update_id: the update's.
            owner: who asks: a name that no other running bot has.
            lease: how long the work may take at most; then another may claim it. Whole seconds count.
            key: whose conversation it is.
        """
        return await self._turns.begin(bot, update_id, owner, lease, key)

    async def finish(self, finished: Finished) -> None:
        """Marks an update as done and writes all that is remembered of it: all or nothing, in one round trip."""
        await self._turns.finish(finished)

    async def forget_user(self, user: int) -> None:
        """Erases all that is stored of a person, as /forget asks."""
        await self._database.transaction(partial(erasing.forget_user, user=user))

    async def forget_chat(self, chat: int) -> None:
        """Erases all that is stored of a chat, as where the bot was blocked or removed."""
        await self._database.transaction(partial(erasing.forget_chat, chat=chat))

    async def move_chat(self, old: int, new: int) -> None:
        """Keeps what is stored of a chat under its new id. It may be called twice, as Telegram tells it twice."""
        await self._database.transaction(partial(erasing.move_chat, old=old, new=new))

    async def ping(self) -> None:
        """Sees whether the database answers."""
        await self._database.fetch(_ONE)

    async def prune(self) -> None:
        """Erases what is older than it is kept. To be called now and then."""
        await self._database.transaction(partial(erasing.prune, now=self._clock()))


async def _open(url: str) -> Database:
    address = _read(url)
    match address.get_backend_name():
        case "sqlite":
            return await SqliteDatabase.open(address)
        case "postgresql":
            from bot.store.postgresql import PostgresqlDatabase  # its driver is loaded only where it is needed

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
