"""Which messages answered which question, so that an edited question gets its answer edited."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from bot.store.database import Clock, Database, Write, upsert
from bot.store.tables import answers

_LOAD = select(answers.c.replies).where(
    answers.c.chat == bindparam("chat"), answers.c.question == bindparam("question")
)


class Answers:
    """The answers in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._save = upsert(database.dialect, answers)

    async def load(self, chat: int, question: int) -> tuple[int, ...]:
        """The ids of the messages that answered a message, in their order; none where that is not known (any more)."""
        rows = await self._database.fetch(_LOAD, {"chat": chat, "question": question})
        return tuple(map(int, rows[0].replies.split())) if rows else ()

    async def save(self, chat: int, question: int, replies: Iterable[int]) -> None:
        """Remembers the messages that answer a message, instead of earlier ones."""
        await self._database.execute_all([self.to_save(chat, question, replies)])

    def to_save(self, chat: int, question: int, replies: Iterable[int]) -> Write:
        """What `save` writes, to be written together with other things."""
        text = " ".join(map(str, replies))
        return Write(self._save, {"chat": chat, "question": question, "replies": text, "created": self._clock()})
