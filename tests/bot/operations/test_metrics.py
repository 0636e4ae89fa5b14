"""What is counted and timed, as Prometheus reads it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from prometheus_client import generate_latest
from sqlalchemy import delete, make_url, select
from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot.operations.measured_database import MeasuredDatabase
from bot.operations.measured_request import MeasuredRequest
from bot.operations.metrics import Metrics
from bot.store import Conversation, ConversationKey, Store, StoreError
from bot.store.database import Write
from bot.store.sqlite import SqliteDatabase
from bot.store.tables import conversations
from bot.telegram.requests import AiohttpRequest
from bot.telegram.requests.timeouts import Timeouts
from tests.speed import is_within
from tests.telegram_server.faults import Hang, bad_gateway, blocked, server_error
from tests.telegram_server.server import FakeTelegram


def value(metrics: Metrics, name: str, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def names(metrics: Metrics) -> set[str]:
    return {family.name for family in metrics.registry.collect()}


# What the bot tells


def test_updates_and_replies_are_counted_by_what_they_are(metrics: Metrics) -> None:
    metrics.update_done("message", "done")
    metrics.update_done("message", "done")
    metrics.update_done("inline_query", "repeated")
    metrics.replied("answer", "it", "group")
    assert value(metrics, "bot_updates_total", kind="message", outcome="done") == 2
    assert value(metrics, "bot_updates_total", kind="inline_query", outcome="repeated") == 1
    assert value(metrics, "bot_replies_total", outcome="answer", language="it", surface="group") == 1


def test_kinds_that_telegram_does_not_have_are_counted_as_one(metrics: Metrics) -> None:
    for number in range(100):
        metrics.update_done(f"kind-{number}", "set aside")
    assert value(metrics, "bot_updates_total", kind="other", outcome="set aside") == 100


def test_understanding_is_timed(metrics: Metrics, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([5.0, 5.02, 6.0, 6.001])
    monkeypatch.setattr(time, "perf_counter", lambda: next(moments))
    for _ in range(2):
        with metrics.understanding():
            pass
    monkeypatch.undo()
    assert value(metrics, "bot_understanding_seconds_count") == 2
    assert value(metrics, "bot_understanding_seconds_bucket", le="0.01") == 1


def test_the_queue_is_looked_at_when_somebody_asks(metrics: Metrics) -> None:
    queue = [1, 2]
    metrics.watch_queue(lambda: len(queue))
    assert value(metrics, "bot_updates_waiting") == 2
    queue.clear()
    assert value(metrics, "bot_updates_waiting") == 0


def test_errors_are_counted_by_class_and_show_no_text(metrics: Metrics) -> None:
    metrics.failed(RuntimeError("my name is Ada Lovelace"))
    metrics.rate_limited()
    assert value(metrics, "bot_errors_total", error="RuntimeError") == 1
    assert value(metrics, "bot_rate_limited_total") == 1
    assert b"Ada" not in generate_latest(metrics.registry)


@pytest.mark.parametrize(("page_date", "days"), [("2022-09-30", 92), ("2022-09", 121), ("2022", 364)])
def test_the_age_of_the_knowledge_grows(page_date: str, days: float) -> None:
    now = datetime(2022, 12, 31, tzinfo=UTC)
    metrics = Metrics(clock=lambda: now)
    metrics.knowledge_loaded(page_date)
    assert value(metrics, "bot_knowledge_page_age_days") == days
    assert value(metrics, "bot_knowledge_loaded_age_days") == 0
    now += timedelta(days=2, hours=12)
    assert value(metrics, "bot_knowledge_page_age_days") == days + 2
    assert value(metrics, "bot_knowledge_loaded_age_days") == 2.5


def test_the_process_is_measured_as_well(metrics: Metrics) -> None:
    assert "process_resident_memory_bytes" in names(metrics)


def test_bots_do_not_share_numbers(metrics: Metrics) -> None:
    other = Metrics()
    metrics.rate_limited()
    assert value(other, "bot_rate_limited_total") == 0


# Calls of Telegram


@pytest_asyncio.fixture
async def bot(metrics: Metrics, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bot]:
    """python-telegram-bot's own Bot, with measured calls."""
    monkeypatch.setattr("bot.telegram.requests.aiohttp_request._BACK_OFF", (0.001, 0.002))
    url = f"{telegram.url}/bot"
    request = MeasuredRequest(AiohttpRequest(Timeouts(read=2)), metrics)
    async with Bot(telegram.token, base_url=url, request=request, get_updates_request=request) as bot:
        yield bot


async def test_calls_are_timed_by_method(metrics: Metrics, bot: Bot, telegram: FakeTelegram) -> None:
    chat = telegram.private()
    await bot.send_message(chat.room.id, "hello")
    await bot.send_message(chat.room.id, "again")
    assert value(metrics, "bot_telegram_call_seconds_count", method="getMe") == 1
    assert value(metrics, "bot_telegram_call_seconds_count", method="sendMessage") == 2
    assert value(metrics, "bot_telegram_last_reached_timestamp_seconds") == pytest.approx(time.time(), abs=60)
    assert telegram.token not in generate_latest(metrics.registry).decode()


async def test_refusals_and_faults_are_counted_by_reason(metrics: Metrics, bot: Bot, telegram: FakeTelegram) -> None:
    chat = telegram.private()
    telegram.faults += [blocked("sendMessage"), server_error("sendMessage"), Hang("sendMessage")]
    for _ in range(3):
        with pytest.raises(Exception, match=r"blocked|Error|time"):
            await bot.send_message(chat.room.id, "hello")
    reasons = {"403", "NetworkError", "TimedOut"}
    for reason in reasons:
        failures = value(metrics, "bot_telegram_call_failures_total", method="sendMessage", reason=reason)
        assert failures == 1, reason


async def test_a_download_bears_no_name_of_a_file(metrics: Metrics, bot: Bot, telegram: FakeTelegram) -> None:
    with pytest.raises(InvalidToken, match="Not Found"):
        await bot.request.retrieve(f"{telegram.url}/file/bot{telegram.token}/photos/ada.jpg")
    assert value(metrics, "bot_telegram_call_seconds_count", method="a download") == 1


async def test_a_page_of_a_proxy_does_not_count_as_telegram(metrics: Metrics, telegram: FakeTelegram) -> None:
    telegram.faults += [bad_gateway("getMe")] * 3
    async with MeasuredRequest(AiohttpRequest(), metrics) as request:
        with pytest.raises(NetworkError):
            await request.do_request(f"{telegram.url}/bot{telegram.token}/getMe", "POST")
    assert metrics.last_reached() == 0


async def test_a_token_that_telegram_does_not_know_does_not_either(metrics: Metrics, telegram: FakeTelegram) -> None:
    async with MeasuredRequest(AiohttpRequest(), metrics) as request:
        status, _ = await request.do_request(f"{telegram.url}/bot123456:another/getMe", "POST")
    assert (status, metrics.last_reached()) == (401, 0)


async def test_answers_are_read_as_the_measured_request_reads_them(metrics: Metrics) -> None:
    request = MeasuredRequest(AiohttpRequest(), metrics)
    assert request.read_timeout == AiohttpRequest().read_timeout
    with pytest.raises(NetworkError, match="no answer of the Bot API"):
        request.parse_json_payload(b"<html>")


# Calls of the database


async def test_calls_of_the_database_are_timed_and_their_failures_counted(metrics: Metrics, tmp_path: Path) -> None:
    database = MeasuredDatabase(await SqliteDatabase.open(make_url(f"sqlite:///{tmp_path}/bot.db")), metrics)
    store, key = Store(database), ConversationKey(chat=1, user=1)
    assert database.dialect == "sqlite"
    assert await store.conversations.load(key) == Conversation()
    await store.prune()
    await database.execute(delete(conversations))
    await database.execute_all([Write(select(conversations.c.chat), {})])
    await database.close()
    with pytest.raises(StoreError):
        await store.conversations.load(key)
    called = {name: value(metrics, "bot_database_call_seconds_count", operation=name) for name in OPERATIONS}
    assert called == {"fetch": 2, "execute": 1, "execute_all": 1, "transaction": 1}
    assert value(metrics, "bot_database_failures_total", operation="fetch", error="StoreError") == 1


OPERATIONS = ("fetch", "execute", "execute_all", "transaction")


def test_counting_costs_little(metrics: Metrics) -> None:
    """About ten numbers an update, of which each may take some microseconds of the half millisecond that there is."""
    assert is_within(min(_seconds_to_count(metrics, 500) for _ in range(5)), 0.0002)


def _seconds_to_count(metrics: Metrics, rounds: int) -> float:
    """Processor time of one round."""
    started = time.process_time()
    for _ in range(rounds):
        metrics.update_done("message", "done")
        metrics.replied("answer", "en", "chat")
        metrics.called("sendMessage", 0.1)
        with metrics.understanding():
            pass
    return (time.process_time() - started) / rounds
