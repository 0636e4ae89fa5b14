"""What the intent model sees of a question: its words, pairs of words, and pieces of words.

Mentions are masked, so that "what is A?" and "what is B?" are the same question. The words of a topic stay beside
its mask, because they may also say what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.mentions import Mentions
from intents.names import Mention

MASKS = {
    "network": "§network",
    "city": "§city",
    "place": "§place",
    "topic": "§topic",
    "year": "§year",
    "number": "§number",
}
"""Slots of phrases and their masks; no word of a question can be one, since § is no letter."""
_PIECES = (3, 4)
LONGEST_WORD = 40
"""Letters of the longest word whose pieces count; a longer one is no word."""


def mask(words: Sequence[str], mentions: Mentions) -> list[str]:
    """The words of a question with every name as one mask; a topic's mask is followed by its words in brackets."""
    masks: dict[int, tuple[int, str]] = {}
    topics = {mention.start: mention for mention in mentions.topics}
    for kind, found in (("network", _names_proper(mentions)), ("city", mentions.city), ("place", mentions.places)):
        for mention in found:
            masks[mention.start] = (mention.end, MASKS[kind])
    for place, word in enumerate(words):
        if word.isdigit() or place in mentions.year_places:
            masks.setdefault(place, (place + 1, MASKS["year" if place in mentions.year_places else "number"]))
    return list(_masked(words, masks, topics))


def _names_proper(mentions: Mentions) -> Sequence[Mention]:
    """The networks' names without the ordinary words that say a subject."""
    if not mentions.topics:
        return mentions.networks
    subjects = {(topic.start, topic.end) for topic in mentions.topics}
    return [
        name
        for name in mentions.networks
        if (name.start, name.end) not in subjects or not all(target.is_common for target in name.targets)
    ]


def _masked(words: Sequence[str], masks: dict[int, tuple[int, str]], topics: dict[int, Mention]) -> Iterator[str]:
    place = 0
    while place < len(words):
        if place in masks:
            end, name = masks[place]
            yield name
            place = end
            continue
        if place in topics:
            end = topics[place].end
            yield MASKS["topic"]
            yield from (f"({word}" for word in words[place:end])
            place = end
            continue
        yield words[place]
        place += 1


def features(masked: Sequence[str]) -> list[str]:
    """The features of a masked question, each once: words ("what"), pairs ("what is"), pieces ("#wha").

    Words inside a topic count alone, not in pairs.
    """
    return list(dict.fromkeys(part for word, pair in parts(masked) for part in (word, pair, *pieces(word)) if part))


def parts(masked: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each word of a masked question with the pair that it ends; at last the pair that ends the question.

    "" stands for what there is not: for the pair of a word inside a topic, and for the word after the last one.
    """
    before = "^"
    for symbol in masked:
        if symbol[0] == "(":
            yield symbol[1:], ""
        else:
            yield symbol, f"{before} {symbol}"
            before = symbol
    yield "", f"{before} $"


def pieces(word: str) -> Sequence[str]:
    """The pieces of a word, in order; a mask has none."""
    if not word or word[0] == "§" or len(word) > LONGEST_WORD:
        return ()
    edged = f"^{word}$"
    return ["#" + edged[start : start + size] for size in _PIECES for start in range(len(edged) - size + 1)]
