"""Free text in a private chat."""

from __future__ import annotations

import pytest

from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server.driver import Chat

PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


@pytest.mark.parametrize(
    ("question", "name", "date"),
    [
        ("what is MUFPP?", "Milan Urban Food Policy Pact", "September 2022"),
        ("che cos'è il MUFPP?", "Patto di Milano", "settembre 2022"),
    ],
)
async def test_a_question_is_answered_with_its_link_and_source(chat: Chat, question: str, name: str, date: str) -> None:
    await chat.says(question)
    (reply,) = chat.replies
    assert name in chat.last
    assert date in chat.last
    assert "https://www.milanurbanfoodpolicypact.org/" in reply.urls
    assert {"https://www.milanurbanfoodpolicypact.org/"} == {b["url"] for b in chat.buttons if "url" in b}
    assert "reply_parameters" not in reply.parameters
    assert "sendChatAction" not in [request.method for request in chat.telegram.requests]


async def test_the_name_stands_out_and_the_source_is_small(chat: Chat) -> None:
    await chat.says("what is C40?")
    kinds = [entity.type for entity in chat.replies[-1].entities]
    assert kinds == ["bold", "italic", "text_link"]


async def test_the_thread_is_kept(chat: Chat) -> None:
    await chat.says("what is C40?")
    await chat.says("and its website?")
    assert "https://www.c40.org/" in chat.last_html


async def test_a_preview_is_shown_for_a_link_alone(chat: Chat) -> None:
    await chat.says("what is C40?")
    assert chat.replies[-1].parameters["link_preview_options"] == {"is_disabled": True}
    await chat.says("website of C40")
    assert chat.replies[-1].parameters["link_preview_options"]["url"] == "https://www.c40.org/"


async def test_the_bot_may_be_named_here_too(chat: Chat) -> None:
    await chat.says("@networks_bot, what is C40?")
    assert "97 cities" in chat.last


@pytest.mark.parametrize(("language", "word"), [("en", "text"), ("it-IT", "testo"), (None, "text"), ("fr", "text")])
async def test_who_sends_a_picture_is_asked_for_text(chat_in: ChatIn, language: str | None, word: str) -> None:
    chat = chat_in(language)
    await chat.sends(photo=PHOTO)
    assert word in chat.last


async def test_a_card_of_its_own_is_no_question(chat: Chat) -> None:
    await chat.says("what is C40?", via_bot=chat.telegram.state.sender())
    assert not chat.replies


@pytest.mark.parametrize("kind", ["edited_message", "channel_post", "edited_channel_post", "business_message"])
async def test_what_is_no_new_message_of_a_person_is_left_alone(chat: Chat, kind: str) -> None:
    await chat.sends(kind, text="what is C40?")
    assert not chat.replies


async def test_news_of_the_chat_are_no_question(chat: Chat) -> None:
    await chat.sends(pinned_message={"message_id": 1, "date": 1, "chat": chat.chat, "text": "x"})
    assert not chat.replies
