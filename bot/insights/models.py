"""Insights as data: what every form of output shows."""

from __future__ import annotations

from datetime import date
from typing import get_args

from pydantic import BaseModel, ConfigDict


class Row(BaseModel):
    """The base of all: frozen, strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class QuestionGroup(Row):
    """Questions without an answer that ask about the same.

    Attributes:
        text: the most asked of them, masked.
        count: how often they were asked, all together.
        network: the id of the network that the assistant sees in it, or that is nearest; None where none is near.
        attribute: the attribute that it resembles most; None where it resembles none.
        outcome: what was replied to the most asked of them.
        language: its language.
        first: when one of them was first asked.
        last: when one of them was last asked.
        wordings: the others, the most asked first.
    """

    text: str
    count: int
    network: str | None
    attribute: str | None
    outcome: str
    language: str
    first: date
    last: date
    wordings: tuple[str, ...] = ()


class Helpfulness(Row):
    """What people think of the answers about a network, to one kind of question."""

    network: str
    intent: str
    good: int
    bad: int
    good_percent: float


class Remark(Row):
    """What someone wrote to the editors, masked."""

    day: date
    language: str
    text: str


class AskedFor(Row):
    """How often something was asked about a network, or about none (""), on all surfaces."""

    network: str
    intent: str
    outcome: str
    count: int


class DayTotal(Row):
    """How often a surface was used on a day."""

    day: date
    surface: str
    count: int


class SharedOnDay(Row):
    """How often cards about a network were shared on a day."""

    day: date
    network: str
    count: int


class Insights(Row):
    """All of it, for a number of days.

    Attributes:
        since: the first day.
        until: the last day.
        unanswered: questions without an answer, grouped by likeness, the most asked first.
        feedback: 👍 and 👎, the least helpful first.
        comments: what people wrote, the latest first.
        asked: what was asked, the most asked first.
        days: how much each surface was used, day by day; "shared" are cards that were shared.
        shared: which networks' cards were shared, day by day.
    """

    since: date
    until: date
    unanswered: tuple[QuestionGroup, ...] = ()
    feedback: tuple[Helpfulness, ...] = ()
    comments: tuple[Remark, ...] = ()
    asked: tuple[AskedFor, ...] = ()
    days: tuple[DayTotal, ...] = ()
    shared: tuple[SharedOnDay, ...] = ()

    def sections(self) -> dict[str, tuple[Row, ...]]:
        """The rows of each section, by its name."""
        return {name: rows for name, rows in self if isinstance(rows, tuple)}

    @classmethod
    def row_type(cls, section: str) -> type[Row]:
        """What the rows of a section are, also of one that has none."""
        found: type[Row] = get_args(cls.model_fields[section].annotation)[0]
        return found

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(self.sections().values())
