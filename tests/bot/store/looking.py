"""Looks into a store's tables, and puts rows there, past its methods."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, insert, select

from bot.store import Store
from bot.store.database import Database
from bot.store.tables import metadata


def database(store: Store) -> Database:
    return store._database


async def rows(store: Store, table: str) -> list[dict[str, Any]]:
    """All rows of a table."""
    return [row._asdict() for row in await database(store).fetch(select(metadata.tables[table]))]


async def all_rows(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables that have any."""
    found = {name: await rows(store, name) for name in metadata.tables}
    return {name: content for name, content in found.items() if content}


async def put(store: Store, table: str, **values: Any) -> None:
    """Puts a row into a table."""
    await database(store).execute(insert(metadata.tables[table]).inline(), values)


async def run(store: Store, statement: Executable) -> None:
    await database(store).execute(statement)
