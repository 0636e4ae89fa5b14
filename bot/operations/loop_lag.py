"""How late the event loop is: what blocks it keeps everyone waiting, and shows nowhere else."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.operations.metrics import Metrics

PERIOD = 0.5
"""Seconds between two looks. One costs about 20 microseconds."""
REMEMBERED = 60.0
"""Seconds for which the worst is remembered: longer than the pause between two looks of Prometheus."""


class LoopLag:
    """Measures how much later than asked for the event loop goes on."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._seen: deque[float] = deque(maxlen=round(REMEMBERED / PERIOD))

    @property
    def last(self) -> float:
        """The last one, in seconds."""
        return self._seen[-1] if self._seen else 0.0

    @property
    def worst(self) -> float:
        """The worst of the last minute, in seconds."""
        return max(self._seen, default=0.0)

    @asynccontextmanager
    async def measured(self) -> AsyncIterator[None]:
        """Measures for as long as the block runs."""
        task = asyncio.create_task(self._measure())
        try:
            yield
        finally:
            task.cancel()

    async def _measure(self) -> None:
        while True:
            started = time.perf_counter()
            await asyncio.sleep(PERIOD)
            self._seen.append(max(0.0, time.perf_counter() - started - PERIOD))
            self._metrics.event_loop_lag(self.last, self.worst)
