"""The token, which is part of each address: in no error, traceback or log."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator

import pytest
from telegram import Bot
from telegram.error import Forbidden, NetworkError

from bot.telegram.requests import AiohttpRequest
from bot.telegram.requests.call import Call
from tests.bot.telegram.requests.examples import HARMLESS_TWICE, VISIBLE_TWICE
from tests.bot.telegram.requests.faulty_telegram import (
    TOKEN,
    Behaviour,
    FaultyTelegram,
    cut,
    cut_within,
    endless_header,
    no_http,
    page,
    refusal,
)

FAULTS: dict[str, Behaviour] = {
    "cut": cut,
    "cut within": cut_within,
    "page": page(502),
    "forbidden page": page(403),
    "page with status 200": page(200),
    "refused": refusal(403, "bot was blocked by the user"),
    "no HTTP": no_http,
    "endless header": endless_header,
}


@pytest.mark.parametrize("name", [*FAULTS, "hang", "down", "no such name", "closed", "unforeseen"])
async def test_the_token_is_nowhere(
    bot: Bot,
    server: FaultyTelegram,
    request_: AiohttpRequest,
    impatient_bot: Bot,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    match name:
        case "hang":
            bot = impatient_bot
        case "down":
            bot = Bot(TOKEN, base_url=FaultyTelegram().base_url, request=request_)
        case "no such name":
            bot = Bot(TOKEN, base_url="http://telegram.invalid/bot", request=request_)
        case "closed":
            await request_.shutdown()
        case "unforeseen":
            monkeypatch.setattr("aiohttp.ClientSession._build_url", _fail)
    caplog.clear()  # python-telegram-bot writes the token where it makes a Bot
    caplog.set_level(logging.DEBUG)
    for method, call in {**VISIBLE_TWICE, "getMe": HARMLESS_TWICE["getMe"]}.items():
        server.will(method, *[FAULTS.get(name, server.hang)] * 3)
        with pytest.raises((NetworkError, Forbidden)) as raised:
            await call(bot)
        shown = "".join([*traceback.format_exception(raised.value), *map(repr, _with_causes(raised.value))])
        assert TOKEN not in shown
        assert "telegram.invalid" not in str(raised.value)
    assert TOKEN not in caplog.text


def test_what_may_be_written_down_does_not_hold_it() -> None:
    call = Call.of("POST", f"http://127.0.0.1/bot{TOKEN}/sendMessage", None)
    assert TOKEN not in repr(call) + call.name + call.lane


async def test_what_nobody_foresaw_says_where_it_happened(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiohttp.ClientSession._build_url", _fail)
    with pytest.raises(NetworkError, match=r"unforeseen way \(ZeroDivisionError") as error:
        await bot.get_me()
    assert "_fail" in "".join(traceback.format_exception(error.value))


def _fail(session: object, url: object) -> None:
    raise ZeroDivisionError(url)


def _with_causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and all that hang on it, shown in a traceback or not."""
    while error:
        yield error
        error = error.__cause__ or error.__context__
