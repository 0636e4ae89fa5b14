"""What only PostgreSQL needs: connections that break, few for many, values that do not fit."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.store import Claim, ConversationKey, Finished, Store, StoreError
from bot.store.unanswered import Question
from intents.context import Context
from tests.bot.store.looking import database, rows, run
from tests.bot.store.postgresql_server import PostgresqlServer

ANNA = ConversationKey(chat=5, user=5)
FOOD = Context(networks=("food-pact",))
MINUTE = timedelta(minutes=1)
CUT_ALL = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.fixture
def address(postgresql: PostgresqlServer) -> str:
    return postgresql.migrated()


@pytest.fixture
async def other(address: str) -> AsyncIterator[Store]:
    """Another replica on the same database."""
    async with Store.open(address) as store:
        yield store


async def test_after_the_server_has_closed_all_connections_work_goes_on(store: Store, other: Store) -> None:
    for update_id in range(3):
        keys = [ConversationKey(5, user) for user in range(20)]
        await asyncio.gather(*(store.conversations.save(key, FOOD) for key in keys))
        await run(other, CUT_ALL)
        await asyncio.sleep(0.1)
        assert (await store.begin(42, update_id, "replica-1", MINUTE, ANNA)).claim is Claim.NEW
        await store.finish(Finished(42, update_id, ANNA, FOOD))
    assert (await store.conversations.load(ANNA)).context == FOOD


async def test_a_connection_that_breaks_while_it_is_read_from_is_replaced(store: Store, other: Store) -> None:
    reading = asyncio.create_task(database(store).fetch(text("SELECT pg_sleep(0.5), 1 AS one")))
    await asyncio.sleep(0.2)
    await run(other, CUT_ALL)
    assert (await reading)[0].one == 1


async def test_one_who_is_cancelled_does_not_spoil_the_connection_for_others(store: Store) -> None:
    impatient = asyncio.create_task(database(store).fetch(text("SELECT pg_sleep(5)")))
    await asyncio.sleep(0.1)
    impatient.cancel()
    with suppress(asyncio.CancelledError):
        await impatient
    await store.finish(Finished(42, 7, ANNA, FOOD))
    assert (await store.conversations.load(ANNA)).context == FOOD


async def test_a_hundred_at_once_share_ten_connections(store: Store) -> None:
    async def turn(user: int) -> Context:
        key = ConversationKey(user, user)
        await store.begin(42, user, "replica-1", MINUTE, key)
        await store.finish(Finished(42, user, key, Context(networks=(f"network-{user}",))))
        return (await store.conversations.load(key)).context

    found = await asyncio.gather(*(turn(user) for user in range(100)))
    assert found == [Context(networks=(f"network-{user}",)) for user in range(100)]
    count = "SELECT count(*) AS found FROM pg_stat_activity WHERE datname = current_database()"
    assert (await database(store).fetch(text(count)))[0].found <= 10


async def test_a_value_that_does_not_fit_is_not_told(store: Store) -> None:
    with pytest.raises(StoreError, match="cannot hold a value") as caught:
        await store.languages.choose(1, "secret", "it")  # type: ignore[arg-type]
    assert "secret" not in f"{caught.value} {caught.value.__cause__}"


async def test_a_pooler_that_keeps_no_statements_can_stand_before_the_server(address: str) -> None:
    async with Store.open(f"{address}&prepared_statement_cache_size=0") as store:
        await store.finish(Finished(42, 7, ANNA, FOOD))
        assert (await store.conversations.load(ANNA)).context == FOOD


async def test_two_who_write_the_same_rows_in_another_order_both_succeed(store: Store, other: Store) -> None:
    async def share(store: Store, networks: list[str]) -> None:
        for _ in range(30):
            await store.shares.count("en:summary::", networks)

    await asyncio.gather(share(store, ["a", "b", "c"]), share(other, ["c", "b", "a"]))
    assert {shared.count for shared in await store.shares.most_shared()} == {60}


# What comes up at once


async def test_what_comes_up_at_once_is_committed_together(store: Store) -> None:
    await asyncio.gather(*(store.finish(Finished(42, user, ConversationKey(user, user), FOOD)) for user in range(30)))
    assert await transactions(store, "updates") == await transactions(store, "conversations")
    assert len(await transactions(store, "updates")) == 1
    begun = await asyncio.gather(
        *(store.begin(42, 100 + user, "replica-1", MINUTE, ConversationKey(user, user)) for user in range(30))
    )
    assert {(each.claim, each.conversation.context) for each in begun} == {(Claim.NEW, FOOD)}
    assert len(await transactions(store, "updates")) == 2


async def test_each_of_a_batch_gets_what_is_its_own(store: Store) -> None:
    people = [ConversationKey(user, user) for user in (30, 4, 101, 2, 10, 9)]
    for key in people:
        await store.conversations.save(key, Context(networks=(f"network-{key.user}",)))
    await store.updates.finish(42, people[2].user)
    begun = await asyncio.gather(*(store.begin(42, key.user, "replica-1", MINUTE, key) for key in people))
    assert [each.conversation.context.networks for each in begun] == [(f"network-{key.user}",) for key in people]
    assert [each.claim for each in begun] == [Claim.NEW, Claim.NEW, Claim.DONE, Claim.NEW, Claim.NEW, Claim.NEW]


async def test_one_that_fails_does_not_take_the_others_of_its_batch_with_it(store: Store) -> None:
    broken = ConversationKey(7, "no number")  # type: ignore[arg-type]
    found = await asyncio.gather(
        *(store.finish(Finished(42, key.chat, key, FOOD)) for key in (ANNA, broken, ConversationKey(6, 6))),
        return_exceptions=True,
    )
    assert [type(each) for each in found] == [type(None), StoreError, type(None)]
    assert {row["update_id"] for row in await rows(store, "updates")} == {5, 6}
    assert {row["chat"] for row in await rows(store, "conversations")} == {5, 6}


async def test_rows_that_all_may_write_are_not_held_together(store: Store) -> None:
    """Else two bots, each with the row that the other one wants next, would wait for each other."""
    question = Question("And its budget?", "en", "unknown")
    await asyncio.gather(
        *(store.finish(Finished(42, user, ConversationKey(user, user), unanswered=question)) for user in range(10))
    )
    assert len(await transactions(store, "updates")) == 10
    assert [row["count"] for row in await rows(store, "unanswered")] == [10]


async def test_two_who_get_everything_in_another_order_do_not_wait_for_each_other(address: str) -> None:
    async def claim(store: Store, owner: str, numbers: Iterable[int]) -> list[Claim]:
        begun = [store.begin(42, number, owner, MINUTE, ConversationKey(-number, number)) for number in numbers]
        return [each.claim for each in await asyncio.gather(*begun)]

    async with Store.open(address) as one, Store.open(address) as other:
        for start in range(0, 4_000, 200):
            numbers = range(start, start + 200)
            ours, theirs = await asyncio.gather(
                claim(one, "replica-1", numbers), claim(other, "replica-2", reversed(numbers))
            )
            assert [*ours, *theirs].count(Claim.NEW) == len(numbers)


async def transactions(store: Store, table: str) -> set[str]:
    """Those that wrote the rows of a table, as it is now."""
    found = await database(store).fetch(text(f"SELECT DISTINCT xmin::text AS number FROM {table}"))
    return {row.number for row in found}
