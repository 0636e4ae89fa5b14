"""PostgreSQL through asyncpg: a pool of connections, which any number of bots may share."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import URL, Connection, Executable, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from bot.store.database import Parameters, Result, Rows
from bot.store.errors import StoreAwayError, StoreError, explained
from bot.store.migrating import migrate

_CONNECTIONS = 10
"""At most so many to the server from one bot. A statement takes about a millisecond, so few serve many chats."""
_SECONDS_TO_CONNECT = 10
_SECONDS_FOR_A_STATEMENT = 30
_MIGRATION_LOCK = 7_203_915_866_104
"""Any number that no other program on the same database uses for an advisory lock."""


class PostgresqlDatabase:
    """An open PostgreSQL database."""

    dialect = "postgresql"

    def __init__(self, place: str, engine: AsyncEngine) -> None:
        self._place = place
        self._engine = engine
        # A single statement needs no BEGIN and COMMIT, which would take two more round trips.
        self._single = engine.execution_options(isolation_level="AUTOCOMMIT")

    @classmethod
    async def open(cls, url: URL) -> PostgresqlDatabase:
        """Connects to the database of an address and migrates it.

        Raises:
            StoreError: where that cannot be done.
        """
        place = f"{url.database or ''} at {url.host or 'this machine'}"
        try:
            engine = create_async_engine(
                url.set(drivername="postgresql+asyncpg"),
                hide_parameters=True,  # what is stored does not get into errors
                pool_size=_CONNECTIONS,
                max_overflow=0,
                connect_args={"timeout": _SECONDS_TO_CONNECT, "command_timeout": _SECONDS_FOR_A_STATEMENT},
            )
        except ImportError as error:
            raise StoreError("The driver of PostgreSQL is missing. Install it: pip install asyncpg.") from error
        event.listen(engine.sync_engine, "checkout", _refuse_closed)
        database = cls(place, engine)
        try:
            await database.transaction(database._migrate)
        except BaseException:
            await engine.dispose()
            raise
        return database

    async def fetch(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        """The rows of one SELECT. To read again is harmless, so a connection that breaks meanwhile is not the end."""
        try:
            return await self._fetch(statement, parameters)
        except StoreAwayError:
            return await self._fetch(statement, parameters)

    async def execute(self, statement: Executable, parameters: Parameters | None = None) -> None:
        """One statement that writes."""
        with explained(self._place):
            async with self._single.connect() as connection:
                await connection.execute(statement, parameters)

    async def transaction(self, work: Callable[[Connection], Result]) -> Result:
        """Several statements, all or none."""
        with explained(self._place):
            async with self._engine.begin() as connection:
                return await connection.run_sync(work)

    async def close(self) -> None:
        """Closes the connections."""
        with explained(self._place):
            await self._engine.dispose()

    async def _fetch(self, statement: Executable, parameters: Parameters | None) -> Rows:
        with explained(self._place):
            async with self._single.connect() as connection:
                return (await connection.execute(statement, parameters)).all()

    def _migrate(self, connection: Connection) -> None:
        # A second process waits here, and then finds the work done.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        migrate(connection, self._place)


def _refuse_closed(connection: DBAPIConnection, entry: ConnectionPoolEntry, proxy: PoolProxiedConnection) -> None:
    """Lets the pool replace connections that a restarted server has closed. The driver knows without asking it."""
    if entry.driver_connection is None or entry.driver_connection.is_closed():
        raise DisconnectionError
