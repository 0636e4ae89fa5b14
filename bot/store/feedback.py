"""What people think of answers: 👍 and 👎. Of the question nothing is kept but what it was about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import bindparam, select

from bot.store.database import Clock, Database, Write, upsert
from bot.store.tables import feedback

_ALL = select(feedback).order_by(feedback.c.created, feedback.c.message)
_SINCE = _ALL.where(feedback.c.created >= bindparam("since"))


class Verdict(IntEnum):
    """Whether an answer helped."""

    GOOD = 1
    BAD = -1


@dataclass(frozen=True)
class Opinion:
    """What someone thinks of an answer.

    Attributes:
        chat: where the answer stands.
        message: the answer's message.
        user: who pressed.
        verdict: what they pressed.
        intent: the intent that was answered.
        networks: the ids of the networks that the answer is about.
        language: the answer's language.
        surface: where it was asked, such as "private" or "group".
    """

    chat: int
    message: int
    user: int
    verdict: Verdict
    intent: str
    networks: tuple[str, ...]
    language: str
    surface: str


class Feedback:
    """The opinions in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._save = upsert(database.dialect, feedback)

    async def save(self, opinion: Opinion) -> None:
        """Keeps an opinion. Who presses again on the same answer changes theirs."""
        await self._database.execute_all([self.to_save(opinion)])

    def to_save(self, opinion: Opinion) -> Write:
        """What `save` writes, to be written together with other things."""
        row = {
            "chat": opinion.chat,
            "message": opinion.message,
            "user": opinion.user,
            "verdict": int(opinion.verdict),
            "intent": opinion.intent,
            "networks": " ".join(opinion.networks),
            "language": opinion.language,
            "surface": opinion.surface,
            "created": self._clock(),
        }
        return Write(self._save, row)

    async def all(self) -> tuple[Opinion, ...]:
        """All opinions, oldest first."""
        return tuple(_opinion(row) for row in await self._database.fetch(_ALL))

    async def since(self, moment: datetime) -> tuple[Opinion, ...]:
        """The opinions from a moment on, oldest first."""
        return tuple(_opinion(row) for row in await self._database.fetch(_SINCE, {"since": moment}))


def _opinion(row: Any) -> Opinion:
    return Opinion(
        chat=row.chat,
        message=row.message,
        user=row.user,
        verdict=Verdict(row.verdict),
        intent=row.intent,
        networks=tuple(row.networks.split()),
        language=row.language,
        surface=row.surface,
    )
