"""What a button carries: what it asks or tells, and where "back" leads from there.

`v2`, a sign for the action, a `Query.key`, and after each `<` the key of a step back, the nearest first. Most steps are
about the same networks as the query: "=" stands for them, so that also long ids leave room for the way back. The
version tells a later release its own buttons from older ones. Telegram allows 64 bytes, and python-telegram-bot does
not check them; they are checked here, when a key is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from telegram.constants import InlineKeyboardButtonLimit

from intents.query import Query, read_known_key
from knowledge.base import Knowledge

LIMIT = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)

VERSION = "v2"
_OLDER = "v1:"
"""How buttons of the first release begin; behind it stands the key of what they ask."""
_STEP = "<"
_SAME = "="


class Action(StrEnum):
    """What a button does."""

    ASK = "?"
    GOOD = "+"
    BAD = "-"


@dataclass(frozen=True)
class Press:
    """What a pressed button says.

    Attributes:
        action: whether it asks something, or judges the reply that it stands under.
        query: what it asks; for a judgement what was answered.
        back: what the message showed before, the nearest first.
    """

    action: Action
    query: Query
    back: tuple[Query, ...] = ()


def pack(press: Press) -> str | None:
    """The data of a button; None where there can be none.

    A key is shorter than its query: a button for the mayor's role asks for all roles, which holds the answer. Without
    its place a question would be another one, so it gets no key; neither does one that is too long. Steps back that
    find no room are forgotten, the earliest first.
    """
    data = f"{VERSION}{press.action}{press.query.key()}"
    if len(data.encode()) > LIMIT or press.query.place is not None:
        return None
    for step in press.back:
        longer = f"{data}{_STEP}{_shortened(step, press.query)}"
        if len(longer.encode()) > LIMIT or step.place is not None:
            break
        data = longer
    return data


def unpack(data: str, knowledge: Knowledge) -> Press | None:
    """What a button says; None for what no button carries, or what names a network that is no longer known."""
    if data.startswith(_OLDER):
        data = f"{VERSION}{Action.ASK}{data.removeprefix(_OLDER)}"
    sign = data[len(VERSION) : len(VERSION) + 1]
    if not data.startswith(VERSION) or sign not in set(Action):
        return None
    key, *steps = data[len(VERSION) + 1 :].split(_STEP)
    first = read_known_key(key, knowledge)
    same = ",".join(first.networks) if first else ""
    others = (read_known_key(step.replace(_SAME, same), knowledge) for step in steps)
    return Press(Action(sign), first, tuple(_known(others))) if first else None


def _shortened(step: Query, query: Query) -> str:
    """The key of a step back; of a step about the same networks as the query, without their ids."""
    intent, networks, about = step.key().split(":")
    return f"{intent}:{_SAME if networks and step.networks == query.networks else networks}:{about}"


def _known(steps: Iterable[Query | None]) -> Iterable[Query]:
    return (step for step in steps if step)
