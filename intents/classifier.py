"""The intent model: a linear classifier that is trained on the example phrases in a few seconds.

Features are weighted by tf-idf and scaled to length one. Weights are learned by the multi-class passive-aggressive
algorithm (Crammer et al., Online Passive-Aggressive Algorithms, 2006, PA-I) and averaged over all steps, which makes
the order of the phrases matter little. The order is fixed, so the same phrases give the same model.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, overload

import numpy as np
from numpy.typing import NDArray

EPOCHS = 6
"""Passes over the phrases. Tuned on left-out phrases: accuracy is flat from 5 on."""
AGGRESSIVENESS = 0.5
"""The most that one mistake may move the weights (C of PA-I). Tuned as above between 0.1 and 1."""

MIXING = 2654435761
"""Knuth's multiplicative hash: spreads the marks of examples over each pass (The Art of Computer Programming, 6.4)."""
LEAST_WEIGHT = 0.1
"""Features that move no score by more are left out. On the project's own questions 0.1 changes no reply, and
a quarter of the features goes."""

UNKNOWN = -1
"""The row of a feature that is not known."""

Floats = NDArray[np.float32]
Keys = NDArray[np.uint32]


class Scored(NamedTuple):
    """A class and its score: the larger, the surer; about 1 above the next where the model is certain."""

    name: str
    score: float


class Scores(Sequence[Scored]):
    """Every class with its score for one question, the best first. Pairs are made when they are looked at."""

    def __init__(self, classes: Sequence[str], numbers: Mapping[str, int], totals: Floats) -> None:
        self._classes = classes
        self._numbers = numbers
        self._totals: list[float] = totals.tolist()
        self._order: list[int] = (-totals).argsort(kind="stable").tolist()

    def __len__(self) -> int:
        return len(self._totals)

    @overload
    def __getitem__(self, place: int) -> Scored: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Scored, ...]: ...
    def __getitem__(self, place: int | slice) -> Scored | tuple[Scored, ...]:
        if isinstance(place, slice):
            return tuple(self._scored(number) for number in self._order[place])
        return self._scored(self._order[place])

    def __iter__(self) -> Iterator[Scored]:
        """All of them, the best first; those that are not looked at are not made."""
        return map(self._scored, self._order)

    def _scored(self, number: int) -> Scored:
        return Scored(self._classes[number], self._totals[number])

    def of(self, name: str) -> float:
        """The score of one class; 0 for a class that there is not."""
        number = self._numbers.get(name)
        return 0.0 if number is None else self._totals[number]

    def beside(self, name: str) -> float:
        """The score of the best class besides one; 0 where there is no other."""
        return next((self._totals[number] for number in self._order[:2] if self._classes[number] != name), 0.0)

    def best(self, among: Callable[[str], bool]) -> Scored:
        """The best class of those that `among` admits. Raises StopIteration where it admits none."""
        return self._scored(next(number for number in self._order if among(self._classes[number])))


class Classifier:
    """A trained linear model. `train` makes one; `scores` asks it.

    `keys` are the keys of the features it knows, sorted; `idf` has one weight for each feature, `weights` one row for
    each feature and one column for each class. Only rows that a question needs are looked at, so the arrays may lie in
    a file that is mapped into memory.
    """

    def __init__(self, classes: Sequence[str], keys: Keys, idf: Floats, weights: Floats) -> None:
        self.classes = tuple(classes)
        self.keys = keys
        self.idf = idf
        self.weights = weights
        self._number_of = {name: number for number, name in enumerate(self.classes)}

    def knows(self, feature: str) -> bool:
        """Whether a feature was among the examples."""
        return self.rows((feature,)) != [UNKNOWN]

    def scores(self, features: Sequence[str]) -> Scores:
        """The score of every class for a question."""
        return self.scores_of_rows([row for row in self.rows(features) if row != UNKNOWN])

    def rows(self, features: Sequence[str]) -> list[int]:
        """The row of each feature, `UNKNOWN` for those that were not among the examples."""
        keys = [_key(feature) for feature in features]
        places = self.keys.searchsorted(np.array(keys, dtype=np.uint32))
        there = self.keys.take(places, mode="clip")
        # The few numbers of a question are compared faster one by one than by numpy.
        pairs = zip(keys, there.tolist(), places.tolist(), strict=True)
        return [place if key == held else UNKNOWN for key, held, place in pairs]

    def scores_of_rows(self, rows: Sequence[int]) -> Scores:
        """The score of every class for a question with the features of these rows."""
        places = np.array(rows, dtype=np.intp)
        values = self.idf.take(places)
        length = float(values.dot(values)) ** 0.5 or 1.0
        return Scores(self.classes, self._number_of, values.dot(self.weights.take(places, axis=0)) / length)


def _key(feature: str) -> int:
    """A number for a feature. Of 100,000 features about one pair shares theirs, which the others make up for."""
    return zlib.crc32(feature.encode())


def train(examples: Sequence[tuple[str, Sequence[str]]], *, epochs: int = EPOCHS) -> Classifier:
    """A classifier learned from examples.

    Args:
        examples: pairs of a class and the features of one of its phrases.
        epochs: passes over the examples.
    """
    classes = sorted({name for name, _ in examples})
    frequency = Counter(feature for _, features in examples for feature in features)
    features = sorted(frequency)
    row_of = {feature: row for row, feature in enumerate(features)}
    counts = np.array([frequency[feature] for feature in features], dtype=np.float32)
    idf = np.log(np.float32(len(examples)) / counts) + np.float32(0.5)
    number_of = {name: number for number, name in enumerate(classes)}
    rows = [_row(number_of[name], [row_of[feature] for feature in found], idf) for name, found in examples]
    marks = [_key(f"{name} {' '.join(found)}") for name, found in examples]
    weights = _learn(rows, marks, len(features), len(classes), epochs)
    keys = np.array([_key(feature) for feature in features], dtype=np.uint32)
    telling = np.flatnonzero(np.abs(weights).max(axis=1) >= LEAST_WEIGHT)
    _, first = np.unique(keys[telling], return_index=True)
    kept = telling[first]
    return Classifier(classes, keys[kept], idf[kept], weights[kept])


def _row(right: int, rows: list[int], idf: Floats) -> tuple[int, NDArray[np.intp], Floats]:
    values = idf[rows]
    return right, np.array(rows), values / np.sqrt(values @ values)


def _learn(
    rows: list[tuple[int, NDArray[np.intp], Floats]], marks: list[int], features: int, classes: int, epochs: int
) -> Floats:
    """The mean of the weights over all steps.

    The order of the examples in each pass follows from their marks, so that one more example leaves the others where
    they are: a shuffled order would be another one, and change the scores of questions that have nothing to do with it.
    """
    weights = np.zeros((features, classes), dtype=np.float32)
    # What has to be taken off at the end to turn the last weights into the mean of all weights on the way.
    drift = np.zeros((features, classes), dtype=np.float64)
    step = 0
    for epoch in range(epochs):
        places_in_pass = [zlib.adler32(b"%d %d" % (mark, epoch)) * MIXING % 2**32 for mark in marks]
        for place in sorted(range(len(rows)), key=places_in_pass.__getitem__):
            step += 1
            right, places, values = rows[place]
            totals = values @ weights[places]
            score = totals[right]
            totals[right] = -np.inf
            rival = int(totals.argmax())
            loss = 1 - (score - totals[rival])
            if loss <= 0:
                continue
            change = values * np.float32(min(AGGRESSIVENESS, loss / 2))
            weights[places, right] += change
            weights[places, rival] -= change
            drift[places, right] += step * change
            drift[places, rival] -= step * change
    return (weights - drift / (step + 1)).astype(np.float32)
