"""What is remembered between two messages, and for how long."""

from __future__ import annotations

import logging

import pytest

from bot.store import Conversation, ConversationKey, Store
from intents.context import EMPTY, Context
from intents.query import Query
from tests.bot.store.conftest import Clock
from tests.bot.store.looking import put, rows

ANNA = ConversationKey(chat=-100, user=1)
FOOD = Context(networks=("food-pact",), query=Query(intent="summary", networks=("food-pact",)), language="en")
CLIMATE = Context(networks=("climate-club",), language="it")


async def test_who_writes_first_has_no_conversation(store: Store) -> None:
    assert await store.conversations.load(ANNA) == Conversation(EMPTY, language=None)


async def test_a_context_is_remembered_until_the_next_message(store: Store) -> None:
    await store.conversations.save(ANNA, FOOD)
    assert await store.conversations.load(ANNA) == Conversation(FOOD)
    await store.conversations.save(ANNA, CLIMATE)
    assert await store.conversations.load(ANNA) == Conversation(CLIMATE)


async def test_a_restart_forgets_nothing(address: str) -> None:
    async with Store.open(address) as store:
        await store.conversations.save(ANNA, FOOD)
        await store.languages.choose(ANNA.chat, ANNA.user, "it")
    async with Store.open(address) as store:
        assert await store.conversations.load(ANNA) == Conversation(FOOD, "it")


@pytest.mark.parametrize(
    "other",
    [ConversationKey(chat=-100, user=2), ConversationKey(chat=-200, user=1), ConversationKey(-100, 1, topic=7)],
    ids=["another person", "another chat", "another topic"],
)
async def test_conversations_do_not_mix(store: Store, other: ConversationKey) -> None:
    await store.conversations.save(ANNA, FOOD)
    await store.conversations.save(other, CLIMATE)
    assert (await store.conversations.load(ANNA)).context == FOOD
    assert (await store.conversations.load(other)).context == CLIMATE


async def test_ids_may_be_as_long_as_telegrams(store: Store) -> None:
    key = ConversationKey(chat=-(2**52), user=2**52 - 1, topic=2**31)
    await store.conversations.save(key, FOOD)
    assert (await store.conversations.load(key)).context == FOOD


# Silence


async def test_after_half_an_hour_of_silence_a_conversation_begins_anew(store: Store, clock: Clock) -> None:
    await store.conversations.save(ANNA, FOOD)
    await store.languages.choose(ANNA.chat, ANNA.user, "it")
    clock.wait(minutes=29)
    assert await store.conversations.load(ANNA) == Conversation(FOOD, "it")
    clock.wait(minutes=1)
    assert await store.conversations.load(ANNA) == Conversation(EMPTY, "it")


async def test_each_message_prolongs_the_conversation(store: Store, clock: Clock) -> None:
    for _ in range(3):
        await store.conversations.save(ANNA, FOOD)
        clock.wait(minutes=20)
    assert (await store.conversations.load(ANNA)).context == FOOD


# Forgetting the context


async def test_new_forgets_the_context_and_keeps_the_language(store: Store) -> None:
    await store.conversations.save(ANNA, FOOD)
    await store.languages.choose(ANNA.chat, ANNA.user, "it")
    await store.conversations.forget_context(ANNA)
    assert await store.conversations.load(ANNA) == Conversation(EMPTY, "it")


async def test_of_an_empty_context_nothing_is_kept(store: Store) -> None:
    await store.conversations.save(ANNA, FOOD)
    await store.conversations.save(ANNA, EMPTY)
    assert await rows(store, "conversations") == []


# Languages


async def test_a_chosen_language_holds_in_all_topics_of_the_chat(store: Store) -> None:
    await store.languages.choose(ANNA.chat, ANNA.user, "it")
    assert (await store.conversations.load(ConversationKey(ANNA.chat, ANNA.user, topic=7))).language == "it"
    assert (await store.conversations.load(ConversationKey(-200, ANNA.user))).language is None


async def test_the_last_chosen_language_counts_until_it_is_forgotten(store: Store) -> None:
    await store.languages.choose(ANNA.chat, ANNA.user, "it")
    await store.languages.choose(ANNA.chat, ANNA.user, "en")
    assert (await store.conversations.load(ANNA)).language == "en"
    await store.languages.forget(ANNA.chat, ANNA.user)
    assert (await store.conversations.load(ANNA)).language is None


# Contexts of other releases


@pytest.mark.parametrize("text", ["", "{", '{"mood": "secret"}', '{"networks": "secret"}', "[]", "null"])
async def test_an_unreadable_context_is_an_empty_one(
    store: Store, clock: Clock, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    await put(store, "conversations", chat=-100, user=1, topic=0, context=text, updated=clock.time)
    with caplog.at_level(logging.DEBUG, "bot.store"):
        assert await store.conversations.load(ANNA) == Conversation()
    assert {record.levelno for record in caplog.records} <= {logging.DEBUG}
    assert "secret" not in caplog.text
