"""The database of the simulated day: what two days before it have left, and what is in it hour by hour."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import create_engine, insert

from bot.store import Store
from bot.store.tables import UPDATES_KEPT, answers, metadata, updates
from bot.store.updates import State
from tests.telegram_server.server import BOT

Rows: TypeAlias = dict[str, int]
"""How many rows each table has."""
_ANSWERED = 0.6
"""The part of all updates whose answer may be edited: messages that a person typed."""


async def fill_two_days(file: Path, a_day: int) -> None:
    """Makes a database with the rows of the past two days, so that what is pruned on this one is as much as comes in.

    Args:
        file: where.
        a_day: updates a day.
    """
    async with Store.open(_url(file)):
        pass  # it has its tables now
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(insert(updates), list(_updates(a_day)))
        connection.execute(insert(answers), list(_answers(a_day)))
    engine.dispose()


def count_rows(file: Path) -> Rows:
    """How many rows each table has now."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in metadata.tables}


def database_bytes(file: Path) -> int:
    """Its size, with what is not merged into it yet."""
    return sum(part.stat().st_size for part in file.parent.glob(f"{file.name}*"))


def _updates(a_day: int) -> Iterator[dict[str, object]]:
    for number, created in _moments(a_day):
        row = {"bot": BOT["id"], "update_id": number, "state": State.DONE, "owner": "", "attempt": 0}
        yield row | {"created": created, "until": created}


def _answers(a_day: int) -> Iterator[dict[str, object]]:
    for number, created in _moments(round(a_day * _ANSWERED)):
        yield {"chat": number % 5_000, "question": -number, "replies": str(number), "created": created}


def _moments(a_day: int) -> Iterator[tuple[int, datetime]]:
    """When each of the updates came that are still kept."""
    now, count = datetime.now(UTC), round(a_day * (UPDATES_KEPT / timedelta(days=1)))
    for number in range(count):
        yield number + 1, now - UPDATES_KEPT * (1 - number / count)


def _url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"
