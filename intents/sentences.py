"""A message split into its sentences, each as clean tokens: frames stripped, short forms and joined words undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

from intents.frames import Frames
from intents.joined_words import Splitter
from intents.kept import Kept
from intents.language import Language
from intents.lexicon import common_words
from intents.normalise import MAX_LENGTH, Token, normalise, tokenise
from intents.word_index import MAX_WORD, MOST_KEPT

_BREAK = re.compile(r"[,;:()–—/+&]|\s-|\.\.")
_LONGEST_WITH_MARK = 4
"""Words before or after a mark inside a name that are looked at."""
MOST_SENTENCES = 20
"""Sentences that are read at the start of a message, and as many at its end."""
MOST_TOKENS = 300
"""Words of a sentence that are read; the longest that people dictate without a stop is shorter."""
SHORTEST_SPELT = 3
"""Letters of a name that is typed letter by letter, at least."""
LONGEST_SPELT = 24
"""Letters of a name that is typed letter by letter, at most."""
MOST_CLAUSES = 12
"""Clauses of one sentence that are looked at; more would be no sentence."""
_END = re.compile(r"(?:(?<![.!?;…。？！])[.!?;…。？！]++(?=[\s\"')»”]|$)|\n+|(?<!\S)(?:\d|[a-e])\)(?=\s))")
"""What ends a sentence: marks, line breaks, and the number of an item ("1) …", "b) …"), which itself says nothing."""
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

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The comparable forms of its tokens."""
        return tuple([token.text for token in self.tokens])


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
        self._pieces: Kept[str, tuple[str, ...]] = Kept(MOST_KEPT)
        self._ranks: dict[str, int] = {}
        for language in languages:
            for word, rank in common_words(language.code).items():
                self._ranks[word] = min(rank, self._ranks.get(word, rank))
        self._function_words = frozenset(word for language in languages for word in language.function_words)
        elisions = frozenset(word for language in languages for word in language.words.elisions)
        self._splitter = Splitter(self._ranks, self._function_words, is_known, elisions)
        fillers = [language.fillers for language in languages]
        self._closings = Frames(text for filler in fillers for text in filler.anywhere)
        self._openings = Frames(text for filler in fillers for text in (*filler.anywhere, *filler.start))
        self._joining = frozenset(word for language in languages for word in language.words.joining_words)
        self._question_words = frozenset(
            normalise(word) for language in languages for word in language.words.question_words
        )
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
            following = tokens[place : place + _LONGEST_WITH_MARK]
            if end and (_is_inside_acronym(current[-2:], mark) or self._is_inside_name(current, following)):
                continue
            if current:
                sentences.append((current[:MOST_TOKENS], mark))
            while end and place < len(tokens) and tokens[place].start < end.end():
                place += 1
            first = place
        kept = sentences[:MOST_SENTENCES] + sentences[MOST_SENTENCES:][-MOST_SENTENCES:]
        return [self._clean(found, message, is_question="?" in mark or "？" in mark) for found, mark in kept]

    def _is_inside_name(self, tokens: Sequence[Token], following: Sequence[Token]) -> bool:
        """Whether a mark stands inside a name, such as one that is a question itself."""
        before = [token.text for token in tokens[-_LONGEST_WITH_MARK:]]
        ends = list(accumulate([token.text for token in following]))
        return any(self._is_name("".join(before[start:]) + end) for start in range(len(before)) for end in ends)

    def _clean(self, tokens: Sequence[Token], message: str, *, is_question: bool) -> Sentence:
        full = self._in_full(self._spelt_out(tokens))
        stripped = self._without_frames(full)
        asked = is_question or bool(stripped and stripped[0].text in self._question_words)
        tokens_kept = tuple(stripped or full)
        gaps = [message[one.end : two.start] for one, two in pairwise(tokens_kept)]
        breaks = frozenset([place for place, gap in enumerate(gaps) if gap != " " and _BREAK.search(gap)])
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

    def _spelt_out(self, tokens: Sequence[Token]) -> Sequence[Token]:
        """The tokens with names that were typed letter by letter as one."""
        if sum([len(token.text) == 1 for token in tokens]) < SHORTEST_SPELT:
            return tokens
        found: list[Token] = []
        place = 0
        while place < len(tokens):
            end = place
            while end < min(len(tokens), place + LONGEST_SPELT) and len(tokens[end].text) == 1:
                end += 1
            while end - place >= SHORTEST_SPELT and not self._is_known("".join([t.text for t in tokens[place:end]])):
                end -= 1
            end = end if end - place >= SHORTEST_SPELT else place + 1
            found.append(_joined(tokens[place:end]))
            place = end
        return found

    def _in_full(self, tokens: Sequence[Token]) -> list[Token]:
        """The tokens with short forms in full and words typed together apart, but for those that begin a name."""
        full: list[Token] = []
        for place, token in enumerate(tokens):
            pieces = self._pieces.get(token.text)
            if pieces is None:
                pieces = self._pieces.keep(token.text, self._pieces_of(token.text))
            after = tokens[place + 1].text if pieces and place + 1 < len(tokens) else ""
            if pieces and not self._is_name(token.text + after):
                full += [token._replace(text=piece) for piece in pieces]
            else:
                full.append(token)
        return full

    def _pieces_of(self, word: str) -> tuple[str, ...]:
        """The words that a word stands for: a short form in full, words typed together apart; none for a plain word."""
        if word in self._short_forms:
            return self._short_forms[word]
        elided = self._splitter.without_apostrophe(word)
        return elided or (self._splitter.split(word) if self._may_be_joined(word) else ())

    def _may_be_joined(self, word: str) -> bool:
        if not _SHORTEST_JOINED <= len(word) <= MAX_WORD or word in self._ranks or self._is_known(word):
            return False
        return not self._is_nearly_known(word)

    def _without_frames(self, tokens: list[Token]) -> list[Token]:
        """The tokens without the frames before and after; nothing where all are frames."""
        words = [token.text for token in tokens]
        start, end = 0, len(tokens)
        while length := self._openings.at_start(words[start:]):
            start += length
            if start < end - 1 and words[start] in self._joining and self._closings.at_start(words[start + 1 :]):
                start += 1
        while length := self._closings.at_end(words[start:end]):
            end -= length
        return tokens[start:end]


def _joined(tokens: Sequence[Token]) -> Token:
    if len(tokens) == 1:
        return tokens[0]
    text, raw = ("".join(part) for part in zip(*((token.text, token.raw) for token in tokens), strict=True))
    return Token(text, raw, tokens[0].start, tokens[-1].end)


def _is_inside_acronym(tokens: Sequence[Token], mark: str) -> bool:
    """Whether a full stop belongs to letters with dots between, and so ends no sentence."""
    return mark == "." and len(tokens) >= 2 and all(len(token.text) == 1 for token in tokens[-2:])
