"""What the tests of this folder share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.soak.databases import PostgresqlServer
from tests.soak.running import Launcher


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A running PostgreSQL."""
    server = PostgresqlServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def launcher() -> Iterator[Launcher]:
    """What starts bots."""
    started = Launcher()
    yield started
    started.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database, of each kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/bot.db"
    url: str = request.getfixturevalue("postgresql").new_database()
    return url


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a line of figures, also where pytest keeps what tests print to itself."""

    def print_line(line: str) -> None:
        with capsys.disabled():
            print(f"\n{line}", end="", flush=True)

    return print_line
