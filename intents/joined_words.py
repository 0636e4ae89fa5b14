"""Words that were typed together, parted into words that are known."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from intents.word_index import MAX_WORD

SHORTEST_PIECES = 3
"""Letters that the words of a joined word have on average at least; shorter ones are chance."""


class Splitter:
    """Parts words by how likely the pieces are."""

    def __init__(
        self, ranks: Mapping[str, int], function_words: frozenset[str], is_known: Callable[[str], bool]
    ) -> None:
        """Prepares the splitter.

        Args:
            ranks: common words with their rank by frequency.
            function_words: the words of grammar.
            is_known: whether a word is a name or belongs to the example phrases.
        """
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
