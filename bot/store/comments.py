"""What people write to the editors by /feedback, without what would tell who they or others are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from bot.store.database import Clock, Database, Write
from bot.store.masking import mask
from bot.store.tables import comments

_ADD = insert(comments).inline()
"""Inline: nobody needs the number that the database gives the row."""

_ALL = select(comments.c.user, comments.c.language, comments.c.text, comments.c.created).order_by(comments.c.id)


@dataclass(frozen=True)
class Comment:
    """A comment as it was kept: masked."""

    user: int
    language: str
    text: str
    created: datetime


class Comments:
    """The comments in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add(self, user: int, language: str, text: str) -> None:
        """Keeps a comment. Addresses, numbers, links and names in it are masked before it is stored."""
        await self._database.execute_all([self.to_add(user, language, text)])

    def to_add(self, user: int, language: str, text: str) -> Write:
        """What `add` writes, to be written together with other things."""
        return Write(_ADD, {"user": user, "language": language, "text": mask(text), "created": self._clock()})

    async def all(self) -> tuple[Comment, ...]:
        """All comments, oldest first."""
        return tuple(Comment(*row) for row in await self._database.fetch(_ALL))
