"""Several subjects, each asked for by itself: "which network is on food, and which on peace?"."""

from __future__ import annotations

from intents.case import Case
from intents.decision import Answer, Decision
from intents.query import Query
from intents.rules.field_of_network import OF_FIELD
from intents.rules.thresholds import CLEAR

MOST_LISTS = 4
"""Lists that one reply holds."""
OF_MEMBERSHIP = frozenset({"fact.joined", "fact.motives", "fact.participants"})
"""Intents that "which pact did we join for …?" resembles."""


def each_topic(case: Case) -> Decision | None:
    """A list for each subject that a question asks for by itself; None where there are not two."""
    if len(case.topics) < 2 or case.networks or case.names_other or case.is_about_elsewhere:
        return None
    lost = case.unrelated - max(case.score("list-topic"), case.about_network.score)
    if lost > CLEAR or not _asks_for_lists(case):
        return None
    groups = _asked_apart(case)
    if not 1 < len(groups) <= MOST_LISTS:
        return None
    first, *others = (Query(intent="list-topic", topics=topics) for topics in groups)
    return Answer(first, 0.8, tuple(others))


def _asks_for_lists(case: Case) -> bool:
    """Whether it asks for networks, and for none of their figures, roles or sites."""
    asks = case.about_network
    detail = asks.score >= CLEAR and asks.name not in OF_FIELD and asks.name not in OF_MEMBERSHIP
    detail = detail and asks.score > case.score("list-topic")
    asking = case.has_kind or case.asks_who_deals or not case.cues.which.isdisjoint(case.words)
    return asking and not detail and not case.values_asked and not case.role_kinds


def _asked_apart(case: Case) -> list[tuple[str, ...]]:
    """The subjects, in groups that an "and" with a question word or the like parts from each other."""
    groups: list[list[str]] = []
    asking = case.cues.open_questions | case.cues.describing | case.cues.numbers
    end = 0
    for mention in case.reading.mentions.topics:
        between = range(end, mention.start)
        joined = any(place in case.joining_places for place in between)
        if not groups or (joined and any(case.words[place] in asking for place in between)):
            groups.append([])
        groups[-1] += [target.id for target in mention.targets if target.id in case.topics]
        end = mention.end
    return [tuple(dict.fromkeys(group)) for group in groups if group]
