"""One update, from what Telegram sent to its end: handled, set aside, or tried again.

An update is handled at least once, and answered once where that can be known. It is tried again only where nothing of
it can have been seen: no call got through to Telegram, or the store was away before there was an answer. Where an
answer may have arrived, a second try might show it twice, so the person is told instead (see `errors.py`).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeAlias

from telegram import Update
from telegram.ext import Application

from bot.telegram.logs import describe
from bot.telegram.plain import read_update

LOGGER = logging.getLogger(__name__)

App: TypeAlias = Application[Any, Any, Any, Any, Any, Any]
Raw: TypeAlias = Mapping[str, Any]
"""An update as it came, which need not be what the Bot API promises."""

PAUSES = (1.0, 5.0, 15.0, 30.0, 60.0)
"""Seconds before each further try. A restart of the Bot API's server or of a database takes less than all together;
who asked has gone after that, and the updates of others should not wait any longer to be confirmed."""

LONGEST_TRY = 180.0
"""Seconds after which a try is broken off, so that no fault holds up a chat for good. Calls of the Bot API and of the
store end by themselves before that."""


@dataclass
class _Try:
    is_last: bool
    is_in_vain: bool = False


_current: ContextVar[_Try | None] = ContextVar("_current", default=None)


def try_again() -> bool:
    """Asks, from an error handler, that the update be tried again later; False where it will not be."""
    current = _current.get()
    if current is None or current.is_last:
        return False
    current.is_in_vain = True
    return True


class Handled(Enum):
    """What became of the work on an update."""

    DONE = "done"
    """It was answered, or who asked was told that it failed."""
    IN_VAIN = "in vain"
    """Nothing of an answer can have been seen, and the cause may pass."""
    MALFORMED = "malformed"
    """It cannot be read."""


async def handle(application: App, raw: Raw, pauses: Sequence[float] = PAUSES) -> Handled:
    """Has an update handled, in as many tries as it takes and may take.

    Args:
        application: who handles it.
        raw: the update as it came.
        pauses: seconds before each further try. Without any there is one try, after which whoever sent it may try
            again; else the last try tells the person that it failed.
    """
    try:
        update = read_update(raw, application.bot)
    except Exception as error:  # whatever a malformed update makes the library raise
        LOGGER.error("An update is malformed and was left out: %s", describe(error))
        return Handled.MALFORMED
    for pause in (*pauses, None):
        current = _Try(is_last=pause is None and bool(pauses))
        await _try(application, update, current)
        if not current.is_in_vain:
            break
        if pause is None:
            return Handled.IN_VAIN
        await asyncio.sleep(pause)
    return Handled.DONE


async def _try(application: App, update: Update, current: _Try) -> None:
    before = _current.set(current)
    try:
        async with asyncio.timeout(LONGEST_TRY):
            await application.process_update(update)
    except TimeoutError:
        LOGGER.error("The work on an update took longer than %g s and was given up.", LONGEST_TRY)
    except Exception as error:  # the handlers' own errors have been seen to; this is a fault between them
        LOGGER.error("An update could not be handled: %s", describe(error))
    finally:
        _current.reset(before)
