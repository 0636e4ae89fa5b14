"""The words of the picture: a YAML file for each language in bot/overview/texts/, the same keys in all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.wording import Wording
from knowledge.documents import parse_document, read_document

FOLDER = Path(__file__).parent / "texts"


@cache
def picture_languages() -> tuple[str, ...]:
    """The languages that the picture speaks."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@cache
def _wording(language: str) -> Wording:
    return parse_document(read_document(FOLDER / f"{language}.yaml"), Wording)


def known_language(language: str) -> str:
    """`language` where the picture speaks it, or else the first that it speaks."""
    known = picture_languages()
    return language if language in known else known[0]


def say(key: str, language: str, **values: str | int) -> str:
    """The sentence `key` with its {slots} filled, in `language` or in the first language there is.

    Raises:
        KeyError: there is no such sentence, or a slot is not filled.
        InvalidFilesError: the language's file is wrong.
    """
    return _wording(known_language(language)).sentence(key, **values)


def say_count(key: str, language: str, count: int, **values: str | int) -> str:
    """The sentence `key-one` or `key-many`, whichever fits `count`."""
    return say(f"{key}-{'one' if count == 1 else 'many'}", language, count=count, **values)
