"""How a record is written: a line for people, or a JSON object for programs.

Of an error both show the classes and the places in the code, never its text: that may quote what someone wrote.
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.telegram.logs import describe, without_folders


class TextFormatter(logging.Formatter):
    """`2026-03-01T09:30:00.123Z WARNING bot.delivery [u17 chat=… user=…] A sentence.`, and a traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line, with the lines of a traceback where it has an error."""
        line = f"{_time(record)} {record.levelname} {record.name} {_request(record)}{record.getMessage()}"
        return "\n".join((line, *map("  {}".format, traceback_of(record))))


class JsonFormatter(logging.Formatter):
    """One JSON object a line, with `error` and `traceback` where there is an error."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line."""
        shown: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        shown |= {name: value for name in _REQUEST if (value := getattr(record, name, None)) is not None}
        if error := record.exc_info[1] if record.exc_info else None:
            shown |= {"error": describe(error), "traceback": list(traceback_of(record))}
        return json.dumps(shown, ensure_ascii=False)


_REQUEST = ("request", "chat", "user")


def _request(record: logging.LogRecord) -> str:
    request, chat, user = (getattr(record, name, None) for name in _REQUEST)
    if request is None:
        return ""
    who = "".join(f" {name}={value}" for name, value in (("chat", chat), ("user", user)) if value)
    return f"[{request}{who}] "


def traceback_of(record: logging.LogRecord) -> Iterator[str]:
    """The lines of the traceback of a record's error and of what caused it, the newest first; without their texts."""
    error = record.exc_info[1] if record.exc_info else None
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        yield f"{type(error).__name__}, raised in"
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {without_folders(frame.filename)}:{frame.lineno} {frame.name}"
        for part in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
            yield f"  with {describe(part)}"
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
