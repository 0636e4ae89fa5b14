"""What is learned from the example phrases: the classifier, the words of each intent, the sentences known by heart."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.classifier import Classifier, train
from intents.features import MASKS, features, mask
from intents.mentions import MentionLinker
from intents.names import stem
from intents.normalise import Token, tokenise
from intents.phrases import Phrase


@dataclass(frozen=True)
class Trained:
    """What is learned from phrases.

    Attributes:
        classifier: scores intents.
        words: every word of the phrases.
        vocabulary: for each intent the stems of the words of its phrases.
        exact: the intent of each masked phrase, word for word; a phrase of two intents is certain for neither.
    """

    classifier: Classifier
    words: frozenset[str]
    vocabulary: dict[str, frozenset[str]]
    exact: dict[str, str]

    def rest_as_json(self) -> str:
        """All but the classifier, for keeping."""
        vocabulary = {intent: sorted(stems) for intent, stems in self.vocabulary.items()}
        return json.dumps({"words": sorted(self.words), "vocabulary": vocabulary, "exact": self.exact})

    @classmethod
    def from_json(cls, classifier: Classifier, rest: str) -> Trained:
        """The counterpart of `rest_as_json`. Raises ValueError or KeyError where the text is damaged."""
        data = json.loads(rest)
        vocabulary = {intent: frozenset(stems) for intent, stems in data["vocabulary"].items()}
        return cls(classifier, frozenset(data["words"]), vocabulary, data["exact"])


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
    exact = {sentence: next(iter(found)) for sentence, found in intents.items() if len(found) == 1}
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
