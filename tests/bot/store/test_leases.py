"""What one of several bots does."""

from __future__ import annotations

import asyncio

from bot.store import Store
from tests.bot.store.conftest import Clock


async def test_one_has_it_until_it_runs_out(store: Store, clock: Clock) -> None:
    assert await store.leases.acquire("setup", "replica-1", seconds=60)
    assert not await store.leases.acquire("setup", "replica-2", 60)
    clock.wait(seconds=60)
    assert await store.leases.acquire("setup", "replica-2", 60)
    assert not await store.leases.acquire("setup", "replica-1", 60)


async def test_who_has_it_may_ask_again(store: Store) -> None:
    assert await store.leases.acquire("setup", "replica-1", 60)
    assert await store.leases.acquire("setup", "replica-1", 60)


async def test_each_name_is_a_lease_of_its_own(store: Store) -> None:
    assert await store.leases.acquire("setup", "replica-1", 60)
    assert await store.leases.acquire("pruning", "replica-2", 60)


async def test_it_can_be_given_back_by_who_has_it(store: Store) -> None:
    await store.leases.acquire("setup", "replica-1", 60)
    await store.leases.release("setup", "replica-2")
    assert not await store.leases.acquire("setup", "replica-2", 60)
    await store.leases.release("setup", "replica-1")
    assert await store.leases.acquire("setup", "replica-2", 60)


async def test_of_many_who_ask_at_once_one_has_it(address: str) -> None:
    async with Store.open(address) as one, Store.open(address) as other:
        asked = [store.leases.acquire("setup", f"{number}", 60) for number, store in enumerate((one, other) * 10)]
        assert sum(await asyncio.gather(*asked)) == 1
