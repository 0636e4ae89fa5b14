"""What the doctor learns of a Telegram over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from pydantic import SecretStr

from bot.operations.doctor import Level
from bot.settings import TELEGRAM_API, BotMode
from tests.bot.operations.doctor.examining import Examine, levels
from tests.telegram_server.faults import AnyFault, Fault, Hang, bad_gateway, garbled
from tests.telegram_server.server import FakeTelegram


async def test_all_is_well(doctor: Examine) -> None:
    found = await doctor()
    assert levels(found) == {
        "Token": "✓",
        "Clock": "✓",
        "Inline mode": "✓",
        "Guest mode": "✓",
        "Groups": "✓",
        "Webhook": "✓",
        "Updates": "✓",
        "Database": "✓",
        "Knowledge": "✓",
        "Ports": "✓",
    }
    assert found["Token"][0].sentence == "Telegram knows the bot as @networks_bot."


async def test_no_token(doctor: Examine) -> None:
    (finding,) = (await doctor(bot_token=None))["Token"]
    assert (finding.level, finding.sentence) == (Level.WRONG, "There is no BOT_TOKEN.")
    assert "BotFather" in finding.remedy


@pytest.mark.parametrize(
    ("token", "remedy"),
    [
        ("12345678:AAF-whole_token-of-thirty-five-letters", "Copy it anew from BotFather (/mybots, API Token)."),
        ("123456:cut-off", "It seems to be cut off. Copy it anew"),
    ],
)
async def test_a_token_that_telegram_does_not_know(doctor: Examine, token: str, remedy: str) -> None:
    found = await doctor(bot_token=SecretStr(token))
    (finding,) = found["Token"]
    assert finding.level is Level.WRONG
    assert finding.remedy.startswith(remedy)
    assert token.partition(":")[2] not in str(found)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (bad_gateway("getMe"), "HTTP status 502"),
        (garbled("getMe"), "is no answer of the Bot API"),
        (Hang("getMe"), "did not answer in time"),
    ],
)
async def test_a_telegram_that_does_not_answer(
    doctor: Examine, telegram: FakeTelegram, fault: AnyFault, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.doctor.bot_api.TIME_LIMIT", aiohttp.ClientTimeout(total=2))
    telegram.faults.append(fault)
    found = await doctor()
    assert found["Telegram"][0].level is Level.WRONG
    assert reason in found["Telegram"][0].sentence
    assert levels(found)["Database"] == "✓"


async def test_without_a_network_it_says_so_and_looks_at_the_rest(doctor: Examine, port: int) -> None:
    found = await doctor(bot_api_url=f"http://127.0.0.1:{port}")
    (finding,) = found["Telegram"]
    assert "cannot be reached" in finding.sentence
    assert "What it knows is left out." in finding.sentence
    assert "BOT_API_URL" in finding.remedy
    assert levels(found) == {"Telegram": "✗", "Database": "✓", "Knowledge": "✓", "Ports": "✓"}


@pytest.mark.parametrize(("off", "level"), [(-20, "✓"), (45, "!"), (-45, "!"), (3600, "✗")])
async def test_the_clock_is_compared_with_telegrams(doctor: Examine, off: int, level: str) -> None:
    found = await doctor(now=lambda: datetime.now(UTC) + timedelta(seconds=off))
    assert levels(found)["Clock"] == level
    if level != "✓":
        assert "timedatectl" in found["Clock"][0].remedy


@pytest.mark.parametrize(
    ("flag", "value", "subject", "remedy"),
    [
        ("supports_inline_queries", False, "Inline mode", "/setinline"),
        ("supports_guest_queries", False, "Guest mode", "BotFather"),
        ("can_join_groups", False, "Groups", "/setjoingroups"),
        ("can_read_all_group_messages", True, "Groups", "/setprivacy"),
    ],
)
async def test_what_is_set_at_botfather(
    doctor: Examine, telegram: FakeTelegram, flag: str, value: bool, subject: str, remedy: str
) -> None:
    telegram.state.bot[flag] = value
    (finding,) = (await doctor())[subject]
    assert finding.level is Level.DOUBT
    assert remedy in finding.remedy


async def test_a_webhook_that_is_set_while_polling(doctor: Examine, telegram: FakeTelegram) -> None:
    telegram.state.webhook.url = "https://example.org/123456:another-secret"
    (finding,) = (await doctor())["Webhook"]
    assert finding.level is Level.DOUBT
    assert finding.sentence == "One is set, to example.org, although BOT_MODE is polling."
    assert "another-secret" not in str(finding)


@pytest.mark.parametrize(
    ("there", "wanted", "level", "sentence"),
    [
        ("https://example.org/hook", "https://example.org/hook", "✓", "Telegram posts updates to example.org."),
        ("", "https://example.org/hook", "!", "None is set."),
        ("https://other.example/hook", "https://example.org/hook", "!", "Another one is set, on other.example."),
    ],
)
async def test_the_webhook(
    doctor: Examine, telegram: FakeTelegram, there: str, wanted: str, level: str, sentence: str
) -> None:
    telegram.state.webhook.url = there
    (finding,) = (await doctor(bot_mode=BotMode.WEBHOOK, webhook_url=wanted))["Webhook"]
    assert (finding.level, finding.sentence) == (level, sentence)


async def test_a_webhook_on_a_port_that_telegram_does_not_post_to(
    doctor: Examine, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.doctor.telegram.TELEGRAM_API", telegram.url)
    found = await doctor(bot_mode=BotMode.WEBHOOK, webhook_url="https://example.org:9000/hook")
    assert found["Webhook"][0].level is Level.WRONG
    assert "443, 80, 88, 8443" in found["Webhook"][0].sentence
    assert TELEGRAM_API.startswith("https://")


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        ("Wrong response from the webhook: 403 Forbidden", "WEBHOOK_SECRET"),
        ("SSL error {error:0A000086:SSL routines::certificate verify failed}", "certificate"),
        ("Connection refused", "proxy"),
    ],
)
async def test_why_telegram_could_not_deliver(doctor: Examine, telegram: FakeTelegram, error: str, remedy: str) -> None:
    telegram.state.webhook.url = "https://example.org/hook"
    telegram.state.webhook.last_error = error
    finding = (await doctor(bot_mode=BotMode.WEBHOOK, webhook_url="https://example.org/hook"))["Webhook"][1]
    assert finding.level is Level.DOUBT
    assert error in finding.sentence
    assert remedy in finding.remedy


async def test_an_error_of_yesterday_is_no_matter(doctor: Examine, telegram: FakeTelegram) -> None:
    yesterday = int((datetime.now(UTC) - timedelta(days=1)).timestamp())
    result = {"url": "", "last_error_date": yesterday, "last_error_message": "Connection refused"}
    telegram.faults.append(_Answer("getWebhookInfo", 200, "", {"ok": True, "result": result}))
    assert levels(await doctor())["Webhook"] == "✓"


class _Answer(Fault):
    """An answer other than the server's own."""


async def test_updates_that_wait_and_kinds_that_are_left_out(doctor: Examine, telegram: FakeTelegram) -> None:
    person = telegram.private()
    for number in range(101):
        telegram.queue({"message": {"message_id": number + 1, "date": 1, "chat": person.chat, "text": "c40"}})
    telegram.state.updates.allow(["message", "callback_query"])
    waiting, left_out = (await doctor())["Updates"]
    assert (waiting.level, waiting.sentence) == (Level.DOUBT, "101 updates wait at Telegram.")
    assert left_out.sentence == "Telegram was asked to leave out inline_query."
