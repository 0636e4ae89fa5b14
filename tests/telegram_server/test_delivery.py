"""Updates come by long polling or by webhook, as Telegram sends them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio
from aiohttp import web

from tests.telegram_server import updates
from tests.telegram_server.client import Client
from tests.telegram_server.json_types import Json
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.update_queue import OTHER_POLLER, WEBHOOK_ACTIVE, WEBHOOK_SET, Pending

SECRET = "s3cret"


def said(telegram: FakeTelegram, text: str) -> Pending:
    ada = telegram.private()
    return telegram.queue({"message": updates.message(ada.chat, ada.user, 1, **updates.typed(text))})


def pressed(telegram: FakeTelegram) -> Pending:
    return telegram.queue(updates.callback_query("q", telegram.private().user, "data", {"inline_message_id": "card"}))


def ids(result: list[Json]) -> list[int]:
    return [update["update_id"] for update in result]


# Polling


async def test_updates_come_again_until_they_are_confirmed(call: Client, telegram: FakeTelegram) -> None:
    one, two = said(telegram, "one"), said(telegram, "two")
    for _ in range(2):
        assert ids((await call("getUpdates")).result) == [one.update_id, two.update_id]
    assert ids((await call("getUpdates", offset=two.update_id)).result) == [two.update_id]
    assert ids((await call("getUpdates", limit=1)).result) == [two.update_id]
    assert (await call("getUpdates", offset=two.update_id + 1)).result == []


async def test_a_negative_offset_keeps_the_last_ones(call: Client, telegram: FakeTelegram) -> None:
    said(telegram, "one")
    two = said(telegram, "two")
    assert ids((await call("getUpdates", offset=-1)).result) == [two.update_id]
    assert ids((await call("getUpdates")).result) == [two.update_id]


async def test_a_poll_waits_for_updates(call: Client, telegram: FakeTelegram) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await telegram.wait_for(lambda: telegram.requests)
    one = said(telegram, "one")
    assert ids((await poll).result) == [one.update_id]
    assert (await call("getUpdates", offset=one.update_id + 1, timeout=0)).result == []


async def test_only_kinds_that_were_asked_for_come_and_the_choice_is_kept(call: Client, telegram: FakeTelegram) -> None:
    await call("getUpdates", allowed_updates=["message"])
    pressed(telegram)
    one = said(telegram, "one")
    assert ids((await call("getUpdates")).result) == [one.update_id]
    assert len(telegram.state.updates.not_wanted) == 1
    await call("getUpdates", allowed_updates=[])
    assert len((await call("getUpdates")).result) == 1
    pressed(telegram)
    assert len((await call("getUpdates")).result) == 2


async def test_a_second_poller_ends_the_first(call: Client, telegram: FakeTelegram) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=50))
    await telegram.wait_for(lambda: telegram.requests)
    second = asyncio.create_task(call("getUpdates", timeout=50))
    answer = await first
    assert (answer.status, answer.description) == (409, OTHER_POLLER)
    one = said(telegram, "one")
    assert ids((await second).result) == [one.update_id]


async def test_there_is_no_polling_while_a_webhook_is_set(call: Client, telegram: FakeTelegram) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await telegram.wait_for(lambda: telegram.requests)
    await call("setWebhook", url="https://example.org/hook")
    assert (await poll).description == WEBHOOK_SET
    answer = await call("getUpdates")
    assert (answer.status, answer.description) == (409, WEBHOOK_ACTIVE)
    assert (await call("getWebhookInfo")).result["url"] == "https://example.org/hook"
    await call("deleteWebhook", drop_pending_updates=True)
    assert (await call("getUpdates")).status == 200


async def test_the_same_update_twice(call: Client, telegram: FakeTelegram) -> None:
    one = said(telegram, "one")
    telegram.queue({"message": one.body["message"]}, one.update_id)
    assert ids((await call("getUpdates")).result) == [one.update_id] * 2


async def test_malformed_updates_come_as_they_are(call: Client, telegram: FakeTelegram) -> None:
    for content in updates.MALFORMED.values():
        telegram.queue(content, is_valid=False)
    received = (await call("getUpdates")).result
    assert [{k: v for k, v in update.items() if k != "update_id"} for update in received] == [
        *updates.MALFORMED.values()
    ]


# Webhook


class Hook:
    """A bot's end of a webhook: the first answers are those in `statuses`, the rest 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.received: list[Json] = []
        self.secrets: list[str | None] = []
        self.answer: Json = {}
        self.url = ""

    async def receive(self, request: web.Request) -> web.Response:
        self.received.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 0:
            await asyncio.sleep(60)
        return web.json_response(self.answer, status=status)


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    application = web.Application()
    application.router.add_post("/hook", hook.receive)
    runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_are_posted_with_the_secret(call: Client, telegram: FakeTelegram, hook: Hook) -> None:
    waited = said(telegram, "before")
    await call("setWebhook", url=hook.url, secret_token=SECRET, allowed_updates=["message"])
    await telegram.done_with(waited)
    await telegram.done_with(said(telegram, "after"))
    await telegram.done_with(pressed(telegram))
    assert [update["message"]["text"] for update in hook.received] == ["before", "after"]
    assert hook.secrets == [SECRET, SECRET]
    info = (await call("getWebhookInfo")).result
    assert (info["pending_update_count"], info["allowed_updates"]) == (0, ["message"])


async def test_what_is_not_taken_comes_again_in_order(call: Client, telegram: FakeTelegram, hook: Hook) -> None:
    telegram.state.webhook.retry_after = 0.01
    hook.statuses = [500, 401]
    await call("setWebhook", url=hook.url)
    one, two = said(telegram, "one"), said(telegram, "two")
    await telegram.wait_for(lambda: telegram.state.webhook.last_error)
    assert "500" in (await call("getWebhookInfo")).result["last_error_message"]
    await telegram.done_with(two)
    assert ids(hook.received) == [one.update_id] * 3 + [two.update_id]
    assert [delivery.status for delivery in telegram.state.webhook.deliveries] == [500, 401, 200, 200]


async def test_what_is_not_answered_in_time_comes_again(call: Client, telegram: FakeTelegram, hook: Hook) -> None:
    webhook = telegram.state.webhook
    webhook.time_limit = 0.1
    hook.statuses = [0]
    await call("setWebhook", url=hook.url)
    one = said(telegram, "one")
    await telegram.wait_for(lambda: webhook.deliveries and hook.received)
    webhook.time_limit = 60  # on a busy machine, an ordinary answer takes longer than the first limit
    await telegram.done_with(one)
    *tries, last = (delivery.status for delivery in webhook.deliveries)
    assert set(tries) == {0}
    assert last == 200
    assert set(ids(hook.received)) == {one.update_id}


async def test_undelivered_updates_are_kept_for_polling(call: Client, telegram: FakeTelegram, hook: Hook) -> None:
    hook.statuses = [500] * 100
    await call("setWebhook", url=hook.url)
    one = said(telegram, "one")
    await telegram.wait_for(lambda: hook.received)
    await call("deleteWebhook")
    assert ids((await call("getUpdates")).result) == [one.update_id]


async def test_an_answer_may_call_a_method(call: Client, telegram: FakeTelegram, hook: Hook) -> None:
    hook.answer = {"method": "sendMessage", "chat_id": 7, "text": "at once"}
    await call("setWebhook", url=hook.url)
    await telegram.private().says("hello")
    assert telegram.private().messages_of_bot[-1]["text"] == "at once"
