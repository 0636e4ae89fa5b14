"""The application as it is put together and run."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from telegram import Update

import bot.telegram.application as module
from bot.settings import BotMode, Settings
from bot.telegram.application import App, allowed_updates, build_application, run
from bot.telegram.errors import CONFLICT, CannotRunError
from bot.telegram.logs import WithoutContent, WithoutSecret
from intents.assistant import Assistant
from tests.bot.telegram.fake import TOKEN, FakeTelegram, Fault


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch, assistant: Assistant, telegram: FakeTelegram) -> Iterator[FakeTelegram]:
    """`run` under the fake, with the assistant that is there already, and a fresh event loop."""
    monkeypatch.setattr(module, "load_assistant", lambda folder: assistant)
    monkeypatch.setattr(
        module,
        "build_application",
        lambda settings, assistant: build_application(settings, assistant, request=telegram),
    )
    monkeypatch.setattr(module, "_START_RETRIES", 0)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    yield telegram
    loop.close()
    asyncio.set_event_loop(None)


def test_only_kinds_of_update_with_a_handler_are_asked_for(application: App) -> None:
    assert sorted(allowed_updates(application)) == ["callback_query", "inline_query", "message"]


async def test_no_handler_takes_another_kind_of_update(application: App) -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "/help"}
    message["entities"] = [{"type": "bot_command", "offset": 0, "length": 5}]
    for kind in (
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_message",
        "edited_business_message",
    ):
        update = Update.de_json({"update_id": 1, kind: message}, application.bot)
        assert not any(handler.check_update(update) for handler in application.handlers[0]), kind


def test_it_polls_for_what_it_handles_and_drops_nothing(settings: Settings, running: FakeTelegram) -> None:
    running.faults.append(Fault("getUpdates", 409, "Conflict: terminated by other getUpdates request"))
    with pytest.raises(CannotRunError, match="Another program") as error:
        run(settings)
    assert error.value.messages == (CONFLICT,)
    assert running.of("getUpdates")[0].parameters["allowed_updates"] == ["callback_query", "inline_query", "message"]
    assert not running.of("deleteWebhook")[0].parameters.get("drop_pending_updates")
    assert running.of("setMyCommands")


def test_menus_that_cannot_be_set_do_not_stop_it(settings: Settings, running: FakeTelegram) -> None:
    running.faults.append(Fault("getMyCommands", 500, "down"))
    running.faults.append(Fault("getUpdates", 409, "Conflict"))
    with pytest.raises(CannotRunError, match="Another program"):
        run(settings)


@pytest.mark.parametrize(("status", "sentence"), [(401, "does not accept"), (404, "does not accept"), (502, "reached")])
def test_a_start_that_fails_is_said_plainly_and_without_the_token(
    settings: Settings, running: FakeTelegram, status: int, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    running.faults.append(Fault("getMe", status, "refused"))
    with pytest.raises(CannotRunError, match=sentence) as error:
        run(settings)
    assert TOKEN not in str(error.value)
    assert TOKEN not in written.getvalue()


def test_an_own_bot_api_server_is_used(settings: Settings, assistant: Assistant) -> None:
    own = settings.model_copy(update={"bot_api_url": "http://127.0.0.1:8081"})
    application = build_application(own, assistant)
    assert application.bot.base_url == f"http://127.0.0.1:8081/bot{TOKEN}"
    assert application.bot.base_file_url == f"http://127.0.0.1:8081/file/bot{TOKEN}"


def test_without_a_token_it_says_so(settings: Settings, assistant: Assistant) -> None:
    with pytest.raises(CannotRunError, match="BotFather"):
        build_application(settings.model_copy(update={"bot_token": None}), assistant)


def test_webhooks_are_not_promised(settings: Settings) -> None:
    with pytest.raises(CannotRunError, match="BOT_MODE=polling"):
        run(settings.model_copy(update={"bot_mode": BotMode.WEBHOOK}))


def test_an_update_that_cannot_be_read_does_not_get_into_the_log() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutContent())
    logger = logging.Logger("telegram.Bot")
    logger.addHandler(handler)
    try:
        raise KeyError("Ada Lovelace")
    except KeyError:
        logger.critical("Received data was %r", [{"text": "Ada Lovelace"}], exc_info=True)
    assert written.getvalue().startswith("Received data was … (KeyError in test_an_update")
    assert "Ada" not in written.getvalue()


def test_the_token_is_kept_out_of_messages_and_tracebacks() -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(WithoutSecret(SecretStr(TOKEN).get_secret_value()))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        raise ValueError(f"the token {TOKEN}")
    except ValueError:
        logger.exception("calling %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert TOKEN not in written.getvalue()
    assert written.getvalue().count("BOT_TOKEN") == 2
