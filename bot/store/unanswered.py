"""Questions that had no answer, for the editors: what is missing in the knowledge, or not understood.

Who asked is not kept. What tells of people is masked as far as `masking` can, and texts are cut short: a question says
what it asks in its first lines.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select

from bot.store.database import Clock, Database, Write, upsert
from bot.store.masking import mask
from bot.store.tables import unanswered
from intents.normalise import normalise

LONGEST = 300
"""Characters of a text that are kept: of the questions that the bot is tested with, 99 of 100 are shorter."""


@dataclass(frozen=True)
class Question:
    """A question that had no answer.

    Attributes:
        text: as it was typed; it is masked before it is stored.
        language: the language it was taken to be in.
        outcome: what was replied: "unknown", "clarify" or "fallback".
        intent: the intent that was understood, "" for none.
        networks: the ids of the networks that the reply was about.
    """

    text: str
    language: str
    outcome: str
    intent: str = ""
    networks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """A question as it is kept, with how often and when it was asked; its text is masked."""

    question: Question
    count: int
    first: datetime
    last: datetime


_NEWEST = (
    select(unanswered)
    .where(unanswered.c.last >= bindparam("since"))
    .order_by(unanswered.c.count.desc(), unanswered.c.last.desc(), unanswered.c.words)
    .limit(bindparam("most"))
)


class Unanswered:
    """The unanswered questions in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        latest: dict[str, Any] = {
            name: literal_column(f"excluded.{name}") for name in ("outcome", "intent", "networks", "last")
        }
        self._add = upsert(database.dialect, unanswered, count=unanswered.c.count + 1, **latest)

    async def add(self, question: Question) -> None:
        """Keeps a question, or counts it where the same was asked before, in whatever spelling."""
        await self._database.execute_all([self.to_add(question)])

    def to_add(self, question: Question) -> Write:
        """What `add` writes, to be written together with other things."""
        text, now = mask(question.text)[:LONGEST], self._clock()
        row = {
            "words": normalise(text)[:LONGEST],
            "language": question.language,
            "text": text,
            "outcome": question.outcome,
            "intent": question.intent,
            "networks": " ".join(question.networks),
            "count": 1,
            "last": now,
            "first": now,
        }
        return Write(self._add, row, is_shared=True)

    async def since(self, moment: datetime, most: int) -> tuple[Kept, ...]:
        """What was asked from a moment on, the most asked first.

        Args:
            moment: when it was asked for the last time, at least.
            most: how many questions to give.
        """
        rows = await self._database.fetch(_NEWEST, {"since": moment, "most": most})
        return tuple(
            Kept(
                Question(row.text, row.language, row.outcome, row.intent, tuple(row.networks.split())),
                row.count,
                row.first,
                row.last,
            )
            for row in rows
        )
