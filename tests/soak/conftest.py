"""What the tests of this folder share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intents.assistant import Assistant
from tests.soak.databases import PostgresqlServer
from tests.soak.figures import FOUND
from tests.soak.running import Launcher


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresqlServer]:
    """A running PostgreSQL."""
    server = PostgresqlServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def launcher(assistant: Assistant) -> Iterator[Launcher]:
    """What starts bots. The assistant has been learned by then, and is only read."""
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
def report(
    request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> Callable[[str], None]:
    """Prints a line of figures: at once, or, from one of several processes, at the end of all tests."""

    def print_line(line: str) -> None:
        if hasattr(request.config, "workerinput"):
            record_property(FOUND, line)
            return
        with capsys.disabled():
            print(f"\n{line}", end="", flush=True)

    return print_line
