"""Details of a thing that a fact names, such as the date of an award: told where a fact holds them, else not known.

The facts on a thing say that it exists and what it is for. To repeat them in reply to "when was it first given?" would
look like an answer and be none.
"""

from __future__ import annotations

import re

from intents.case import Case
from intents.decision import Answer, Decision, Unknown
from intents.normalise import normalise
from intents.query import Query
from knowledge.models import Fact, Network, ValueKind

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b|\b\d0s\b|'\d0")
_DIGIT = re.compile(r"\d")


def only_what_is_told(case: Case, network: Network, decision: Decision) -> Decision:
    """The decision; "not known" where it would tell of a thing, and what is asked of that thing is not told.

    Args:
        case: the sentence.
        network: the network that the decision is about.
        decision: what was decided on it.
    """
    if not isinstance(decision, Answer) or (not decision.query.attribute and not decision.query.facts):
        return decision
    if not case.values_asked or not (told := _told_of_thing(case, network, decision.query)):
        return decision
    if any(_holds(case, fact, kind) for fact in told for kind in case.values_asked):
        return decision
    return Unknown(Query(intent="", networks=(network.id,)), decision.confidence)


def _told_of_thing(case: Case, network: Network, query: Query) -> list[Fact]:
    """The facts on the thing that a question names; none where it asks for a fact of the network itself."""
    named = [network.facts[part.number] for part in case.fact_parts if part.network == network.id]
    named = [fact for fact in named if case.knowledge.attribute(fact.attribute).own]
    asked = query.attribute
    if asked and case.knowledge.attribute(asked).kind in case.values_asked:
        # of the network, unless only a thing of it is named
        return [] if case.networks or not named or any(asked in fact.attributes for fact in named) else named
    if asked and case.knowledge.attribute(asked).own:
        return [*named, *network.facts_for(asked)]
    return named


def _holds(case: Case, fact: Fact, kind: ValueKind) -> bool:
    """Whether a fact tells a value of a kind, in figures or in words."""
    texts = fact.text.root.values()
    if kind is ValueKind.DATE:
        return fact.date is not None or any(_YEAR.search(text) for text in texts)
    words = (word for text in texts for word in normalise(text).split())
    return any(_DIGIT.search(word) or word in case.cues.numbers for word in words)
