"""Several questions in one message: each that can be answered is, in one reply.

They stand in sentences of their own ("What is A? Where is B based?"), or are joined in one ("what is A, and where is B
based?"); then the sentence is read once more in the parts that begin with a question word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from intents.case import Case
from intents.decision import Answer, Decision, Unknown, needs_network
from intents.query import Query
from intents.sentences import Sentence

SURE = 0.5
"""Confidence from which a question of several is answered, or said to have no answer. Tuned on the own questions."""
LONGEST_OPENING = 3
"""Words before the question word that belong to its question ("and in which year", "e da quando")."""
SHORTEST_QUESTION = 2
"""Words of the shortest question that stands beside another."""
SHORTEST_REQUEST = 3
"""Words before the name in what is asked of another network without a question word ("… and send me the site of B")."""
LONGEST_REQUEST = 20
"""Words of a sentence without a question mark ("tell me who … and when …"); a longer one tells a story."""
MOST_ANSWERED = 4
"""Questions that one reply answers."""


def joined_questions(case: Case) -> list[Sentence]:
    """The questions that one sentence joins by "and" or a comma; fewer than two where it joins none."""
    sentence = case.reading.sentence
    if not sentence.is_question and len(case.words) > LONGEST_REQUEST:
        return []
    joints = {place + 1 for place in case.joining_places if place} | {place + 1 for place in sentence.breaks}
    starts = sorted(start for start in joints if _opens_question(case, start))
    asked_before = starts and not case.cues.questions.isdisjoint(case.words[: starts[0]])
    if not starts or not (asked_before or starts[0] - 1 in case.joining_places):
        return []  # before a mere comma stands a question, or else a remark
    edges = [0, *starts, len(case.words)]
    spans = [(start, end - (case.words[end - 1] in case.cues.joining)) for start, end in pairwise(edges)]
    return [_cut(sentence, *span) for span in spans if span[1] - span[0] >= SHORTEST_QUESTION]


def _opens_question(case: Case, start: int) -> bool:
    """Whether a question begins at a word: a question word, or after words of grammar one; or a request with a name."""
    names = [mention.start for mention in case.reading.mentions.networks]
    if any(name < start for name in names) and any(name - start >= SHORTEST_REQUEST for name in names):
        return True
    for word in case.words[start : start + LONGEST_OPENING]:
        if word in case.cues.questions:
            return True
        if word not in case.reading.grammar:
            return False
    return False


def _cut(sentence: Sentence, start: int, end: int) -> Sentence:
    tokens = sentence.tokens[start:end]
    breaks = frozenset(place - start for place in sentence.breaks if start <= place < end - 1)
    return replace(sentence, tokens=tokens, whole=tokens, breaks=breaks, is_question=True)


def together(decisions: Sequence[Decision]) -> Answer | None:
    """One answer to several questions; None where they are not all understood, or ask the same thing.

    Raises nothing; a question without an answer counts, as the reply says so, if another has one.
    """
    asked = [item for item in decisions if isinstance(item, (Answer, Unknown))]
    sure = all(item.confidence >= SURE and item.query.intent for item in asked)
    if len(asked) < max(len(decisions), 2) or not sure or not any(isinstance(item, Answer) for item in asked):
        return None
    queries = list(_merged([item.query for item in asked]))
    if len(queries) > MOST_ANSWERED or not all(needs_network(query.intent) for query in queries):
        return None
    confidence = min(item.confidence for item in asked)
    return Answer(queries[0], confidence, tuple(queries[1:]))


def _merged(queries: Sequence[Query]) -> Iterator[Query]:
    """The queries in order, those for facts of the same network as one."""
    merged: dict[tuple[object, ...], Query] = {}
    for query in queries:
        key: tuple[object, ...] = (query.networks, "fact") if query.attribute else (query.networks, query.intent)
        earlier = merged.get(key)
        if earlier is None:
            merged[key] = query
        elif query.attribute and query.attribute not in (earlier.attribute, *earlier.also):
            facts = tuple(dict.fromkeys((*earlier.facts, *query.facts)))
            merged[key] = earlier.model_copy(update={"also": (*earlier.also, query.attribute), "facts": facts})
    yield from merged.values()


def tells_all(whole: Decision, joined: Answer) -> bool:
    """Whether the reply to a sentence as a whole tells what its parts ask for as well.

    What a question about one network mainly asks for may be unknown; what it says beside is then no other question.
    """
    if isinstance(whole, Unknown):
        return {network for network, _ in _asked(joined)} == set(whole.query.networks)
    if not isinstance(whole, Answer):
        return False
    told = _asked(whole)
    return all(item in told for item in _asked(joined))


def _asked(answer: Answer) -> set[tuple[str, str]]:
    """Every network with every intent that is asked of it."""
    return {
        (network, intent)
        for query in (answer.query, *answer.beside)
        for network in query.networks
        for intent in (query.intent, *(f"fact.{id}" for id in query.also))
    }
