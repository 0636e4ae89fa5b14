"""How often what is asked, per day. Nobody is told apart: these are counts.

Counts are collected in memory and written every few seconds, so that they cost a message nothing. A bot that is killed
loses those of its last seconds.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Table, bindparam, literal_column, select

from bot.store.database import Clock, Database, upsert
from bot.store.errors import StoreError
from bot.store.tables import counters, totals

FLUSH_SECONDS = 5.0
"""So much is lost at most where the bot is killed; a batch takes about as long as one message."""

_log = logging.getLogger(__name__)
_OF_NETWORKS = select(counters).where(counters.c.day >= bindparam("since")).order_by(*counters.primary_key.columns)
_OF_SURFACES = select(totals).where(totals.c.day >= bindparam("since")).order_by(*totals.primary_key.columns)


@dataclass(frozen=True)
class Asked:
    """One reply as it is counted.

    Attributes:
        surface: where it was asked, such as "private", "group" or "inline".
        outcome: the kind of reply, such as "answer".
        intent: the intent that was understood.
        networks: the ids of the networks that the reply is about.
    """

    surface: str
    outcome: str
    intent: str = ""
    networks: tuple[str, ...] = ()


@dataclass(frozen=True)
class AskedOfNetwork:
    """How often something was asked about a network, or about none (""), on a day."""

    day: date
    surface: str
    outcome: str
    intent: str
    network: str
    count: int


@dataclass(frozen=True)
class Total:
    """How many replies a surface had on a day, whatever they were about."""

    day: date
    surface: str
    count: int


class _Batch:
    """Counts that are not written yet."""

    def __init__(self, database: Database, table: Table) -> None:
        self._database = database
        self._names = [column.name for column in table.primary_key.columns]
        # Written so, as this is what both databases call the row that was to be inserted.
        self._add = upsert(database.dialect, table, count=table.c.count + literal_column("excluded.count"))
        self.counts: Counter[tuple[object, ...]] = Counter()

    async def write(self) -> None:
        """Writes them. Raises StoreError where the database cannot do it; then they are kept."""
        batch, self.counts = self.counts, Counter()
        # In one order, so that two bots on one database do not wait for each other in a circle.
        rows = [{**dict(zip(self._names, key, strict=True)), "count": batch[key]} for key in sorted(batch, key=repr)]
        try:
            if rows:
                await self._database.execute(self._add, rows)
        except StoreError:
            self.counts.update(batch)
            raise


class Counters:
    """The counts in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._asked = _Batch(database, counters)
        self._totals = _Batch(database, totals)
        self._writing: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()

    def count(self, asked: Asked) -> None:
        """Counts a reply, once for each network that it is about. It is written within seconds."""
        day = self._clock().astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        self._totals.counts[day, asked.surface] += 1
        for network in set(asked.networks) or {""}:
            self._asked.counts[day, asked.surface, asked.outcome, asked.intent, network] += 1
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write_soon())

    async def flush(self) -> None:
        """Writes at once what was counted; what cannot be written is kept for the next time."""
        async with self._one_at_a_time:  # so that all is written when this returns, also what another call had in hand
            await self._asked.write()
            await self._totals.write()

    async def close(self) -> None:
        """Writes the last counts. Where that cannot be done they are lost, which is no reason not to end."""
        self._closing.set()
        if self._writing:
            await self._writing
        try:
            await self.flush()
        except StoreError as error:
            _log.warning("The last counts of what was asked are lost: %s", error)

    async def of_networks(self, since: datetime) -> tuple[AskedOfNetwork, ...]:
        """What was asked from a day on; of running bots, but for their last seconds."""
        rows = await self._database.fetch(_OF_NETWORKS, {"since": since})
        return tuple(AskedOfNetwork(row.day.date(), *row[1:]) for row in rows)

    async def of_surfaces(self, since: datetime) -> tuple[Total, ...]:
        """How many replies each surface had from a day on."""
        rows = await self._database.fetch(_OF_SURFACES, {"since": since})
        return tuple(Total(row.day.date(), *row[1:]) for row in rows)

    async def _write_soon(self) -> None:
        """Writes, every few seconds, as long as there is something to write."""
        while (self._asked.counts or self._totals.counts) and not self._closing.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), FLUSH_SECONDS)
            try:
                await self.flush()
            except StoreError as error:
                _log.warning("What was asked could not be counted yet: %s", error)
