"""What erases or moves rows of all tables at once: /forget, chats that are gone or have moved, and time."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Table, and_, delete, exists, or_, select, update

from bot.store.tables import answers, held, metadata, moment

_TABLES = metadata.sorted_tables


def forget_user(connection: Connection, user: int) -> None:
    """Erases all rows of a person, and those of the private chat with them, which has the same id."""
    for table in _TABLES:
        is_theirs = [table.c[name] == user for name in ("user", "chat") if name in table.c]
        if is_theirs:
            connection.execute(delete(table).where(or_(*is_theirs)))


def forget_chat(connection: Connection, chat: int) -> None:
    """Erases all rows of a chat."""
    for table in _TABLES:
        if "chat" in table.c:
            connection.execute(delete(table).where(table.c.chat == chat))


def prune(connection: Connection, now: datetime) -> None:
    """Erases all rows that are older than their table keeps them, and the oldest of those that are too many."""
    for table in _TABLES:
        kept, most, written = held(table).kept, held(table).most, moment(table)
        if kept is not None and written is not None:
            connection.execute(delete(table).where(written <= now - kept))
        if most is not None and written is not None:
            first_too_many = select(written).order_by(written.desc()).offset(most).limit(1).scalar_subquery()
            connection.execute(delete(table).where(written <= first_too_many))


def move_chat(connection: Connection, old: int, new: int) -> None:
    """Gives all rows of a chat to another, as when a group becomes a supergroup.

    Of two rows with one key the newer stays.
    """
    if old == new:
        return
    # The new chat counts its messages anew: an old message's id stands for another message there.
    connection.execute(delete(answers).where(answers.c.chat == old))
    for table in _TABLES:
        if "chat" in table.c:
            _move_rows(connection, table, old, new)


def _move_rows(connection: Connection, table: Table, old: int, new: int) -> None:
    other = table.alias("other")
    same = [other.c[column.name] == column for column in table.primary_key.columns if column.name != "chat"]
    written = moment(table)
    assert written is not None, f"{table.name} must tell when its rows were written, for a chat's rows to be moved"
    is_newer_there = exists().where(other.c.chat == new, *same, other.c[written.name] >= written)
    connection.execute(delete(table).where(and_(table.c.chat == old, is_newer_there)))
    connection.execute(delete(table).where(and_(table.c.chat == new, exists().where(other.c.chat == old, *same))))
    connection.execute(update(table).where(table.c.chat == old).values(chat=new))
