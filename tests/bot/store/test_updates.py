"""Who may work on an update: one at a time, and nobody once it is done."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.store import Claim, Store
from tests.bot.store.conftest import Clock
from tests.bot.store.looking import rows

BOT = 42
MINUTE = timedelta(minutes=1)


async def claim(store: Store, update_id: int = 7, owner: str = "replica-1") -> Claim:
    return await store.updates.claim(BOT, update_id, owner, MINUTE)


async def test_the_first_who_asks_has_it(store: Store) -> None:
    assert await claim(store, owner="replica-1") is Claim.NEW
    assert await claim(store, owner="replica-2") is Claim.TAKEN
    assert await claim(store, update_id=8, owner="replica-2") is Claim.NEW


async def test_another_task_of_the_same_bot_does_not_have_it_too(store: Store) -> None:
    assert await claim(store) is Claim.NEW
    assert await claim(store) is Claim.TAKEN


async def test_what_is_done_stays_done_for_all(address: str) -> None:
    async with Store.open(address) as store:
        await claim(store)
        await store.updates.finish(BOT, 7)
    async with Store.open(address) as store:
        assert await claim(store, owner="replica-1") is Claim.DONE
        assert await claim(store, owner="replica-2") is Claim.DONE


async def test_each_bot_has_its_own_updates(store: Store) -> None:
    await store.updates.finish(BOT, 7)
    assert await store.updates.claim(BOT + 1, 7, "replica-1", MINUTE) is Claim.NEW


async def test_numbers_may_be_as_long_as_telegrams(store: Store) -> None:
    assert await store.updates.claim(2**52, 2**31 - 1, "replica-1", MINUTE) is Claim.NEW


# Leases


async def test_after_its_lease_a_claim_is_anyones(store: Store, clock: Clock) -> None:
    await claim(store, owner="killed")
    clock.wait(seconds=59)
    assert await claim(store, owner="replica-2") is Claim.TAKEN
    clock.wait(seconds=1)
    assert await claim(store, owner="replica-2") is Claim.NEW
    assert await claim(store, owner="replica-3") is Claim.TAKEN


async def test_who_finishes_after_the_lease_has_answered_all_the_same(store: Store, clock: Clock) -> None:
    await claim(store, owner="slow")
    clock.wait(minutes=2)
    await claim(store, owner="replica-2")
    await store.updates.finish(BOT, 7)
    assert await claim(store, owner="replica-3") is Claim.DONE


async def test_a_claim_that_is_given_back_is_anyones_at_once(store: Store) -> None:
    await claim(store, owner="replica-1")
    await store.updates.release(BOT, 7, "replica-2")
    assert await claim(store, owner="replica-2") is Claim.TAKEN, "only its owner may give it back"
    await store.updates.release(BOT, 7, "replica-1")
    assert await claim(store, owner="replica-2") is Claim.NEW


async def test_what_is_done_cannot_be_given_back(store: Store) -> None:
    await claim(store)
    await store.updates.finish(BOT, 7)
    await store.updates.release(BOT, 7, "replica-1")
    await store.updates.release_all(BOT, "replica-1")
    assert await claim(store) is Claim.DONE


async def test_a_bot_that_starts_again_gives_back_what_it_was_cut_off_from(store: Store) -> None:
    for update_id in (7, 8):
        await claim(store, update_id, owner="replica-1")
    await claim(store, 9, owner="replica-2")
    await store.updates.release_all(BOT, "replica-1")
    assert [await claim(store, update_id) for update_id in (7, 8, 9)] == [Claim.NEW, Claim.NEW, Claim.TAKEN]


async def test_a_claim_repeated_on_a_new_connection_is_the_same_claim(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The statement was done, but the connection broke before its result came."""
    monkeypatch.setattr("bot.store.updates.getrandbits", lambda bits: 99)
    assert await claim(store) is Claim.NEW
    assert await claim(store) is Claim.NEW


# Time


async def test_updates_are_forgotten_after_two_days(store: Store, clock: Clock) -> None:
    await store.updates.finish(BOT, 7)
    clock.wait(hours=47)
    await store.updates.finish(BOT, 8)
    await store.prune()
    assert [row["update_id"] for row in await rows(store, "updates")] == [7, 8]
    clock.wait(hours=1)
    await store.prune()
    assert [row["update_id"] for row in await rows(store, "updates")] == [8]


# Many at once


async def test_of_two_replicas_with_four_tasks_each_one_alone_gets_each_update(address: str) -> None:
    async with Store.open(address) as one, Store.open(address) as other:
        won: list[int] = []

        async def work(store: Store, owner: str) -> None:
            for update_id in range(1_000):
                if await claim(store, update_id, owner) is Claim.NEW:
                    won.append(update_id)
                    await store.updates.finish(BOT, update_id)

        await asyncio.gather(*(work(store, owner) for store, owner in ((one, "1"), (other, "2")) for _ in range(4)))
        assert sorted(won) == list(range(1_000))
        assert {row["state"] for row in await rows(one, "updates")} == {1}
