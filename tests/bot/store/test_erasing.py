"""What is erased on demand, with a chat, and by time; and what moves with a chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.store import Conversation, ConversationKey, Store
from bot.store.feedback import Opinion, Verdict
from bot.store.tables import HELD, held, unanswered
from bot.store.unanswered import Question
from intents.context import Context
from tests.bot.store.conftest import Clock
from tests.bot.store.looking import all_rows, rows

ANNA, BRUNO = 7001, 7002
GROUP, SUPERGROUP = -500, -100500
FOOD, CLIMATE = Context(networks=("food-pact",)), Context(networks=("climate-club",))


async def fill(store: Store, chat: int, user: int, context: Context = FOOD, message: int = 30) -> None:
    """Everything that can be stored of a person in a chat."""
    await store.conversations.save(ConversationKey(chat, user), context)
    await store.conversations.save(ConversationKey(chat, user, topic=9), context)
    await store.languages.choose(chat, user, "it")
    await store.feedback.save(Opinion(chat, message, user, Verdict.GOOD, "summary", context.networks, "it", "group"))
    await store.comments.add(user, "it", "Molto utile.")
    await store.answers.save(chat, message, [message + 1])


# /forget


async def test_forget_erases_all_of_a_person_and_nothing_of_others(store: Store) -> None:
    await fill(store, chat=BRUNO, user=BRUNO)
    await fill(store, chat=GROUP, user=BRUNO)
    before = await all_rows(store)
    await fill(store, chat=ANNA, user=ANNA)
    await fill(store, chat=GROUP, user=ANNA)
    assert await all_rows(store) != before
    await store.forget_user(ANNA)
    assert await all_rows(store) == before


async def test_after_forget_no_table_holds_the_persons_number(store: Store) -> None:
    await fill(store, chat=ANNA, user=ANNA)
    await fill(store, chat=GROUP, user=ANNA)
    assert str(ANNA) in str(await all_rows(store))
    await store.forget_user(ANNA)
    assert str(ANNA) not in str(await all_rows(store))


async def test_what_was_erased_is_not_left_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "bot.db"
    async with Store.open(f"sqlite:///{file}") as store:
        await store.comments.add(ANNA, "en", "unmistakable words " * 500)
    assert b"unmistakable" in file.read_bytes()
    async with Store.open(f"sqlite:///{file}") as store:
        await store.forget_user(ANNA)
    assert b"unmistakable" not in file.read_bytes()


# Chats that are gone


async def test_of_a_chat_that_is_gone_only_comments_stay(store: Store) -> None:
    await fill(store, chat=GROUP, user=ANNA)
    await fill(store, chat=ANNA, user=ANNA)
    await store.forget_chat(GROUP)
    assert str(GROUP) not in str(await all_rows(store))
    assert (await store.conversations.load(ConversationKey(ANNA, ANNA))).context == FOOD
    assert len(await store.comments.all()) == 2


# Chats that move


async def test_a_group_that_becomes_a_supergroup_keeps_its_conversations(store: Store) -> None:
    await fill(store, chat=GROUP, user=ANNA)
    await fill(store, chat=GROUP, user=BRUNO, context=CLIMATE)
    await store.move_chat(GROUP, SUPERGROUP)
    assert await store.conversations.load(ConversationKey(SUPERGROUP, ANNA)) == Conversation(FOOD, "it")
    assert await store.conversations.load(ConversationKey(SUPERGROUP, BRUNO, topic=9)) == Conversation(CLIMATE, "it")
    assert {opinion.chat for opinion in await store.feedback.all()} == {SUPERGROUP}
    assert str(GROUP) not in str(await all_rows(store)).replace(str(SUPERGROUP), "")


async def test_telegram_tells_of_a_move_twice(store: Store) -> None:
    await fill(store, chat=GROUP, user=ANNA)
    await store.move_chat(GROUP, SUPERGROUP)
    once = await all_rows(store)
    await store.move_chat(GROUP, SUPERGROUP)
    assert await all_rows(store) == once


async def test_a_move_to_itself_changes_nothing(store: Store) -> None:
    await fill(store, chat=GROUP, user=ANNA)
    before = await all_rows(store)
    await store.move_chat(GROUP, GROUP)
    assert await all_rows(store) == before


async def test_where_both_chats_remember_something_the_newer_stays(store: Store, clock: Clock) -> None:
    await fill(store, chat=GROUP, user=ANNA, context=FOOD)
    await fill(store, chat=SUPERGROUP, user=BRUNO, context=CLIMATE)
    clock.wait(minutes=1)
    await fill(store, chat=SUPERGROUP, user=ANNA, context=CLIMATE)
    await fill(store, chat=GROUP, user=BRUNO, context=FOOD)
    await store.move_chat(GROUP, SUPERGROUP)
    assert (await store.conversations.load(ConversationKey(SUPERGROUP, ANNA))).context == CLIMATE
    assert (await store.conversations.load(ConversationKey(SUPERGROUP, BRUNO))).context == FOOD
    assert len(await rows(store, "conversations")) == 4
    assert len(await rows(store, "feedback")) == 2


async def test_answers_do_not_move_as_the_new_chat_counts_its_messages_anew(store: Store) -> None:
    await store.answers.save(GROUP, 10, [11])
    await store.answers.save(SUPERGROUP, 20, [21])
    await store.move_chat(GROUP, SUPERGROUP)
    assert await store.answers.load(SUPERGROUP, 10) == ()
    assert await store.answers.load(SUPERGROUP, 20) == (21,)
    assert await store.answers.load(GROUP, 10) == ()


# Time


async def test_each_table_is_pruned_after_its_own_time(store: Store, clock: Clock) -> None:
    await fill(store, chat=GROUP, user=ANNA)
    await store.shares.count("en:summary:food-pact:", ["food-pact"])
    left: list[set[str]] = []
    await store.counters.flush()
    await store.updates.finish(bot=42, update_id=7)
    await store.set_aside.add(42, {"update_id": 8}, "no message")
    await store.unanswered.add(Question("who paints the wall?", "en", "unknown"))
    waits = timedelta(minutes=29), timedelta(minutes=1), timedelta(hours=48), timedelta(days=30), timedelta(days=60)
    for wait in (*waits, timedelta(days=365), timedelta(days=365)):
        clock.time += wait
        await store.prune()
        left.append(set(await all_rows(store)))
    for_ever = {"languages", "shares"}
    opinions = for_ever | {"feedback", "comments", "counters", "totals"}
    assert left == [
        opinions | {"unanswered", "set_aside", "updates", "answers", "conversations"},
        opinions | {"unanswered", "set_aside", "updates", "answers"},
        opinions | {"unanswered", "set_aside"},
        opinions | {"unanswered"},
        opinions,
        for_ever | {"counters", "totals"},
        for_ever,
    ]


async def test_of_what_anyone_could_fill_only_the_newest_are_kept(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(unanswered.info, HELD, replace(held(unanswered), most=3))
    for word in ("one", "two", "three", "four", "five"):
        clock.wait(seconds=1)
        await store.unanswered.add(Question(f"what is {word}?", "en", "fallback"))
    await store.prune()
    assert {row["words"] for row in await rows(store, "unanswered")} == {
        "what is three",
        "what is four",
        "what is five",
    }
    await store.prune()
    assert len(await rows(store, "unanswered")) == 3
