"""Something that the last reply offered or listed is picked: by name, by number, by what is told of it."""

from __future__ import annotations

from collections.abc import Sequence

from intents.case import Case
from intents.decision import LIST_INTENTS, Answer, Decision
from intents.query import Query
from intents.rules.thresholds import UNDERSTOOD


def choice(case: Case) -> Decision | None:
    """Something that the last reply offered or listed is picked."""
    choices = case.context.choices
    if case.networks:
        return _picked_by_name(case)
    if case.context.is_clarifying and choices:
        picked = _picked(case, choices)
        if picked is not None:
            return Answer(picked, 0.95)
        described = case.knowledge.networks_about_all(case.topics) if case.has_description else ()
        if described and case.context.query is not None and not case.unexplained():
            return Answer(case.context.query.with_networks(described[0].id), 0.85)
    offered = choices if not case.asks_something or case.words[0].isdigit() else ()
    if case.ordinal is not None and len(case.context.networks) < 2 and -1 <= case.ordinal < len(offered) and offered:
        return Answer(offered[case.ordinal], 0.85)
    listed = case.context.networks
    if case.ordinal is not None and len(listed) > 1 and case.ordinal < len(listed):
        network = listed[case.ordinal]
        asks = case.about_network
        asked = case.context.query.intent if case.context.query and case.context.is_clarifying else "summary"
        intent = asks.name if case.asks_something and asks.score >= UNDERSTOOD else asked
        return Answer(Query(intent=intent, networks=(network,)), 0.9)
    return None


def _picked_by_name(case: Case) -> Decision | None:
    """The question that was asked back, now with the network that it needed."""
    asked = case.context.query
    if not case.context.is_clarifying or asked is None or case.content or asked.intent in LIST_INTENTS:
        return None
    return Answer(asked.with_networks(*case.networks), 0.95)


def _picked(case: Case, choices: Sequence[Query]) -> Query | None:
    """The choice that the sentence points at: by number, by "yes" to the only one, or by its topic."""
    if case.ordinal is not None and len(case.content) <= 2 and case.ordinal < len(choices):
        return choices[case.ordinal]
    if len(choices) == 1 and " ".join(case.words) in case.cues.yes:
        return choices[0]
    if case.topics and not case.unexplained():
        about = [network.id for network in case.knowledge.networks_about_all(case.topics)]
        fitting = [option for id in about for option in choices if id in option.networks]
        return fitting[0] if fitting else None
    return _told_of_one(case, choices) if not case.asks_something or not case.unexplained() else None


def _told_of_one(case: Case, choices: Sequence[Query]) -> Query | None:
    """The choice whose network alone is told what the sentence says of it: a fact that it names, a year, a reach."""
    named = {part.network for part in case.fact_parts}
    dated = {network.id for network in case.knowledge.networks if network.tells_of(case.years)}
    reaching = {network.id for network in case.knowledge.networks if network.scope in case.scopes}
    for ids in (named, dated, reaching):
        fitting = [option for option in choices if not ids.isdisjoint(option.networks)]
        if len(fitting) == 1:
            return fitting[0]
    return None
