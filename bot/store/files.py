"""Files that Telegram already has: they are sent again by their id."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from bot.store.database import Database, upsert
from bot.store.tables import files

_LOAD = select(files.c.file_id).where(files.c.bot == bindparam("bot"), files.c.content == bindparam("content"))


class Files:
    """The ids of files in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._save = upsert(database.dialect, files)

    async def load(self, bot: int, content: str) -> str | None:
        """The file_id under which this bot has sent the content before, told by its hash; None where it has not."""
        rows = await self._database.fetch(_LOAD, {"bot": bot, "content": content})
        return rows[0].file_id if rows else None

    async def save(self, bot: int, content: str, file_id: str) -> None:
        """Remembers the file_id of a content. It holds for this bot alone: another one's ids mean nothing to it."""
        await self._database.execute(self._save, {"bot": bot, "content": content, "file_id": file_id})
