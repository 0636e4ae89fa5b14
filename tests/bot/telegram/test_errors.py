"""What goes wrong: an honest sentence for the person, the cause for the operator, and nothing private in the log."""

from __future__ import annotations

from typing import NoReturn

import pytest

from bot.store import Store
from intents.assistant import Assistant
from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server import updates
from tests.telegram_server.driver import Chat
from tests.telegram_server.faults import Fault
from tests.telegram_server.server import TOKEN

PRIVATE = "my name is Ada Lovelace"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """An assistant with a fault in it, whose message quotes the question."""

    def fail(self: Assistant, text: object, *_: object, **__: object) -> NoReturn:
        raise RuntimeError(f"cannot answer {text!r} {TOKEN}")

    monkeypatch.setattr(Assistant, "respond", fail)
    monkeypatch.setattr(Assistant, "answer", fail)


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(("language", "sorry"), [("en", "something went wrong"), ("it", "qualcosa non ha funzionato")])
async def test_a_fault_is_admitted_and_recorded_without_what_was_said(
    chat_in: ChatIn, caplog: pytest.LogCaptureFixture, language: str, sorry: str
) -> None:
    chat = chat_in(language)
    await chat.says(PRIVATE)
    assert sorry in chat.last
    assert "RuntimeError in fail, line" in caplog.text
    assert "message: " in caplog.text
    assert "Ada" not in caplog.text
    assert TOKEN not in caplog.text


@pytest.mark.usefixtures("broken")
async def test_a_fault_behind_a_button_is_admitted_in_a_notice(chat: Chat) -> None:
    await chat.presses_data("v2?summary:c40:")
    (notice,) = chat.notices
    assert "something went wrong" in notice.parameters["text"]
    assert notice.parameters["show_alert"] is True


@pytest.mark.usefixtures("broken")
async def test_a_fault_in_inline_mode_is_recorded(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    await chat.update(updates.inline_query("i", chat.user, PRIVATE, "", "sender"))
    assert "inline_query: RuntimeError" in caplog.text
    assert "Ada" not in caplog.text


@pytest.mark.usefixtures("broken")
async def test_a_fault_after_an_edit_is_recorded_and_the_reply_stays(
    chat: Chat, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    await chat.says(PRIVATE)
    asked = max(id for id, message in chat.room.messages.items() if message.get("text") == PRIVATE)
    await store.answers.save(chat.room.id, asked, [chat.replies[-1].message_id])
    await chat.edits(f"{PRIVATE} again")
    assert not chat.replies
    assert "edited_message: RuntimeError" in caplog.text
    assert "Ada" not in caplog.text


@pytest.mark.parametrize(("status", "level"), [(400, "ERROR"), (403, "WARNING"), (500, "WARNING"), (502, "WARNING")])
async def test_a_reply_that_cannot_be_sent_is_recorded_and_the_next_one_is(
    chat: Chat, caplog: pytest.LogCaptureFixture, status: int, level: str
) -> None:
    chat.telegram.faults.append(Fault("sendMessage", status, f"refused: {PRIVATE}"))
    await chat.says(PRIVATE)
    assert level in [record.levelname for record in caplog.records]
    assert "Ada" not in caplog.text
    assert TOKEN not in caplog.text
    await chat.says("what is C40?")
    assert "97" in chat.last


async def test_an_apology_that_cannot_be_sent_goes_no_further(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    chat.telegram.faults += [Fault("sendMessage", 400, "Bad Request: no")] * 2
    await chat.says("what is C40?")
    assert "could not be sent: BadRequest" in caplog.text
    assert len(chat.new("sendMessage")) == 2
