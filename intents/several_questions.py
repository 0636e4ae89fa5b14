"""Several questions in one message: each that can be answered is, in one reply.

They stand in sentences of their own ("What is A? Where is B based?"), or are joined in one ("what is A, and where is B
based?"); then the sentence is read once more in the parts that begin with a question word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intents.case import Case
from intents.decision import LIST_INTENTS, Answer, Decision, Unknown
from intents.query import Query
from intents.sentences import Sentence

SURE = 0.5
"""Confidence from which a question of several is answered, or said to have no answer. Tuned on the own questions."""
LONGEST_OPENING = 3
"""Words before the question word that belong to its question ("and in which year", "e da quando")."""
SHORTEST_QUESTION = 2
"""Words of the shortest question that stands beside another."""
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
    if not 0 < len(starts) < MOST_ANSWERED or not (asked_before or starts[0] - 1 in case.joining_places):
        return []  # before a mere comma stands a question, or else a remark
    edges = [0, *starts, len(case.words)]
    spans = [(start, end - (case.words[end - 1] in case.cues.joining)) for start, end in pairwise(edges)]
    return [_cut(sentence, *span) for span in spans if span[1] - span[0] >= SHORTEST_QUESTION]


def _opens_question(case: Case, start: int) -> bool:
    """Whether a question begins at a word: a question word, or after words of grammar one; or a request with a name."""
    names = [mention.start for mention in case.reading.mentions.networks]
    following = next((name for name in names if name >= start), start)
    if names[:1] < [start] and any(_asks_something(case, word) for word in case.words[start:following]):
        return True
    for word in case.words[start : start + LONGEST_OPENING]:
        if word in case.cues.questions:
            return True
        if word not in case.reading.grammar:
            return False
    return False


def _asks_something(case: Case, word: str) -> bool:
    """Whether a word before a name is more than grammar and what kind of thing it is ("… and the site of B")."""
    return word not in case.reading.grammar and word not in case.cues.subject and word not in case.cues.kinds


def _cut(sentence: Sentence, start: int, end: int) -> Sentence:
    tokens = sentence.tokens[start:end]
    breaks = frozenset(place - start for place in sentence.breaks if start <= place < end - 1)
    return replace(sentence, tokens=tokens, whole=tokens, breaks=breaks, is_question=True)


def together(decisions: Sequence[Decision]) -> Answer | None:
    """One answer to several questions; None where they are not all understood, or ask the same thing.

    A question that has no answer counts, as the reply says so, if another has one.
    """
    asked = [item for item in decisions if isinstance(item, (Answer, Unknown))]
    sure = all(item.confidence >= SURE and item.query.intent for item in asked)
    if len(asked) < max(len(decisions), 2) or not sure or not any(isinstance(item, Answer) for item in asked):
        return None
    queries = _merged(asked)
    if len(queries) > MOST_ANSWERED or not all(map(_is_answerable, queries)):
        return None
    return Answer(queries[0], min(item.confidence for item in asked), tuple(queries[1:]))


def _is_answerable(query: Query) -> bool:
    return query.intent in LIST_INTENTS or bool(query.networks)


def _merged(asked: Sequence[Answer | Unknown]) -> list[Query]:
    """The queries in order; those for facts that are told of the same network, and for roles in it, as one."""
    merged: dict[tuple[object, ...], Query] = {}
    for item in asked:
        query = item.query
        told = isinstance(item, Answer) and query.attribute is not None
        key = (query.networks, query.topics, query.scopes, query.years, "fact" if told else query.intent)
        earlier = merged.get(key)
        merged[key] = query if earlier is None else _both(earlier, query)
    return list(merged.values())


def _both(first: Query, second: Query) -> Query:
    """One query for what two ask of the same network; a query for all roles asks for the single ones, too."""
    attributes = dict.fromkeys((*first.also, *((second.attribute,) if second.attribute else ()), *second.also))
    return first.model_copy(
        update={
            "also": tuple(id for id in attributes if id != first.attribute),
            "facts": tuple(dict.fromkeys((*first.facts, *second.facts))),
            "roles": tuple(dict.fromkeys((*first.roles, *second.roles))) if first.roles and second.roles else (),
        }
    )


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
