"""Health, readiness and numbers, asked for over HTTP as a load balancer and Prometheus do."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import time

import aiohttp
import pytest

from bot.core_settings import SettingsError
from bot.operations.loop_lag import LoopLag
from bot.operations.measured_request import MeasuredRequest
from bot.operations.metrics import Metrics
from bot.operations.readiness import Check, Checked, TelegramCheck, knowledge_check, store_check
from bot.operations.server import operations, operations_app, operations_server
from bot.settings import Settings
from bot.store import ConversationKey, Store, StoreAwayError
from bot.telegram.requests import AiohttpRequest
from tests.telegram_server.server import FakeTelegram

HOST = "127.0.0.1"


async def well() -> Checked:
    return Checked(True, "All is well.")


def served(metrics: Metrics, port: int, **checks: Check):  # type: ignore[no-untyped-def]
    return operations_server(operations_app(metrics, LoopLag(metrics), checks), HOST, port)


# Alive


async def test_it_is_alive_also_where_it_is_not_ready(metrics: Metrics, port: int, http: aiohttp.ClientSession) -> None:
    async def away() -> Checked:
        return Checked(False, "The store is away.")

    async with served(metrics, port, store=away) as address:
        answer = await http.get(f"{address}/healthz")
        assert (answer.status, (await answer.json())["alive"]) == (200, True)


async def test_what_blocks_the_event_loop_shows(metrics: Metrics, port: int, http: aiohttp.ClientSession) -> None:
    lag = LoopLag(metrics)
    async with lag.measured(), operations_server(operations_app(metrics, lag, {}), HOST, port) as address:
        await asyncio.sleep(0.1)
        time.sleep(0.8)  # noqa: ASYNC251
        await asyncio.sleep(0.01)
        shown = await (await http.get(f"{address}/healthz")).json()
        assert 0.2 < shown["event_loop_lag"]["worst"] < 60
        assert "bot_event_loop_worst_lag_seconds 0.0" not in await (await http.get(f"{address}/metrics")).text()


# Ready


async def test_it_is_ready_where_all_is_well(
    metrics: Metrics, port: int, http: aiohttp.ClientSession, store: Store, telegram: FakeTelegram
) -> None:
    async with MeasuredRequest(AiohttpRequest(), metrics) as request:
        url = f"{telegram.url}/bot{telegram.token}/getMe"
        checks = {
            "store": store_check(lambda: store.conversations.load(ConversationKey(chat=0, user=0, topic=0))),
            "knowledge": knowledge_check(lambda: 16),
            "telegram": TelegramCheck(metrics.last_reached, lambda: request.do_request(url, "POST")),
        }
        async with served(metrics, port, **checks) as address:
            answer = await http.get(f"{address}/readyz")
            assert answer.status == 200
            shown = await answer.json()
            ago = re.search(r"\d+", shown["checks"]["telegram"]["sentence"])
            assert ago
            assert shown == {
                "ready": True,
                "checks": {
                    "store": {"well": True, "sentence": "The store answers."},
                    "knowledge": {"well": True, "sentence": "16 networks are known."},
                    "telegram": {"well": True, "sentence": f"Telegram answered {ago[0]} s ago."},
                },
            }


async def test_what_is_not_well_is_named_and_the_rest_is_told_as_well(
    metrics: Metrics, port: int, http: aiohttp.ClientSession
) -> None:
    async def away() -> None:
        raise StoreAwayError("The database bot at db cannot be reached. See that it runs.")

    async def faulty() -> Checked:
        raise RuntimeError("my name is Ada Lovelace")

    checks = {"store": store_check(away), "knowledge": knowledge_check(lambda: 0), "other": faulty, "well": well}
    async with served(metrics, port, **checks) as address:
        answer = await http.get(f"{address}/readyz")
        assert answer.status == 503
        found = (await answer.json())["checks"]
    assert found["store"]["sentence"] == "The database bot at db cannot be reached. See that it runs."
    assert found["knowledge"]["sentence"] == "No knowledge is loaded."
    assert found["other"]["sentence"] == "The check failed (RuntimeError); see the log."
    assert [name for name, checked in found.items() if checked["well"]] == ["well"]


async def test_a_check_that_hangs_is_not_waited_for(
    metrics: Metrics, port: int, http: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.readiness.TIME_LIMIT", 0.1)

    async def hang() -> Checked:
        await asyncio.Event().wait()
        raise AssertionError

    async with served(metrics, port, store=hang, other=well) as address:
        found = (await (await http.get(f"{address}/readyz")).json())["checks"]
    assert (found["store"]["well"], found["other"]["well"]) == (False, True)


class Clock:
    """A clock that is moved by hand."""

    now = 10_000.0

    def __call__(self) -> float:
        return self.now


async def test_telegram_is_asked_only_where_it_was_not_reached_lately() -> None:
    clock, calls, reached = Clock(), 0, [9_999.0]

    async def probe() -> None:
        nonlocal calls
        calls += 1
        reached[0] = clock.now

    check = TelegramCheck(lambda: reached[0], probe, clock)
    assert (await check()).is_well
    assert calls == 0
    clock.now += 3600
    assert (await check()).is_well
    assert calls == 1


async def test_a_telegram_that_does_not_answer_is_not_asked_all_the_time() -> None:
    clock, calls = Clock(), 0

    async def probe() -> None:
        nonlocal calls
        calls += 1
        raise ConnectionError("https://api.telegram.org/bot123:token/getMe")

    check = TelegramCheck(lambda: 0.0, probe, clock)
    for _ in range(5):
        found = await check()
        assert not found.is_well
        assert "ConnectionError" in found.sentence
        assert "token" not in found.sentence
    assert calls == 1
    clock.now += 31
    await check()
    assert calls == 2


# Numbers


async def test_numbers_are_in_the_form_that_is_asked_for(
    metrics: Metrics, port: int, http: aiohttp.ClientSession
) -> None:
    metrics.update_done("message", "done")
    async with served(metrics, port) as address:
        plain = await http.get(f"{address}/metrics")
        assert plain.content_type == "text/plain"
        assert 'bot_updates_total{kind="message",outcome="done"} 1.0' in await plain.text()
        modern = await http.get(f"{address}/metrics", headers={"accept": "application/openmetrics-text; version=1.0.0"})
        assert modern.content_type == "application/openmetrics-text"
        assert (await modern.text()).endswith("# EOF\n")


# The server


async def test_all_of_it_runs_as_the_settings_say(metrics: Metrics, port: int, http: aiohttp.ClientSession) -> None:
    settings = Settings.model_construct(ops_host=HOST, ops_port=port)
    async with operations(settings, metrics, {"well": well}):
        statuses = [
            (await http.get(f"http://{HOST}:{port}{path}")).status for path in ("/healthz", "/readyz", "/metrics")
        ]
    assert statuses == [200, 200, 200]


async def test_it_can_be_turned_off(metrics: Metrics) -> None:
    async with served(metrics, 0) as address:
        assert address is None


async def test_it_only_reads(metrics: Metrics, port: int, http: aiohttp.ClientSession) -> None:
    async with served(metrics, port) as address:
        assert (await http.post(f"{address}/metrics")).status == 405
        assert (await http.get(f"{address}/")).status == 404


async def test_it_ends_with_the_block_and_frees_the_port(metrics: Metrics, port: int) -> None:
    for _ in range(2):
        async with served(metrics, port), aiohttp.ClientSession() as http:
            assert (await http.get(f"http://{HOST}:{port}/healthz")).status == 200
    async with aiohttp.ClientSession() as http:
        with pytest.raises(aiohttp.ClientConnectorError):
            await http.get(f"http://{HOST}:{port}/healthz")


async def test_a_port_that_is_taken_is_said_plainly(metrics: Metrics, port: int) -> None:
    async with served(metrics, port):
        with pytest.raises(SettingsError, match="Set it to a free one, or to 0") as error:
            async with served(metrics, port):
                pass
    assert str(error.value).startswith(f"OPS_PORT: 127.0.0.1 port {port} cannot be listened on")


async def test_signals_are_left_to_the_bot(metrics: Metrics, port: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    try:
        async with served(metrics, port):
            await asyncio.sleep(0.05)
            os.kill(os.getpid(), signal.SIGTERM)
            async with asyncio.timeout(60):
                await stop.wait()
    finally:
        loop.remove_signal_handler(signal.SIGTERM)


async def test_an_error_in_the_block_ends_the_server_too(metrics: Metrics, port: int) -> None:
    with pytest.raises(ZeroDivisionError):
        async with served(metrics, port):
            raise ZeroDivisionError
    async with served(metrics, port) as address:
        assert address
