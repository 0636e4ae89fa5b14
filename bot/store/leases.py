"""What only one of several bots on one database does at a time, such as setting the menus: who holds its lease."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import bindparam, delete, or_
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Clock, Database
from bot.store.tables import leases

_RELEASE = delete(leases).where(leases.c.name == bindparam("lease"), leases.c.owner == bindparam("holder"))


class Leases:
    """The leases in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        insert = postgresql.insert(leases) if database.dialect == postgresql.dialect.name else sqlite.insert(leases)
        is_free = or_(
            leases.c.until <= bindparam("now", type_=leases.c.until.type), leases.c.owner == insert.excluded.owner
        )
        self._acquire = insert.on_conflict_do_update(
            index_elements=[leases.c.name],
            set_={"owner": insert.excluded.owner, "until": insert.excluded.until},
            where=is_free,
        ).returning(leases.c.name)

    async def acquire(self, name: str, owner: str, seconds: int) -> bool:
        """Whether the owner has the lease from now on: it was free, had run out, or was theirs already.

        Args:
            name: what it is for, such as "setup".
            owner: who asks: a name that no other running bot has.
            seconds: for how long; then another may have it.
        """
        now = self._clock()
        row = {"name": name, "owner": owner, "until": now + timedelta(seconds=seconds), "now": now}
        return bool(await self._database.execute(self._acquire, row))

    async def release(self, name: str, owner: str) -> None:
        """Gives a lease back; one of another's stays."""
        await self._database.execute(_RELEASE, {"lease": name, "holder": owner})
