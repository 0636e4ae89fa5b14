"""A message split into its sentences, each as clean tokens: frames stripped, short forms and joined words undone."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from intents.language import Language
from intents.lexicon import common_words
from intents.normalise import MAX_LENGTH, Token, normalise, tokenise
from intents.word_index import MAX_WORD, MOST_KEPT

_BREAK = re.compile(r"[,;:()–—/+&]|\s-|\.\.")
_LONGEST_WITH_MARK = 4
"""Words before or after a mark inside a name that are looked at."""
SHORTEST_PIECES = 3
"""Letters that the words of a joined word have on average at least; shorter ones are chance."""
MOST_SENTENCES = 20
"""Sentences that are read at the start of a message, and as many at its end."""
MOST_TOKENS = 300
"""Words of a sentence that are read; the longest that people dictate without a stop is shorter."""
LONGEST_SPELT = 24
"""Letters of a name that is typed letter by letter, at most."""
MOST_CLAUSES = 12
"""Clauses of one sentence that are looked at; more would be no sentence."""
_END = re.compile(r"(?:(?<![.!?;…。？！])[.!?;…。？！]++(?=[\s\"')»”]|$)|\n+)")
_SHORTEST_JOINED = 7
"""Letters from which a word that nobody knows may be several words typed together."""


@dataclass(frozen=True)
class Sentence:
    """One sentence: its tokens without frames, whether it was asked as a question, and its place in the message.

    `is_frame_only` says that nothing but frames was there; then they are kept as the tokens. `whole` holds the tokens
    with the frames, `breaks` the positions of the tokens that a comma or the like follows.
    """

    tokens: tuple[Token, ...]
    whole: tuple[Token, ...]
    breaks: frozenset[int] = frozenset()
    is_question: bool = False
    is_frame_only: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The comparable forms of its tokens."""
        return tuple(token.text for token in self.tokens)


class SentenceReader:
    """Splits messages into sentences, knowing the frames and short forms of all languages."""

    def __init__(
        self,
        languages: Sequence[Language],
        is_known: Callable[[str], bool],
        is_nearly_known: Callable[[str], bool],
        is_name: Callable[[str], bool],
    ) -> None:
        """Prepares the reader.

        Args:
            languages: the languages whose frames and short forms count.
            is_known: whether a word is a name or belongs to the example phrases.
            is_nearly_known: whether it is a slip away from one that does.
            is_name: whether a string without spaces is a whole name.
        """
        self._is_name = is_name
        self._is_known = is_known
        self._is_nearly_known = is_nearly_known
        self._splits: dict[str, tuple[str, ...] | None] = {}
        self._ranks: dict[str, int] = {}
        for language in languages:
            for word, rank in common_words(language.code).items():
                self._ranks[word] = min(rank, self._ranks.get(word, rank))
        self._function_words = frozenset(word for language in languages for word in language.function_words)
        fillers = [language.fillers for language in languages]
        self._closings = {_frame(text) for filler in fillers for text in filler.anywhere}
        self._openings = self._closings | {_frame(text) for filler in fillers for text in filler.start}
        self._joining = frozenset(word for language in languages for word in language.words.joining_words)
        self._question_words = frozenset(
            normalise(word) for language in languages for word in language.words.question_words
        )
        self._longest_frame = max(map(len, self._openings), default=0)
        self._short_forms = {
            form: tuple(full.split())
            for language in languages
            for form, full in language.words.abbreviations.items()
            if form not in self._function_words
        }

    def read(self, message: str) -> list[Sentence]:
        """The sentences of a message, empty ones left out; of very many those at the start and at the end."""
        message = message[:MAX_LENGTH]
        tokens = tokenise(message)
        sentences: list[tuple[tuple[Token, ...], str]] = []
        first = place = 0
        for end in [*_END.finditer(message), None]:
            stop = end.start() if end else len(message)
            mark = end[0] if end else ""
            while place < len(tokens) and tokens[place].start < stop:
                place += 1
            current = tokens[first:place]
            if end and (_is_inside_acronym(current[-2:], mark) or self._is_inside_name(current, tokens[place:])):
                continue
            if current:
                sentences.append((current[:MOST_TOKENS], mark))
            first = place
        kept = sentences[:MOST_SENTENCES] + sentences[MOST_SENTENCES:][-MOST_SENTENCES:]
        return [self._clean(found, message, is_question="?" in mark or "？" in mark) for found, mark in kept]

    def _is_inside_name(self, tokens: Sequence[Token], following: Sequence[Token]) -> bool:
        """Whether a mark stands inside a name, such as one that is a question itself."""
        before = [token.text for token in tokens[-_LONGEST_WITH_MARK:]]
        after = [token.text for token in following[:_LONGEST_WITH_MARK]]
        starts, ends = range(len(before)), range(1, len(after) + 1)
        return any(self._is_name("".join((*before[start:], *after[:end]))) for start in starts for end in ends)

    def _clean(self, tokens: Sequence[Token], message: str, *, is_question: bool) -> Sentence:
        spelt = self._spelt_out(tokens)
        following = [token.text for token in spelt[1:]] + [""]
        full = [
            part
            for token, after in zip(spelt, following, strict=True)
            for part in ([token] if self._is_name(token.text + after) else self._whole_words(token))
        ]
        stripped = self._without_frames(full)
        asked = is_question or bool(stripped and stripped[0].text in self._question_words)
        tokens_kept = tuple(stripped or full)
        gaps = pairwise(tokens_kept)
        breaks = frozenset(
            place for place, (one, two) in enumerate(gaps) if _BREAK.search(message[one.end : two.start])
        )
        return Sentence(tokens_kept, tuple(full), breaks, asked, is_frame_only=not stripped)

    def clauses(self, sentence: Sentence, message: str, name: tuple[int, int] | None = None) -> list[Sentence]:
        """The parts of a long sentence: between commas and the like, from each question word in it, and up to a name.

        Args:
            sentence: the sentence.
            message: the message that it stands in.
            name: first and last token (exclusive) of the name that it is about.
        """
        starts = {0}
        for place in range(1, len(sentence.tokens)):
            token, before = sentence.tokens[place], sentence.tokens[place - 1]
            between = message[before.end : token.start]
            if _BREAK.search(between) or (
                token.text in self._question_words and before.text not in self._function_words
            ):
                starts.add(place)
        edges = [*sorted(starts), len(sentence.tokens)]
        parts = [sentence.tokens[start:end] for start, end in pairwise(edges)]
        tails = [sentence.tokens[start:] for start in edges[1:-1]]
        upto = [sentence.tokens[: name[1]]] if name and name[0] > 0 else []
        found = [tuple(part) for part in dict.fromkeys((*upto, *parts, *tails)) if len(part) >= 2]
        return [replace(sentence, tokens=part) for part in found[:MOST_CLAUSES]]

    def _spelt_out(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with names that were typed letter by letter as one."""
        found: list[Token] = []
        place = 0
        while place < len(tokens):
            end = place
            while end < min(len(tokens), place + LONGEST_SPELT) and len(tokens[end].text) == 1:
                end += 1
            while end - place >= 3 and not self._is_known("".join(token.text for token in tokens[place:end])):
                end -= 1
            end = end if end - place >= 3 else place + 1
            found.append(_joined(tokens[place:end]))
            place = end
        return found

    def _whole_words(self, token: Token) -> list[Token]:
        """The words that a token stands for: a short form in full, words typed together apart."""
        words = self._short_forms.get(token.text)
        if words is None and self._may_be_joined(token.text):
            words = self._split(token.text)
        return [token._replace(text=word) for word in words] if words else [token]

    def _may_be_joined(self, word: str) -> bool:
        if not _SHORTEST_JOINED <= len(word) <= MAX_WORD or word in self._ranks or self._is_known(word):
            return False
        return not self._is_nearly_known(word)

    def _split(self, word: str) -> tuple[str, ...] | None:
        """The most likely way to part a word into known ones; None where there is none worth believing."""
        if word not in self._splits:
            if len(self._splits) >= MOST_KEPT:
                self._splits.clear()
            self._splits[word] = self._best_split(word)
        return self._splits[word]

    def _best_split(self, word: str) -> tuple[str, ...] | None:
        best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - MAX_WORD), end):
                before = best[start]
                piece = word[start:end]
                cost = self._cost(piece)
                if before is None or cost is None:
                    continue
                total = before[0] + cost
                held = best[end]
                if held is None or total < held[0]:
                    best[end] = (total, (*before[1], piece))
        found = best[-1]
        if found is None or len(found[1]) < 2 or len(word) < SHORTEST_PIECES * len(found[1]):
            return None
        return found[1]

    def _cost(self, piece: str) -> float | None:
        """How unlikely a word is, in the manner of Zipf's law; None for what is no word."""
        if piece in self._function_words:
            return 4.0 if len(piece) > 1 else 7.0
        rank = self._ranks.get(piece)
        if len(piece) >= 3 and rank is not None:
            return 5.0 + math.log(rank + 2)
        if len(piece) >= 3 and self._is_known(piece):
            return 6.0
        return None

    def _without_frames(self, tokens: list[Token]) -> list[Token]:
        """The tokens without the frames before and after; nothing where all are frames."""
        start, end = 0, len(tokens)
        while length := self._frame_at(tokens[start:end], self._openings):
            start += length
            if (
                start < end - 1
                and tokens[start].text in self._joining
                and self._frame_at(tokens[start + 1 :], self._closings)
            ):
                start += 1
        while length := self._frame_at(tokens[start:end], self._closings, at_end=True):
            end -= length
        return tokens[start:end]

    def _frame_at(self, tokens: list[Token], frames: set[tuple[str, ...]], *, at_end: bool = False) -> int:
        """How many tokens the longest frame at the start, or the end, of the tokens takes; 0 for none."""
        words = tuple(token.text for token in tokens)
        for length in range(min(self._longest_frame, len(words)), 0, -1):
            if (words[-length:] if at_end else words[:length]) in frames:
                return length
        return 0


def _frame(text: str) -> tuple[str, ...]:
    return tuple(normalise(text).split())


def _joined(tokens: Sequence[Token]) -> Token:
    if len(tokens) == 1:
        return tokens[0]
    text, raw = ("".join(part) for part in zip(*((token.text, token.raw) for token in tokens), strict=True))
    return Token(text, raw, tokens[0].start, tokens[-1].end)


def _is_inside_acronym(tokens: Sequence[Token], mark: str) -> bool:
    """Whether a full stop belongs to letters with dots between, and so ends no sentence."""
    return mark == "." and len(tokens) >= 2 and all(len(token.text) == 1 for token in tokens[-2:])
