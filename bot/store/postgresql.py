"""PostgreSQL through asyncpg: a pool of connections, which any number of bots may share.

Single statements, of which all that a message costs consists, go straight to the driver, and what comes up at once with
the same text goes as one batch; the rest, migrations and what erases rows of all tables, through SQLAlchemy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import URL, Connection, Executable, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.store.batches import Batches
from bot.store.connections import Connections
from bot.store.database import Parameters, Result, Rows, Write
from bot.store.errors import StoreAwayError, StoreError, explained
from bot.store.migrating import migrate
from bot.store.prepared import Prepared, Preparing

_CONNECTIONS = 10
"""At most so many to the server from one bot. A statement takes about a millisecond, so few serve many chats."""
_SECONDS_TO_CONNECT = 10
_SECONDS_FOR_A_STATEMENT = 30
_MIGRATION_LOCK = 7_203_915_866_104
"""Any number that no other program on the same database uses for an advisory lock."""
_PARAMETER = re.compile(r"\$(\d+)")


@dataclass(frozen=True)
class _Job:
    """What a statement is run with.

    Attributes:
        place: where it stands in a batch. Batches of all bots have one order, so that no two of them that touch the
            same rows wait for each other in a circle.
        values: of its parameters.
    """

    place: str
    values: Sequence[object]


class PostgresqlDatabase:
    """An open PostgreSQL database."""

    dialect = "postgresql"

    def __init__(self, place: str, engine: AsyncEngine, connections: Connections) -> None:
        self._place = place
        self._engine = engine
        self._connections = connections
        self._prepared = Preparing(engine.dialect)
        self._joined: dict[tuple[Prepared, ...], str] = {}
        self._batches: dict[str, Batches[_Job, Rows]] = {}

    @classmethod
    async def open(cls, url: URL) -> PostgresqlDatabase:
        """Connects to the database of an address and migrates it.

        Raises:
            StoreError: where that cannot be done.
        """
        place = f"{url.database or ''} at {url.host or 'this machine'}"
        limits = {"timeout": _SECONDS_TO_CONNECT, "command_timeout": _SECONDS_FOR_A_STATEMENT}
        engine = create_async_engine(
            url.set(drivername="postgresql+asyncpg"),
            hide_parameters=True,  # what is stored does not get into errors
            poolclass=NullPool,  # it is needed about once an hour
            connect_args=limits,
        )
        _, where = engine.dialect.create_connect_args(engine.url)
        connections = Connections(
            _CONNECTIONS,
            # 0 for a pooler before the server that cannot keep statements; SQLAlchemy's word for it, as it is its URL.
            statement_cache_size=int(where.pop("prepared_statement_cache_size", 100)),
            max_cached_statement_lifetime=0,  # they are few, and the same for years
            **limits,
            **where,
        )
        database = cls(place, engine, connections)
        await database.transaction(database._migrate)
        return database

    async def fetch(self, statement: Executable, parameters: Mapping[str, object] | None = None) -> Rows:
        """The rows of one SELECT. To read again is harmless, so a connection that breaks meanwhile is not the end."""
        prepared = self._prepared(statement, parameters)
        job = _Job(_place(parameters or {}), prepared.values(parameters or {}))
        try:
            return await self._run_together(prepared.sql, job, prepared)
        except StoreAwayError:
            return await self._run_together(prepared.sql, job, prepared)

    async def execute(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        """One statement that writes, and the rows that it returns."""
        prepared = self._prepared(statement, parameters)
        if isinstance(parameters, Sequence):
            with self._explained():
                async with self._connections.lend() as connection:
                    await connection.executemany(prepared.sql, map(prepared.values, parameters))
            return ()
        return await self._run(prepared.sql, prepared.values(parameters or {}), prepared)

    async def execute_all(self, writes: Sequence[Write]) -> Rows:
        """Several writes, all or none, and the rows of the last: a single statement, with the others as its CTEs."""
        prepared = tuple(self._prepared(write.statement, write.parameters) for write in writes)
        sql = self._joined.get(prepared)
        if sql is None:
            sql = self._joined[prepared] = _join(prepared)
        values = [
            value for each, write in zip(prepared, writes, strict=True) for value in each.values(write.parameters)
        ]
        if any(write.is_shared for write in writes):  # within a batch, two bots might wait for each other in a circle
            return await self._run(sql, values, prepared[-1])
        return await self._run_together(sql, _Job(_place(writes[0].parameters), values), prepared[-1])

    async def transaction(self, work: Callable[[Connection], Result]) -> Result:
        """Several statements, all or none."""
        with self._explained():
            async with self._engine.begin() as connection:
                return await connection.run_sync(work)

    async def close(self) -> None:
        """Closes the connections."""
        for batches in self._batches.values():
            await batches.finish()
        with self._explained():
            await self._connections.close()
            await self._engine.dispose()

    async def _run(self, sql: str, values: Sequence[object], last: Prepared) -> Rows:
        with self._explained():
            async with self._connections.lend() as connection:
                found = await connection.fetch(sql, *values)
        return last.rows(found[0].keys(), found) if found else ()

    async def _run_together(self, sql: str, job: _Job, last: Prepared) -> Rows:
        """Runs a statement, in one transaction with others of the same text that come up at the same time."""
        if last.row_count is None:  # nobody could tell the rows of one from those of another
            return await self._run(sql, job.values, last)
        batches = self._batches.get(sql)
        if batches is None:
            batches = self._batches[sql] = Batches(partial(self._run_batch, sql, last))
        return await batches.do(job)

    async def _run_batch(self, sql: str, last: Prepared, batch: Sequence[_Job]) -> Sequence[Rows | Exception]:
        """The rows of each in a batch, or its error. One that fails does not take the others with it."""
        order = sorted(range(len(batch)), key=lambda number: batch[number].place)
        try:
            with self._explained():
                async with self._connections.lend() as connection:
                    found = await connection.fetchmany(sql, [batch[number].values for number in order])
        except StoreAwayError as error:  # it would keep each of them waiting as long again
            return [error] * len(batch)
        except Exception as error:
            if len(batch) == 1:
                return [error]
            return [(await self._run_batch(sql, last, [job]))[0] for job in batch]
        if not last.row_count:
            return [()] * len(batch)
        rows = dict(zip(order, last.rows(found[0].keys(), found), strict=True))
        return [[rows[number]] for number in range(len(batch))]

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with explained(self._place):
            try:
                yield
            except asyncpg.DataError:
                # Its text repeats the value, so it is left behind.
                raise StoreError(
                    f"The database {self._place} cannot hold a value. Report it as a fault of the bot."
                ) from None
            # The second comes where a server that shuts down says so to a connection that is just being used.
            except (asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
                raise StoreAwayError(f"The database {self._place} has closed the connection. Try again.") from error

    def _migrate(self, connection: Connection) -> None:
        # A second process waits here, and then finds the work done.
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        migrate(connection, self._place)


def _place(parameters: Mapping[str, object]) -> str:
    """By what a batch is ordered: the first two parameters, which say what row it is; of updates, bot and number."""
    return repr([*islice(parameters.values(), 2)])


def _join(statements: Sequence[Prepared]) -> str:
    """One statement that does all: the last, with those before it as its CTEs; their parameters counted on."""
    parts: list[str] = []
    count = 0
    for statement in statements:
        parts.append(_counted_on(statement.sql, count))
        count += statement.size
    names = ", ".join(f"w{number} AS ({part})" for number, part in enumerate(parts[:-1]))
    return f"WITH {names} {parts[-1]}" if names else parts[-1]


def _counted_on(sql: str, count: int) -> str:
    return _PARAMETER.sub(lambda match: f"${int(match[1]) + count}", sql)
