"""Updates that could not be read, kept for who runs the bot: their form without their words.

What an update says stays out: of texts the length is kept, of numbers that may tell of someone how many digits they
have. The names of its fields and how they are nested show what is malformed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isinf, isnan, log10

from sqlalchemy import insert, select

from bot.store.database import Clock, Database, Write
from bot.store.masking import mask
from bot.store.tables import set_aside

LONGEST = 20_000
"""Characters of a form that are kept: some hundred fields, more than a message has."""
LONGEST_REASON = 300
_DEEPEST = 30
"""Levels of nesting that are shown, more than Telegram's types have; deeper ones would exhaust the stack."""
_TELLING_DIGITS = 5
"""Numbers of so many digits may be those of people, chats or moments; shorter ones are sizes and positions."""
_FIELD = re.compile(r"[a-z][a-z0-9_]{0,40}")
"""How Telegram names fields."""
_ADD = insert(set_aside).inline()
_ALL = select(set_aside).order_by(set_aside.c.id)


@dataclass(frozen=True)
class SetAsideUpdate:
    """An update that could not be read.

    Attributes:
        bot: the id of the bot that was sent it.
        update_id: its number; None where it has none.
        reason: why it could not be read.
        form: its fields as JSON, without its words.
        created: when.
    """

    bot: int
    update_id: int | None
    reason: str
    form: str
    created: datetime


class SetAside:
    """The updates that were set aside, in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def add(self, bot: int, update: object, reason: str) -> None:
        """Keeps the form of an update.

        Args:
            bot: the id of the bot that was sent it.
            update: what came: parsed JSON, or the text that could not be parsed.
            reason: why it could not be read, such as an error's kind; masked and cut as well.
        """
        await self._database.execute_all([self.to_add(bot, update, reason)])

    def to_add(self, bot: int, update: object, reason: str) -> Write:
        """What `add` writes, to be written together with other things, such as the update's mark as done."""
        row = {
            "bot": bot,
            "update_id": _update_id(update),
            "reason": mask(reason)[:LONGEST_REASON],
            "form": form(update),
            "created": self._clock(),
        }
        return Write(_ADD, row)

    async def all(self) -> tuple[SetAsideUpdate, ...]:
        """All updates that are set aside, oldest first."""
        rows = await self._database.fetch(_ALL)
        return tuple(SetAsideUpdate(row.bot, row.update_id, row.reason, row.form, row.created) for row in rows)


def _update_id(update: object) -> int | None:
    found = update.get("update_id") if isinstance(update, Mapping) else None
    return found if type(found) is int and abs(found) < 2**63 else None


def form(update: object) -> str:
    """An update as JSON without its words: `{"text": "12 characters", "message_id": 7}`. At most `LONGEST` long."""
    text = json.dumps(_form(update, 0))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _form(value: object, depth: int) -> object:
    if depth > _DEEPEST:
        return "deeper"
    match value:
        case None | bool():
            return value
        case float() if isnan(value) or isinf(value):
            return "no number"
        case int() | float():
            return value if (count := _digits(value)) < _TELLING_DIGITS else f"{count} digits"
        case str() | bytes() | bytearray():
            return f"{len(value)} characters"
        case Mapping():
            return {_field(name): _form(content, depth + 1) for name, content in value.items()}
        case Sequence():
            return [_form(content, depth + 1) for content in value]
        case other:
            return type(other).__name__


def _digits(number: float) -> int:
    """How many digits a number has; about how many where there are more than Python writes."""
    if isinstance(number, int) and number.bit_length() > 1_000:
        return int(number.bit_length() * log10(2))
    return sum(map(str.isdigit, repr(number)))


def _field(name: object) -> str:
    text = str(name)
    return text if _FIELD.fullmatch(text) else f"{len(text)} characters"
