"""The whole bot polls: nothing is lost, little comes twice, no chat waits for another, nothing stops it for good."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram.error import Conflict, InvalidToken

from bot.settings import Settings
from bot.store import Store
from bot.telegram import delivery, polling
from bot.update_origin import origin_of
from intents.assistant import Assistant
from tests.bot.telegram.running import Start, queue, starter, told
from tests.telegram_server import updates
from tests.telegram_server.driver import Chat
from tests.telegram_server.faults import Fault, Hang, flood, garbled
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.update_queue import Pending

C40 = "what is C40?"


@pytest.fixture
def start(settings: Settings, assistant: Assistant, store: Store, tmp_path: Path) -> Start:
    return starter(settings, assistant, store, tmp_path)


@pytest.fixture
def ada(telegram: FakeTelegram) -> Chat:
    return telegram.private()


@pytest.fixture
def bea(telegram: FakeTelegram) -> Chat:
    return telegram.private(8, "it", "Bea")


def hang(telegram: FakeTelegram, method: str = "sendMessage") -> Hang:
    fault = Hang(method)
    telegram.faults.append(fault)
    return fault


def waiting(telegram: FakeTelegram) -> list[int]:
    return [pending.update_id for pending in telegram.state.updates.pending]


def polls(telegram: FakeTelegram) -> int:
    return len(telegram.of("getUpdates"))


def at_most(seconds: float) -> float:
    """How often a bot may ask in some time while Telegram answers at once."""
    return 2 + seconds / polling.GLANCE_SECONDS


# Order


async def test_a_chat_is_answered_in_order(start: Start, ada: Chat) -> None:
    slow = hang(ada.telegram)
    for text in (C40, "and its website?", "what is MUFPP?"):
        queue(ada, text)
    async with start():
        await slow.reached.wait()
        await asyncio.sleep(0.1)
        assert told(ada) == []
        slow.release()
        await ada.telegram.wait_for(lambda: len(told(ada)) == 3)
    assert "97" in told(ada)[0]
    assert "C40" in told(ada)[1]
    assert "Food Policy" in told(ada)[2]


async def test_a_slow_chat_delays_no_other(start: Start, ada: Chat, bea: Chat) -> None:
    telegram = ada.telegram
    slow = hang(telegram)
    async with start():
        held = queue(ada, C40)
        queue(ada, "and its website?")
        await slow.reached.wait()
        before, began = polls(telegram), time.monotonic()
        for number in range(3):
            queue(bea, "che cos'è C40?")
            await telegram.wait_for(lambda: len(told(bea)) == number + 1)  # noqa: B023 it is awaited at once
        await asyncio.sleep(1 - 3 * polling.GLANCE_SECONDS)
        assert held.update_id in waiting(telegram)
        assert polls(telegram) - before <= at_most(time.monotonic() - began), "it asks again and again"
        slow.release()
        await telegram.wait_for(lambda: not waiting(telegram))
    assert (len(told(ada)), len(told(bea))) == (2, 3)


async def test_more_than_a_page_behind_a_slow_update(start: Start, telegram: FakeTelegram, ada: Chat) -> None:
    slow = hang(telegram)
    others = [telegram.private(100 + number, name=f"P{number}") for number in range(120)]
    async with start():
        queue(ada, C40)
        await slow.reached.wait()
        for other in others:
            queue(other, "hello")
        await telegram.wait_for(lambda: sum(map(len, map(told, others))) == 99)
        before, began = polls(telegram), time.monotonic()
        await asyncio.sleep(0.5)
        assert polls(telegram) - before <= at_most(time.monotonic() - began)
        slow.release()
        await telegram.wait_for(lambda: not waiting(telegram))
    assert [len(told(chat)) for chat in (ada, *others)] == [1] * 121


async def test_one_busy_chat_leaves_room_for_others(
    start: Start, ada: Chat, bea: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "MOST_AT_ONCE", 2)
    slow = hang(ada.telegram)
    for _ in range(5):
        queue(ada, C40)
    queue(bea, C40)
    async with start():
        await ada.telegram.wait_for(lambda: told(bea))
        assert not told(ada)
        slow.release()
        await ada.telegram.wait_for(lambda: len(told(ada)) == 5)


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        ({"message": {"chat": {"id": -5}, "from": {"id": 7}}}, -5),
        ({"edited_message": {"chat": {"id": -5}, "from": {"id": 7}, "reply_to_message": {"chat": {"id": 1}}}}, -5),
        ({"callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}, -5),
        ({"callback_query": {"from": {"id": 7}, "inline_message_id": "a"}}, 7),
        ({"inline_query": {"from": {"id": 7}}}, 7),
        ({"my_chat_member": {"chat": {"id": -5}, "from": {"id": 7}}}, -5),
        ({"poll": {"id": "1"}}, None),
        ({"message": "text"}, None),
        ({"message": {"chat": "text", "from": []}}, None),
        ({}, None),
    ],
)
def test_the_lane_of_an_update(update: dict[str, Any], lane: int | None) -> None:
    assert origin_of({"update_id": 1, **update}).lane == lane


# Nothing is lost


async def test_an_update_stays_at_telegram_until_it_is_answered(start: Start, ada: Chat) -> None:
    slow = hang(ada.telegram)
    async with start():
        held = queue(ada, C40)
        await slow.reached.wait()
        await asyncio.sleep(2 * polling.GLANCE_SECONDS)
        assert waiting(ada.telegram) == [held.update_id]
        slow.release()
        await ada.telegram.wait_for(lambda: not waiting(ada.telegram))
    assert len(told(ada)) == 1


async def test_after_a_kill_everything_is_answered(start: Start, ada: Chat, bea: Chat) -> None:
    slow = hang(ada.telegram)
    async with start() as bot:
        queue(ada, C40)
        await slow.reached.wait()
        queue(bea, C40)
        await bot.is_killed()
    assert told(ada) == []
    assert waiting(ada.telegram)
    assert slow.abandoned.is_set()
    async with start():
        await ada.telegram.wait_for(lambda: not waiting(ada.telegram))
    assert len(told(ada)) == 1
    assert told(bea)


async def test_a_kill_while_nothing_is_to_do(start: Start, ada: Chat) -> None:
    async with start() as bot:
        await ada.telegram.wait_for(lambda: polls(ada.telegram))
        await bot.is_killed()
    async with start():
        await ada.says(C40)
        assert "97" in ada.last


async def test_stopping_finishes_and_confirms_what_is_in_hand(start: Start, ada: Chat) -> None:
    slow = hang(ada.telegram)
    async with start() as bot:
        queue(ada, C40)
        await slow.reached.wait()
        bot.stop.set()
        await asyncio.sleep(0.05)
        assert not bot.polling.done()
        slow.release()
        await bot.polling
        assert waiting(ada.telegram) == []
    assert len(told(ada)) == 1


async def test_stopping_does_not_wait_for_ever(
    start: Start, ada: Chat, bea: Chat, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(polling, "STOP_SECONDS", 0.2)
    async with start() as bot:
        await ada.telegram.done_with(queue(bea, C40))
        slow = hang(ada.telegram)
        queue(ada, C40)
        await slow.reached.wait()
        async with asyncio.timeout(30):
            await bot.stops()
    assert "1 updates could not be finished in time" in caplog.text
    async with start():
        await ada.telegram.wait_for(lambda: told(ada))
    assert (len(told(ada)), len(told(bea))) == (1, 1)


# Nothing comes twice, as far as that can be known


async def test_duplicates_are_answered_once(start: Start, ada: Chat) -> None:
    telegram = ada.telegram
    first = queue(ada, C40)
    again = {"message": first.body["message"]}
    telegram.queue(again, first.update_id)
    async with start():
        await telegram.wait_for(lambda: not waiting(telegram))
        telegram.queue(again, first.update_id)
        await telegram.wait_for(lambda: not waiting(telegram))
        await ada.says("what is MUFPP?")
    assert len(told(ada)) == 2


async def test_ids_may_begin_anew(start: Start, ada: Chat) -> None:
    async with start():
        await ada.says(C40)
        for id in (5, 2**31 - 1, 6):
            head = updates.message(ada.chat, ada.user, 50 + id % 50, **updates.typed("hello"))
            await ada.telegram.done_with(ada.telegram.queue({"message": head}, id))
    assert len(told(ada)) == 4


# Updates that nobody promised


async def test_malformed_updates_are_left_out(start: Start, ada: Chat, caplog: pytest.LogCaptureFixture) -> None:
    telegram = ada.telegram
    for content in (*updates.MALFORMED.values(), *updates.ODD.values()):
        telegram.queue(content, is_valid=False)
    nameless: Any = [{"message": {"text": "hello"}}, {"update_id": "5"}, "hello", None, []]
    telegram.state.updates.pending += [Pending(telegram.state.updates.next_id(), body) for body in nameless]
    queue(ada, C40)
    async with start():
        await telegram.wait_for(lambda: not waiting(telegram))
    assert len(told(ada)) == 1
    assert caplog.text.count("is malformed and was left out") == len(updates.MALFORMED)
    assert caplog.text.count("without an id") == 1
    assert "hello" not in caplog.text


async def test_an_update_that_cannot_be_confirmed_keeps_nobody_busy(start: Start, ada: Chat) -> None:
    telegram = ada.telegram
    telegram.state.updates.pending.append(Pending(1, {"message": {"text": "hello"}}))
    began = time.monotonic()
    async with start():
        await asyncio.sleep(1)
        assert polls(telegram) <= at_most(time.monotonic() - began)
        await ada.says(C40)
        assert "97" in ada.last


# Telegram's answers to getUpdates


async def test_only_kinds_that_are_handled_are_asked_for(start: Start, telegram: FakeTelegram) -> None:
    async with start():
        await telegram.wait_for(lambda: polls(telegram))
    assert set(telegram.state.updates.allowed) == {
        *("message", "edited_message", "guest_message", "callback_query"),
        *("inline_query", "chosen_inline_result", "my_chat_member"),
    }


async def test_a_second_poller_ends_it(start: Start, ada: Chat) -> None:
    slow = hang(ada.telegram)
    async with start() as bot, aiohttp.ClientSession() as other:
        queue(ada, C40)
        await slow.reached.wait()
        slow.release()
        await ada.telegram.wait_for(lambda: not waiting(ada.telegram))
        await other.post(f"{ada.telegram.url}/bot{ada.telegram.token}/getUpdates")
        with pytest.raises(Conflict):
            await bot.polling
    assert len(told(ada)) == 1


async def test_a_token_that_is_taken_back_ends_it(start: Start, telegram: FakeTelegram) -> None:
    telegram.faults.append(Fault("getUpdates", 401, "Unauthorized"))
    async with start() as bot:
        with pytest.raises(InvalidToken):
            await bot.polling


async def test_what_is_wrong_with_one_call_is_over_with_the_next(
    start: Start, ada: Chat, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "FIRST_PAUSE", 0.3)
    ada.telegram.faults += [garbled("getUpdates"), flood("getUpdates", 1)]
    ada.telegram.faults.append(garbled("getUpdates", '{"ok": true, "result": {"update_id": 1}}'))
    async with start():
        with caplog.at_level(logging.WARNING):
            await ada.telegram.done_with(queue(ada, C40))
    assert len(told(ada)) == 1
    assert caplog.text.count("Updates could not be received") >= 3
    assert ada.telegram.token not in caplog.text


async def test_telegram_away_while_it_stops(start: Start, telegram: FakeTelegram, ada: Chat) -> None:
    async with start() as bot:
        await telegram.wait_for(lambda: polls(telegram))
        telegram.faults += [Fault("getUpdates", 500, "Internal Server Error")] * 20
        queue(ada, C40)
        await telegram.wait_for(lambda: told(ada))
        async with asyncio.timeout(30):
            await bot.stops()
    telegram.faults.clear()
