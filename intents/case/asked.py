"""What a sentence asks: the intents that it resembles, how surely, and the words that stay unexplained."""

from __future__ import annotations

import math
from collections.abc import Callable

from intents.case.said import Said
from intents.classifier import Scored, Scores
from intents.decision import UNRELATED
from intents.lazy import lazy
from intents.names import stem

MOST_UNEXPLAINED = 10
"""Unexplained words from which more make a question no less sure."""


class Asked(Said):
    """What is said, with the intents that it resembles."""

    def best(self, *, among: Callable[[str], bool]) -> Scored:
        """The best-scored intent of those that `among` admits."""
        return self.reading.scored.best(among)

    @lazy
    def top(self) -> Scored:
        """The best intent of all."""
        return self.reading.scored[0]

    def score(self, intent: str) -> float:
        """The score of one intent."""
        return self.reading.scored.of(intent)

    @lazy
    def unrelated(self) -> float:
        """The score of the class of unrelated questions."""
        return self.score(UNRELATED)

    @lazy
    def frame(self) -> Scores:
        """All intents with their scores for the words around the subjects, without the words of these."""
        return self.tools.model.scores_of_masked(word for word in self.reading.masked if word[0] != "(")

    def confidence(self, intent: str) -> float:
        """How surely the sentence asks for `intent`, from 0 to 1.

        A logistic of the intent's score, its lead over the best other one, and the words that stay unexplained.
        """
        if self.reading.exact == intent:
            return 0.99
        own = self.score(intent)
        lead = own - self.reading.scored.beside(intent)
        unexplained = len(self.unexplained(intent))
        odds = 1.5 * own + 2.0 * lead + 0.3 - 1.0 * min(unexplained, MOST_UNEXPLAINED)
        return 1 / (1 + math.exp(-odds))

    def unexplained(self, *intents: str) -> tuple[str, ...]:
        """Content words that nothing accounts for, if the question is one of `intents`."""
        vocabulary = self.tools.model.trained.vocabulary
        left = self._unaccounted
        for intent in intents:
            if left and (known := vocabulary.get(intent)):
                left = [pair for pair in left if pair[1] not in known]
        return tuple([word for word, _ in left])

    @lazy
    def _unaccounted(self) -> list[tuple[str, str]]:
        """The content words that no mention accounts for, whatever is asked, each with its stem."""
        usual, taken = self.reading.grammar, self.explained_places
        needless = self.cues.explaining
        return [
            (word, stem(word))
            for place, word in enumerate(self.words)
            if place not in taken and word not in usual and word not in needless
        ]
