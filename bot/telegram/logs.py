"""What keeps the token and what people write out of the log; `bot.operations.logs` sets it up with these."""

from __future__ import annotations

import logging
import re
import sysconfig
import traceback
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_FOLDERS = tuple(str(folder) for folder in (_ROOT, *dict.fromkeys(sysconfig.get_paths().values())))
"""Folders of the machine that names of files are shown without."""

_LIBRARY = "telegram"
"""Its loggers write updates that it cannot parse, texts and all, and tracebacks that quote the token."""

_LOOP = "asyncio"
"""It shows tasks and callbacks with all that they hold, and what they raised."""

_HTTP = ("httpx", "httpcore")
"""They write each request's address, and the token is part of it."""

_CHATTY = ("uvicorn", "alembic.runtime.plugins")
"""They announce themselves in four lines for each port, and in seven for each start."""

_CUT = "is_without_content"

_formatter = logging.Formatter()


def describe(error: BaseException) -> str:
    """The class of an error, the line of ours that raised it, and the class of its first cause.

    The text of an error is left out: it may quote what someone wrote.
    """
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(frame.filename)]
    where = f" in {own[-1].name}, line {own[-1].lineno} of {without_folders(own[-1].filename)}" if own else ""
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
        record.msg, record.args = self._hidden(_message(record)), None
        if record.exc_info:
            record.exc_text = self._hidden(record.exc_text or _formatter.formatException(record.exc_info))
        return True

    def _hidden(self, text: str) -> str:
        return text.replace(self._secret, self._shown)


class WithoutContent(logging.Filter):
    """Leaves of the libraries' records the sentence, without its values, and the class of the error."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets every record pass, the libraries' without content."""
        library = record.name.partition(".")[0]
        if library in (_LIBRARY, _LOOP) and not hasattr(record, _CUT):  # a second handler gets what the first left
            setattr(record, _CUT, True)
            error = record.exc_info[1] if record.exc_info else None
            sentence = re.sub(r"%[a-z]", "…", str(record.msg))
            if library == _LOOP:  # it has put the values into the sentence already
                sentence = self.first_words(sentence)
            record.msg = f"{sentence} ({describe(error)})" if error else sentence
            record.args = record.exc_info = record.exc_text = None
        return True

    @staticmethod
    def first_words(message: str) -> str:
        """The event loop's sentence up to where values begin, such as "Exception in callback"."""
        sentence = re.split(r"[<(\[{'\"\n:]", message, maxsplit=1)[0]
        return re.sub(r"(?<= in callback) .*", "", sentence).strip() or "Something is wrong in the event loop"


def quieten_libraries() -> None:
    """Silences what libraries write that holds secrets or content, or is of no use."""
    for name in (*_HTTP, *_CHATTY):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Below INFO it writes the parameters of each call.
    logging.getLogger(_LIBRARY).setLevel(max(logging.INFO, logging.getLogger().level))


def _message(record: logging.LogRecord) -> str:
    """The record's sentence. A fault in a call of the log must not become one of the program."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"A record does not fit its values ({record.filename}:{record.lineno})."


def _is_ours(filename: str) -> bool:
    file = Path(filename)
    return file.is_relative_to(_ROOT) and "site-packages" not in file.parts


def without_folders(filename: str) -> str:
    """A file's name from the root of the project or of the library that it is of, without the machine's folders."""
    shorter = [filename.removeprefix(root).lstrip("/\\") for root in _FOLDERS if filename.startswith(root)]
    return min(shorter, key=len, default=filename)
