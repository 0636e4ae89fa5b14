"""Questions that are edited: the reply changes with them."""

from __future__ import annotations

import pytest

from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server.driver import Chat


@pytest.mark.parametrize(
    ("language", "typed", "meant", "said"),
    [
        ("en", "what is C40?", "what is EFUS?", "European Forum for Urban Security"),
        ("it", "che cos'è C40?", "che cos'è EFUS?", "sicurezza urbana"),
    ],
)
async def test_the_reply_changes_in_place(chat_in: ChatIn, language: str, typed: str, meant: str, said: str) -> None:
    chat = chat_in(language)
    await chat.says(typed)
    reply = chat.replies[-1].message_id
    await chat.edits(meant)
    (change,) = chat.replies
    assert (change.method, change.message_id) == ("editMessageText", reply)
    assert said in chat.last
    assert len(chat.messages_of_bot) == 1
    await chat.says("and its website?" if language == "en" else "e il sito?")
    assert "efus.eu" in chat.last_html


async def test_buttons_change_with_the_reply(chat: Chat) -> None:
    await chat.says("what is C40?")
    await chat.edits("mayors network")
    assert chat.labels[:1] == ["Champion Mayors"]
    await chat.presses("MMC")
    assert "Migration" in chat.last


async def test_an_edit_in_a_group(group: Chat) -> None:
    await group.says("@networks_bot what is C40?")
    await group.edits("@networks_bot what is EFUS?")
    assert "European Forum for Urban Security" in group.last
    assert len(group.messages_of_bot) == 1


async def test_a_command_can_be_edited(chat: Chat) -> None:
    await chat.says("/network c40")
    await chat.edits("/role c40")
    assert "Steering Committee" in chat.last


async def test_an_edit_that_changes_nothing_is_quiet(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    await chat.says("what is C40?")
    await chat.edits("what's C40?")
    assert "97 cities" in chat.messages_of_bot[-1]["text"]
    assert not caplog.records


async def test_a_reply_that_was_deleted_stays_deleted(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    await chat.says("what is C40?")
    await chat.deletes(chat.replies[-1].message_id)
    await chat.edits("what is EFUS?")
    assert not chat.messages_of_bot
    assert not caplog.records


async def test_what_was_not_answered_is_left_alone(group: Chat) -> None:
    await group.says("what is C40?")
    await group.edits("what is EFUS?")
    assert not group.replies
    await group.edits("@networks_bot what is EFUS?")
    assert not group.replies


@pytest.mark.parametrize("command", ["/forget", "/feedback thanks", "/overview"])
async def test_a_question_does_not_become_a_command_that_does_more(chat: Chat, command: str) -> None:
    await chat.says("what is C40?")
    await chat.edits(command)
    assert not chat.replies
    assert len(chat.messages_of_bot) == 1


async def test_a_reply_in_several_messages_gets_shorter_and_longer(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.render.LIMIT", 400)
    await chat.says("what does the page say about EFUS in detail?")
    first, *others = [reply.message_id for reply in chat.replies]
    assert others
    await chat.edits("thanks")
    assert [reply.message_id for reply in chat.replies] == [first]
    assert chat.last.startswith("You")
    (removal,) = chat.new("deleteMessages")
    assert removal.parameters["message_ids"] == others
    # What needs more room than there is now is cut at the end of a paragraph.
    await chat.edits("what is EFUS?")
    assert [reply.message_id for reply in chat.replies] == [first]
    assert "European Forum" in chat.last
    assert chat.labels
    assert not chat.new("deleteMessages")
