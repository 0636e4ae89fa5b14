"""How often cards were shared. Nobody is told apart: these are counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.store.counters import Asked, Counters
from bot.store.database import Database, upsert
from bot.store.tables import shares

SHARED = "shared"
"""The surface under which shared cards are counted per day, beside what is asked."""


@dataclass(frozen=True)
class Shared:
    """How often cards of a network were shared."""

    network: str
    count: int


_TOTAL = func.sum(shares.c.count)
_MOST_SHARED = select(shares.c.network, _TOTAL).group_by(shares.c.network).order_by(_TOTAL.desc(), shares.c.network)


class Shares:
    """The counts in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, counters: Counters) -> None:
        self._database = database
        self._counters = counters
        self._add = upsert(database.dialect, shares, count=shares.c.count + 1)

    async def count(self, card: str, networks: Collection[str]) -> None:
        """Counts one sharing of a card, such as "en:summary:food-pact:", for each network that it is about.

        Also counts it for today.
        """
        # In one order, so that two bots on one database do not wait for each other in a circle.
        rows = [{"card": card, "network": network, "count": 1} for network in sorted(set(networks))]
        if rows:
            await self._database.execute(self._add, rows)
            self._counters.count(Asked(SHARED, outcome=SHARED, networks=tuple(networks)))

    async def most_shared(self) -> tuple[Shared, ...]:
        """The networks of which cards were shared, the most shared first, with their counts."""
        return tuple(Shared(network, int(count)) for network, count in await self._database.fetch(_MOST_SHARED))
