"""What is learned from the example phrases: the classifier, the words of each intent, the sentences known by heart."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from intents.classifier import Classifier, train
from intents.features import MASKS, features, mask
from intents.mentions import MentionLinker
from intents.names import stem
from intents.normalise import Token, tokenise
from intents.phrases import Phrase

Keys = NDArray[np.uint64]
Numbers = NDArray[np.uint16]


@dataclass(frozen=True)
class ExactPhrases:
    """The masked phrases, word for word, each with its intent; a phrase of two intents is certain for neither.

    `keys` are hashes of the phrases, sorted, since nobody needs to read them again; `numbers` say which of `intents`
    each has.
    """

    intents: tuple[str, ...]
    keys: Keys
    numbers: Numbers

    @classmethod
    def of(cls, phrases: dict[str, str]) -> ExactPhrases:
        """The phrases of a dictionary from each to its intent."""
        intents = tuple(sorted(set(phrases.values())))
        keys = np.array([_key(phrase) for phrase in phrases], dtype=np.uint64)
        numbers = np.array([intents.index(intent) for intent in phrases.values()], dtype=np.uint16)
        order = keys.argsort()
        return cls(intents, keys[order], numbers[order])

    def intent(self, sentence: str) -> str | None:
        """The intent of a masked sentence that is a phrase, word for word; None for any other."""
        key = np.uint64(_key(sentence))
        place = int(self.keys.searchsorted(key))
        return self.intents[self.numbers[place]] if place < self.keys.size and self.keys[place] == key else None


def _key(sentence: str) -> int:
    return int.from_bytes(hashlib.blake2b(sentence.encode(), digest_size=8).digest())


@dataclass(frozen=True)
class Trained:
    """What is learned from phrases.

    Attributes:
        classifier: scores intents.
        words: every word of the phrases.
        vocabulary: for each intent the stems of the words of its phrases.
        exact: which intent a sentence surely has.
    """

    classifier: Classifier
    words: frozenset[str]
    vocabulary: dict[str, frozenset[str]]
    exact: ExactPhrases

    def rest_as_json(self) -> str:
        """All but the classifier, for keeping."""
        vocabulary = {intent: sorted(stems) for intent, stems in self.vocabulary.items()}
        return json.dumps({"words": sorted(self.words), "vocabulary": vocabulary, "intents": self.exact.intents})

    @classmethod
    def from_json(cls, classifier: Classifier, rest: str, keys: Keys, numbers: Numbers) -> Trained:
        """The counterpart of `rest_as_json`, with the arrays of the exact phrases.

        Raises ValueError or KeyError where the text is damaged.
        """
        data = json.loads(rest)
        vocabulary = {intent: frozenset(stems) for intent, stems in data["vocabulary"].items()}
        exact = ExactPhrases(tuple(data["intents"]), keys, numbers)
        return cls(classifier, frozenset(data["words"]), vocabulary, exact)


def learn(phrases: Sequence[Phrase], linker: MentionLinker) -> Trained:
    """Everything that there is to learn from the phrases; takes some seconds."""
    words: set[str] = set()
    vocabulary: defaultdict[str, set[str]] = defaultdict(set)
    intents: defaultdict[str, set[str]] = defaultdict(set)
    examples = []
    for phrase in phrases:
        tokens = _phrase_tokens(phrase.text)
        plain = [token.text for token in tokens if token.raw]
        words.update(plain)
        vocabulary[phrase.intent].update(map(stem, plain))
        # A phrase names its network by the slot; what looks like a part of another name in it is chance.
        mentions = replace(linker.link(tokens), networks=(), shared=())
        masked = mask([token.text for token in tokens], mentions)
        intents[" ".join(masked)].add(phrase.intent)
        examples.append((phrase.intent, features(masked)))
    exact = ExactPhrases.of({sentence: next(iter(found)) for sentence, found in intents.items() if len(found) == 1})
    stems = {intent: frozenset(found) for intent, found in vocabulary.items()}
    return Trained(train(examples), frozenset(words), stems, exact)


def _phrase_tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a phrase; a slot is a token of its own, in the form of its mask."""
    tokens: list[Token] = []
    for number, part in enumerate(text.replace("}", "{").split("{")):
        if number % 2:
            tokens.append(Token(MASKS[part], "", 0, 0))
        else:
            tokens += tokenise(part)
    return tuple(tokens)
