"""Of all decisions on a message the most telling one, with the other questions that it asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from intents.decision import Answer, Clarify, Decision, Decline, Reason, Social, Unknown, needs_network
from intents.reading import Reading
from intents.rules.thresholds import CLEAR
from intents.several_questions import LONGEST_REQUEST, SURE, together

MOST_TALK = 3
"""Words besides frames that talk may have."""
SURE_UNKNOWN = 0.7
"""Confidence from which what we cannot say comes before what another sentence asks to be told."""
LONGEST_ECHO = 4
"""Words up to which a sentence without content may only ask again for what the one before asked."""
SURE_REQUEST = 0.9
"""Confidence from which a sentence without a question mark is a question, too."""
LONG_SENTENCE = 8
"""Words from which a sentence tells something at length, and may hold a question among other things."""


@dataclass(frozen=True)
class Understood:
    """One sentence with its reading and the decision on it, kept for explanations."""

    reading: Reading
    decision: Decision


def most_telling(understood: Sequence[Understood]) -> Decision:
    """The decision on a whole message: its questions before its remarks, and what we can say before what we cannot."""
    if not understood:
        return Decline(Reason.EMPTY, 1.0)
    if len(understood) == 1:
        return understood[0].decision

    tells_other = _tells_other(understood)

    def weight(item: Understood) -> tuple[int, float]:
        decision = item.decision
        asked = item.reading.sentence.is_question
        if _names_city_only(item.reading) or _is_echo(item, understood):
            return 0, 0.0
        match decision:
            case Answer(query, confidence):
                rank = 6 if asked else 4 if query.intent == "summary" else 5
            case Unknown(_, confidence):
                rank = (5 if confidence >= SURE_UNKNOWN else 3) if asked else 2
            case Clarify(_, _, confidence):
                rank = 0 if tells_other else 4 if asked else 2
            case Decline(_, confidence):
                long = len(item.reading.sentence.tokens) > MOST_TALK
                rank = 4 if asked and long else 1 if long else 0
            case Social(_, confidence):
                rank = 1 if item.reading.exact else 0
        return rank, confidence

    best = max(understood, key=weight).decision
    return _with_questions(best, understood) or _with_others(best, [item.decision for item in understood])


def _tells_other(understood: Sequence[Understood]) -> bool:
    """Whether a message tells something at length that is not ours, and names none of ours."""
    names_ours = any(item.reading.mentions.networks or item.reading.mentions.shared for item in understood)
    told = [item for item in understood if isinstance(item.decision, Decline)]
    return not names_ours and any(len(item.reading.sentence.tokens) >= LONG_SENTENCE for item in told)


def _is_echo(item: Understood, understood: Sequence[Understood]) -> bool:
    """Whether a sentence only asks again for what another was answered to ("… a famous march. Which one?")."""
    answered = any(isinstance(other.decision, Answer) for other in understood if other is not item)
    reading = item.reading
    bare = len(reading.sentence.tokens) <= LONGEST_ECHO and set(reading.sentence.words) <= reading.grammar
    asks = reading.scored.best(lambda intent: needs_network(intent) and intent != "summary")
    return answered and bare and reading.sentence.is_question and asks.score < CLEAR


def _names_city_only(reading: Reading) -> bool:
    """Whether a sentence is nothing but our city's name."""
    return bool(reading.mentions.city) and len(reading.mentions.naming_places()) == len(reading.sentence.tokens)


def _with_others(best: Decision, decisions: Sequence[Decision]) -> Decision:
    """The decision, with the facts that the other sentences ask for about the same network."""
    if not isinstance(best, Answer) or not best.query.attribute:
        return best
    about = [
        item.query for item in decisions if isinstance(item, Answer) and item.query.networks == best.query.networks
    ]
    attributes = [query.attribute for query in about if query.attribute]
    also = tuple(id for id in dict.fromkeys((*best.query.also, *attributes)) if id != best.query.attribute)
    return replace(best, query=best.query.model_copy(update={"also": also}))


def _with_questions(best: Decision, understood: Sequence[Understood]) -> Decision | None:
    """The answer to all questions of the message, of which the best decision answers one; None where it asks one."""
    if not isinstance(best, Answer):
        return None
    known = [
        item.decision
        for item in understood
        if isinstance(item.decision, (Answer, Unknown))
        and (item.decision is best or item.reading.sentence.is_question or _requests(item))
        and not _is_echo(item, understood)
        and not _names_city_only(item.reading)
    ]
    return together([decision for decision in known if decision is best or decision.confidence >= SURE])


def _requests(item: Understood) -> bool:
    """Whether a sentence without a question mark surely asks for something ("I would also like to know who …")."""
    decision, words = item.decision, item.reading.sentence.words
    asks = isinstance(decision, Answer) and decision.query.intent != "summary" and decision.confidence >= SURE_REQUEST
    return asks and len(words) <= LONGEST_REQUEST
