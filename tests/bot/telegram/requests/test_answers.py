"""Answers of the Bot API, and what stands in their place."""

from __future__ import annotations

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError

from tests.bot.telegram.requests.faulty_telegram import PAGE, FaultyTelegram, page, refusal


@pytest.mark.parametrize(
    ("status", "error"),
    [(400, BadRequest), (401, InvalidToken), (403, Forbidden), (404, InvalidToken), (409, Conflict)],
)
async def test_refusals_are_told_as_python_telegram_bot_does(
    bot: Bot, server: FaultyTelegram, status: int, error: type[Exception]
) -> None:
    server.will("sendMessage", refusal(status, "no"))
    with pytest.raises(error, match="no"):
        await bot.send_message(5, "hello")
    assert server.count("sendMessage") == 1


@pytest.mark.parametrize(
    ("status", "text"),
    [
        *((status, PAGE) for status in (200, 302, 403, 404, 413, 429, 502, 530)),
        *((status, text) for status in (200, 403, 502) for text in ("", "[]", '{"ok": true', "null")),
    ],
)
async def test_a_page_of_something_on_the_way_is_a_fault_of_the_network(
    bot: Bot, server: FaultyTelegram, status: int, text: str
) -> None:
    """Above all a 403 is no person who blocked the bot, and a 404 no wrong token."""
    server.will("sendMessage", page(status, text))
    with pytest.raises(NetworkError) as error:
        await bot.send_message(5, "hello")
    assert type(error.value) is NetworkError
    assert server.count("sendMessage") == 1
