"""Keeps the token and what people write out of the logs."""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path

_ROOT = Path(__file__).parents[2]

_LIBRARY = "telegram"
"""Its loggers write updates that it cannot parse, texts and all, and tracebacks that quote the token."""

_HTTP = ("httpx", "httpcore")
"""They write each request's address, and the token is part of it."""

_formatter = logging.Formatter()


def describe(error: BaseException) -> str:
    """The class of an error, the line of ours that raised it, and the class of its first cause.

    The text of an error is left out: it may quote what someone wrote.
    """
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
    where = f" in {own[-1].name}, line {own[-1].lineno} of {_short(own[-1].filename)}" if own else ""
    cause: BaseException = error
    while cause.__cause__:
        cause = cause.__cause__
    return f"{type(error).__name__}{where}" + (f", caused by {type(cause).__name__}" if cause is not error else "")


class WithoutSecret(logging.Filter):
    """Replaces a secret wherever a record would show it, tracebacks included."""

    def __init__(self, secret: str, shown: str = "BOT_TOKEN") -> None:
        super().__init__()
        self._secret, self._shown = secret, shown

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record pass, without the secret."""
        record.msg, record.args = self._hidden(record.getMessage()), None
        if record.exc_info:
            record.exc_text = self._hidden(record.exc_text or _formatter.formatException(record.exc_info))
        return True

    def _hidden(self, text: str) -> str:
        return text.replace(self._secret, self._shown)


class WithoutContent(logging.Filter):
    """Leaves of the library's records the sentence, without its values, and the class of the error."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record pass, the library's without content."""
        if record.name.partition(".")[0] == _LIBRARY:
            error = record.exc_info[1] if record.exc_info else None
            sentence = re.sub(r"%[a-z]", "…", str(record.msg))
            record.msg = f"{sentence} ({describe(error)})" if error else sentence
            record.args = record.exc_info = record.exc_text = None
        return True


def protect_logs(token: str) -> None:
    """Silences the loggers that write secrets, and keeps token and texts out of what all present handlers write."""
    for name in _HTTP:
        logging.getLogger(name).setLevel(logging.WARNING)
    # Below INFO it writes the parameters of each call.
    logging.getLogger(_LIBRARY).setLevel(max(logging.INFO, logging.getLogger().level))
    for handler in logging.getLogger().handlers:
        handler.addFilter(WithoutContent())
        handler.addFilter(WithoutSecret(token))


def _is_ours(filename: str) -> bool:
    file = Path(filename)
    return file.is_relative_to(_ROOT) and "site-packages" not in file.parts


def _short(filename: str) -> str:
    """A file's name from the project's root, without the machine's folders."""
    return Path(filename).relative_to(_ROOT).as_posix()
