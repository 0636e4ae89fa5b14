"""Updates that wait for the bot, and long polling as Telegram does it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from tests.telegram_server.json_types import Json
from tests.telegram_server.refusal import Refusal

NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")
OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_SET = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)
_MOST = 100


@dataclass(frozen=True)
class Pending:
    """An update that waits; `body` is what is sent, whether or not it is right."""

    update_id: int
    body: Json


class UpdateQueue:
    """The updates that the bot has not confirmed.

    Attributes:
        pending: in order.
        allowed: the kinds that the bot asked for, empty for Telegram's choice.
        not_wanted: what came of other kinds, and was dropped.
    """

    def __init__(self) -> None:
        self.pending: list[Pending] = []
        self.allowed: tuple[str, ...] = ()
        self.not_wanted: list[Json] = []
        self.added = asyncio.Event()
        self._next_id = 500_001
        self._poll: asyncio.Future[None] | None = None

    def next_id(self) -> int:
        """An id for an update."""
        self._next_id += 1
        return self._next_id - 1

    def add(self, pending: Pending) -> None:
        """Queues an update, unless its kind is not wanted."""
        kinds = pending.body.keys() - {"update_id"}
        wanted = kinds & set(self.allowed) if self.allowed else kinds - set(NOT_BY_DEFAULT)
        if kinds and not wanted:
            self.not_wanted.append(pending.body)
            return
        self.pending.append(pending)
        self.added.set()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Sets which kinds are wanted from now on; None leaves it as it is."""
        if kinds is not None:
            self.allowed = tuple(kinds)

    def confirm(self, offset: int) -> None:
        """Forgets updates before `offset`; a negative one keeps only that many of the last."""
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [pending for pending in self.pending if pending.update_id >= offset]

    def has(self, pending: Pending) -> bool:
        """Whether an update still waits."""
        return pending in self.pending

    def end_poll(self, reason: str) -> None:
        """Ends the poll that waits, if there is one."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refusal(409, reason))

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """The updates that wait, or that come in time.

        Raises:
            Refusal: another poll came meanwhile.
        """
        self.end_poll(OTHER_POLLER)
        self.confirm(offset)
        if not self.pending and seconds > 0:
            self._poll = poll = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(seconds):
                    await poll
            except TimeoutError:
                pass
            finally:
                self._poll = None if self._poll is poll else self._poll
        return [pending.body for pending in self.pending[: min(max(limit, 1), _MOST)]]
