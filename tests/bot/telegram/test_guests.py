"""Guest mode: one answer to who names the bot in a chat that it is not in."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.store import Store
from bot.store.tables import metadata
from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server.driver import Chat
from tests.telegram_server.faults import Fault


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("en", "@networks_bot what is C40?", "97 cities"),
        ("en", "what is C40, @networks_bot?", "97 cities"),
        ("it", "@networks_bot che cos'è C40?", "97 città"),
        ("en", "@networks_bot e il ruolo di Milano in C40?", "Il Sindaco di Milano"),
        ("en", "@networks_bot /role c40", "Steering Committee"),
        ("en", "@networks_bot", "Ask me"),
        ("it", "@networks_bot", "Chiedimi"),
        ("en", "@networks_bot who won the match?", "I cannot help with that"),
    ],
)
async def test_a_guest_is_answered(chat_in: ChatIn, language: str, typed: str, said: str) -> None:
    guest = chat_in(language).in_group(-1007)
    await guest.calls_as_guest(typed)
    (answer,) = guest.replies
    assert answer.method == "answerGuestQuery"
    assert said in answer.text


async def test_the_answer_leads_on(chat: Chat) -> None:
    guest = chat.in_group(-1007)
    await guest.calls_as_guest("@networks_bot what is C40?")
    (answer,) = guest.replies
    assert [button["text"] for button in answer.buttons] == ["🔗 Website", "Ask the bot", "↗ Share"]
    assert answer.buttons[1]["url"] == "https://t.me/networks_bot?start=c40"
    assert "Source" in answer.text


async def test_nothing_is_kept_of_a_guest(chat: Chat, store: Store) -> None:
    guest = chat.in_group(-1007)
    await guest.calls_as_guest("@networks_bot what is C40?")
    await guest.calls_as_guest("@networks_bot and its website?")
    assert "c40.org" not in guest.replies[-1].html
    of_people = [table for table in metadata.sorted_tables if {"chat", "user"} & set(table.columns.keys())]
    assert not [row for table in of_people for row in await store._database.fetch(select(table))]


async def test_an_answer_that_comes_too_late_is_quiet(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    chat.telegram.faults.append(Fault("answerGuestQuery", 400, late))
    await chat.in_group(-1007).calls_as_guest("@networks_bot what is C40?")
    assert not caplog.records
