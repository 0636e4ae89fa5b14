"""The sentences that only Telegram needs: a YAML file for each language in bot/texts/telegram/, with the same keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.wording import Wording
from knowledge.documents import parse_document, read_document

FOLDER = Path(__file__).parent.parent / "texts" / "telegram"


@cache
def texts() -> dict[str, Wording]:
    """The sentences of every language by its code.

    Raises:
        InvalidFilesError: a file is wrong.
    """
    return {file.stem: parse_document(read_document(file), Wording) for file in sorted(FOLDER.glob("*.yaml"))}


def text(key: str, language: str, **values: str | int) -> str:
    """The sentence `key` in `language`, or in the first language there is, with its {slots} filled."""
    known = texts()
    return known.get(language, next(iter(known.values()))).sentence(key, **values)


@cache
def words(key: str) -> dict[str, str | None]:
    """The comma-separated words under `key` in all languages, each with its language, or None where several have it."""
    found: dict[str, str | None] = {}
    for language, wording in texts().items():
        for word in wording.sentence(key).split(","):
            found[word.strip()] = None if word.strip() in found else language
    return found
