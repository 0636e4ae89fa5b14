"""The log: readable by people and programs, traceable, and without anything private."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from pydantic import SecretStr

from bot.operations.log_context import about_update, request_id
from bot.operations.logs import SafeHandler, log_errors_of, setup_logs
from bot.settings import LogFormat, LogLevel, Settings
from tests.telegram_server import updates
from tests.telegram_server.json_types import Json

TOKEN = "123456:a-token-that-must-not-be-seen"
PRIVATE = "my name is Ada Lovelace"
KEY = "a-key-of-the-operator"

LOGGER = logging.getLogger("bot.test")


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """The log is one for the whole program, so it is put back."""
    root = logging.getLogger()
    before = (root.level, list(root.handlers), [list(handler.filters) for handler in root.handlers])
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    yield
    root.level, root.handlers = before[0], before[1]
    for handler, filters in zip(before[1], before[2], strict=True):
        handler.filters = filters
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(False)


Written = Callable[[], str]


def set_up(**changes: object) -> Written:
    """Sets up the log; gives a way to read it."""
    settings = Settings.model_construct(
        **{
            "bot_token": SecretStr(TOKEN),
            "log_level": LogLevel.INFO,
            "log_format": LogFormat.TEXT,
            "log_key": SecretStr(KEY),
            "webhook_secret": SecretStr("the-webhook-secret"),
            "database_url": "postgresql+asyncpg://bot:pa%24%24word@db/bot",
            **changes,
        }
    )
    setup_logs(settings)
    (handler,) = [each for each in logging.getLogger().handlers if isinstance(each, SafeHandler)]
    stream = handler.stream = io.StringIO()
    return stream.getvalue


def read(written: Written) -> list[Json]:
    return [json.loads(line) for line in written().splitlines()]


def message(text: str = PRIVATE) -> Json:
    chat, user = {"id": -100555, "type": "group", "title": "Clerks"}, {"id": 4242, "is_bot": False, "first_name": "Ada"}
    return {"update_id": 17, "message": updates.message(chat, user, 1, text=text)}


# What a line holds


def test_a_line_for_people() -> None:
    written = set_up()
    LOGGER.info("The bot is %s.", "ready")
    time, rest = written().split(" ", 1)
    assert rest == "INFO bot.test The bot is ready.\n"
    assert time.endswith("Z")


def test_a_line_for_programs() -> None:
    written = set_up(log_format=LogFormat.JSON)
    LOGGER.warning("Già %d reti", 3)
    (line,) = read(written)
    assert line.pop("time").endswith("Z")
    assert line == {"level": "WARNING", "logger": "bot.test", "message": "Già 3 reti"}


def test_levels() -> None:
    written = set_up(log_level=LogLevel.WARNING)
    LOGGER.info("not this")
    LOGGER.warning("this")
    assert written().count("\n") == 1


def test_it_can_be_set_up_again() -> None:
    set_up()
    written = set_up(log_format=LogFormat.JSON)
    LOGGER.info("once")
    assert [line["message"] for line in read(written)] == ["once"]


# Requests


def test_records_about_an_update_bear_its_id_and_hashes_of_who_it_is_from() -> None:
    written = set_up(log_format=LogFormat.JSON)
    with about_update(message()):
        assert request_id() == "u17"
        LOGGER.info("in hand")
    LOGGER.info("after it")
    within, after = read(written)
    assert within["request"] == "u17"
    assert within["chat"] != within["user"]
    assert "request" not in after
    assert "4242" not in written()
    assert "100555" not in written()


def test_one_person_has_one_hash_on_all_machines_with_the_same_key() -> None:
    def hash_of_user(**changes: object) -> str:
        written = set_up(log_format=LogFormat.JSON, **changes)
        with about_update(message()):
            LOGGER.info("in hand")
        return str(read(written)[0]["user"])

    assert hash_of_user() == hash_of_user()
    assert hash_of_user(log_key=SecretStr("another-key-of-another-one")) != hash_of_user()
    assert hash_of_user(log_key=None) != hash_of_user(log_key=None)


async def test_tasks_that_work_on_an_update_bear_its_id_and_others_do_not() -> None:
    written = set_up()

    async def say() -> None:
        await asyncio.sleep(0)
        LOGGER.info("said")

    with about_update(message()):
        inner = asyncio.create_task(say())
    await asyncio.gather(inner, say())
    assert [("[u17 chat=" in line) for line in written().splitlines()] == [True, False]


def test_the_chat_of_a_button_is_that_of_the_message_above_it() -> None:
    written = set_up(log_format=LogFormat.JSON)
    press = {"id": "q", "from": {"id": 4242}, "message": {"chat": {"id": -100555}}}
    for update in (message(), {"update_id": 18, "callback_query": press}):
        with about_update(update):
            LOGGER.info("in hand")
    asked, pressed = read(written)
    assert (asked["chat"], asked["user"]) == (pressed["chat"], pressed["user"])


@pytest.mark.parametrize(
    "update", [{}, {"update_id": "x"}, {"update_id": 1, "message": {"chat": 7, "from": {"id": "8"}}}]
)
def test_malformed_updates_do_no_harm(update: Json) -> None:
    written = set_up()
    with about_update(update):
        LOGGER.info("in hand")
    assert "in hand" in written()


# What must not show


@pytest.mark.parametrize("format", LogFormat)
@pytest.mark.parametrize(
    "secret", [TOKEN, TOKEN.replace(":", "%3A"), "the-webhook-secret", "pa$$word", "pa%24%24word", KEY]
)
def test_no_secret(format: LogFormat, secret: str) -> None:
    written = set_up(log_format=format)
    try:
        raise ValueError(f"refused: {secret}")
    except ValueError:
        LOGGER.exception("calling %s", f"https://api.telegram.org/bot{secret}/getMe")
    assert "calling https://api.telegram.org/bot" in written()
    assert secret.removeprefix("123456") not in written()


@pytest.mark.parametrize("format", LogFormat)
def test_an_error_is_shown_with_its_places_and_those_of_its_cause_but_without_texts(format: LogFormat) -> None:
    written = set_up(log_format=format)
    try:
        try:
            raise KeyError(PRIVATE)
        except KeyError as error:
            raise RuntimeError(PRIVATE) from error
    except RuntimeError:
        LOGGER.exception("It failed")
    for part in ("It failed", "RuntimeError", "KeyError", "tests/bot/operations/test_logs.py:", "test_an_error_is"):
        assert part in written(), part
    assert "Ada" not in written()
    assert str(sys.prefix) not in written()


def test_a_group_of_errors_shows_what_is_in_it() -> None:
    written = set_up()
    try:
        raise ExceptionGroup(PRIVATE, [KeyError(PRIVATE)])
    except ExceptionGroup:
        LOGGER.exception("It failed")
    assert "with KeyError" in written()
    assert "Ada" not in written()


def test_what_a_library_says_of_an_update_is_left_out() -> None:
    written = set_up()
    logging.getLogger("telegram.ext").error("Received data was %r", [{"text": PRIVATE}])
    assert "Received data was …" in written()
    assert "Ada" not in written()


def test_a_record_that_does_not_fit_its_values_is_named_and_harms_nobody() -> None:
    written = set_up()
    LOGGER.info("%d updates", PRIVATE)
    assert "A record does not fit its values (test_logs.py:" in written()
    assert "Ada" not in written()


def test_a_record_that_cannot_be_written_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    set_up()
    (handler,) = [each for each in logging.getLogger().handlers if isinstance(each, SafeHandler)]
    handler.stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    LOGGER.info("Città: %s", PRIVATE)
    assert "A record of bot.test (test_logs.py:" in capsys.readouterr().err
    handler.stream.detach()


# What nobody caught


def test_an_error_that_ends_the_program() -> None:
    written = set_up()
    error = RuntimeError(PRIVATE)
    sys.excepthook(RuntimeError, error, None)
    assert "CRITICAL bot.operations.logs An error ended the program. (RuntimeError)" in written()
    assert "Ada" not in written()


def test_an_error_that_ends_a_thread() -> None:
    written = set_up()

    def fail() -> None:
        raise RuntimeError(PRIVATE)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "An error ended a thread. (RuntimeError in fail" in written()
    assert "Ada" not in written()


def test_an_error_in_a_callback_of_the_event_loop() -> None:
    written = set_up()

    async def main(protected: bool) -> None:
        loop = asyncio.get_running_loop()
        if protected:
            log_errors_of(loop)
        loop.call_soon(_fail, PRIVATE)
        await asyncio.sleep(0.01)

    asyncio.run(main(protected=True))
    asyncio.run(main(protected=False))  # as in a loop that somebody else runs
    assert written().count("Exception in callback (ZeroDivisionError in _fail") == 2
    assert "Ada" not in written()


async def test_an_error_of_a_task_that_nobody_waited_for() -> None:
    written = set_up()
    loop = asyncio.get_running_loop()
    before = loop.get_exception_handler()
    log_errors_of(loop)

    async def fail() -> None:
        raise RuntimeError(PRIVATE)

    task = asyncio.create_task(fail(), name=PRIVATE)
    await asyncio.sleep(0)
    del task
    await asyncio.sleep(0)
    loop.set_exception_handler(before)
    assert "Task exception was never retrieved (RuntimeError in fail" in written()
    assert "Ada" not in written()


def _fail(text: str) -> None:
    raise ZeroDivisionError(text)
