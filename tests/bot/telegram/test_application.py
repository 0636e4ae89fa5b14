"""The application as it is put together and run."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram import Update

import bot.telegram.application as module
from bot.settings import BotMode, Settings
from bot.store import Store
from bot.telegram.application import CONFLICT, App, CannotRunError, build, run
from bot.telegram.handlers import Handlers, all_handlers
from bot.telegram.logs import WithoutContent, WithoutSecret
from bot.telegram.services import Services
from intents.assistant import Assistant
from tests.telegram_server.faults import Fault
from tests.telegram_server.server import TOKEN, FakeTelegram
from tests.telegram_server.threads import telegram_in_a_thread

HANDLED = [
    "callback_query",
    "chosen_inline_result",
    "edited_message",
    "guest_message",
    "inline_query",
    "message",
    "my_chat_member",
]
NOT_HANDLED = ("channel_post", "edited_channel_post", "business_message", "edited_business_message")
OTHER_POLLER = Fault("getUpdates", 409, "Conflict: terminated by other getUpdates request")


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch, assistant: Assistant) -> Iterator[FakeTelegram]:
    """A server for `run`, which brings its own event loop, and the assistant that is there already."""
    monkeypatch.setattr(module, "load_assistant", lambda folder: assistant)
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    with telegram_in_a_thread() as threaded:
        yield threaded.telegram


@pytest.fixture
def own(running: FakeTelegram, tmp_path: Path) -> Settings:
    """Settings for that server."""
    return Settings(
        bot_token=SecretStr(TOKEN),
        bot_api_url=running.url,
        bot_mode=BotMode.POLLING,
        default_language="en",
        ops_port=0,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/bot.db",
    )


async def test_only_kinds_of_update_with_a_handler_are_asked_for(
    settings: Settings, assistant: Assistant, store: Store
) -> None:
    assert sorted(build(settings, assistant, store).allowed_updates) == HANDLED


async def test_the_kinds_are_derived_from_the_handlers(
    settings: Settings, assistant: Assistant, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fewer(services: Services) -> Handlers:
        return dict(list(all_handlers(services).items())[:2])

    monkeypatch.setattr(module, "all_handlers", fewer)
    assert sorted(build(settings, assistant, store).allowed_updates) == ["callback_query", "inline_query"]


@pytest.mark.parametrize("kind", NOT_HANDLED)
async def test_no_handler_takes_another_kind_of_update(application: App, kind: str) -> None:
    message = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "/help"}
    message["entities"] = [{"type": "bot_command", "offset": 0, "length": 5}]
    update = Update.de_json({"update_id": 1, kind: message}, application.bot)
    assert not any(handler.check_update(update) for handler in application.handlers[0])


def test_it_polls_for_what_it_handles_and_drops_nothing(own: Settings, running: FakeTelegram) -> None:
    running.faults.append(OTHER_POLLER)
    with pytest.raises(CannotRunError, match="Another program") as error:
        run(own)
    assert error.value.messages == (CONFLICT,)
    assert sorted(running.of("getUpdates")[0].parameters["allowed_updates"]) == HANDLED
    assert not running.of("deleteWebhook")  # there was none
    assert running.state.profile.menu("it")
    assert running.state.profile.texts["name"]["it"] == "Reti di Milano"


def test_a_second_start_sets_nothing_again(own: Settings, running: FakeTelegram) -> None:
    for _ in range(2):
        running.requests.clear()
        running.faults.append(OTHER_POLLER)
        with pytest.raises(CannotRunError):
            run(own)
    assert not [request.method for request in running.requests if request.method.startswith("setMy")]


@pytest.mark.parametrize("method", ["getMyCommands", "setMyCommands", "getMyName", "setMyDescription"])
def test_menus_that_cannot_be_set_do_not_stop_it(own: Settings, running: FakeTelegram, method: str) -> None:
    running.faults += [Fault(method, 400, "Bad Request: no"), OTHER_POLLER]
    with pytest.raises(CannotRunError, match="Another program"):
        run(own)


@pytest.mark.parametrize(("status", "sentence"), [(401, "does not accept"), (404, "does not accept"), (502, "reached")])
def test_a_start_that_fails_is_said_plainly_and_without_the_token(
    own: Settings, running: FakeTelegram, status: int, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    monkeypatch.setattr(logging.getLogger(), "handlers", [logging.StreamHandler(written)])
    running.faults += [Fault("getMe", status, "refused")] * 3
    with pytest.raises(CannotRunError, match=sentence) as error:
        run(own)
    assert TOKEN not in str(error.value)
    assert TOKEN not in written.getvalue()


def test_a_database_that_cannot_be_opened_is_said_plainly(own: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotRunError, match="cannot be"):
        run(own.model_copy(update={"database_url": f"sqlite+aiosqlite:///{tmp_path}/file/bot.db"}))


async def test_an_own_bot_api_server_is_used(settings: Settings, assistant: Assistant, store: Store) -> None:
    own = settings.model_copy(update={"bot_api_url": "http://127.0.0.1:8081"})
    application = build(own, assistant, store).application
    assert application.bot.base_url == f"http://127.0.0.1:8081/bot{TOKEN}"
    assert application.bot.base_file_url == f"http://127.0.0.1:8081/file/bot{TOKEN}"


async def test_without_a_token_it_says_so(settings: Settings, assistant: Assistant, store: Store) -> None:
    with pytest.raises(CannotRunError, match="BotFather"):
        build(settings.model_copy(update={"bot_token": None}), assistant, store)


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
    handler.addFilter(WithoutSecret(TOKEN))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        raise ValueError(f"the token {TOKEN}")
    except ValueError:
        logger.exception("calling %s", f"https://api.telegram.org/bot{TOKEN}/getMe")
    assert TOKEN not in written.getvalue()
    assert written.getvalue().count("BOT_TOKEN") == 2
