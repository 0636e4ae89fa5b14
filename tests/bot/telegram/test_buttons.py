"""Buttons under replies, old ones, and those of shared cards."""

from __future__ import annotations

import pytest

from tests.bot.telegram.driver import Chat
from tests.bot.telegram.fake import Fault


async def test_a_suggestion_is_answered(chat: Chat) -> None:
    await chat.says("what is C40?")
    members = next(label for label in chat.labels if "members" in label)
    await chat.presses(members)
    assert "97" in chat.last
    assert len(chat.notices) == 1


async def test_a_button_is_part_of_the_thread(chat: Chat) -> None:
    await chat.presses_data("v1:summary:c40:")
    await chat.says("and its website?")
    assert "c40.org" in chat.last_html


@pytest.mark.parametrize(
    "data",
    [
        "v0:c40",
        "",
        "v1:",
        "v1:nonsense:c40:",
        "v1:summary:no-such:",
        "v1:fact.nothing:c40:",
        "v1:language.xx::",
        "x" * 64,
    ],
)
async def test_an_old_button_says_so(chat: Chat, data: str) -> None:
    await chat.presses_data(data)
    (notice,) = chat.notices
    assert "earlier version" in notice.parameters["text"]
    assert not chat.replies


async def test_a_button_under_a_shared_card_changes_the_card(chat: Chat) -> None:
    await chat.presses_data("v1:role:c40:", inline_message_id="card")
    (change,) = chat.replies
    assert (change.method, change.parameters["inline_message_id"]) == ("editMessageText", "card")
    assert "Steering Committee" in chat.last
    assert not chat.labels


async def test_a_button_under_a_message_too_old_to_be_seen_is_answered(chat: Chat) -> None:
    await chat.presses_data("v1:role:c40:", message={"message_id": 5, "date": 0, "chat": chat.chat})
    assert "Steering Committee" in chat.last


@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageText"])
async def test_what_comes_too_late_or_changes_nothing_is_quiet(
    chat: Chat, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    same = "Bad Request: message is not modified: specified new message content is the same"
    chat.telegram.faults.append(Fault(method, 400, late if method == "answerCallbackQuery" else same))
    await chat.presses_data("v1:role:c40:", inline_message_id="card")
    assert len(chat.replies) == 1
    assert not caplog.records
