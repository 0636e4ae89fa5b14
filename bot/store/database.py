"""What the repositories need of a database, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

Result = TypeVar("Result")
Parameters = Mapping[str, object] | Sequence[Mapping[str, object]]
Rows = Sequence[Any]
"""Each row is a named tuple."""
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Write:
    """A statement that writes, with its parameters: something to be done together with others.

    Attributes:
        statement: of SQLAlchemy.
        parameters: by their names.
        is_shared: whether other updates may write the same row at the same moment.
    """

    statement: Executable
    parameters: Mapping[str, object]
    is_shared: bool = False


class Database(Protocol):
    """An open database. Each method raises StoreError where it cannot do its work."""

    @property
    def dialect(self) -> str:
        """The SQL that it speaks: "sqlite" or "postgresql"."""

    async def fetch(self, statement: Executable, parameters: Mapping[str, object] | None = None) -> Rows:
        """The rows of one SELECT, or of another statement that is harmless to do twice."""

    async def execute(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        """One statement that writes, and the rows that it returns; it is durable when this returns."""

    async def execute_all(self, writes: Sequence[Write]) -> Rows:
        """Several writes in one round trip, all or none, and the rows of the last. No two touch the same row."""

    async def transaction(self, work: Callable[[Connection], Result]) -> Result:
        """Several statements, all or none. The work may be done twice, so it touches nothing but its connection."""

    async def close(self) -> None:
        """Finishes what is in hand and closes the connections."""


def upsert(dialect: str, table: Table, **changes: Any) -> Executable:
    """A statement that inserts a row, or updates the one with the same key.

    Args:
        dialect: the SQL to write it in.
        table: where.
        changes: what an update sets; without any, all columns become those of the new row.
    """
    insert = postgresql.insert(table) if dialect == postgresql.dialect.name else sqlite.insert(table)
    new = {column.name: insert.excluded[column.name] for column in table.columns if not column.primary_key}
    return insert.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=changes or new)


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)
