"""Names of other things than ours: words with capitals that belong together, unknown names, other places' pacts."""

from __future__ import annotations

from intents.cues import Cues
from intents.reading import Reading

SHORTEST_NAME = 3
"""Letters from which a word with a capital may name another thing; shorter ones are general short forms ("CV")."""


def is_title(reading: Reading) -> bool:
    """Whether capitals tell nothing: in a title, in shouting; in a question only where grammar has them, too."""
    tokens = reading.sentence.tokens
    inside = tokens[1:]
    if reading.sentence.is_question and any(not token.is_capitalised for token in inside):
        return any(token.is_capitalised and token.text in reading.grammar for token in inside)
    return sum(token.is_capitalised for token in tokens) > len(tokens) / 2


def strange_names(reading: Reading, cues: Cues) -> tuple[str, ...]:
    """The words that were typed with a capital inside the sentence and name nothing known: other things' names."""
    inside = [(place, token) for place, token in enumerate(reading.sentence.tokens) if place and token.is_capitalised]
    if not inside or is_title(reading):
        return ()
    explained = reading.mentions.explained_places()
    usual = (cues.subject, cues.mayor, cues.decade_words, cues.us, reading.grammar)
    return tuple(
        token.text
        for place, token in inside
        if len(token.text) >= SHORTEST_NAME
        and place not in explained
        and not any(token.text in words for words in usual)
    )


def has_strange_run(reading: Reading, cues: Cues) -> bool:
    """Whether words typed with capitals belong together to a name of nothing known, though each may be ordinary."""
    tokens = reading.sentence.tokens
    if sum(token.is_capitalised for token in tokens) < 2 or is_title(reading):
        return False
    named = _named_places(reading)
    run = 0
    for place, token in enumerate(tokens):
        if token.is_capitalised and place not in named:
            run += 1
        elif token.text not in cues.articles or place - 1 in reading.sentence.breaks:
            run = 0
        if run > 1:
            return True
    return False


def _named_places(reading: Reading) -> frozenset[int]:
    """The positions of tokens in the names of known networks, places, and of what facts and roles name."""
    mentions = reading.mentions
    subjects = (topic for topic in mentions.topics if topic.length > 1)
    found = (*mentions.facts, *mentions.roles, *mentions.shared, *subjects)
    return mentions.naming_places() | {place for name in found for place in range(name.start, name.end)}


def is_named_after_place(reading: Reading, cues: Cues) -> bool:
    """Whether a word such as "pact" stands right beside another place, and so is that place's."""
    if not reading.mentions.places:
        return False
    words = reading.sentence.words
    subjects = cues.subject | cues.kinds
    for mention in reading.mentions.places:
        before = words[: mention.start]
        if mention.end < len(words) and words[mention.end] in subjects:
            return True
        if (
            before
            and before[-1] in cues.articles
            and (mention.end == len(words) or mention.end - 1 in reading.sentence.breaks)
            and words[mention.start - 2] in subjects
        ):
            return len(before) > 1
    return False
