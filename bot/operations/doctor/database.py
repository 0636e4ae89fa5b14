"""The database: reached, of the right version, and writable. Nothing in it is changed."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, NullPool, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.operations.doctor.findings import Finding, doubt, well, wrong
from bot.store.errors import StoreError, explained
from bot.store.migrating import versions
from bot.store.sqlite import SqliteDatabase

TIME_LIMIT = 10.0
_SUBJECT = "Database"
_LOCK_SECONDS = 3.0
"""How long to wait for a bot that is writing; a write takes milliseconds."""
_OTHERS = 0o077
_VERSION = "SELECT version_num FROM alembic_version"


async def examine_database(url: str) -> list[Finding]:
    """How the database of an address is; passwords are left out."""
    try:
        address = make_url(url)
        async with asyncio.timeout(TIME_LIMIT):
            if address.get_backend_name() == SqliteDatabase.dialect:
                return await asyncio.to_thread(_examine_sqlite, address)
            return await _examine_postgresql(address)
    except StoreError as error:
        return [_sentence(str(error))]
    except TimeoutError:
        remedy = "See that it runs, and that host and port of DATABASE_URL are right."
        return [wrong(_SUBJECT, f"It does not answer within {TIME_LIMIT:g} s.", remedy)]
    except (ArgumentError, ValueError):  # its text may hold the address
        remedy = "Write it as sqlite+aiosqlite:///var/bot.db or postgresql+asyncpg://user:password@host/database."
        return [wrong(_SUBJECT, "DATABASE_URL is no database's address.", remedy)]


def _examine_sqlite(url: URL) -> list[Finding]:
    file = Path(url.database or ":memory:")
    if not file.exists():
        return [_new_file(file)]
    with explained(str(file)), closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        connection.execute(f"PRAGMA busy_timeout={_LOCK_SECONDS * 1000:.0f}")
        tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
        version = connection.execute(_VERSION).fetchone() if tables else None
        connection.execute("BEGIN IMMEDIATE")  # takes the right to write
        connection.execute("CREATE TABLE doctor (id INTEGER)")
        connection.execute("ROLLBACK")
    found = [_version(str(file), version[0] if version else None)]
    if os.name == "posix" and file.stat().st_mode & _OTHERS:
        sentence = f"Other users of this machine may open {file}, which holds what people told the bot."
        found.append(doubt(_SUBJECT, sentence, f"chmod 600 {file}*"))
    return found


def _new_file(file: Path) -> Finding:
    folder = next(folder for folder in file.absolute().parents if folder.exists())
    if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK):
        return well(_SUBJECT, f"The start will make the file {file}.")
    remedy = f"Give this user the right to write the folder {folder}, or set DATABASE_URL to another."
    return wrong(_SUBJECT, f"The file {file} is not there and cannot be made.", remedy)


async def _examine_postgresql(url: URL) -> list[Finding]:
    place = f"{url.database or ''} at {url.host or 'this machine'}"
    engine = create_async_engine(url.set(drivername="postgresql+asyncpg"), hide_parameters=True, poolclass=NullPool)
    with explained(place):
        async with engine.connect() as connection:
            version = await connection.run_sync(_try_postgresql)
    return [_version(place, version)]


def _try_postgresql(connection: Connection) -> str | None:
    """The version; raises an error where nothing can be written. The transaction is not committed."""
    there = connection.execute(text("SELECT to_regclass('alembic_version')")).scalar()
    version = connection.execute(text(_VERSION)).scalar() if there else None
    connection.execute(text("CREATE TABLE doctor (id INTEGER)"))
    return version


def _version(place: str, version: str | None) -> Finding:
    known = versions()
    if version == known[-1]:
        return well(_SUBJECT, f"{place} answers, can be written, and has this release's version ({version}).")
    if version is None:
        return well(_SUBJECT, f"{place} answers and can be written; the start will make the tables.")
    if version in known:
        sentence = f"{place} has version {version}; this release works with {known[-1]}."
        return doubt(_SUBJECT, sentence, "The start brings it to it by itself; make a backup first.")
    sentence = f"{place} is of a newer release (version {version}; this one knows {known[-1]})."
    return wrong(_SUBJECT, sentence, "Install that release again, or bring back a backup made before it.")


def _sentence(text: str) -> Finding:
    """The store's own words, of which the first sentence says what is wrong, and the rest what to do."""
    sentence, _, remedy = text.partition(". ")
    return wrong(_SUBJECT, f"{sentence.rstrip('.')}.", remedy or "See the log.")
