"""The tables, what each is kept for and how long. /privacy is checked against them, and migrations lead to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Column, Dialect, Integer, MetaData, SmallInteger, Table, Text
from sqlalchemy.types import TypeDecorator

CONTEXT_KEPT = timedelta(minutes=30)
"""Who writes again after half an hour of silence begins anew: "and its website?" would be a riddle by then."""
ANSWERS_KEPT = timedelta(hours=48)
"""Telegram lets people edit a message for 48 hours; later nobody asks for its answer."""
OPINIONS_KEPT = timedelta(days=365)
"""Time for the editors to act on what they are told, over a whole year's round of work."""


@dataclass(frozen=True)
class Held:
    """What a table is for the people whom it tells of.

    Attributes:
        sentence: the key of the sentence of /privacy that speaks of it; None where it tells of the bot alone.
        kept: how long its rows are kept after they were last written; None until they are erased or replaced.
    """

    sentence: str | None
    kept: timedelta | None = None


class Instant(TypeDecorator[datetime]):
    """A moment as whole seconds since 1970, UTC: the same in every database, and compared as a number."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The number that is stored. A moment that does not tell its zone is an error of the program."""
        if value is not None and value.tzinfo is None:
            raise ValueError("this moment does not tell its time zone. Make it with datetime.now(UTC).")
        return None if value is None else int(value.timestamp())

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        """The moment, in UTC."""
        return None if value is None else datetime.fromtimestamp(value, UTC)


metadata = MetaData(naming_convention={"pk": "pk_%(table_name)s", "ix": "ix_%(table_name)s_%(column_0_name)s"})

HELD = "held"
"""The key in a table's `info` under which its Held is."""


def _table(name: str, held: Held, *columns: Column[Any]) -> Table:
    return Table(name, metadata, *columns, info={HELD: held})


def _id(name: str) -> Column[Any]:
    """A column of the key that holds a number of Telegram's: chats and people have up to 52 bits."""
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _user() -> Column[Any]:
    """The person in the key, found fast when they want to be forgotten."""
    return Column("user", BigInteger, primary_key=True, autoincrement=False, index=True)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _instant(name: str) -> Column[Any]:
    return Column(name, Instant, nullable=False)


conversations = _table(
    "conversations",
    Held("privacy-conversations", CONTEXT_KEPT),
    _id("chat"),
    _user(),
    _id("topic"),
    _text("context"),
    _instant("updated"),
)
languages = _table("languages", Held("privacy-languages"), _id("chat"), _user(), _text("language"), _instant("updated"))
feedback = _table(
    "feedback",
    Held("privacy-feedback", OPINIONS_KEPT),
    _id("chat"),
    _id("message"),
    _user(),
    Column("verdict", SmallInteger, nullable=False),
    _text("intent"),
    _text("networks"),
    _text("language"),
    _text("surface"),
    _instant("created"),
)
comments = _table(
    "comments",
    Held("privacy-comments", OPINIONS_KEPT),
    # SQLite numbers rows by itself only in a column of the type INTEGER.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("user", BigInteger, nullable=False, index=True),
    _text("language"),
    _text("text"),
    _instant("created"),
)
answers = _table(
    "answers",
    Held("privacy-answers", ANSWERS_KEPT),
    _id("chat"),
    _id("question"),
    _text("replies"),
    _instant("created"),
)
shares = _table(
    "shares",
    Held("privacy-shares"),
    Column("card", Text, primary_key=True),
    Column("network", Text, primary_key=True),
    Column("count", BigInteger, nullable=False),
)
files = _table(
    "files",
    Held(None),
    _id("bot"),
    Column("content", Text, primary_key=True),
    _text("file_id"),
)
settled = _table("settled", Held(None), Column("key", Text, primary_key=True), _text("value"))


def held(table: Table) -> Held:
    """What a table is for the people whom it tells of."""
    found: Held = table.info[HELD]
    return found


def moment(table: Table) -> Column[Any] | None:
    """The column that tells when a row was last written, where a table has one."""
    return next((column for column in table.columns if isinstance(column.type, Instant)), None)
