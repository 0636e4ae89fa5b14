"""The common words of each language: what is no slip of another word, and how ordinary a word is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lexicon"


@cache
def common_words(language: str) -> dict[str, int]:
    """The frequent words of `language` with their rank, the most frequent being 0; none for one without a list."""
    file = FOLDER / f"{language}.txt"
    if not file.exists():
        return {}
    words = (line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {word: rank for rank, word in enumerate(words)}
