"""Which questions ask about the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from intents.assistant import Assistant
from intents.most_telling import Understood
from intents.normalise import normalise

ALIKE = 80
"""Of 100, the likeness of the words from which on two questions are one. Tuned on 2,000 questions of the tests: down to
80 the largest groups have 7, all about the same; at 75 they have 14, and join what differs."""
ALIKE_ALONE = 88
"""The same for a single word, which is a part of many a question."""
LEAST_SCORE = 1.0
"""The classifier's score below which a question resembles no attribute. Tuned on a dozen questions: nonsense got up to
0.9, those that ask for an attribute 1.2 and more."""
_PLACEHOLDER = re.compile(r"\[[a-z]+\]")


@dataclass(frozen=True)
class Sight:
    """A question as the assistant sees it.

    Attributes:
        network: the id of the network that it names, or that is nearest; None where none is near.
        attribute: the attribute that it resembles most; None where it resembles none.
        words: the words that are neither a name nor grammar, in order of the alphabet.
    """

    network: str | None
    attribute: str | None
    words: str


def look_at(assistant: Assistant, text: str, networks: Sequence[str] = ()) -> Sight:
    """How the assistant sees a question.

    Args:
        assistant: who looks.
        text: the question; placeholders of masked words say nothing.
        networks: those that the reply was about, for where the text itself names none.
    """
    plain = _PLACEHOLDER.sub(" ", text)
    understood = assistant.understand(plain)
    named = [
        target.id for each in understood for mention in each.reading.mentions.networks for target in mention.targets
    ]
    near = named or networks or assistant.find_networks(plain).near
    scored = [
        (intent.score, intent.name.removeprefix("fact."))
        for each in understood
        for intent in each.reading.scored
        if intent.name.startswith("fact.") and intent.score >= LEAST_SCORE
    ]
    words = sorted({word for each in understood for word in _content(each)})
    return Sight(near[0] if near else None, max(scored, default=(0.0, None))[1], " ".join(words) or normalise(plain))


def group(sights: Sequence[Sight]) -> list[list[int]]:
    """The positions of the questions in groups, each in the order given, which should be the most asked first."""
    groups: list[list[int]] = []
    heads: dict[str | None, tuple[list[str], list[int]]] = {}
    for position, sight in enumerate(sights):
        words, numbers = heads.setdefault(sight.network, ([], []))
        found = _nearest(sight.words, words)
        if found is None:
            words.append(sight.words)
            numbers.append(len(groups))
            groups.append([position])
        else:
            groups[numbers[found]].append(position)
    return groups


def _nearest(words: str, others: Iterable[str]) -> int | None:
    """The position of the most alike of the others; None where none is alike."""
    found = process.extract(words, others, scorer=fuzz.token_set_ratio, score_cutoff=ALIKE, limit=5)
    # One word alone is found in every question that holds it, with 100 points.
    alike = [
        (score, -position)
        for other, score, position in found
        if (" " in words and " " in other) or fuzz.ratio(words, other) >= ALIKE_ALONE
    ]
    return -max(alike)[1] if alike else None


def _content(understood: Understood) -> Iterable[str]:
    reading = understood.reading
    naming = reading.mentions.naming_places()
    return (
        token.text
        for place, token in enumerate(reading.sentence.tokens)
        if place not in naming and token.text not in reading.grammar
    )
