"""What was set at Telegram, such as menus and descriptions, so that it is set again only when it changes."""

from __future__ import annotations

from sqlalchemy import select

from bot.store.database import Database, upsert
from bot.store.tables import settled

_ALL = select(settled.c.key, settled.c.value)


class Settled:
    """What was set, in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._save = upsert(database.dialect, settled)

    async def all(self) -> dict[str, str]:
        """All that was set: what it is, such as "commands:private:it", and a hash of what it was set to."""
        return {row.key: row.value for row in await self._database.fetch(_ALL)}

    async def save(self, key: str, value: str) -> None:
        """Remembers what something was set to."""
        await self._database.execute(self._save, {"key": key, "value": value})
