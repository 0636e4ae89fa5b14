"""How much one person may ask: so that nobody's flood keeps the others waiting, or the bot from Telegram's limits."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MOST_PEOPLE = 10_000
"""People remembered, those who wrote last: about 2 MB. Whoever wrote nothing for long has all of the allowance back
anyway, so that only a crowd of more than that within half a minute would get more than it should."""


@dataclass(frozen=True)
class Allowed:
    """The message may be answered."""


@dataclass(frozen=True)
class Limited:
    """The message is one too many.

    Attributes:
        first: whether to say so; after that, silence is kept until the person has their whole allowance back.
    """

    first: bool


@dataclass
class _Bucket:
    """What is left of an allowance, and as of when."""

    left: float
    as_of: float
    was_told: bool = False


class RateLimiter:
    """Counts the messages of each person.

    The allowance is a token bucket: half of `per_minute` may come at once, and it fills up evenly.

    Args:
        per_minute: messages that are answered over a longer time; 0 for any number.
        clock: tells the time in seconds.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_minute / 60
        self._most = max(1.0, per_minute / 2)
        self._clock = clock
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def allow(self, user: int) -> Allowed | Limited:
        """Whether one more message of a person may be answered now; counts it where it may."""
        if not self._per_second:
            return Allowed()
        bucket = self._filled_up(user)
        if bucket.left >= 1:
            bucket.left -= 1
            return Allowed()
        first, bucket.was_told = not bucket.was_told, True
        return Limited(first)

    def _filled_up(self, user: int) -> _Bucket:
        """The person's bucket as of now."""
        now = self._clock()
        bucket = self._buckets.setdefault(user, _Bucket(self._most, now))
        self._buckets.move_to_end(user)
        if len(self._buckets) > MOST_PEOPLE:
            self._buckets.popitem(last=False)
        bucket.left = min(self._most, bucket.left + (now - bucket.as_of) * self._per_second)
        bucket.as_of = now
        bucket.was_told = bucket.was_told and bucket.left < self._most
        return bucket
