"""What who runs the bot is told when the database cannot be used."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import Store, StoreAwayError, StoreError
from bot.store.errors import explained
from tests.bot.store.looking import run


async def error_of(address: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        async with Store.open(address):
            pass
    return caught.value


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("", "no database address"),
        ("var/bot.db", "no database address"),
        ("postgresql://me:secret@host:port/db", "no database address"),
        ("mysql://me:secret@host/db", "there is no mysql here"),
    ],
)
async def test_a_wrong_address_is_named_without_its_password(address: str, message: str) -> None:
    error = await error_of(address)
    assert message in str(error)
    assert "sqlite+aiosqlite:///" in str(error)
    assert "secret" not in f"{error!r} {error.__cause__!r}"


async def test_a_server_that_cannot_be_used_is_named_without_its_password() -> None:
    """No server listens there; and while there is no driver either, that is what is told."""
    error = await error_of("postgresql://me:secret@127.0.0.1:1/milk?password=secret")
    assert "pip install" in str(error) or "milk at 127.0.0.1 cannot be reached" in str(error)
    assert "secret" not in f"{error!r} {error.__cause__!r}"


async def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    error = await error_of(f"sqlite:///{tmp_path}/file/bot.db")
    assert "cannot be made or written" in str(error)
    assert "DATABASE_URL" in str(error)


async def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    assert "cannot be opened" in str(await error_of(f"sqlite:///{tmp_path}"))


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Not a database, but long enough to be looked at. " * 100)
    assert "is no SQLite database" in str(await error_of(f"sqlite:///{tmp_path}/notes.txt"))


async def test_a_fault_of_ours_is_told_without_what_was_to_be_stored(store: Store) -> None:
    with pytest.raises(StoreError, match="refused an operation") as caught:
        await run(store, text("INSERT INTO comments (nothing) VALUES (:words)").bindparams(words="secret"))
    assert "secret" not in f"{caught.value} {caught.value.__cause__}"


class ServerError(Exception):
    """An error as the driver of PostgreSQL raises it."""

    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("error", "message", "passes"),
    [
        (ServerError("28P01"), "refuses the user or the password", False),
        (ServerError("3D000"), "does not exist on its server", False),
        (ServerError("42501"), "create and write tables", False),
        (ServerError("42P01"), "refused an operation", False),
        (ServerError("57P03"), "shutting down or starting", True),
        (ServerError("53300"), "takes no more connections", True),
        (ServerError("40P01"), "Try again", True),
        (ConnectionRefusedError(), "cannot be reached", True),
        (TimeoutError(), "cannot be reached", True),
        (sqlite3.OperationalError("odd"), "refused an operation", False),
    ],
)
def test_each_cause_has_its_remedy(error: Exception, message: str, passes: bool) -> None:
    with pytest.raises(StoreError, match=message) as caught, explained("of the test"):
        raise error
    assert str(caught.value).startswith("The database of the test ")
    assert isinstance(caught.value, StoreAwayError) == passes
    assert caught.value.__cause__ is error


def test_errors_of_the_program_pass_as_they_are() -> None:
    with pytest.raises(KeyError), explained("of the test"):
        raise KeyError
