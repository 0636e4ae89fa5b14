"""What goes wrong: an honest sentence for the person, the cause for the operator, and nothing private in the log."""

from __future__ import annotations

import logging
from typing import NoReturn

import pytest
from telegram.error import Conflict

from bot.telegram.application import App
from bot.telegram.errors import CONFLICT, STOP_REASON
from intents.assistant import Assistant
from tests.bot.telegram.driver import Chat
from tests.bot.telegram.fake import TOKEN, Fault

PRIVATE = "my name is Ada Lovelace"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """An assistant with a fault in it, whose message quotes the question."""

    def fail(self: Assistant, text: object, *_: object, **__: object) -> NoReturn:
        raise RuntimeError(f"cannot answer {text!r} {TOKEN}")

    monkeypatch.setattr(Assistant, "respond", fail)
    monkeypatch.setattr(Assistant, "answer", fail)


@pytest.mark.usefixtures("broken")
async def test_a_fault_is_admitted_and_recorded_without_what_was_said(
    chat: Chat, caplog: pytest.LogCaptureFixture
) -> None:
    await chat.says(PRIVATE)
    assert "something went wrong" in chat.last
    assert "RuntimeError in fail, line" in caplog.text
    assert "message: " in caplog.text
    assert "Ada" not in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.usefixtures("broken")
async def test_a_fault_behind_a_button_is_admitted_in_a_notice(chat: Chat) -> None:
    await chat.presses_data("v1:summary:c40:")
    (notice,) = chat.notices
    assert "something went wrong" in notice.parameters["text"]


@pytest.mark.usefixtures("broken")
async def test_a_fault_in_inline_mode_is_recorded(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    await chat.update({"inline_query": {"id": "i", "from": chat.user, "query": PRIVATE, "offset": ""}})
    assert "inline_query: RuntimeError" in caplog.text
    assert "Ada" not in caplog.text


@pytest.mark.parametrize(
    ("status", "level"), [(400, "ERROR"), (403, "WARNING"), (429, "WARNING"), (500, "WARNING"), (502, "WARNING")]
)
async def test_a_reply_that_cannot_be_sent_is_recorded_and_the_next_one_is(
    chat: Chat, caplog: pytest.LogCaptureFixture, status: int, level: str
) -> None:
    more = {"parameters": {"retry_after": 3}} if status == 429 else {}
    chat.telegram.faults.append(Fault("sendMessage", status, f"refused: {PRIVATE}", more))
    await chat.says(PRIVATE)
    assert [record.levelname for record in caplog.records] == [level]
    assert "Ada" not in caplog.text
    await chat.says("what is C40?")
    assert "97" in chat.last


async def test_an_apology_that_cannot_be_sent_goes_no_further(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    chat.telegram.faults += [Fault("sendMessage", 500, "down"), Fault("sendMessage", 500, "down")]
    await chat.says("what is C40?")
    assert "could not be sent: NetworkError" in caplog.text


async def test_a_second_poller_is_told_in_plain_words(application: App, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        await application.process_error(None, Conflict("terminated by other getUpdates request"))
    assert [record.getMessage() for record in caplog.records] == [CONFLICT]
    assert application.bot_data[STOP_REASON] == CONFLICT
