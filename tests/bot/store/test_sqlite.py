"""What only SQLite needs: one file, one writer at a time, one thread."""

from __future__ import annotations

import asyncio
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import ConversationKey, Store, StoreAwayError, StoreError, sqlite
from intents.context import Context
from tests.bot.store.looking import database, run

FOOD = Context(networks=("food-pact",))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "new" / "folder" / "bot.db"


@pytest.fixture
def address(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


def test_only_who_runs_the_bot_may_read_its_files(address: str, file: Path) -> None:
    async def look() -> set[int]:
        async with Store.open(address) as store:
            await store.languages.choose(1, 2, "it")
            return {stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()}

    assert asyncio.run(look()) == {0o600}


async def test_it_is_set_up_to_survive_a_crash_and_to_share_the_file(store: Store) -> None:
    settings = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
    found = [(await database(store).fetch(text(f"PRAGMA {name}")))[0][0] for name in settings]
    assert found == ["wal", 1, 1, 10_000, 1]


async def test_two_bots_on_one_file_lose_nothing(address: str) -> None:
    async with Store.open(address) as one, Store.open(address) as other:
        for round in range(20):
            await asyncio.gather(
                *(
                    store.shares.count("en:summary:food-pact:", ["food-pact"])
                    for store in (one, other)
                    for _ in range(5)
                ),
                *(
                    store.conversations.save(ConversationKey(round, user), FOOD)
                    for user, store in enumerate((one, other))
                ),
            )
        assert (await one.shares.most_shared())[0].count == 200
        for round in range(20):
            assert (await one.conversations.load(ConversationKey(round, 1))).context == FOOD
            assert (await other.conversations.load(ConversationKey(round, 0))).context == FOOD


async def test_who_reads_after_writing_sees_what_was_written(store: Store) -> None:
    async def write_and_read(user: int) -> bool:
        key = ConversationKey(1, user)
        await store.conversations.save(key, FOOD)
        return (await store.conversations.load(key)).context == FOOD

    assert all(await asyncio.gather(*(write_and_read(user) for user in range(50))))


async def test_what_comes_up_at_once_is_committed_together(store: Store) -> None:
    statements: list[str] = []
    connection = database(store)._connection.connection.driver_connection  # type: ignore[attr-defined]
    connection.set_trace_callback(statements.append)
    await asyncio.gather(*(store.conversations.save(ConversationKey(1, user), FOOD) for user in range(50)))
    assert statements.count("COMMIT") == 1
    assert sum(statement.startswith("INSERT") for statement in statements) == 50


async def test_a_statement_that_fails_does_not_take_the_others_with_it(store: Store) -> None:
    results = await asyncio.gather(
        store.languages.choose(1, 1, "it"),
        run(store, text("INSERT INTO nowhere VALUES (1)")),
        store.languages.choose(1, 2, "it"),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [type(None), StoreError, type(None)]
    for user in (1, 2):
        assert (await store.conversations.load(ConversationKey(1, user))).language == "it"


async def test_who_is_cancelled_while_waiting_does_not_stop_the_others(store: Store) -> None:
    impatient = asyncio.create_task(store.languages.choose(1, 1, "it"))
    patient = asyncio.create_task(store.languages.choose(1, 2, "it"))
    await asyncio.sleep(0)
    impatient.cancel()
    await patient
    assert (await store.conversations.load(ConversationKey(1, 2))).language == "it"


async def test_what_is_in_hand_at_the_end_is_finished(address: str) -> None:
    async with Store.open(address) as store:
        saving = asyncio.create_task(store.languages.choose(1, 2, "it"))
        await asyncio.sleep(0)
    await saving
    async with Store.open(address) as store:
        assert (await store.conversations.load(ConversationKey(1, 2))).language == "it"


async def test_after_the_end_nothing_waits_for_an_answer_for_ever(address: str) -> None:
    async with Store.open(address) as store:
        pass
    with pytest.raises(StoreError, match="closed already"):
        await store.languages.choose(1, 2, "it")


async def test_a_file_that_another_program_keeps_locked(
    address: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "_PRAGMAS", ("busy_timeout=50", *sqlite._PRAGMAS[1:]))
    async with Store.open(address) as store:
        browser = sqlite3.connect(file, isolation_level=None)
        browser.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreAwayError, match="locked by another program"):
            await store.languages.choose(1, 2, "it")
        assert (await store.conversations.load(ConversationKey(1, 2))).language is None, "reading goes on"
        browser.execute("ROLLBACK")
        browser.close()
        await store.languages.choose(1, 2, "it")
        assert (await store.conversations.load(ConversationKey(1, 2))).language == "it"
