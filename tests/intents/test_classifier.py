"""The intent model learns from examples, gives the same model for the same examples, and says how sure it is."""

from __future__ import annotations

import numpy as np
import pytest

from intents.classifier import Classifier, train
from intents.features import features

EXAMPLES = {
    "size": ["how many cities", "how many members", "number of cities", "size in members"],
    "place": ["where is it", "in which town is it", "where is the seat", "where does it sit"],
    "time": ["when was it founded", "in which year", "since when", "how long ago"],
}


def learn() -> Classifier:
    return train([(intent, features(text.split())) for intent, texts in EXAMPLES.items() for text in texts])


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return learn()


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in EXAMPLES.items() for text in texts])
def test_what_it_was_taught_it_knows(classifier: Classifier, intent: str, text: str) -> None:
    best, second, *_ = classifier.scores(features(text.split()))
    assert best.name == intent
    assert best.score > second.score


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("size", "how many towns"),
        ("place", "where is the office"),
        ("time", "when did it begin"),
        ("size", "hwo many citis"),
    ],
)
def test_it_goes_on_from_what_it_was_taught(classifier: Classifier, intent: str, text: str) -> None:
    assert classifier.scores(features(text.split()))[0].name == intent


def test_every_class_is_scored_and_the_best_comes_first(classifier: Classifier) -> None:
    scored = classifier.scores(features(["where"]))
    assert {score.name for score in scored} == EXAMPLES.keys()
    assert [score.score for score in scored] == sorted((score.score for score in scored), reverse=True)


@pytest.mark.parametrize("words", [[], ["zzzz"], ["§network"]])
def test_what_it_never_saw_speaks_for_nothing(classifier: Classifier, words: list[str]) -> None:
    unseen = [feature for feature in features(words) if not classifier.knows(feature)]
    assert {score.score for score in classifier.scores(unseen)} == {0.0}


def test_a_question_asked_twice_over_is_no_surer(classifier: Classifier) -> None:
    once, doubled = (
        classifier.scores(features(text.split()))[0] for text in ("how many cities", "how many cities " * 9)
    )
    assert doubled.name == once.name
    assert doubled.score <= once.score + 0.2


def test_the_same_examples_give_the_same_model(classifier: Classifier) -> None:
    again = learn()
    assert again.classes == classifier.classes
    assert np.array_equal(again.keys, classifier.keys)
    assert np.array_equal(again.weights, classifier.weights)
    assert np.array_equal(again.idf, classifier.idf)


# What it sees of a question


def test_a_question_is_seen_as_words_pairs_and_pieces() -> None:
    seen = set(features(["what", "is", "§network"]))
    assert {"what", "is", "§network", "^ what", "what is", "is §network", "§network $", "#^wh", "#hat$"} <= seen


def test_a_name_is_not_seen_in_pieces() -> None:
    assert not [feature for feature in features(["§network"]) if feature.startswith("#")]


def test_the_words_of_a_topic_count_alone_and_its_mask_in_pairs() -> None:
    seen = features(["networks", "on", "§topic", "(clean", "(air"])
    assert "on §topic" in seen
    assert {"clean", "air"} <= set(seen)
    assert "clean air" not in seen
    assert "§topic $" in seen


def test_a_feature_counts_once() -> None:
    seen = features(["city", "city", "city"])
    assert len(seen) == len(set(seen))
