"""What is stored, as data: /privacy says it in sentences, and a test holds the two against each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.store.tables import held, metadata


@dataclass(frozen=True)
class Holding:
    """A table and what it is for the people whom it tells of.

    Attributes:
        table: its name.
        columns: the names of its columns.
        sentence: the key of the sentence of /privacy that speaks of it; None where it tells of the bot alone.
        kept: how long its rows are kept; None until they are erased or replaced.
    """

    table: str
    columns: tuple[str, ...]
    sentence: str | None
    kept: timedelta | None


def holdings() -> tuple[Holding, ...]:
    """All tables, by name."""
    return tuple(
        Holding(table.name, tuple(table.columns.keys()), held(table).sentence, held(table).kept)
        for table in metadata.sorted_tables
    )
