"""The sentences that the surfaces say: one YAML file for each language in bot/texts/, the same keys in all."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import RootModel

from knowledge.documents import parse_document, read_document

FOLDER = Path(__file__).parent / "texts"


class Wording(RootModel[dict[str, str]]):
    """The sentences of one language by their key."""

    def sentence(self, key: str, **values: str | int) -> str:
        """The sentence of this key with its {slots} filled. Raises KeyError for an unknown key or a missing value."""
        sentence = self.root[key]
        return sentence.format_map(values) if values else sentence


@cache
def wording_languages() -> tuple[str, ...]:
    """The languages that the surfaces speak."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@cache
def wording(language: str) -> Wording:
    """The sentences in `language`, or in the first language there is.

    Raises:
        InvalidFilesError: the file is wrong.
    """
    known = wording_languages()
    code = language if language in known else known[0]
    return parse_document(read_document(FOLDER / f"{code}.yaml"), Wording)


def say(key: str, language: str, **values: str | int) -> str:
    """The sentence `key` in `language`, with its {slots} filled."""
    return wording(language).sentence(key, **values)
