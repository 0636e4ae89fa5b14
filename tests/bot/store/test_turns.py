"""A message from its claim to its done mark: one round trip to begin, one to finish, all or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.store import Begun, Claim, Conversation, ConversationKey, Finished, Store, StoreError
from bot.store.counters import Asked
from bot.store.database import Write
from bot.store.feedback import Opinion, Verdict
from bot.store.unanswered import Question
from intents.context import EMPTY, Context
from tests.bot.store.looking import all_rows, database

BOT, OWNER, MINUTE = 42, "replica-1", timedelta(minutes=1)
ANNA = ConversationKey(chat=5, user=5)
FOOD = Context(networks=("food-pact",), language="it")


async def begin(store: Store, update_id: int = 7) -> Begun:
    return await store.begin(BOT, update_id, OWNER, MINUTE, ANNA)


async def test_a_message_from_its_begin_to_its_end(store: Store) -> None:
    assert await begin(store) == Begun(Claim.NEW, Conversation())
    await store.finish(Finished(BOT, 7, ANNA, FOOD, question=10, replies=(11, 12)))
    assert await begin(store) == Begun(Claim.DONE, Conversation(FOOD))
    assert await store.answers.load(ANNA.chat, 10) == (11, 12)


async def test_the_next_message_has_the_conversation_and_the_chosen_language(store: Store) -> None:
    await store.finish(Finished(BOT, 7, ANNA, FOOD, also=(store.languages.to_choose(ANNA.chat, ANNA.user, "it"),)))
    assert await begin(store, 8) == Begun(Claim.NEW, Conversation(FOOD, "it"))


async def test_who_comes_second_is_told_so(store: Store) -> None:
    await begin(store)
    assert (await begin(store)).claim is Claim.TAKEN


async def test_an_empty_context_forgets_and_none_leaves_what_was_there(store: Store) -> None:
    await store.finish(Finished(BOT, 7, ANNA, FOOD))
    await store.finish(Finished(BOT, 8, ANNA))
    assert (await begin(store, 9)).conversation.context == FOOD
    await store.finish(Finished(BOT, 9, ANNA, EMPTY))
    assert (await begin(store, 10)).conversation.context == EMPTY


async def test_all_that_a_turn_may_write_is_written_together(store: Store) -> None:
    opinion = Opinion(5, 11, 5, Verdict.GOOD, "summary", ("food-pact",), "it", "private")
    await store.finish(
        Finished(
            BOT,
            7,
            ANNA,
            FOOD,
            question=10,
            replies=(11,),
            asked=Asked("private", "unknown", "fact.budget", ("food-pact",)),
            unanswered=Question("Quanto costa il patto?", "it", "unknown", "fact.budget", ("food-pact",)),
            also=(
                store.comments.to_add(5, "it", "Utile!"),
                store.feedback.to_save(opinion),
                store.languages.to_choose(5, 5, "it"),
                store.set_aside.to_add(BOT, {"update_id": 7}, "odd"),
            ),
        )
    )
    await store.counters.flush()
    assert set(await all_rows(store)) == {
        *("updates", "conversations", "answers", "unanswered", "comments", "feedback", "languages", "set_aside"),
        *("counters", "totals"),
    }


async def test_what_cannot_be_written_as_a_whole_is_not_written_in_part(store: Store) -> None:
    await begin(store)
    before = await all_rows(store)
    wrong = Write(text("INSERT INTO nowhere (x) VALUES (:x)"), {"x": 1})
    with pytest.raises(StoreError):
        await store.finish(
            Finished(BOT, 7, ANNA, FOOD, question=10, replies=(11,), asked=Asked("p", "a"), also=(wrong,))
        )
    await store.counters.flush()
    assert await all_rows(store) == before
    await store.finish(Finished(BOT, 7, ANNA, FOOD))
    assert (await begin(store)).claim is Claim.DONE


async def test_a_message_costs_two_round_trips(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    for name in ("fetch", "execute", "execute_all", "transaction"):
        method = getattr(database(store), name)

        def counted(*arguments: object, name: str = name, method: object = method) -> object:
            calls.append(name)
            return method(*arguments)  # type: ignore[operator]

        monkeypatch.setattr(database(store), name, counted)
    await begin(store)
    asked = Asked("private", "unknown")
    question = Question("And its budget?", "en", "unknown")
    await store.finish(Finished(BOT, 7, ANNA, FOOD, 10, (11,), asked, question))
    assert len([call for call in calls if call != "execute" or database(store).dialect == "sqlite"]) == 2
