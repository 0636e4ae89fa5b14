"""Each fault of the way to Telegram, of Telegram itself, and of the store, while the whole bot polls.

The person gets the answer, or one honest sentence; never both unless nobody can know better, and never an answer twice
that Telegram had taken. The next question is answered, and the log names the cause without a word of what was said.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import pytest
import pytest_asyncio
from aiohttp import ClientConnectorError
from aiohttp.client_reqrep import ConnectionKey

from bot.settings import Settings
from bot.store import ConversationKey, Store, StoreAwayError
from bot.store.conversations import Conversation
from bot.telegram import delivery, handling
from bot.telegram.requests import aiohttp_request
from bot.telegram.requests.answer import Answer, Pause
from bot.telegram.requests.call import Call
from bot.telegram.requests.connections import Connections
from bot.telegram.requests.fault import Fault, fault_of
from bot.telegram.requests.timeouts import Timeouts
from intents.assistant import Assistant
from tests.bot.telegram.running import Bot, queue, starter, told
from tests.telegram_server import updates
from tests.telegram_server.driver import Chat
from tests.telegram_server.faults import (
    AnyFault,
    Cut,
    Hang,
    bad_gateway,
    blocked,
    flood,
    garbled,
    migrated,
    refused,
    server_error,
)
from tests.telegram_server.server import FakeTelegram

PRIVATE = "I am Ada Lovelace, what is C40?"
ANSWER = "97"
PERHAPS = "If you see no answer, please ask again"
FAILED = "something went wrong"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits shorter, so that the tests do."""
    monkeypatch.setattr(handling, "PAUSES", (0.02, 0.05, 0.9))
    monkeypatch.setattr(delivery, "STORE_PAUSES", (0.02, 0.05, 0.1))
    monkeypatch.setattr(aiohttp_request, "_BACK_OFF", (0.01, 0.02))
    monkeypatch.setattr(aiohttp_request, "Timeouts", lambda: Timeouts(read=2))
    monkeypatch.setitem(cast("Any", aiohttp_request.AiohttpRequest.__init__).__kwdefaults__, "flood_patience", 1.9)


@pytest_asyncio.fixture
async def bot(
    settings: Settings, assistant: Assistant, store: Store, tmp_path: Path, telegram: FakeTelegram
) -> AsyncIterator[Bot]:
    async with starter(settings, assistant, store, tmp_path)() as bot:
        yield bot


@pytest.fixture
def chat(bot: Bot, telegram: FakeTelegram) -> Chat:
    """A person's chat with the running bot."""
    return telegram.private()


async def the_next_is_answered(chat: Chat) -> None:
    chat.telegram.faults.clear()
    await chat.says("what is MUFPP?")
    assert "Food Policy" in chat.last
    assert len(chat.replies) == 1


def assert_discreet(log: pytest.LogCaptureFixture, cause: str) -> None:
    """The log names the cause, and nothing of what was said nor the token."""
    assert cause in log.text
    for secret in ("Lovelace", "C40", "a-token-that-must-not-be-seen"):
        assert secret not in log.text


# Telegram, and the way to it


@pytest.mark.parametrize(
    ("fault", "cause", "seen"),
    [
        (flood("sendMessage", 1), "pause of 1 s after sendMessage", [ANSWER]),
        (server_error("sendMessage"), "NetworkError", [PERHAPS]),
        (bad_gateway("sendMessage"), "NetworkError", [PERHAPS]),
        (garbled("sendMessage"), "NetworkError", [PERHAPS]),
        (Hang("sendMessage"), "TimedOut", [PERHAPS]),
        (Cut("sendMessage"), "NetworkError", [PERHAPS]),
        (Cut("sendMessage", after_acceptance=True), "NetworkError", [ANSWER, PERHAPS]),
        (refused("sendMessage", "can't parse entities"), "BadRequest", [FAILED]),
        (blocked("sendMessage"), "Forbidden", []),
    ],
    ids=lambda value: type(value).__name__ + getattr(value, "description", "") if isinstance(value, AnyFault) else "",
)
async def test_a_reply_that_meets_a_fault(
    chat: Chat, caplog: pytest.LogCaptureFixture, fault: AnyFault, cause: str, seen: list[str]
) -> None:
    chat.telegram.faults.append(fault)
    await chat.says(PRIVATE)
    assert len(told(chat)) == len(seen)
    assert all(part in text for part, text in zip(seen, told(chat), strict=True))
    assert_discreet(caplog, cause)
    await the_next_is_answered(chat)


@pytest.mark.parametrize(("tries", "seen"), [(7, ANSWER), (12, FAILED)], ids=["a while", "too long"])
async def test_telegram_out_of_reach(
    chat: Chat, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tries: int, seen: str
) -> None:
    """What certainly was not sent is sent later, and once. Each try of the update makes three tries of the call."""
    real, left = Connections.attempt, tries

    async def attempt(self: Connections, call: Call, timeouts: Timeouts) -> Answer | Pause | Fault:
        nonlocal left
        left -= call.name == "sendMessage"
        if call.name == "sendMessage" and left >= 0:
            return fault_of(ClientConnectorError(ConnectionKey("host", 1, False, None, None, None, None), OSError(111)))
        return await real(self, call, timeouts)

    monkeypatch.setattr(Connections, "attempt", attempt)
    await chat.says(PRIVATE)
    assert len(told(chat)) == 1
    assert seen in chat.last
    assert_discreet(caplog, "NotSentError")
    left = 0
    await the_next_is_answered(chat)


async def test_a_flood_limit_beyond_all_patience(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    """The calls do not wait for it; a later try of the update does."""
    chat.telegram.faults.append(flood("sendMessage", 2))
    await chat.says(PRIVATE)
    assert len(told(chat)) == 1
    assert ANSWER in chat.last
    assert_discreet(caplog, "RetryAfter")
    await the_next_is_answered(chat)


async def test_a_blocked_bot_forgets_the_chat(chat: Chat, store: Store) -> None:
    key = ConversationKey(chat=chat.room.id, user=7)
    await chat.says(PRIVATE)
    assert await store.conversations.load(key) != Conversation()
    chat.telegram.faults.append(blocked("sendMessage"))
    await chat.says(PRIVATE)
    assert await store.conversations.load(key) == Conversation()
    await the_next_is_answered(chat)


async def test_a_group_that_moved_meanwhile_gets_its_answer_where_it_is(
    bot: Bot, telegram: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    old = telegram.private().in_group(telegram.group(-500, kind="group"))
    new = telegram.private().in_group(telegram.group(-1007))
    telegram.faults.append(migrated("sendMessage", -1007))
    await old.says("/role@networks_bot c40")
    assert (len(told(old)), len(told(new))) == (0, 1)
    await the_next_is_answered(telegram.private())


async def test_a_malformed_update_is_followed_by_answers(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    for content in updates.MALFORMED.values():
        chat.telegram.queue(content, is_valid=False)
    await the_next_is_answered(chat)
    assert "is malformed and was left out" in caplog.text


# Buttons


@pytest.mark.parametrize(
    ("fault", "cause", "notice"),
    [
        (refused("editMessageText", "message is not modified: specified new message content is the same"), "", None),
        (refused("editMessageText", "message can't be parsed"), "BadRequest", FAILED),
        (server_error("editMessageText"), "NetworkError", PERHAPS),
        (flood("editMessageText", 1), "pause of 1 s", None),
        (refused("answerCallbackQuery", "query is too old and response timeout expired"), "", None),
    ],
    ids=["not modified", "refused", "500", "429", "too old"],
)
async def test_a_button_that_meets_a_fault(
    chat: Chat, caplog: pytest.LogCaptureFixture, fault: AnyFault, cause: str, notice: str | None
) -> None:
    await chat.says("what is C40?")
    label = next(label for label in chat.labels if "role" in label)
    chat.telegram.faults += [fault] * (3 if cause == "NetworkError" else 1)
    caplog.clear()
    await chat.presses(label)
    assert len(told(chat)) == 1
    (noticed,) = chat.notices
    assert (notice or "") in noticed.parameters.get("text", "")
    assert bool(noticed.parameters.get("show_alert")) == bool(notice)
    if cause:
        assert_discreet(caplog, cause)
    else:
        assert not caplog.records
    await the_next_is_answered(chat)


async def test_an_edit_that_was_cut_is_made_again(chat: Chat) -> None:
    await chat.says("what is C40?")
    chat.telegram.faults += [Cut("editMessageText", after_acceptance=True), Cut("editMessageText")]
    await chat.presses(next(label for label in chat.labels if "role" in label))
    assert len(told(chat)) == 1
    assert "text" not in chat.notices[-1].parameters
    await the_next_is_answered(chat)


# Inline mode and edits, where nobody is waiting for a sentence


@pytest.mark.parametrize("fault", [server_error, bad_gateway, Cut], ids=lambda fault: fault.__name__)
async def test_cards_that_meet_a_fault(chat: Chat, fault: type[AnyFault]) -> None:
    """The call is made again, for it is harmless twice."""
    chat.telegram.faults.append(fault("answerInlineQuery"))
    with suppress(ValueError):  # the driver expects one call
        await chat.types("c40")
    assert chat.new("answerInlineQuery")[-1].is_done
    await the_next_is_answered(chat)


async def test_an_old_inline_query_is_let_go(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    chat.telegram.faults.append(refused("answerInlineQuery", "query is too old and response timeout expired"))
    await chat.types("c40")
    assert not caplog.records
    await the_next_is_answered(chat)


# The store


def change_database(folder: Path, statement: str) -> None:
    """What another program does to the bot's database."""
    with sqlite3.connect(folder / "bot.db") as other:
        other.execute(statement)


async def test_a_broken_store_holds_up_an_update_until_it_is_mended(
    chat: Chat, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing can be remembered of what is answered meanwhile, so nothing is."""
    change_database(tmp_path, "ALTER TABLE conversations RENAME TO gone")
    pending = queue(chat, PRIVATE)
    await chat.telegram.wait_for(lambda: "StoreError" in caplog.text)
    assert told(chat) == []
    change_database(tmp_path, "ALTER TABLE gone RENAME TO conversations")
    await chat.telegram.done_with(pending)
    assert len(told(chat)) == 1
    assert_discreet(caplog, "StoreError")
    await the_next_is_answered(chat)


async def test_a_file_that_is_taken_away_stops_nothing(chat: Chat, tmp_path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            os.unlink(f"{tmp_path}/bot.db{ending}")
    await chat.says(PRIVATE)
    assert len(told(chat)) == 1
    await the_next_is_answered(chat)


async def test_a_reply_stands_where_it_cannot_be_remembered(
    chat: Chat, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    change_database(tmp_path, "CREATE TRIGGER full BEFORE INSERT ON conversations BEGIN SELECT RAISE(ABORT, 'no'); END")
    await chat.says(PRIVATE)
    assert len(told(chat)) == 1
    assert ANSWER in chat.last
    assert_discreet(caplog, "StoreError")
    await the_next_is_answered(chat)


@pytest.mark.parametrize("times", [2, 12])
async def test_a_store_that_is_away_is_waited_for(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, times: int
) -> None:
    real, left = Store.begin, times

    async def begin(self: Store, *arguments: Any) -> Any:
        nonlocal left
        left -= 1
        if left >= 0:
            raise StoreAwayError("The database is locked by another program.")
        return await real(self, *arguments)

    monkeypatch.setattr(Store, "begin", begin)
    await chat.says(PRIVATE)
    assert len(told(chat)) == 1
    assert ANSWER in chat.last
    assert_discreet(caplog, "StoreAwayError")
    await the_next_is_answered(chat)


async def test_what_is_not_stored_is_not_promised(chat: Chat, tmp_path: Path) -> None:
    """/forget and /feedback say "done" only when it is."""
    with sqlite3.connect(tmp_path / "bot.db") as other:
        for table in ("comments", "feedback"):
            other.execute(f"ALTER TABLE {table} RENAME TO gone_{table}")
    for command in ("/forget", "/feedback a remark"):
        await chat.says(command)
        assert FAILED in chat.last, command
        assert len(chat.replies) == 1
