"""Free text in a private chat."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bot.telegram.driver import Chat


async def test_a_question_is_answered_with_its_link_and_source(chat: Chat) -> None:
    await chat.says("what is MUFPP?")
    assert "Milan Urban Food Policy Pact" in chat.last
    assert "September 2022" in chat.last
    assert '<a href="https://www.milanurbanfoodpolicypact.org/">' in chat.last_html
    assert {"https://www.milanurbanfoodpolicypact.org/"} == {b["url"] for b in chat.buttons if "url" in b}


async def test_the_reply_is_in_the_language_of_the_question(chat: Chat) -> None:
    await chat.says("che cos'è il MUFPP?")
    assert "patto" in chat.last.casefold()
    assert "settembre 2022" in chat.last


async def test_the_thread_is_kept(chat: Chat) -> None:
    await chat.says("what is C40?")
    await chat.says("and its website?")
    assert "https://www.c40.org/" in chat.last_html


async def test_each_person_has_an_own_thread(chat: Chat, application: object, telegram: object) -> None:
    other = Chat(chat.application, chat.telegram, user=8)
    await chat.says("what is C40?")
    await other.says("what is EFUS?")
    await chat.says("and its website?")
    assert "c40.org" in chat.last_html


async def test_a_preview_is_shown_for_a_link_alone(chat: Chat) -> None:
    await chat.says("what is C40?")
    assert chat.replies[-1].parameters["link_preview_options"] == {"is_disabled": True}
    await chat.says("website of C40")
    assert chat.replies[-1].parameters["link_preview_options"]["url"] == "https://www.c40.org/"


@pytest.mark.parametrize(("language", "word"), [("en", "text"), ("it-IT", "testo"), (None, "text"), ("fr", "text")])
async def test_who_sends_a_picture_is_asked_for_text(
    chat_in: Callable[[str | None], Chat], language: str | None, word: str
) -> None:
    chat = chat_in(language)
    await chat.sends(photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}])
    assert word in chat.last


async def test_what_is_no_new_message_of_a_person_is_left_alone(chat: Chat) -> None:
    await chat.says("what is C40?", via_bot={"id": 1, "is_bot": True, "first_name": "Networks"})
    assert not chat.replies
    for kind in ("edited_message", "channel_post", "business_message"):
        await chat.sends(kind, text="what is C40?")
        assert not chat.replies, kind
