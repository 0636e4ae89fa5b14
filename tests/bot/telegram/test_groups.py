"""Groups: silent unless addressed, and then as an answer to the message that asked."""

from __future__ import annotations

import pytest

from bot.store import Store
from tests.telegram_server.driver import Chat


async def test_only_what_is_addressed_to_the_bot_is_answered(group: Chat) -> None:
    for typed in (
        "what is C40?",
        "hello everybody",
        "/network@other_bot c40",
        "/zzz",
        "@other_bot what is C40?",
        "@networks_bottle what is C40?",
        "write to ada@networks_bot.org about C40",
    ):
        await group.says(typed)
        assert not group.replies, typed


@pytest.mark.parametrize(
    "typed",
    [
        "@networks_bot what is C40?",
        "@Networks_Bot, what is C40?",
        "what is C40, @networks_bot?",
        "what is C40 (@networks_bot)",
        "@networks_bot\nwhat is C40?",
        "/network c40",
        "/network@networks_bot c40",
    ],
)
async def test_a_question_to_the_bot_is_answered(group: Chat, typed: str) -> None:
    await group.says(typed)
    assert "97 cities" in group.last
    (reply,) = group.replies
    assert reply.result["reply_to_message"]["text"] == typed
    assert reply.parameters["reply_parameters"]["allow_sending_without_reply"] is True


async def test_an_answer_to_the_bot_is_answered(group: Chat) -> None:
    await group.says("@networks_bot what is C40?")
    await group.answers("and its website?")
    assert "c40.org" in group.last_html


async def test_answers_to_other_people_are_left_alone(group: Chat) -> None:
    other = group.telegram.private(8, name="Bob").in_group(-100)
    await other.says("what is C40?")
    asked = next(message for message in group.room.messages.values() if message["text"] == "what is C40?")
    await group.answers("I do not know. What is EFUS?", to=asked)
    assert not group.replies


async def test_an_answer_goes_to_the_topic_of_the_question(group: Chat) -> None:
    forum = group.telegram.group(-1005, topics={3: "Climate"})
    there = group.in_group(forum, topic=3)
    await there.says("@networks_bot what is C40?")
    assert there.replies[-1].result["message_thread_id"] == 3
    await there.presses("Milan’s role")
    assert there.replies[-1].method == "editMessageText"


async def test_the_answer_comes_also_where_the_question_was_deleted(group: Chat) -> None:
    async def delete_first(update: object) -> None:
        await group.deletes(max(group.room.messages))
        assert process
        await process(update)  # type: ignore[arg-type]

    process = group.telegram.process
    group.telegram.process = delete_first
    await group.says("@networks_bot what is C40?")
    (reply,) = group.replies
    assert "97 cities" in reply.text
    assert "reply_to_message" not in reply.result


async def test_a_card_shared_into_the_group_is_no_question(group: Chat) -> None:
    found = await group.types("c40")
    await group.chooses(found, into=group.telegram.group(-100))
    assert not group.replies


async def test_a_group_that_takes_it_in_hears_nothing_by_itself(group: Chat) -> None:
    await group.adds_bot()
    assert not group.replies


# The group itself


async def test_a_group_that_removes_the_bot_is_forgotten(group: Chat, store: Store) -> None:
    await group.says("/language it")
    await group.says("@networks_bot C40")
    await group.removes_bot()
    await group.adds_bot()
    await group.says("@networks_bot and its website?")
    assert "c40.org" not in group.last_html
    await group.says("/help")
    assert "Ask me" in group.last


async def test_what_is_stored_moves_with_the_group(chat: Chat) -> None:
    group = chat.in_group(chat.telegram.group(-5, kind="group"))
    await group.says("/language it")
    await group.says("/network c40")
    there = await group.upgrades_group(-1009)
    assert not there.replies
    await there.says("@networks_bot e il sito?")
    assert "c40.org" in there.last_html
    await there.says("/help")
    assert "Chiedimi" in there.last


async def test_a_group_that_moves_meanwhile_gets_its_answer(chat: Chat) -> None:
    group = chat.in_group(chat.telegram.group(-5, kind="group"))
    chat.telegram.group(-1009)
    group.room.migrated_to = -1009
    await group.says("@networks_bot what is C40?")
    assert "97 cities" in group.replies[-1].text
    assert group.replies[-1].result["chat"]["id"] == -1009
