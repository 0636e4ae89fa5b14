"""The limit for each person: bursts pass, floods do not, and one sentence says so."""

from __future__ import annotations

import tracemalloc

import pytest

from bot.operations.rate import MOST_PEOPLE, Allowed, Limited, RateLimiter
from bot.telegram.texts import text, texts


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limiter(clock: Clock) -> RateLimiter:
    """Twenty a minute, ten at once."""
    return RateLimiter(20, clock)


def spend(limiter: RateLimiter, user: int = 1) -> int:
    """Writes until one message is too many; gives how many were answered."""
    for count in range(1000):
        if limiter.allow(user) != Allowed():
            return count
    raise AssertionError("there is no limit")


def test_ten_at_once_pass_then_one_is_told_and_the_others_are_not(limiter: RateLimiter) -> None:
    assert [limiter.allow(1) for _ in range(13)] == [Allowed()] * 10 + [Limited(first=True)] + [
        Limited(first=False)
    ] * 2


def test_one_persons_flood_does_not_limit_another(limiter: RateLimiter) -> None:
    spend(limiter, user=1)
    assert limiter.allow(2) == Allowed()


def test_the_allowance_comes_back_evenly(limiter: RateLimiter, clock: Clock) -> None:
    spend(limiter)
    clock.now += 3
    assert limiter.allow(1) == Allowed()
    assert limiter.allow(1) == Limited(first=False)
    clock.now += 3600
    assert spend(limiter) == 10


def test_over_an_hour_it_is_twenty_a_minute(limiter: RateLimiter, clock: Clock) -> None:
    answered = 0
    for _ in range(3600):
        clock.now += 1
        answered += limiter.allow(1) == Allowed()
    assert answered == pytest.approx(20 * 60, abs=10)


def test_silence_is_kept_until_the_whole_allowance_is_back(limiter: RateLimiter, clock: Clock) -> None:
    spend(limiter)
    clock.now += 29
    spend(limiter)  # nine more, not ten
    assert limiter.allow(1) == Limited(first=False)
    clock.now += 31
    assert [limiter.allow(1) for _ in range(11)][-1] == Limited(first=True)


@pytest.mark.parametrize(("per_minute", "at_once"), [(1, 1), (2, 1), (5, 2), (60, 30)])
def test_half_of_a_minutes_messages_may_come_at_once(per_minute: int, at_once: int, clock: Clock) -> None:
    assert spend(RateLimiter(per_minute, clock)) == at_once


def test_zero_is_no_limit(clock: Clock) -> None:
    limiter = RateLimiter(0, clock)
    assert all(limiter.allow(1) == Allowed() for _ in range(1000))


def test_memory_is_bounded_and_those_who_write_are_not_forgotten(limiter: RateLimiter) -> None:
    spend(limiter, user=0)
    tracemalloc.start()
    for user in range(1, 5 * MOST_PEOPLE):
        limiter.allow(user)
        if user % 1000 == 0:
            assert limiter.allow(0) == Limited(first=False)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used < 4_000_000


def test_the_sentence_is_there_in_each_language() -> None:
    sentences = {text("too-fast", language) for language in texts()}
    assert len(sentences) == len(texts()) >= 2
