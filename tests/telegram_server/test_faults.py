"""Every fault that can be injected is met by a client as it would be in real life, and only once."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from tests.telegram_server.client import Client
from tests.telegram_server.faults import (
    AnyFault,
    Cut,
    Fault,
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


@pytest.mark.parametrize(
    ("fault", "status", "description", "parameters"),
    [
        (flood("sendMessage", 3), 429, "Too Many Requests: retry after 3", {"retry_after": 3}),
        (server_error("sendMessage"), 500, "Internal Server Error", None),
        (blocked("sendMessage"), 403, "Forbidden: bot was blocked by the user", None),
        (refused("sendMessage", "anything"), 400, "Bad Request: anything", None),
        (
            migrated("sendMessage", -1009),
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            {"migrate_to_chat_id": -1009},
        ),
        (Fault("sendMessage", 409, "Conflict"), 409, "Conflict", None),
    ],
)
async def test_an_answer_that_is_not_ok(
    call: Client, telegram: FakeTelegram, fault: Fault, status: int, description: str, parameters: object
) -> None:
    telegram.faults.append(fault)
    assert (await call("getMe")).status == 200
    answer = await call("sendMessage", chat_id=7, text="a")
    assert (answer.status, answer.description, answer.body.get("parameters")) == (status, description, parameters)
    assert not telegram.private().messages_of_bot
    assert [request.is_done for request in telegram.of("sendMessage")] == [False]
    assert (await call("sendMessage", chat_id=7, text="a")).status == 200


@pytest.mark.parametrize(
    ("fault", "status", "body"), [(bad_gateway("getMe"), 502, "<html>"), (garbled("getMe"), 200, "{")]
)
async def test_an_answer_that_is_not_telegrams(
    call: Client, telegram: FakeTelegram, fault: AnyFault, status: int, body: str
) -> None:
    telegram.faults.append(fault)
    async with call.session.get(f"{telegram.url}/bot{telegram.token}/getMe") as response:
        assert (response.status, (await response.text())[: len(body)]) == (status, body)


async def test_several_faults_come_one_after_the_other(call: Client, telegram: FakeTelegram) -> None:
    telegram.faults += [server_error("getMe")] * 2 + [flood("getMe", 1)]
    assert [(await call("getMe")).status for _ in range(4)] == [500, 500, 429, 200]


async def test_a_hang_lasts_until_it_is_released(call: Client, telegram: FakeTelegram) -> None:
    hang = Hang("sendMessage")
    telegram.faults.append(hang)
    waiting = asyncio.create_task(call("sendMessage", chat_id=7, text="a"))
    await hang.reached.wait()
    assert not telegram.private().messages_of_bot
    assert not waiting.done()
    hang.release()
    assert (await waiting).status == 200
    assert len(telegram.private().messages_of_bot) == 1


async def test_who_gives_up_during_a_hang_has_not_been_heard(call: Client, telegram: FakeTelegram) -> None:
    hang = Hang("sendMessage")
    telegram.faults.append(hang)
    waiting = asyncio.create_task(call("sendMessage", chat_id=7, text="a"))
    await hang.reached.wait()
    waiting.cancel()
    await hang.abandoned.wait()
    hang.release()
    await call("getMe")
    assert not telegram.private().messages_of_bot


@pytest.mark.parametrize("after_acceptance", [False, True])
async def test_a_cut(call: Client, telegram: FakeTelegram, after_acceptance: bool) -> None:
    telegram.faults.append(Cut("sendMessage", after_acceptance))
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call("sendMessage", chat_id=7, text="a")
    assert len(telegram.private().messages_of_bot) == after_acceptance
    assert len(telegram.of("sendMessage")) == after_acceptance
    assert (await call("getMe")).status == 200


async def test_a_wrong_request_is_noted_also_where_it_meets_a_fault(call: Client, telegram: FakeTelegram) -> None:
    telegram.faults.append(server_error("sendMessage"))
    with telegram.expects_refusal() as problems:
        assert (await call("sendMessage", chat_id=7, text="")).status == 500
    assert problems == ["sendMessage: message text is empty"]
