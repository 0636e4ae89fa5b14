"""Limits of processor time that hold on slow machines too."""

from __future__ import annotations

import time

USUAL = 0.006
"""Seconds that `_work` takes on the machine on which the limits were measured."""
ATTEMPTS = 3


def is_within(seconds: float, limit: float) -> bool:
    """Whether something took at most the processor time that it may; on a slower machine, more by as much."""
    return seconds <= limit or seconds <= limit * _slowness()


def _slowness() -> float:
    """How many times as long as usual everything takes here and now."""
    return max(1.0, min(_seconds() for _ in range(ATTEMPTS)) / USUAL)


def _seconds() -> float:
    start = time.process_time()
    _work()
    return time.process_time() - start


def _work() -> None:
    words = {str(number): number for number in range(20_000)}
    sorted(words, key=words.__getitem__, reverse=True)
