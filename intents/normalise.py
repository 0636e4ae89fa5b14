"""Text as people type it → tokens that can be compared.

Questions, names and example phrases all take this one way, so that they meet in the same form: compatibility
characters folded, decorated and look-alike letters made plain, accents stripped, everything in small letters,
split at apostrophes and punctuation. Each token remembers where it stood and how it was written.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

MAX_LENGTH = 4096
"""Characters that are looked at: the longest message that Telegram delivers."""


class Token(NamedTuple):
    """One word of a question: its comparable form, as it was typed, and its place in the original text."""

    text: str
    raw: str
    start: int
    end: int

    @property
    def is_capitals(self) -> bool:
        """Whether it was typed in capitals only."""
        return len(self.raw) > 1 and self.raw.isupper()

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital, as names do."""
        return self.raw[:1].isupper()


# Letters of other alphabets that look like Latin ones; they are folded only in words that mix alphabets, or that
# are nothing but look-alikes, so that text that really is Russian or Greek stays what it is.
_LOOK_ALIKES = dict(zip("асеорхукмтнвіјѕԁɡғαοερτνικχ", "aceopxykmthbijsdgfaoeptvikx", strict=True))

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,80}>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});")
_WORD = re.compile(r"[^\W_]+")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
# What Unicode calls decorated letters that have no plain form of their own, such as squared or small capital ones.
_LETTER_NAME = re.compile(r"^(?!CYRILLIC|GREEK|ARMENIAN|COPTIC).*(?:LETTER|LATIN) (?:SMALL )?(?:CAPITAL )?([A-Z])$")


def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of `text`, of which no more than `MAX_LENGTH` characters are read."""
    text = text[:MAX_LENGTH]
    plain = _letter_by_letter(text)
    if plain is None:
        return _tokenise_any(text)
    if plain.isascii():
        spans = map(re.Match.span, _PLAIN_WORD.finditer(plain))
        return tuple([Token(plain[start:end], text[start:end], start, end) for start, end in spans])
    spans = map(re.Match.span, _WORD.finditer(plain))
    return tuple([Token(_without_look_alikes(plain[start:end]), text[start:end], start, end) for start, end in spans])


def comparable_words(text: str) -> list[str]:
    """The comparable forms of the tokens of `text`, where nothing else of them is needed."""
    plain = _letter_by_letter(text[:MAX_LENGTH])
    if plain is not None and plain.isascii():
        return _PLAIN_WORD.findall(plain)
    return [token.text for token in tokenise(text)]


def normalise(text: str) -> str:
    """The comparable form of a text: its tokens with single spaces between."""
    return " ".join(comparable_words(text))


def fold(text: str) -> str:
    """`text` in small letters without accents: a letter for a letter, nothing split."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _letter_by_letter(text: str) -> str | None:
    """The text with each character folded in its place; None where markup or a character does not allow it."""
    if "&" in text or "<" in text:
        return None
    if text.isascii():
        return text.lower()
    folded = {ord(char): _fold_character(char) for char in set(text) if not char.isascii()}
    if any(len(plain) != 1 or plain != plain.lower() for plain in folded.values()):
        return None
    return text.translate(folded).lower()


def _tokenise_any(text: str) -> tuple[Token, ...]:
    plain, origin = _plain(text)
    tokens = []
    for word in _WORD.finditer(plain):
        start, end = origin[word.start()], origin[word.end() - 1] + 1
        tokens.append(Token(_without_look_alikes(word[0]), text[start:end], start, end))
    return tuple(tokens)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with markup removed and every character folded, and for each new character its old position."""
    origin = list(range(len(text)))
    # Entities first: markup that came escaped shows only after they are resolved.
    for pattern, replace in ((_ENTITY, html.unescape), (_MARKUP, lambda _: " ")):
        text, origin = _substitute(pattern, replace, text, origin)
    characters: list[str] = []
    places: list[int] = []
    for position, char in zip(origin, text, strict=True):
        if len(characters) >= MAX_LENGTH:
            break  # some characters fold into many
        for folded in _fold_character(char):
            characters.append(folded)
            places.append(position)
    return "".join(characters), places


def _substitute(
    pattern: re.Pattern[str], replace: Callable[[str], str], text: str, origin: list[int]
) -> tuple[str, list[int]]:
    """`text` with every match replaced, and the positions of what is left; a replacement stands at its start."""
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        new = replace(match[0])
        parts += (text[done : match.start()], new)
        places += origin[done : match.start()] + [origin[match.start()]] * len(new)
        done = match.end()
    return "".join((*parts, text[done:])), places + origin[done:]


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    """One character in small letters without accents; decorated letters plain; invisible ones nothing."""
    if unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return ""
    folded = fold(char)
    if folded.isascii():
        return folded or " "
    decorated = _LETTER_NAME.search(unicodedata.name(char, ""))
    return decorated[1].lower() if decorated else folded


def _without_look_alikes(word: str) -> str:
    if word.isascii():
        return word
    replaced = "".join(_LOOK_ALIKES.get(char, char) for char in word)
    mixes = any(char.isascii() for char in word)
    return replaced if replaced.isascii() and (mixes or len(word) <= 6) else word
