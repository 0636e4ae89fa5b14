"""Which updates are worked on or done, so that of several bots on one database exactly one answers each, once.

Who works on an update holds a claim on it for a while, the lease. Where the holder dies, the lease runs out and the
next who is sent the update may claim it. Telegram's numbers of updates begin anew at random after a week without any;
by then those stored are pruned.

The bots' clocks must agree to within a fraction of a lease; time synchronisation keeps them within milliseconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import Enum, IntEnum
from random import getrandbits
from typing import Any

from sqlalchemy import ColumnElement, Executable, and_, bindparam, delete, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.database import Clock, Database, Rows, Write, upsert
from bot.store.tables import updates


class Claim(Enum):
    """What who wants to work on an update is told."""

    NEW = "new"
    """It is yours: nobody has worked on it, or who did has let its lease run out."""
    DONE = "done"
    """It has been answered."""
    TAKEN = "taken"
    """Another is working on it, or this bot in another task. Ask again later: it may not succeed."""


class State(IntEnum):
    """How far the work on an update is."""

    CLAIMED = 0
    DONE = 1


_THIS = (updates.c.bot == bindparam("bot"), updates.c.update_id == bindparam("update_id"))
_RELEASE = delete(updates).where(*_THIS, updates.c.state == State.CLAIMED, updates.c.owner == bindparam("owner"))
_RELEASE_ALL = delete(updates).where(
    updates.c.bot == bindparam("bot"), updates.c.state == State.CLAIMED, updates.c.owner == bindparam("owner")
)


class Claiming:
    """The statement that claims an update and tells what more is asked for, in one round trip.

    The claim is an insert, or an update where the lease has run out. The result's last two columns tell whether this
    attempt has the claim, and the state. A claim tried again after a broken connection finds its own attempt.
    """

    def __init__(self, dialect: str, *columns: ColumnElement[Any]) -> None:
        insert = postgresql.insert(updates) if dialect == postgresql.dialect.name else sqlite.insert(updates)
        # Named, as an insert within a select gives its parameters names that nobody knows.
        insert = insert.values({column.name: bindparam(column.name, type_=column.type) for column in updates.columns})
        is_ours = and_(updates.c.owner == insert.excluded.owner, updates.c.attempt == insert.excluded.attempt)
        claim = insert.on_conflict_do_update(
            index_elements=list(updates.primary_key.columns),
            set_={name: insert.excluded[name] for name in ("owner", "attempt", "created", "until")},
            where=and_(updates.c.state == State.CLAIMED, or_(updates.c.until <= insert.excluded.created, is_ours)),
        )
        state = select(updates.c.state).where(*_THIS).scalar_subquery()
        self._steps: tuple[Executable, ...]
        if dialect == postgresql.dialect.name:
            claimed = claim.returning(updates.c.update_id).cte("claimed")
            self._steps = (select(*columns, exists(select(claimed.c.update_id)), state),)
        else:  # which takes no insert within a select, but the second statement sees what the first has done
            has_it = select(updates.c.attempt == bindparam("attempt")).where(*_THIS).scalar_subquery()
            self._steps = (claim, select(*columns, has_it, state))

    async def run(self, database: Database, parameters: Mapping[str, object]) -> tuple[Claim, Any]:
        """The claim, and the row of what more was asked for."""
        rows: Rows
        if len(self._steps) == 1:
            rows = await database.fetch(self._steps[0], parameters)
        else:
            rows = await database.execute_all([Write(step, parameters) for step in self._steps])
        *columns, is_ours, state = rows[0]
        if is_ours and state != State.DONE:
            return Claim.NEW, columns
        return (Claim.DONE if state == State.DONE else Claim.TAKEN), columns


class Updates:
    """The handled updates in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._claiming = Claiming(database.dialect)
        self._finish = upsert(database.dialect, updates)

    async def claim(self, bot: int, update_id: int, owner: str, lease: timedelta) -> Claim:
        """Asks for an update to work on.

        Args:
            bot: the bot's id.
            update_id: the update's.
            owner: who asks: a name that no other running bot has.
            lease: how long the work may take at most; then another may claim it. Whole seconds count.
        """
        claim, _ = await self._claiming.run(self._database, self.to_claim(bot, update_id, owner, lease))
        return claim

    def to_claim(self, bot: int, update_id: int, owner: str, lease: timedelta) -> dict[str, object]:
        """The parameters of a claim."""
        now = self._clock()
        return {
            "bot": bot,
            "update_id": update_id,
            "state": State.CLAIMED,
            "owner": owner,
            "attempt": getrandbits(62),
            "created": now,
            "until": now + lease,
        }

    async def finish(self, bot: int, update_id: int) -> None:
        """Marks an update as done, whoever has it claimed: it has been answered."""
        await self._database.execute_all([self.to_finish(bot, update_id)])

    def to_finish(self, bot: int, update_id: int) -> Write:
        """What `finish` writes, to be written together with other things."""
        now = self._clock()
        row = {"state": State.DONE, "owner": "", "attempt": 0, "created": now, "until": now}
        return Write(self._finish, {"bot": bot, "update_id": update_id, **row})

    async def release(self, bot: int, update_id: int, owner: str) -> None:
        """Gives a claim back, so that the update can be claimed at once; one that is done stays so."""
        await self._database.execute(_RELEASE, {"bot": bot, "update_id": update_id, "owner": owner})

    async def release_all(self, bot: int, owner: str) -> None:
        """Gives back all claims of an owner: those of its earlier run that was cut off, when it starts again."""
        await self._database.execute(_RELEASE_ALL, {"bot": bot, "owner": owner})
