"""Long polling that loses nothing: an update is confirmed only after the work on it.

python-telegram-bot's own polling confirms updates before it handles them, so a crash loses them, and one malformed
update stops it for good. Here updates of one chat are worked on one after the other, those of different chats side by
side. The offset, which tells Telegram what need not be sent again, stays before the first update that is still worked
on; meanwhile Telegram sends that one again with each call, and what is known already is left out.

After a crash, what was not confirmed comes again: at most what was in hand, and what was done while an earlier update
was still in hand.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from telegram.error import BadRequest, Conflict, EndPointNotFound, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.telegram.delivery import Deliver, Delivered
from bot.telegram.handling import App, Raw
from bot.telegram.logs import describe

LOGGER = logging.getLogger(__name__)

WAIT_SECONDS = 30
"""How long Telegram holds a call open where there is nothing new; longer calls are cut by some networks."""
GLANCE_SECONDS = 0.3
"""How soon to look for new updates while earlier ones are still worked on, when Telegram does not hold the call open.
A reply usually takes a tenth of a second, so that this is rare; it is also how long a new one may wait then."""
FIRST_PAUSE = 1.0
"""Seconds before the next call where one failed; doubled each time."""
LONGEST_PAUSE = 30.0
"""Seconds between two calls where Telegram cannot be reached for long."""
STOP_SECONDS = 5.0
"""For how long work in hand is waited for at the end; service managers kill after ten."""
CONFIRM_SECONDS = 3.0
"""How long the last confirmation may take."""
_MOST_REMEMBERED = 1000
"""Updates that are recognised when they come twice: ten full calls."""


class Poller:
    """Receives the updates of one application and has them handled.

    Args:
        application: whose updates they are.
        deliver: has an update handled.
        allowed_updates: the kinds of update that Telegram is to send.
        wait_seconds: how long Telegram holds a call open where there is nothing new.
    """

    def __init__(
        self, application: App, deliver: Deliver, allowed_updates: Sequence[str], wait_seconds: int = WAIT_SECONDS
    ) -> None:
        self._application = application
        self._deliver = deliver
        self._allowed_updates = list(allowed_updates)
        self._wait_seconds = wait_seconds
        self._open: dict[int, asyncio.Task[Delivered]] = {}
        self._done: set[int] = set()  # and not confirmed yet
        self._known: dict[int, None] = {}  # in the order in which they came
        self._has_warned = False

    async def run(self, stop: asyncio.Event) -> None:
        """Works until `stop` is set, then finishes what is in hand, within a time limit, and confirms it.

        Where it is cancelled, nothing is finished and nothing confirmed.

        Raises:
            Conflict: another program receives the updates of the same bot.
            InvalidToken: Telegram does not know the token (any more).
        """
        polling = asyncio.create_task(self._poll())
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait((polling, stopping), return_when=asyncio.FIRST_COMPLETED)
            await _cancel(polling)
            await self._finish()
            if not polling.cancelled():
                polling.result()  # raises what ended it
            await self._confirm()
        finally:
            await _cancel(polling, stopping, *self._open.values())

    async def _poll(self) -> None:
        """Takes updates and begins the work on them, until it is cancelled."""
        while True:
            updates = await self._fetch()
            begun = [self._begin(update) for update in updates]
            if self._open:
                await asyncio.wait(self._open.values(), timeout=GLANCE_SECONDS)
            elif not all(begun):  # a server that sends again what was confirmed must not keep this busy
                await asyncio.sleep(GLANCE_SECONDS)

    async def _fetch(self) -> Sequence[Raw]:
        """The updates that are not confirmed yet. Tries again, ever more slowly, where Telegram cannot be reached."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await self._get_updates(self._wait_seconds)
            except (Conflict, InvalidToken):
                raise
            except TelegramError as error:
                LOGGER.log(_level(error), "Updates could not be received: %s", describe(error))
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    async def _get_updates(self, wait_seconds: int, limit: int = 100) -> Sequence[Raw]:
        """One call, which confirms what is done; gives its answer as it came.

        Once it is confirmed, no offset is sent any more: after a week without updates Telegram numbers them anew, and
        an offset from before might leave out what nobody has seen.
        """
        confirmed = self._offset()
        parameters = {"timeout": wait_seconds, "limit": limit, "allowed_updates": self._allowed_updates}
        # python-telegram-bot's own method would refuse all updates for a malformed one.
        try:
            found: object = await self._application.bot.do_api_request(
                "get_Updates",  # with a capital, as python-telegram-bot would warn that it has a method of this name
                api_kwargs=parameters | ({"offset": confirmed} if confirmed else {}),
                read_timeout=wait_seconds + 10,
            )
        except EndPointNotFound:  # as it takes a wrong token here; there is such a method
            raise InvalidToken from None
        if not isinstance(found, list):
            raise NetworkError("What came back is no list of updates. Check BOT_API_URL and the proxy.")
        self._done = {id for id in self._done if id >= confirmed}
        return found

    def _offset(self) -> int:
        """The id behind the last update that may be confirmed; 0 where there is nothing to confirm."""
        first_open = min(self._open, default=None)
        return 1 + max((id for id in self._done if first_open is None or id < first_open), default=-1)

    def _begin(self, update: object) -> bool:
        """Begins the work on an update; False for one that is known already, or that has no id to confirm it by."""
        id = update.get("update_id") if isinstance(update, Mapping) else None
        if not isinstance(id, int) or not isinstance(update, Mapping):
            self._warn_of_nameless()
            return False
        if id in self._known:
            if id not in self._open:  # its confirmation was lost
                self._done.add(id)
            return False
        self._remember(id)
        self._open[id] = task = asyncio.create_task(self._deliver(update))
        task.add_done_callback(partial(self._end, id))
        return True

    def _end(self, id: int, task: asyncio.Task[Delivered]) -> None:
        del self._open[id]
        if task.cancelled():
            return
        if error := task.exception():
            LOGGER.error("The work on an update broke off: %s", describe(error))
        if error or task.result() is Delivered.DONE:
            self._done.add(id)
        else:
            self._known.pop(id, None)  # Telegram still has it, and sends it with the next call

    def _remember(self, id: int) -> None:
        self._known[id] = None
        if len(self._known) > _MOST_REMEMBERED:
            del self._known[next(iter(self._known))]

    def _warn_of_nameless(self) -> None:
        """Once: such an update cannot be confirmed, and comes again until a later one is."""
        if not self._has_warned:
            LOGGER.error("An update came without an id and was left out.")
        self._has_warned = True

    async def _finish(self) -> None:
        """Waits for the work in hand, but not for long."""
        left = (await asyncio.wait(self._open.values(), timeout=STOP_SECONDS))[1] if self._open else ()
        if left:
            LOGGER.warning("%d updates could not be finished in time; Telegram will send them again.", len(left))

    async def _confirm(self) -> None:
        """Tells Telegram what is done."""
        if not self._offset():
            return
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                await self._get_updates(0, limit=1)
        except (TelegramError, TimeoutError) as error:
            LOGGER.warning("The last updates could not be confirmed; they will come again: %s", describe(error))


async def _cancel(*tasks: asyncio.Task[Any]) -> None:
    """Cancels tasks, and waits until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)


def _level(error: TelegramError) -> int:
    """A bad connection and too many calls are ordinary; a refusal should be looked into."""
    is_ordinary = isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest)
    return logging.WARNING if is_ordinary else logging.ERROR
