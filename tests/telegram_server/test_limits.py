"""What Telegram refuses is refused, with its words, and noted as a problem."""

from __future__ import annotations

from typing import Any

import pytest

from tests.telegram_server.client import Client
from tests.telegram_server.server import FakeTelegram


def text(value: str, **more: Any) -> dict[str, Any]:
    return {"chat_id": 7, "text": value, **more}


def html(value: str) -> dict[str, Any]:
    return text(value, parse_mode="HTML")


def button(**fields: Any) -> dict[str, Any]:
    return text("a", reply_markup={"inline_keyboard": [[{"text": "b", **fields}]]})


def photo(caption: str) -> dict[str, Any]:
    return {"chat_id": 7, "photo": "https://example.org/a.png", "caption": caption}


def article(id: str = "1", title: str = "t", content: str = "c", **more: Any) -> dict[str, Any]:
    return {"type": "article", "id": id, "title": title, "input_message_content": {"message_text": content}, **more}


def results(*articles: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"inline_query_id": "i", "results": list(articles), **more}


def command(name: str, description: str = "d") -> dict[str, Any]:
    return {"commands": [{"command": name, "description": description}]}


REFUSED = [
    ("sendMessage", text(""), "message text is empty"),
    ("sendMessage", text(" \n"), "text must be non-empty"),
    ("sendMessage", text("\u200b\u3164"), "text must be non-empty"),
    ("sendMessage", html("<b> </b>"), "text must be non-empty"),
    ("sendMessage", text("a" * 4097), "message is too long"),
    ("sendMessage", text("😀" * 2049), "message is too long"),
    ("sendMessage", html("è<x>"), 'can\'t parse entities: Unsupported start tag "x" at byte offset 2'),
    ("sendMessage", text("a", parse_mode="BBCode"), "unsupported parse_mode"),
    ("sendMessage", {"chat_id": 404, "text": "a"}, "chat not found"),
    ("sendMessage", button(), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
    ("sendMessage", button(callback_data=""), "BUTTON_DATA_INVALID"),
    ("sendMessage", button(callback_data="è" * 33), "BUTTON_DATA_INVALID"),
    (
        "sendMessage",
        button(url="javascript:x"),
        "inline keyboard button URL 'javascript:x' is invalid: Unsupported URL protocol",
    ),
    ("sendMessage", button(switch_inline_query="a" * 257), "BUTTON_SWITCH_INLINE_QUERY_INVALID"),
    ("sendMessage", button(copy_text={"text": ""}), "BUTTON_COPY_TEXT_INVALID"),
    (
        "sendMessage",
        text("a", reply_markup={"inline_keyboard": [[{"text": " ", "callback_data": "b"}]]}),
        "BUTTON_TEXT_INVALID",
    ),
    (
        "sendMessage",
        text("a", reply_markup={"inline_keyboard": [[{"text": "b", "callback_data": "b"}]] * 101}),
        "reply markup is too long",
    ),
    (
        "sendPhoto",
        {"chat_id": 7, "photo": "https://example.org/a.png", "caption": "a" * 1025},
        "message caption is too long",
    ),
    ("sendChatAction", {"chat_id": 7, "action": "thinking"}, "wrong parameter action in request"),
    ("answerCallbackQuery", {"callback_query_id": "q", "text": "a" * 201}, "MESSAGE_TOO_LONG"),
    ("answerInlineQuery", results(*(article(str(n)) for n in range(51))), "RESULTS_TOO_MUCH"),
    ("answerInlineQuery", results(article("1"), article("1")), "RESULT_ID_DUPLICATE"),
    ("answerInlineQuery", results(article("")), "RESULT_ID_INVALID"),
    ("answerInlineQuery", results(article("è" * 33)), "RESULT_ID_INVALID"),
    ("answerInlineQuery", results(article(title=" ")), "ARTICLE_TITLE_EMPTY"),
    ("answerInlineQuery", results(article(content="a" * 4097)), "MESSAGE_TOO_LONG"),
    ("answerInlineQuery", results(next_offset="a" * 65), "NEXT_OFFSET_INVALID"),
    ("answerInlineQuery", results(button={"text": "b", "start_parameter": "a b"}), "START_PARAM_INVALID"),
    ("answerInlineQuery", results(button={"text": "b", "start_parameter": "a" * 65}), "START_PARAM_INVALID"),
    ("answerGuestQuery", {"guest_query_id": "g", "result": article("")}, "RESULT_ID_INVALID"),
    ("setMyCommands", command("Help"), "BOT_COMMAND_INVALID"),
    ("setMyCommands", command("a" * 33), "BOT_COMMAND_INVALID"),
    ("setMyCommands", command("help", " "), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", command("help", "a" * 257), "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", command("help") | {"language_code": "it-IT"}, "LANG_CODE_INVALID"),
    ("setMyName", {"name": "a" * 65}, "BOT_TITLE_INVALID"),
    ("setMyDescription", {"description": "a" * 513}, "BOT_DESCRIPTION_INVALID"),
    ("setMyShortDescription", {"short_description": "a" * 121}, "BOT_ABOUT_INVALID"),
    ("setWebhook", {"url": "http://example.org/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    ("setWebhook", {"url": "https://example.org/", "secret_token": "ò"}, "secret token contains unallowed characters"),
    ("editMessageText", {"text": "a"}, "message identifier is not specified"),
    ("getChatMember", {"chat_id": -1001, "user_id": 7}, "this server does not act out getChatMember"),
]


@pytest.mark.parametrize(("method", "parameters", "description"), REFUSED, ids=lambda value: str(value)[:40])
async def test_what_telegram_refuses(
    call: Client, telegram: FakeTelegram, method: str, parameters: dict[str, Any], description: str
) -> None:
    telegram.state.queries.inline.add("i")
    telegram.state.queries.guests.add("g")
    telegram.state.queries.callbacks.add("q")
    with telegram.expects_refusal() as problems:
        answer = await call(method, **parameters)
    assert (answer.status, answer.description) == (400, f"Bad Request: {description}")
    assert f"{method}: {description}" in problems
    assert not telegram.of(method)[0].is_done


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", text("a" * 4096)),
        ("sendMessage", text("😀" * 2048)),
        ("sendMessage", html("<b>" + "&lt;" * 4096 + "</b>")),
        ("sendMessage", button(callback_data="è" * 32)),
        ("sendMessage", button(switch_inline_query="")),
        ("sendPhoto", photo("a" * 1024)),
        ("answerCallbackQuery", {"callback_query_id": "q", "text": "a" * 200}),
        ("answerInlineQuery", results(*(article(str(n)) for n in range(50)), next_offset="a" * 64)),
        ("answerInlineQuery", results(article("è" * 32), button={"text": "b", "start_parameter": "Az09_-"})),
        ("answerInlineQuery", results()),
        ("setMyCommands", command("a" * 32, "a" * 256) | {"language_code": "it"}),
        ("setMyDescription", {"description": "a" * 512}),
        ("setMyDefaultAdministratorRights", {}),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_what_telegram_takes(
    call: Client, telegram: FakeTelegram, method: str, parameters: dict[str, Any]
) -> None:
    telegram.state.queries.inline.add("i")
    telegram.state.queries.callbacks.add("q")
    assert (await call(method, **parameters)).status == 200


@pytest.mark.parametrize(
    ("method", "parameters", "problem"),
    [
        ("sendMessage", html("R&D"), "an ampersand that is not escaped, at byte offset 1"),
        ("sendMessage", text("a\u202eb"), "a character that is not shown: '\\u202e'"),
        ("sendMessage", text("a", reply_markup={"inline_keyboard": []}), "a keyboard without buttons"),
        ("sendMessage", button(callback_data="b", url="https://example.org"), "a button that does several things"),
        ("setMyCommands", {"commands": command("a")["commands"] * 2}, "a command twice"),
    ],
)
async def test_what_telegram_takes_and_nobody_can_mean(
    call: Client, telegram: FakeTelegram, method: str, parameters: dict[str, Any], problem: str
) -> None:
    with telegram.expects_refusal() as problems:
        assert (await call(method, **parameters)).status == 200
    assert problems
    assert problem in problems[0]


async def test_a_test_that_expects_a_refusal_fails_without(telegram: FakeTelegram) -> None:
    with pytest.raises(AssertionError, match="no request was wrong"), telegram.expects_refusal():
        pass
