"""What an update's records have in common: its id, and hashes of the chat and the person."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from bot.update_origin import origin_of

_LENGTH = 10
"""Digits of a hash: enough that two of a million people share one with a probability of about a half, and short to
read. It need not identify anyone: that is what it is for."""


@dataclass(frozen=True)
class _Work:
    """An update in hand; the ids are hashed only where a record is written, which is rare."""

    request: str
    chat: int | None
    user: int | None


_current: ContextVar[_Work | None] = ContextVar("_current", default=None)


@contextmanager
def about_update(update: Mapping[str, object]) -> Iterator[None]:
    """Marks all records that are written within, and in tasks begun within, as belonging to an update.

    The id of a request is that of the update, so that a second try, maybe on another machine, bears it as well.

    Args:
        update: as it came, which need not be what the Bot API promises.
    """
    before = _current.set(_work_on(update))
    try:
        yield
    finally:
        _current.reset(before)


def request_id() -> str | None:
    """The id of the request in hand, as the log shows it."""
    work = _current.get()
    return work.request if work else None


class WithRequest(logging.Filter):
    """Gives each record `request`, `chat` and `user`, the latter two hashed; None outside of an update.

    Args:
        key: what the ids are hashed with. Without it they could be found by trying all numbers.
    """

    def __init__(self, key: bytes) -> None:
        super().__init__()
        self._key = key

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record pass, with its request."""
        work = _current.get()
        record.request = work.request if work else None
        record.chat = self._hash(work.chat) if work else None
        record.user = self._hash(work.user) if work else None
        return True

    def _hash(self, id: int | None) -> str | None:
        if id is None:
            return None
        return hmac.new(self._key, str(id).encode(), hashlib.sha256).hexdigest()[:_LENGTH]


def _work_on(update: Mapping[str, object]) -> _Work:
    id, origin = update.get("update_id"), origin_of(update)
    return _Work(f"u{id}" if isinstance(id, int) else "u?", origin.chat, origin.user)
