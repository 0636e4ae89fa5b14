"""Telegram's flood limits: who asked to be left alone, and until when."""

from __future__ import annotations

import asyncio
import math
import time

from telegram.error import RetryAfter

_MOST = 1024
"""Lanes that are remembered. Each costs a refusal by Telegram, so more than a few dozen at a time are not expected."""


class FloodGate:
    """Holds back what Telegram has just said it would refuse; nothing else waits.

    Calls wait in lanes, see `Call.lane`. A lane that Telegram never complained about is open.
    """

    def __init__(self) -> None:
        self._opens: dict[str, float] = {}

    def close(self, lane: str, seconds: float) -> None:
        """Closes a lane for some seconds. What is remembered of lanes that are open again goes."""
        now = time.monotonic()
        self._opens = {lane: opens for lane, opens in self._opens.items() if opens > now}
        if len(self._opens) >= _MOST:
            del self._opens[min(self._opens, key=self._opens.__getitem__)]
        self._opens[lane] = now + seconds

    async def wait(self, lane: str, patience: float) -> float:
        """Waits until the lane is open; gives the seconds that this took.

        Raises:
            RetryAfter: that would take longer than `patience`, so nothing was waited for.
        """
        waited = 0.0
        while (left := self._opens.get(lane, 0.0) - time.monotonic()) > 0:
            if waited + left > patience:
                raise RetryAfter(math.ceil(left))
            await asyncio.sleep(left)
            waited += left
        return waited
