"""Words that were typed together, parted into words that are known."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from intents.word_index import MAX_WORD

SHORTEST_PIECES = 3
"""Letters that the words of a joined word have on average at least; shorter ones are chance."""
SHORTEST_ELIDED = 3
"""Letters of a word that an elided article stands before, at least."""


class Splitter:
    """Parts words by how likely the pieces are."""

    def __init__(
        self,
        ranks: Mapping[str, int],
        function_words: frozenset[str],
        is_known: Callable[[str], bool],
        elisions: frozenset[str] = frozenset(),
    ) -> None:
        """Prepares the splitter.

        Args:
            ranks: common words with their rank by frequency.
            function_words: the words of grammar.
            is_known: whether a word is a name or belongs to the example phrases.
            elisions: articles and the like that drop their last vowel before another ("l'aria").
        """
        self._elisions = elisions
        self._ranks = ranks
        self._function_words = function_words
        self._is_known = is_known

    def split(self, word: str) -> tuple[str, ...]:
        """The most likely way to part a word into known ones; none where no way is worth believing."""
        best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ())] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - MAX_WORD), end):
                before = best[start]
                if before is None:
                    continue
                piece = word[start:end]
                cost = self._cost(piece)
                if cost is None:
                    continue
                total = before[0] + cost
                held = best[end]
                if held is None or total < held[0]:
                    best[end] = (total, (*before[1], piece))
        found = best[-1]
        if found is None or len(found[1]) < 2 or len(word) < SHORTEST_PIECES * len(found[1]):
            return ()
        return found[1]

    def without_apostrophe(self, word: str) -> tuple[str, ...]:
        """An elided article and the word after it, typed without the apostrophe; none where it is no such word."""
        if word in self._ranks or word in self._function_words or self._is_known(word):
            return ()
        for length in range(len(word) - SHORTEST_ELIDED, 0, -1):
            article, rest = word[:length], word[length:]
            if article in self._elisions and rest not in self._function_words and self._is_known(rest):
                return article, rest
        return ()

    def _cost(self, piece: str) -> float | None:
        """How unlikely a word is, in the manner of Zipf's law; None for what is no word."""
        if piece in self._function_words:
            return 4.0 if len(piece) > 1 else 7.0
        if len(piece) < 3:
            return None
        rank = self._ranks.get(piece)
        if rank is not None:
            return 5.0 + math.log(rank + 2)
        return 6.0 if self._is_known(piece) else None
