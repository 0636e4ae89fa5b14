"""A ready assistant in a file, so that a start reads one file instead of parsing a hundred.

The file is a pickle with its large arrays behind it, which are mapped into memory and read where they are looked at.
It is made by this program for itself, under a name that holds a hash of all that it was made from, the code included;
like the code, it must lie where only the operator can write.
"""

from __future__ import annotations

import logging
import mmap
import pickle
import struct
import sys
from importlib.metadata import version
from pathlib import Path

from intents.assistant import Assistant
from intents.kept_files import written_whole
from intents.model_store import fingerprint
from intents.phrases import intent_files
from knowledge.base import knowledge_files

LOGGER = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[1]
_CODE = tuple(sorted(file for package in ("intents", "knowledge") for file in (_ROOT / package).rglob("*.py")))
_WORDS = tuple(sorted((_ROOT / "intents" / "lexicon").glob("*.txt")))
_LIBRARIES = ("numpy", "pydantic", "rapidfuzz")
"""Libraries whose objects are in the file."""
_ALIGNMENT = 64
_LENGTH = struct.Struct("<Q")


def snapshot_name(knowledge: Path) -> str:
    """The name for the assistant of a knowledge folder, which changes with everything that it is made from."""
    files = fingerprint((*knowledge_files(knowledge), *intent_files(), *_WORDS, *_CODE))
    versions = "-".join(version(library) for library in _LIBRARIES)
    return f"{files}-{sys.implementation.cache_tag}-{versions}"


def load_snapshot(folder: Path, name: str) -> Assistant | None:
    """The assistant that was kept under a name; None where there is none, or the file is damaged."""
    try:
        with _file(folder, name).open("rb") as stream:
            content = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
        parts = _parts(content)
        assistant = pickle.loads(parts[0], buffers=parts[1:])  # noqa: S301 it is our own; see above
    except FileNotFoundError:
        return None
    except Exception:  # a damaged pickle may raise anything
        LOGGER.warning("The kept assistant is damaged; it is made anew.")
        return None
    return assistant if isinstance(assistant, Assistant) else None


def keep_snapshot(folder: Path, name: str, assistant: Assistant) -> None:
    """Writes an assistant under a name, whole or not at all. A folder that cannot be written to is only logged."""
    arrays: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(assistant, protocol=5, buffer_callback=arrays.append)
    parts = [memoryview(pickled), *(array.raw() for array in arrays)]
    file = _file(folder, name)
    try:
        with written_whole(file, "assistant-*.snapshot") as stream:
            stream.write(_LENGTH.pack(len(parts)) + b"".join(_LENGTH.pack(part.nbytes) for part in parts))
            for part in parts:
                stream.write(bytes(-stream.tell() % _ALIGNMENT))
                stream.write(part)
    except OSError as error:
        LOGGER.warning("The assistant cannot be kept (%s); the next start will take longer.", error.strerror)


def _parts(content: memoryview) -> list[memoryview]:
    """The parts of a file, each where it lies. Raises struct.error or ValueError where the file is cut off."""
    (count,) = _LENGTH.unpack_from(content)
    lengths = [_LENGTH.unpack_from(content, _LENGTH.size * (1 + number))[0] for number in range(count)]
    place = _LENGTH.size * (1 + count)
    parts = []
    for length in lengths:
        place += -place % _ALIGNMENT
        if place + length > len(content):
            raise ValueError("The file is cut off.")
        parts.append(content[place : place + length])
        place += length
    return parts


def _file(folder: Path, name: str) -> Path:
    return folder / f"assistant-{name}.snapshot"
