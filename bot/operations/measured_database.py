"""Calls of the database, timed: a `Database` around another one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Executable

from bot.operations.metrics import Metrics
from bot.store.database import Database, Parameters, Result, Rows, Write


class MeasuredDatabase:
    """Does what another database does, and has it counted, waiting for its turn included.

    Args:
        database: who does the work.
        metrics: where it is counted.
    """

    def __init__(self, database: Database, metrics: Metrics) -> None:
        self._database = database
        self._metrics = metrics

    @property
    def dialect(self) -> str:
        """That of the other database."""
        return self._database.dialect

    async def fetch(self, statement: Executable, parameters: Mapping[str, object] | None = None) -> Rows:
        """The rows of one SELECT."""
        with self._measured("fetch"):
            return await self._database.fetch(statement, parameters)

    async def execute(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        """One statement that writes, and the rows that it returns."""
        with self._measured("execute"):
            return await self._database.execute(statement, parameters)

    async def execute_all(self, writes: Sequence[Write]) -> Rows:
        """Several writes, all or none, and the rows of the last."""
        with self._measured("execute_all"):
            return await self._database.execute_all(writes)

    async def transaction(self, work: Callable[[Connection], Result]) -> Result:
        """Several statements, all or none."""
        with self._measured("transaction"):
            return await self._database.transaction(work)

    async def close(self) -> None:
        """Closes the other database."""
        await self._database.close()

    @contextmanager
    def _measured(self, operation: str) -> Iterator[None]:
        started = time.perf_counter()
        try:
            yield
        except Exception as error:
            self._metrics.database_failed(operation, error)
            raise
        finally:
            self._metrics.database_called(operation, time.perf_counter() - started)
