"""Scores of masked questions: the same as the classifier's own, whatever is kept."""

from __future__ import annotations

import pytest

from intents.classifier import Classifier, train
from intents.features import features
from intents.scoring import Scorer

EXAMPLES = {"members": ("how many cities", "how many members"), "place": ("where is the head office", "where is it")}
QUESTIONS = (
    "how many cities",
    "where is the office",
    "how how many",
    "on §topic (clean (air",
    "xyzzy",
    "",
    "how many cities",
)


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return train([(intent, features(text.split())) for intent, texts in EXAMPLES.items() for text in texts])


@pytest.mark.parametrize("most", [8, 1000])
def test_kept_rows_change_no_score(classifier: Classifier, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr("intents.scoring.MOST_WORDS", most)
    scorer = Scorer(classifier)
    for question in QUESTIONS:
        masked = tuple(question.split())
        assert list(scorer.scores(masked)) == list(classifier.scores(features(masked)))


def test_a_sentence_is_scored_once(classifier: Classifier) -> None:
    scorer = Scorer(classifier)
    assert scorer.scores(("how", "many")) is scorer.scores(("how", "many"))
