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
UPDATES_KEPT = timedelta(hours=48)
"""Telegram sends an update again for at most 24 hours; twice that, as clocks and retries may be late."""
SET_ASIDE_KEPT = timedelta(days=30)
"""Time for the operator to look into it, also after a holiday."""
UNANSWERED_KEPT = timedelta(days=90)
"""A season: what nobody has asked again by then need not be answered."""
COUNTERS_KEPT = timedelta(days=2 * 365)
"""So that each month can be compared with that of the year before."""
MOST_SET_ASIDE = 1_000
MOST_UNANSWERED = 10_000
"""Rows at most, the newest, so that nonsense sent by a program cannot fill the disk: 10,000 texts take up to 6 MB."""


@dataclass(frozen=True)
class Held:
    """What a table is for the people whom it tells of.

    Attributes:
        sentence: the key of the sentence of /privacy that speaks of it; None where it tells of the bot alone.
        kept: how long its rows are kept after they were last written; None until they are erased or replaced.
        most: how many rows are kept, the last written ones; None for any number.
    """

    sentence: str | None
    kept: timedelta | None = None
    most: int | None = None


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


def _number() -> Column[Any]:
    """A number that the database gives each row. SQLite does so only in a column of the type INTEGER."""
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def _key(name: str) -> Column[Any]:
    return Column(name, Text, primary_key=True)


def _id(name: str) -> Column[Any]:
    """A column of the key that holds a number of Telegram's: chats and people have up to 52 bits."""
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _user() -> Column[Any]:
    """The person in the key, found fast when they want to be forgotten."""
    return Column("user", BigInteger, primary_key=True, autoincrement=False, index=True)


def _text(name: str) -> Column[Any]:
    return Column(name, Text, nullable=False)


def _count() -> Column[Any]:
    return Column("count", BigInteger, nullable=False)


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
    _number(),
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
    _key("card"),
    _key("network"),
    _count(),
)
files = _table(
    "files",
    Held(None),
    _id("bot"),
    _key("content"),
    _text("file_id"),
)

# What runs the bot, and what its editors learn from

updates = _table(
    "updates",
    Held("privacy-updates", UPDATES_KEPT),
    _id("bot"),
    _id("update_id"),
    Column("state", SmallInteger, nullable=False),
    _text("owner"),
    Column("attempt", BigInteger, nullable=False),
    _instant("created"),
    _instant("until"),
)
set_aside = _table(
    "set_aside",
    Held("privacy-updates", SET_ASIDE_KEPT, MOST_SET_ASIDE),
    _number(),
    Column("bot", BigInteger, nullable=False),
    Column("update_id", BigInteger),
    _text("reason"),
    _text("form"),
    _instant("created"),
)
unanswered = _table(
    "unanswered",
    Held("privacy-unanswered", UNANSWERED_KEPT, MOST_UNANSWERED),
    _key("words"),
    _key("language"),
    _text("text"),
    _text("outcome"),
    _text("intent"),
    _text("networks"),
    _count(),
    _instant("last"),
    _instant("first"),
)
counters = _table(
    "counters",
    Held("privacy-counters", COUNTERS_KEPT),
    Column("day", Instant, primary_key=True, autoincrement=False),
    _key("surface"),
    _key("outcome"),
    _key("intent"),
    _key("network"),
    _count(),
)
totals = _table(
    "totals",
    Held("privacy-counters", COUNTERS_KEPT),
    Column("day", Instant, primary_key=True, autoincrement=False),
    _key("surface"),
    _count(),
)
leases = _table("leases", Held(None), _key("name"), _text("owner"), _instant("until"))


def held(table: Table) -> Held:
    """What a table is for the people whom it tells of."""
    found: Held = table.info[HELD]
    return found


def moment(table: Table) -> Column[Any] | None:
    """The column that tells when a row was last written, where a table has one: the first that holds a moment."""
    return next((column for column in table.columns if isinstance(column.type, Instant)), None)
