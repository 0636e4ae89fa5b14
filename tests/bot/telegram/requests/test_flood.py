"""Telegram's flood limits: waited out, and by nobody else."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.telegram.requests import AiohttpRequest, flood
from tests.bot.telegram.requests.conftest import BotWith
from tests.bot.telegram.requests.faulty_telegram import FaultyTelegram, too_many


async def test_a_message_is_sent_again_when_telegram_allows_it(bot: Bot, server: FaultyTelegram) -> None:
    server.will("sendMessage", too_many(1))
    started = time.monotonic()
    await bot.send_message(5, "hello")
    assert time.monotonic() - started >= 1
    assert server.count("sendMessage") == 2


async def test_others_of_that_chat_wait_and_other_chats_do_not(bot: Bot, server: FaultyTelegram) -> None:
    server.will("sendMessage", too_many(2))
    first = asyncio.create_task(bot.send_message(5, "first"))
    await server.called("sendMessage")
    await asyncio.sleep(0.3)  # until the answer has arrived
    second = asyncio.create_task(bot.send_message(5, "second"))
    await bot.send_message(6, "to someone else")
    await bot.answer_callback_query("1")
    assert [call.fields.get("text") for call in server.calls] == ["first", "to someone else", None]
    await asyncio.gather(first, second)
    assert sorted(call.fields["text"] for call in server.calls[3:]) == ["first", "second"]


async def test_a_method_without_a_chat_waits_alone(bot: Bot, server: FaultyTelegram) -> None:
    """A bot may change its name a few times a day: replies must not wait for the next."""
    server.will("setMyName", too_many(80_000))
    with pytest.raises(RetryAfter):
        await bot.set_my_name("Networks")
    await bot.send_message(5, "hello")
    await bot.answer_callback_query("1")
    with pytest.raises(RetryAfter):
        await bot.set_my_name("Networks")
    assert server.count("setMyName") == 1, "Telegram has said when to ask again"


async def test_patience_ends(bot_with: BotWith, server: FaultyTelegram) -> None:
    server.will("sendMessage", too_many(1), too_many(1), too_many(1))
    async with AiohttpRequest(flood_patience=1.5) as request:
        with pytest.raises(RetryAfter) as error:
            await bot_with(request).send_message(5, "hello")
        assert error.value.retry_after == timedelta(seconds=1)
        assert server.count("sendMessage") == 2


async def test_polling_is_told_at_once(bot: Bot, server: FaultyTelegram) -> None:
    server.will("getUpdates", too_many(5))
    with pytest.raises(RetryAfter) as error:
        await bot.get_updates(timeout=0)
    assert error.value.retry_after == timedelta(seconds=5)


async def test_a_waiting_call_can_be_given_up(bot: Bot, server: FaultyTelegram) -> None:
    server.will("sendMessage", too_many(1))
    sending = asyncio.create_task(bot.send_message(5, "hello"))
    await server.called("sendMessage")
    await asyncio.sleep(0.1)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    assert server.count("sendMessage") == 1


async def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "_MOST", 3)
    gate = flood.FloodGate()
    for chat in range(5):
        gate.close(f"chat {chat}", 100 + chat)
    assert list(gate._opens) == ["chat 2", "chat 3", "chat 4"], "what opens first is forgotten first"


async def test_lanes_that_are_open_again_are_forgotten() -> None:
    gate = flood.FloodGate()
    gate.close("chat 1", 0.01)
    await asyncio.sleep(0.02)
    gate.close("chat 2", 1)
    assert list(gate._opens) == ["chat 2"]
