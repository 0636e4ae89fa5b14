"""How often what is asked."""

from __future__ import annotations

import asyncio
import logging
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from bot.store import Store, counters
from bot.store.counters import Asked, AskedOfNetwork, Total
from tests.bot.store.conftest import Clock
from tests.bot.store.looking import rows, run

SUMMARY = Asked("private", "answer", "summary", ("food-pact",))
DAY = date(2026, 3, 1)


async def test_replies_are_counted_by_day_and_what_they_are_about(store: Store, clock: Clock) -> None:
    since = clock.time - timedelta(days=1)
    for asked in (SUMMARY, SUMMARY, Asked("group", "answer", "list-all", ("food-pact", "climate-club"))):
        store.counters.count(asked)
    clock.wait(hours=12)
    store.counters.count(Asked("private", "fallback"))
    await store.counters.flush()
    assert await store.counters.of_networks(since) == (
        AskedOfNetwork(DAY, "group", "answer", "list-all", "climate-club", 1),
        AskedOfNetwork(DAY, "group", "answer", "list-all", "food-pact", 1),
        AskedOfNetwork(DAY, "private", "answer", "summary", "food-pact", 2),
        AskedOfNetwork(date(2026, 3, 2), "private", "fallback", "", "", 1),
    )
    assert await store.counters.of_surfaces(since) == (
        Total(DAY, "group", 1),
        Total(DAY, "private", 2),
        Total(date(2026, 3, 2), "private", 1),
    )


async def test_what_was_counted_is_written_at_the_end(address: str, clock: Clock) -> None:
    for _ in range(2):
        async with Store.open(address, clock) as store:
            store.counters.count(SUMMARY)
    async with Store.open(address, clock) as store:
        assert [row["count"] for row in await rows(store, "counters")] == [2]


async def test_what_was_counted_is_written_every_few_seconds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "FLUSH_SECONDS", 0.01)
    for times in (1, 2):
        store.counters.count(SUMMARY)
        for _ in range(2000):
            await asyncio.sleep(0.01)
            if [row["count"] for row in await rows(store, "totals")] == [times]:
                break
        else:
            pytest.fail("it is not written")


async def test_two_replicas_count_together(address: str) -> None:
    async with Store.open(address) as one, Store.open(address) as other:
        for _ in range(10):
            for store in (one, other):
                for network in ("b", "a", "c"):
                    store.counters.count(Asked("private", "answer", "summary", (network,)))
            await asyncio.gather(one.counters.flush(), other.counters.flush())
        assert [row["count"] for row in await rows(one, "counters")] == [20, 20, 20]
        assert [row["count"] for row in await rows(one, "totals")] == [60]


async def test_what_cannot_be_written_is_kept_for_later(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(counters, "FLUSH_SECONDS", 0.01)
    await run(store, text("ALTER TABLE counters RENAME TO away"))
    store.counters.count(SUMMARY)
    with caplog.at_level(logging.WARNING, "bot.store"):
        async with asyncio.timeout(60):
            while "could not be counted yet" not in caplog.text:  # noqa: ASYNC110 a log makes no event
                await asyncio.sleep(0.01)
    await run(store, text("ALTER TABLE away RENAME TO counters"))
    await store.counters.flush()
    assert [row["count"] for row in await rows(store, "counters")] == [1]
    assert [row["count"] for row in await rows(store, "totals")] == [1]


async def test_shared_cards_are_counted_per_day_too(store: Store, clock: Clock) -> None:
    await store.shares.count("en:summary:food-pact:", ["food-pact"])
    await store.counters.flush()
    assert await store.counters.of_networks(clock.time - timedelta(days=1)) == (
        AskedOfNetwork(DAY, "shared", "shared", "", "food-pact", 1),
    )


async def test_where_the_last_counts_cannot_be_written_the_end_comes_all_the_same(
    address: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with Store.open(address) as store:
        await run(store, text("ALTER TABLE counters RENAME TO away"))
        store.counters.count(SUMMARY)
    assert "are lost" in caplog.text
    async with Store.open(address) as store:
        await run(store, text("ALTER TABLE away RENAME TO counters"))
