"""From the masked words of a question to the scores of all intents; what recurs is looked up once.

People use the same words, often in the same sentences with another name: the rows of a word in the classifier's
arrays are kept, and so are the scores of whole masked sentences.
"""

from __future__ import annotations

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
        self._look_up([single for part in found for single in part])
        row_of, pieces_of = self._row_of, self._rows_of_pieces
        rows: list[int] = []
        for word, pair in found:
            rows.append(row_of[word])
            rows.append(row_of[pair])
            of_pieces = pieces_of.get(word)
            rows += pieces_of.keep(word, self._classifier.rows(pieces(word))) if of_pieces is None else of_pieces
        each_once = dict.fromkeys(rows)
        each_once.pop(UNKNOWN, None)
        return list(each_once)

    def _look_up(self, singles: list[str]) -> None:
        """Keeps the rows of words and pairs; all that are new together, since that is one search."""
        if len(self._row_of) + len(singles) > MOST_WORDS:
            self._row_of.clear()
        new = [single for single in singles if single not in self._row_of]
        if new:
            self._row_of.update(zip(new, self._classifier.rows(new), strict=True))
