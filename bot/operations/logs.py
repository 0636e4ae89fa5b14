"""The log: one place where it is set up, so that nothing private gets into it by any way.

- Secrets of the settings are replaced wherever they would show.
- Who is concerned is a hash, and what was written or asked does not appear; neither do the texts of errors, also of
  those that nobody caught, in whichever thread or task.
- Libraries that write addresses or updates are silenced or cut short (see `bot.telegram.logs`).
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import sys
import threading
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from pydantic import SecretStr
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.operations.log_context import WithRequest
from bot.operations.log_formats import JsonFormatter, TextFormatter
from bot.settings import LogFormat, Settings
from bot.telegram.logs import WithoutContent, WithoutSecret, describe, quieten_libraries

LOGGER = logging.getLogger(__name__)

_SHORTEST_SECRET = 6
"""Characters from which a password is looked for: replacing a shorter one would garble every word that holds it."""


class SafeHandler(logging.StreamHandler[Any]):
    """Writes to the error output; a record that cannot be written is reported without what it holds."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 the library's name
        """Says where a record is faulty. The library would show its values."""
        try:
            sys.stderr.write(f"A record of {record.name} ({record.filename}:{record.lineno}) could not be written.\n")
        except (OSError, ValueError, AttributeError):  # the error output is closed: nobody is left to tell
            return


def setup_logs(settings: Settings) -> None:
    """Sets up the log as the settings say; called again, it replaces what it set up before.

    Handlers that others have added keep their format, but no longer get to see secrets.
    """
    root = logging.getLogger()
    handler = SafeHandler()
    handler.setFormatter(JsonFormatter() if settings.log_format is LogFormat.JSON else TextFormatter())
    root.handlers = [other for other in root.handlers if not isinstance(other, SafeHandler)] + [handler]
    root.setLevel(settings.log_level)
    quieten_libraries()
    logging.captureWarnings(True)
    key = settings.log_key.get_secret_value().encode() if settings.log_key else secrets.token_bytes(32)
    filters = (WithRequest(key), WithoutContent(), *(WithoutSecret(*secret) for secret in _secrets(settings)))
    for each in root.handlers:
        each.filters = [
            old for old in each.filters if not isinstance(old, WithRequest | WithoutContent | WithoutSecret)
        ]
        for filter in filters:
            each.addFilter(filter)
    _log_what_nobody_caught()


def log_errors_of(loop: asyncio.AbstractEventLoop) -> None:
    """Has the errors that reach the event loop logged without values; by itself it shows tasks with what they hold."""
    loop.set_exception_handler(_on_loop_error)


def _secrets(settings: Settings) -> Iterator[tuple[str, str]]:
    """What must not show, each with what to show instead."""
    token = settings.bot_token.get_secret_value() if settings.bot_token else ""
    found = {
        token: "BOT_TOKEN",
        token.partition(":")[2]: "BOT_TOKEN",  # as where the colon is written as %3A
        _reveal(settings.webhook_secret): "WEBHOOK_SECRET",
        _reveal(settings.log_key): "LOG_KEY",
        **dict.fromkeys(_passwords(settings.database_url), "DATABASE_PASSWORD"),
    }
    yield from ((secret, shown) for secret, shown in found.items() if len(secret) >= _SHORTEST_SECRET)


def _reveal(secret: SecretStr | None) -> str:
    return secret.get_secret_value() if secret else ""


def _passwords(database: str) -> tuple[str, ...]:
    """The password of a database's address, as it is and as it is written there."""
    try:
        password = make_url(database).password
    except (ArgumentError, ValueError):  # the store will say what is wrong with it
        return ()
    written = database.partition("://")[2].rpartition("@")[0].partition(":")[2]
    return (str(password), written) if password else ()


def _log_what_nobody_caught() -> None:
    """Errors that end the program or a thread, or are raised where nobody can catch them."""
    sys.excepthook = _on_end
    threading.excepthook = lambda found: _log("An error ended a thread.", found.exc_value)
    sys.unraisablehook = lambda found: _log("An error was raised where nobody can catch it.", found.exc_value)


def _on_end(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        _log("An error ended the program.", error)


def _on_loop_error(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    error = context.get("exception")
    message = WithoutContent.first_words(str(context.get("message", "")))
    _log(message, error if isinstance(error, BaseException) else None)


def _log(message: str, error: BaseException | None) -> None:
    if error is None:
        LOGGER.error("%s", message)
    else:
        LOGGER.critical("%s (%s)", message, describe(error), exc_info=error)
