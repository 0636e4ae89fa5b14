"""Fields and types are checked against two descriptions of the Bot API, each of them alone too."""

from __future__ import annotations

from typing import Any

import pytest

from tests.telegram_server.aiogram_api import aiogram_api, all_methods, update_problems
from tests.telegram_server.bot_api import bot_api
from tests.telegram_server.client import Client
from tests.telegram_server.server import FakeTelegram

KEYBOARD = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
RESULT = {"type": "article", "id": "1", "title": "t", "input_message_content": {"message_text": "m"}}
PHOTO = {"type": "photo", "id": "2", "photo_file_id": "p"}

RIGHT: list[tuple[str, dict[str, Any]]] = [
    ("sendMessage", {"chat_id": 7, "text": "a", "reply_markup": KEYBOARD, "reply_parameters": {"message_id": 1}}),
    ("sendMessage", {"chat_id": "@channel", "text": "a", "reply_markup": {"force_reply": True}}),
    ("sendPhoto", {"chat_id": 7, "photo": "attach://a"}),
    ("editMessageMedia", {"inline_message_id": "1", "media": {"type": "photo", "media": "id"}}),
    (
        "answerInlineQuery",
        {"inline_query_id": "1", "results": [RESULT, {"type": "photo", "id": "2", "photo_file_id": "p"}]},
    ),
    ("answerGuestQuery", {"guest_query_id": "1", "result": RESULT}),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 7}}),
    ("setMessageReaction", {"chat_id": 7, "message_id": 1, "reaction": [{"type": "emoji", "emoji": "👍"}]}),
    ("setWebhook", {"url": "https://example.org", "certificate": "attach://c", "allowed_updates": ["message"]}),
]
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"chat_id": 7}, "text"),
    ("sendMessage", {"chat_id": 7, "text": 5}, "text"),
    (
        "sendMessage",
        {"chat_id": 7, "text": "a", "disable_web_page_preview": True},
        "there is no disable_web_page_preview",
    ),
    ("sendMessage", {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": 5}]]}}, "text"),
    (
        "sendMessage",
        {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": [[{"text": "a", "data": "b"}]]}},
        "there is no data",
    ),
    ("sendMessage", {"chat_id": 7, "text": "a", "link_preview_options": {"disabled": True}}, "there is no disabled"),
    ("sendMessage", {"chat_id": 7, "text": "a", "reply_parameters": {"message_id": "1"}}, "message_id"),
    ("answerInlineQuery", {"inline_query_id": "1", "results": [{**RESULT, "thumb": "x"}]}, "there is no thumb"),
    ("answerInlineQuery", {"inline_query_id": "1", "results": [{"type": "article", "id": "1"}]}, "title"),
    ("answerInlineQuery", {"inline_query_id": "1", "results": RESULT}, "results"),
    ("setMyCommands", {"commands": [{"command": "a"}]}, "description"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "chat_id"),
]

with_description = pytest.mark.skipif(
    bot_api() is None, reason="the machine-readable Bot API is not at hand (BOTAPI_JSON)"
)


@pytest.mark.parametrize(("method", "parameters"), RIGHT)
def test_right_requests_by_aiogram(method: str, parameters: dict[str, Any]) -> None:
    assert not aiogram_api().problems(method, parameters)


@with_description
@pytest.mark.parametrize(("method", "parameters"), RIGHT)
def test_right_requests_by_the_description(method: str, parameters: dict[str, Any]) -> None:
    description = bot_api()
    assert description
    assert not description.problems(method, parameters)


@pytest.mark.parametrize(("method", "parameters", "problem"), WRONG)
def test_wrong_requests_by_aiogram(method: str, parameters: dict[str, Any], problem: str) -> None:
    assert problem in " ".join(aiogram_api().problems(method, parameters))


@with_description
@pytest.mark.parametrize(("method", "parameters", "problem"), WRONG)
def test_wrong_requests_by_the_description(method: str, parameters: dict[str, Any], problem: str) -> None:
    description = bot_api()
    assert description
    assert problem in " ".join(description.problems(method, parameters))


@with_description
def test_both_know_the_same_methods() -> None:
    description = bot_api()
    assert description
    assert not description.methods.keys() - all_methods().keys()


@pytest.mark.parametrize(("method", "parameters", "problem"), WRONG)
async def test_wrong_requests_are_reported(
    call: Client, telegram: FakeTelegram, method: str, parameters: dict[str, Any], problem: str
) -> None:
    telegram.state.queries.inline.add("1")
    with telegram.expects_refusal() as problems:
        answer = await call(method, **parameters)
    assert problem in " ".join(problems)
    assert answer.body["ok"] == ("there is no" in problem), "what there is not, Telegram overlooks"


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "message": {"message_id": 1}},
        {"update_id": 1, "massage": {}},
        {"update_id": 1, "inline_query": {"id": "1", "query": "a", "offset": "", "from": {"id": 1}}},
        {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private", "name": "a"}}},
    ],
)
def test_tests_cannot_send_what_telegram_would_not(update: dict[str, Any]) -> None:
    assert list(update_problems(update))
