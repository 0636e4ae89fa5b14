"""Every update to its end, exactly once as far as can be known, whichever way it came and to whichever replica.

An update is claimed in the store, worked on, and marked as done together with all that it changes. One that comes again
is recognised by its mark. Between Telegram's acceptance of a reply and the mark there is a moment in which a crash
leaves no trace: then the update comes again and is answered a second time. No bot can do better, since Telegram does
not let one ask whether a message was sent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from enum import Enum
from typing import Any

from bot.operations.log_context import about_update
from bot.operations.metrics import Metrics
from bot.store import ConversationKey, Store, StoreError
from bot.store.turns import Begun
from bot.store.updates import Claim
from bot.telegram.handling import App, Handled, Raw, handle
from bot.telegram.lanes import Lanes, lane_of
from bot.telegram.logs import describe
from bot.telegram.work import Work, begin_work

LOGGER = logging.getLogger(__name__)

LEASE = timedelta(seconds=90)
"""How long an update is left to a replica that has claimed it. Where one dies, the next may answer after that; the
longest work that ends by itself, a call of the Bot API with all its repeats, takes less."""
STORE_PAUSES = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0)
"""Seconds between attempts where the store is away: together half a minute, in which a database restarts."""


class Delivered(Enum):
    """What became of an update that was delivered."""

    DONE = "done"
    """It needs not be sent again: it was answered, now or before, or cannot be read."""
    AGAIN = "again"
    """It should be sent again later."""


Deliver = Callable[[Raw], Awaitable[Delivered]]
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

    async def start(self) -> None:
        """Gives back what an earlier run of this replica had claimed when it was cut off."""
        await self._store.updates.release_all(self._application.bot.id, self._owner)

    async def deliver(self, raw: Raw) -> Delivered:
        """Has an update handled, after those of the same chat that came before it."""
        update_id = raw.get("update_id")
        if not isinstance(update_id, int) or isinstance(update_id, bool) or abs(update_id) >= 2**63:
            return await self._set_aside(raw, "no update_id")
        with about_update(raw):
            async with self._lanes.lane(lane_of(raw)):
                delivered = await self._deliver(raw, update_id)
        self._metrics.update_done(next((kind for kind in raw if kind != "update_id"), ""), delivered.value)
        return delivered

    @property
    def depth(self) -> int:
        """Updates that are worked on or wait for others of their chat."""
        return self._lanes.depth

    async def _deliver(self, raw: Raw, update_id: int) -> Delivered:
        bot, key = self._application.bot.id, conversation_key(raw)
        begun = await self._begin(bot, update_id, key)
        if begun is None or begun.claim is Claim.TAKEN:
            return Delivered.AGAIN
        if begun.claim is Claim.DONE:
            return Delivered.DONE
        work = Work(bot, update_id, key, begun.conversation)
        begin_work(work)
        handled = await handle(self._application, raw, self._pauses)
        if handled is Handled.IN_VAIN:
            await self._store.updates.release(bot, update_id, self._owner)
            return Delivered.AGAIN
        if handled is Handled.MALFORMED:
            work.also.append(self._store.set_aside.to_add(bot, dict(raw), "python-telegram-bot cannot read it"))
        await self._finish(work)
        return Delivered.DONE

    async def _begin(self, bot: int, update_id: int, key: ConversationKey) -> Begun | None:
        """The claim on an update and its conversation; None where the store stays away."""
        for pause in (*STORE_PAUSES, None):
            try:
                return await self._store.begin(bot, update_id, self._owner, LEASE, key)
            except StoreError as error:
                LOGGER.warning("The store is away: %s", describe(error))
            if pause is None:
                return None
            await asyncio.sleep(pause)
        return None

    async def _finish(self, work: Work) -> None:
        """Writes what an update changes. It was answered, so that it must not come again if that can be helped."""
        for pause in (*STORE_PAUSES, None):
            try:
                await self._store.finish(work.finished())
                return
            except StoreError as error:
                LOGGER.warning("What an update changes could not be written yet: %s", describe(error))
            if pause is not None:
                await asyncio.sleep(pause)
        LOGGER.error("An update was answered, but that could not be written: it may be answered again.")

    async def _set_aside(self, raw: Raw, reason: str) -> Delivered:
        try:
            await self._store.set_aside.add(self._application.bot.id, dict(raw), reason)
        except StoreError as error:
            LOGGER.warning("A malformed update could not be set aside: %s", describe(error))
        return Delivered.DONE


def conversation_key(raw: Raw) -> ConversationKey:
    """Whose conversation an update belongs to, read from it as it came: whatever is wrong with it counts as 0."""
    for content in raw.values():
        if isinstance(content, Mapping):
            message = content.get("message")
            holder = message if isinstance(message, Mapping) else content
            user = _id(content.get("from"))
            topic = holder.get("message_thread_id") if holder.get("is_topic_message") else 0
            return ConversationKey(_id(holder.get("chat")) or user, user, topic if isinstance(topic, int) else 0)
    return ConversationKey(0, 0)


def _id(holder: Any) -> int:
    id = holder.get("id") if isinstance(holder, Mapping) else None
    return id if isinstance(id, int) and abs(id) < 2**63 else 0
