"""The languages that people chose by /language."""

from __future__ import annotations

from sqlalchemy import bindparam, delete

from bot.store.database import Clock, Database, Write, upsert
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
        await self._database.execute_all([self.to_choose(chat, user, language)])

    def to_choose(self, chat: int, user: int, language: str) -> Write:
        """What `choose` writes, to be written together with other things."""
        return Write(self._save, {"chat": chat, "user": user, "language": language, "updated": self._clock()})

    async def forget(self, chat: int, user: int) -> None:
        """Forgets the choice: the language follows the app again."""
        await self._database.execute(_FORGET, {"chat": chat, "user": user})
