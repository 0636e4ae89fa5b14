"""The sentences of Telegram: the same in every language."""

from __future__ import annotations

import string

from bot.telegram.texts import text, texts, words
from bot.wording import wording_languages


def test_every_language_has_the_same_keys_and_slots() -> None:
    def slots(sentence: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    shapes = [{key: slots(sentence) for key, sentence in wording.root.items()} for wording in texts().values()]
    assert tuple(texts()) == wording_languages()
    assert all(shape == shapes[0] for shape in shapes)


def test_a_language_that_is_not_spoken_gets_the_first() -> None:
    assert text("failed", "xx") == text("failed", next(iter(texts())))


def test_a_word_of_one_language_tells_it() -> None:
    assert words("inline-role-words")["ruolo"] == "it"
    assert words("inline-link-words")["link"] is None
