"""The languages that people chose by /language."""

from __future__ import annotations

from sqlalchemy import bindparam, delete

from bot.store.database import Clock, Database, upsert
from bot.store.tables import languages

_FORGET = delete(languages).where(languages.c.chat == bindparam("chat"), languages.c.user == bindparam("user"))


class Languages:
    """The chosen languages; `Conversations.load` tells them. Each method raises StoreError where it fails."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._save = upsert(database.dialect, languages)

    async def choose(self, chat: int, user: int, language: str) -> None:
        """Remembers the language that someone chose in a chat, for all its topics, until they choose another."""
        row = {"chat": chat, "user": user, "language": language, "updated": self._clock()}
        await self._database.execute(self._save, row)

    async def forget(self, chat: int, user: int) -> None:
        """Forgets the choice: the language follows the app again."""
        await self._database.execute(_FORGET, {"chat": chat, "user": user})
