"""Errors of the store: what is wrong with the database, and what to do about it. No password, no stored text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class StoreError(Exception):
    """Raised where the database cannot be used; its text says what is wrong, and a remedy."""


class StoreAwayError(StoreError):
    """Raised where the database cannot be used at the moment; the same may succeed a little later."""


_UNREACHABLE = "cannot be reached. See that it runs, and that host and port of DATABASE_URL are right"
_LOCKED = "is locked by another program. Close what has it open for long, such as a database browser"
_AWAY = (
    # What the code of the driver's error begins with: SQLite's names, PostgreSQL's SQLSTATE.
    ("SQLITE_BUSY", _LOCKED),
    ("SQLITE_LOCKED", _LOCKED),
    ("SQLITE_FULL", "has no room: the disk is full. Free some space"),
    ("53100", "has no room: its disk is full. Free some space"),
    ("53300", "takes no more connections. Raise its max_connections, or run fewer bots"),
    ("57P", "is shutting down or starting. Wait for it"),
    ("08", _UNREACHABLE),
    ("40", "was asked for two changes at once that exclude each other. Try again"),
    ("55P03", "is locked by another program. Try again, and look for long transactions"),
)
_WRONG = (
    ("SQLITE_CANTOPEN", "cannot be opened. See that its folder exists and that this user may write there"),
    ("SQLITE_READONLY", "may not be written. Give this user the right to write the file and its folder"),
    ("SQLITE_PERM", "may not be opened. Give this user the right to read and write the file"),
    ("SQLITE_NOTADB", "is no SQLite database. Set DATABASE_URL to another file, or move this one away"),
    ("SQLITE_CORRUPT", "is damaged. Stop the bot and bring back a backup"),
    ("SQLITE_IOERR", "cannot be read or written. Look at the disk and at the system's log"),
    ("28", "refuses the user or the password. Correct them in DATABASE_URL"),
    ("3D000", "does not exist on its server. Create it, or correct its name in DATABASE_URL"),
    ("42501", "refuses what the bot needs. Let the user of DATABASE_URL create and write tables"),
)


@contextmanager
def explained(place: str) -> Iterator[None]:
    """Turns the errors of databases within into a StoreError; other errors pass as they are.

    Args:
        place: which database it is, without its password.
    """
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        told = _explain(error, place)
        if told is None:
            raise
        raise told from error


def _explain(error: Exception, place: str) -> StoreError | None:
    """What to say of an error; None of one that is no database's."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    for beginning, sentence in _AWAY:
        if code.startswith(beginning):
            return StoreAwayError(f"The database {place} {sentence}.")
    for beginning, sentence in _WRONG:
        if code.startswith(beginning):
            return StoreError(f"The database {place} {sentence}.")
    if isinstance(cause, OSError | PoolTimeoutError) or getattr(error, "connection_invalidated", False):
        return StoreAwayError(f"The database {place} {_UNREACHABLE}.")
    if code or isinstance(error, SQLAlchemyError | sqlite3.Error):
        # The driver's own words may repeat what is stored, so only the kind of the error is named.
        return StoreError(
            f"The database {place} refused an operation ({type(cause).__name__} {code}). "
            "Report it as a fault of the bot."
        )
    return None
