"""Every update to its end, exactly once as far as can be known, whichever way it came and to whichever replica.

An update is claimed in the store, worked on, and marked as done together with all that it changes. One that comes again
is recognised by its mark. Between Telegram's acceptance of a reply and the mark there is a moment in which a crash
leaves no trace: then the update comes again and is answered a second time. No bot can do better, since Telegram does
not let one ask whether a message was sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from datetime import timedelta
from enum import Enum
from typing import Any, TypeVar

from bot.operations.log_context import about_update
from bot.operations.metrics import Metrics
from bot.store import ConversationKey, Store, StoreError
from bot.store.updates import Claim
from bot.telegram.handling import App, Handled, Raw, handle
from bot.telegram.lanes import Lanes
from bot.telegram.logs import describe
from bot.telegram.work import Work, begin_work
from bot.update_origin import Origin, origin_of

T = TypeVar("T")

LOGGER = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""How long an update is left to a replica that has claimed it. Where one dies, the next may answer after that; the
longest work that ends by itself, a call of the Bot API with all its repeats, takes less."""
MOST_AT_ONCE = 32
"""Updates that are worked on side by side; half of the connections that there are for calls."""
STORE_PAUSES = (0.1, 0.5, 1.0, *(2.0,) * 14)
"""Seconds between attempts where the store is away: together half a minute, in which a database restarts. Two seconds
are the longest that anybody waits for an answer once it is back."""


class Delivered(Enum):
    """What became of an update that was delivered."""

    DONE = "done"
    """It needs not be sent again: it was answered, now or before, or cannot be read."""
    AGAIN = "again"
    """It should be sent again later."""


Deliver = Callable[[Raw], Coroutine[Any, Any, Delivered]]
"""Has an update handled, and says what became of it."""


class Delivery:
    """Has updates handled by one application."""

    def __init__(
        self, application: App, store: Store, owner: str, pauses: Sequence[float], metrics: Metrics | None = None
    ) -> None:
        """Prepares the delivery.

        Args:
            application: who handles them.
            store: where it is kept which are done.
            owner: the name of this replica: no other running one has it, and after a restart it has the same.
            pauses: seconds before each further try of an update that nothing can have been seen of; none where
                whoever sent it will send it again.
            metrics: where what became of updates is counted.
        """
        self._metrics = metrics or Metrics()
        self._application = application
        self._store = store
        self._owner = owner
        self._pauses = pauses
        self._lanes = Lanes()
        self._room = asyncio.Semaphore(MOST_AT_ONCE)

    async def start(self) -> None:
        """Gives back what an earlier run of this replica had claimed when it was cut off."""
        await self._store.updates.release_all(self._application.bot.id, self._owner)

    async def deliver(self, raw: Raw) -> Delivered:
        """Has an update handled, after those of the same chat that came before it."""
        update_id = raw.get("update_id")
        if not isinstance(update_id, int) or isinstance(update_id, bool) or abs(update_id) >= 2**63:
            return await self._set_aside(raw, "no update_id")
        origin = origin_of(raw)
        with about_update(raw):
            # Room is taken only after the turn has come, so that a busy chat leaves the others theirs.
            async with self._lanes.lane(origin.lane), self._room:
                delivered = await self._deliver(raw, update_id, origin)
        self._metrics.update_done(next((kind for kind in raw if kind != "update_id"), ""), delivered.value)
        return delivered

    @property
    def depth(self) -> int:
        """Updates that are worked on or wait for others of their chat."""
        return self._lanes.depth

    async def _deliver(self, raw: Raw, update_id: int, origin: Origin) -> Delivered:
        bot, key = self._application.bot.id, _conversation_key(origin)
        try:
            begun = await _patiently(
                lambda: self._store.begin(bot, update_id, self._owner, LEASE, key), "The store is away"
            )
        except StoreError:
            return Delivered.AGAIN
        if begun.claim is Claim.TAKEN:
            return Delivered.AGAIN
        if begun.claim is Claim.DONE:
            return Delivered.DONE
        work = Work(bot, update_id, key, begun.conversation)
        begin_work(work)
        handled = await handle(self._application, raw, self._pauses)
        if handled is Handled.IN_VAIN:
            await self._release(bot, update_id)
            return Delivered.AGAIN
        if handled is Handled.MALFORMED:
            work.also.append(self._store.set_aside.to_add(bot, dict(raw), "python-telegram-bot cannot read it"))
        await self._finish(work)
        return Delivered.DONE

    async def _release(self, bot: int, update_id: int) -> None:
        """Gives the claim on an update back, so that it need not wait for the end of its lease."""
        try:
            await _patiently(
                lambda: self._store.updates.release(bot, update_id, self._owner), "A claim is not given back yet"
            )
        except StoreError as error:
            LOGGER.warning("A claim could not be given back: %s", describe(error))

    async def _finish(self, work: Work) -> None:
        """Writes what an update changes. It was answered, so that it must not come again if that can be helped."""
        try:
            await _patiently(lambda: self._store.finish(work.finished()), "What an update changes is not written yet")
        except StoreError as error:
            LOGGER.error("An update was answered, but not marked: it may be answered again: %s", describe(error))

    async def _set_aside(self, raw: Raw, reason: str) -> Delivered:
        try:
            await self._store.set_aside.add(self._application.bot.id, dict(raw), reason)
        except StoreError as error:
            LOGGER.warning("A malformed update could not be set aside: %s", describe(error))
        return Delivered.DONE


def _conversation_key(origin: Origin) -> ConversationKey:
    """Whose conversation it is; what is outside of chats belongs to the person's private one."""
    return ConversationKey(origin.lane or 0, origin.user or 0, origin.topic)


async def _patiently(attempt: Callable[[], Awaitable[T]], trouble: str) -> T:
    """What an attempt gives, made again and again where the store is away; raises StoreError where it stays so."""
    for pause in STORE_PAUSES:
        try:
            return await attempt()
        except StoreError as error:
            LOGGER.warning("%s: %s", trouble, describe(error))
        await asyncio.sleep(pause)
    return await attempt()
