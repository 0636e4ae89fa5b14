"""The picture of all networks: drawn and uploaded once, then sent again by its id."""

from __future__ import annotations

import pytest

from bot.overview.caption import LIMIT
from bot.telegram.render import utf16_length
from intents.assistant import Assistant
from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server.driver import Chat
from tests.telegram_server.record import Request


def is_upload(photo: Request) -> bool:
    return bool(photo.uploads)


@pytest.mark.parametrize(
    ("language", "said", "button"),
    [
        ("en", "The picture shows the 16 networks of Milan", "All networks as a list"),
        ("it", "16 reti di Milano", "Tutte le reti in elenco"),
    ],
)
async def test_a_picture_with_its_text_comes(chat_in: ChatIn, language: str, said: str, button: str) -> None:
    chat = chat_in(language)
    await chat.says("/overview")
    (photo,) = chat.replies
    assert photo.method == "sendPhoto"
    assert said in chat.last
    assert utf16_length(chat.last) <= LIMIT
    assert "parse_mode" not in photo.parameters
    assert not photo.entities
    assert chat.labels == [button]
    await chat.presses(button)
    assert "Eurocities" in chat.last


async def test_it_is_uploaded_once(chat: Chat) -> None:
    await chat.says("/overview")
    (first,) = chat.replies
    assert is_upload(first)
    assert [action.parameters["action"] for action in chat.new("sendChatAction")] == ["upload_photo"]
    other = chat.telegram.private(8)
    await other.says("/overview")
    (again,) = other.replies
    assert not is_upload(again)
    assert again.parameters["photo"] == first.result["photo"][-1]["file_id"]
    assert again.text == first.text
    assert not other.new("sendChatAction")


async def test_each_language_has_its_own(chat_in: ChatIn) -> None:
    for language in ("en", "it"):
        chat = chat_in(language)
        await chat.says("/overview")
        assert is_upload(chat.replies[-1]), language


async def test_it_is_in_the_language_of_the_conversation(chat: Chat) -> None:
    await chat.says("che cos'è C40?")
    await chat.says("/overview")
    assert "16 reti di Milano" in chat.last


async def test_other_knowledge_has_another_picture(
    chat: Chat, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.says("/overview")
    fewer = assistant.knowledge.model_copy(update={"networks": assistant.knowledge.networks[:3]})
    monkeypatch.setattr(assistant, "knowledge", fewer)
    await chat.says("/overview")
    assert is_upload(chat.replies[-1])
    assert "3 networks of Milan" in chat.last


async def test_a_picture_that_telegram_lost_is_uploaded_again(chat: Chat) -> None:
    await chat.says("/overview")
    chat.telegram.state.files.forget()
    await chat.says("/overview")
    refused, sent = chat.replies
    assert (is_upload(refused), is_upload(sent)) == (False, True)
    await chat.says("/overview")
    (again,) = chat.replies
    assert not is_upload(again)


async def test_it_comes_in_groups_and_their_topics(chat: Chat) -> None:
    forum = chat.telegram.group(-1005, topics={3: "Climate"})
    there = chat.in_group(forum, topic=3)
    await there.says("/overview@networks_bot")
    assert there.replies[-1].result["message_thread_id"] == 3
    assert there.replies[-1].result["reply_to_message"]["text"] == "/overview@networks_bot"
