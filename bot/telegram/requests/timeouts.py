"""How long a call may take."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aiohttp import ClientTimeout
from telegram.request import BaseRequest

from bot.telegram.requests.call import Call

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

_DEFAULT = BaseRequest.DEFAULT_NONE


@dataclass(frozen=True)
class Timeouts:
    """Seconds for the steps of one try; None is without end.

    Attributes:
        read: the silence before an answer and between its parts.
        write: sending a call.
        media_write: sending a call with files.
        connect: resolving the name, connecting, and TLS.
        pool: waiting until one of the connections is free.
    """

    read: float | None = 10.0
    write: float | None = 5.0
    media_write: float | None = 20.0
    connect: float | None = 5.0
    pool: float | None = 1.0

    def but(
        self,
        *,
        read: ODVInput[float] = _DEFAULT,
        write: ODVInput[float] = _DEFAULT,
        connect: ODVInput[float] = _DEFAULT,
        pool: ODVInput[float] = _DEFAULT,
    ) -> Timeouts:
        """These, except where a call brings its own; `write` then counts with files too."""
        if read is write is connect is pool is _DEFAULT:
            return self
        return Timeouts(
            read=_chosen(read, self.read),
            write=_chosen(write, self.write),
            media_write=_chosen(write, self.media_write),
            connect=_chosen(connect, self.connect),
            pool=_chosen(pool, self.pool),
        )

    def towards_aiohttp(self, call: Call) -> ClientTimeout:
        """The same for aiohttp, which has no time-out for writing: all steps together have one instead.

        A download has none, as a large file may take long; its read time-out sees whether it stands still.
        """
        write = self.media_write if call.files else self.write
        if call.is_download or self.connect is None or write is None or self.read is None:
            total = None
        else:
            total = self.connect + write + self.read
        return _client_timeout(total, self.connect, self.read)


@cache
def _client_timeout(total: float | None, connect: float | None, read: float | None) -> ClientTimeout:
    """One of the few that there are: polling, messages, files and downloads have each their own."""
    return ClientTimeout(total=total, connect=connect, sock_read=read)


def _chosen(given: ODVInput[float], default: float | None) -> float | None:
    """What a call brings, or the default where it brings nothing: python-telegram-bot marks that with an object."""
    return given if given is None or isinstance(given, int | float) else default
