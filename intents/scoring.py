"""From the masked words of a question to the scores of all intents; what recurs is looked up once.

People use the same words, often in the same sentences with another name: the rows of a word in the classifier's
arrays are kept, and so are the scores of whole masked sentences.
"""

from __future__ import annotations

from itertools import chain, islice

from intents.classifier import UNKNOWN, Classifier, Scores
from intents.features import parts, pieces
from intents.kept import Kept

MOST_SENTENCES = 512
"""Masked sentences whose scores are kept; each takes some three kilobytes."""
MOST_WORDS = 16_384
"""Words and pairs of words whose rows are kept."""


class Scorer:
    """Scores the intents of masked questions by a classifier."""

    def __init__(self, classifier: Classifier) -> None:
        self._classifier = classifier
        self._sentences: Kept[tuple[str, ...], Scores] = Kept(MOST_SENTENCES)
        self._row_of: Kept[str, int] = Kept(MOST_WORDS)
        self._rows_of_pieces: Kept[str, list[int]] = Kept(MOST_WORDS)

    def scores(self, masked: tuple[str, ...]) -> Scores:
        """The score of every intent for a masked question."""
        scores = self._sentences.get(masked)
        if scores is None:
            scores = self._sentences.keep(masked, self._classifier.scores_of_rows(self._rows(masked)))
        return scores

    def _rows(self, masked: tuple[str, ...]) -> list[int]:
        """The rows of the features of a masked question, each once, in the order of `features`."""
        found = list(parts(masked))
        self._look_up(found)
        row_of, rows_of_pieces = self._row_of, self._rows_of_pieces
        rows: list[int] = []
        for word, pair in found:
            rows += (row_of[word], row_of[pair])
            rows += rows_of_pieces[word]
        each_once = dict.fromkeys(rows)
        each_once.pop(UNKNOWN, None)
        return list(each_once)

    def _look_up(self, found: list[tuple[str, str]]) -> None:
        """Keeps the rows of words, pairs and pieces; of all that are new together, since that is one search."""
        row_of, rows_of_pieces = self._row_of, self._rows_of_pieces
        if len(row_of) + 2 * len(found) > MOST_WORDS:
            row_of.clear()
            rows_of_pieces.clear()
        singles = [single for part in found for single in part if single not in row_of]
        if not singles:
            return
        cut = {word: pieces(word) for word, _ in found if word not in rows_of_pieces}
        rows = iter(self._classifier.rows([*singles, *chain.from_iterable(cut.values())]))
        row_of.update(zip(singles, rows, strict=False))
        rows_of_pieces.update((word, list(islice(rows, len(of_word)))) for word, of_word in cut.items())
