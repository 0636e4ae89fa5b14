"""What people think of answers: 👍 and 👎. Of the question nothing is kept but what it was about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sqlalchemy import select

from bot.store.database import Clock, Database, upsert
from bot.store.tables import feedback


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
        await self._database.execute(self._save, row)

    async def all(self) -> tuple[Opinion, ...]:
        """All opinions, oldest first."""
        rows = await self._database.fetch(select(feedback).order_by(feedback.c.created, feedback.c.message))
        return tuple(
            Opinion(
                chat=row.chat,
                message=row.message,
                user=row.user,
                verdict=Verdict(row.verdict),
                intent=row.intent,
                networks=tuple(row.networks.split()),
                language=row.language,
                surface=row.surface,
            )
            for row in rows
        )
