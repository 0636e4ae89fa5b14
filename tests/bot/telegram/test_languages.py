"""The language of replies follows the question; that of buttons and menus what was chosen, else the app."""

from __future__ import annotations

import pytest

from bot.commands import COMMANDS
from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server.driver import Chat


async def test_the_reply_and_its_buttons_are_in_the_language_of_the_question(chat: Chat) -> None:
    await chat.says("che cos'è il MUFPP?")
    assert "patto" in chat.last.casefold()
    assert "settembre 2022" in chat.last
    assert "In dettaglio" in chat.labels
    await chat.presses("In dettaglio")
    assert "settembre 2022" in chat.last
    await chat.says("what is the MUFPP and who is in it?")
    assert "September 2022" in chat.last
    assert "Key facts" in chat.labels


async def test_the_interface_follows_the_choice_before_the_app(chat_in: ChatIn) -> None:
    chat = chat_in("it")
    await chat.says("/language english")
    assert "English" in chat.last
    await chat.says("/new")
    await chat.sends(photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}])
    assert "I can read text only" in chat.last
    assert (await chat.types("zzzzqqq")).button == {
        "text": "Nothing fits. Ask me in the chat",
        "start_parameter": "inline",
    }


async def test_a_choice_holds_in_one_chat_and_for_one_person(chat: Chat) -> None:
    await chat.says("/language it")
    group = chat.telegram.group(-1001)
    await chat.in_group(group).says("/help")
    assert "Ask me" in chat.in_group(group).telegram.requests[-1].text
    other = chat.telegram.private(8)
    await other.says("/help")
    assert "Ask me" in other.last


@pytest.mark.parametrize("words", ["it", "IT", "italiano", "Italian", "it-IT"])
async def test_a_language_has_many_names(chat: Chat, words: str) -> None:
    await chat.says(f"/language {words}")
    assert "italiano" in chat.last


async def test_every_command_answers_in_italian(chat_in: ChatIn) -> None:
    chat, english = chat_in("it"), chat_in("en")
    for name in COMMANDS:
        await chat.says(f"/{name}")
        await english.says(f"/{name}")
        assert chat.last != english.last, name


async def test_the_chosen_language_is_kept_for_what_tells_none(chat: Chat) -> None:
    await chat.says("/language")
    assert chat.labels == ["English", "Italiano"]
    await chat.presses("Italiano")
    assert "italiano" in chat.last
    await chat.says("/help")
    assert "reti" in chat.last
    await chat.says("C40")
    assert "settembre" in chat.last
    await chat.says("what is C40 and how many cities does it have?")
    assert "September" in chat.last


async def test_the_language_survives_new(chat: Chat) -> None:
    await chat.says("/language it")
    await chat.says("/new")
    await chat.says("/networks")
    assert "reti" in chat.last


async def test_a_language_that_is_not_spoken_gets_the_choice(chat: Chat) -> None:
    await chat.says("/language klingon")
    assert "klingon" in chat.last
    assert chat.labels == ["English", "Italiano"]


@pytest.mark.parametrize(
    ("language", "expected"), [("it", "reti"), ("it-IT", "reti"), ("en", "networks"), ("fr", "networks")]
)
async def test_commands_follow_the_language_of_the_app(chat_in: ChatIn, language: str, expected: str) -> None:
    chat = chat_in(language)
    await chat.says("/help")
    assert expected in chat.last
