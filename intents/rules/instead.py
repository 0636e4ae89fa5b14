"""What is told where the likeliest thing asked for is not recorded."""

from __future__ import annotations

from itertools import takewhile

from intents.case import Case
from intents.query import Part, Query
from intents.rules.details import tells_value
from intents.rules.recorded import is_fact_of, is_recorded, kind_asked
from intents.rules.several_facts import also_asked
from intents.rules.thresholds import (
    CLEAR,
    NEARLY,
    RETRIEVED,
    SURELY_ASKED,
    UNDERSTOOD,
    WEAK,
    WELL_RETRIEVED,
)
from knowledge.models import Network, ValueKind

DESCRIBING_LISTS = frozenset({"list-all", "list-topic", "list-scope"})
"""List intents that a question may resemble when a network's name says its subject ("is there a peace network?")."""
TOLD_OF_ALL = frozenset({"summary", "role"})
"""What can be told of every network."""
OF_OUR_CITY_FACTS = frozenset({"fact.joined", "fact.motives"})
"""Facts of our city's part, which none of the network itself can stand for."""


def nearest_answer(case: Case, network: Network, query: Query, *, understood: bool) -> Query | None:
    """What else a question may mean whose best intent has no answer; None where that intent is surely meant."""
    asks = case.about_network
    if understood and _counts(case, asks.name):
        return None
    other = _instead(case, network, query.attribute, understood=understood) if query.attribute else None
    if other is not None and (other.attribute is None or tells_value(case, network, other)):
        return query.model_copy(update={"intent": other.intent, "facts": other.facts})
    if understood and asks.score < CLEAR and case.joins and (also := also_asked(case, network, query)):
        return query.model_copy(update={"intent": f"fact.{also[0]}"})
    lists = case.top.name in DESCRIBING_LISTS and not case.unexplained(case.top.name)
    lists = lists and (asks.score < UNDERSTOOD or case.top.score - asks.score > NEARLY)
    if lists or (case.has_plural_subject and asks.score < CLEAR):
        return query.model_copy(update={"intent": "summary"})
    if understood and asks.score >= (UNDERSTOOD if query.attribute else CLEAR):
        return None
    retrieved = _retrieved(case, network)
    return query.model_copy(update={"facts": retrieved}) if retrieved else None


def _instead(case: Case, network: Network, attribute: str, *, understood: bool) -> Query | None:
    """What is told of a network instead of an attribute that is not recorded.

    Another that the words may mean, one that is near to it, or the fact that holds nearly all that was said.
    """
    near = (f"fact.{id}" for id in case.knowledge.attribute(attribute).near if network.facts_for(id))
    if understood:
        other = _recorded_instead(case, network) or _about_as_likely(case, network) or next(near, None)
        if other:
            return Query(intent=other)
    told = case.tools.facts.find(network.id, case.content)
    well = bool(told) and told[0].words > 1 and told[0].share >= WELL_RETRIEVED
    return Query(intent=f"fact.{attribute}", facts=(told[0].part,)) if well else None


def _recorded_instead(case: Case, network: Network) -> str | None:
    """For a bare "since when?" the next best attribute that is recorded; such words fit several."""
    asks = case.about_network
    if asks.score >= SURELY_ASKED + NEARLY / 2 or (case.has_city and asks.name in OF_OUR_CITY_FACTS):
        return None
    if not set(case.content) <= case.cues.details | case.cues.subject:
        return None
    recorded = [scored for scored in case.reading.scored if scored.name.startswith("fact.") and scored.score >= WEAK]
    return next((scored.name for scored in recorded if is_recorded(network, scored.name)), None)


def _about_as_likely(case: Case, network: Network) -> str | None:
    """What is recorded and nearly as likely asked for as what is not; nothing of networks that only stand in a list."""
    best = case.best(among=lambda intent: intent in TOLD_OF_ALL or is_fact_of(network, intent))
    if network.listed_only or case.about_network.score - best.score >= NEARLY:
        return None
    likelier = takewhile(lambda item: item.score > best.score, case.reading.scored)
    return None if any(_counts(case, item.name) for item in likelier) else best.name


def _counts(case: Case, intent: str) -> bool:
    """Whether an intent asks for a number, which nothing else answers."""
    return kind_asked(case.knowledge, intent) is ValueKind.NUMBER


def _retrieved(case: Case, network: Network) -> tuple[Part, ...]:
    """The facts that hold most of what the question says."""
    found = case.tools.facts.find(network.id, case.content)
    if not found or found[0].share < RETRIEVED:
        return ()
    return tuple(item.part for item in found if item.weight >= 0.9 * found[0].weight)[:2]
