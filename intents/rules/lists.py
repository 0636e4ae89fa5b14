"""Questions about all networks together: by role, by fact, by topic, by scope, by year, and about the source."""

from __future__ import annotations

from intents.case import Case
from intents.classifier import Scored
from intents.decision import LIST_INTENTS, UNRELATED, Answer, Decision, Unknown
from intents.query import Part, Query
from intents.rules.details import only_what_is_told
from intents.rules.recorded import kind_asked
from intents.rules.thresholds import (
    CLEAR,
    NEARLY,
    UNDERSTOOD,
    WEAK,
    WORD_OF_SCORE,
)
from knowledge.models import ValueKind

GENERAL = frozenset({"source", "introduction"})
"""Intents about the page and the city's networks as such."""


def tolerated(score: float) -> int:
    """How many words may stay unexplained in a question about all networks: the more, the clearer its intent."""
    return int(score / WORD_OF_SCORE)


def roles(case: Case) -> Decision | None:
    """Roles asked for backwards: where the city chairs, sits, hosts; what the mayor holds."""
    we = case.has_city or case.has_mayor
    we = we or (case.has_us and bool(case.role_kinds or case.role_parts or case.score("roles") >= CLEAR))
    if not _may_ask_for_roles(case, we=we):
        return None
    lists = max(case.score("list-all"), case.score("list-topic"), case.score("list-scope"), case.score("rank"))
    own = case.score("roles")
    asks = case.about_network
    if case.context.networks and asks.name.startswith("fact.") and asks.score >= CLEAR and asks.score > own:
        return None  # a fact of the network that is talked of
    as_role = max(own, case.score("role"))
    named = bool(case.role_kinds or case.role_parts)
    back = case.cues.possessives if case.has_city else case.cues.pointing
    if there := _roles_there(case):
        query = Query(intent="role", networks=case.context.networks, roles=there, holder=case.holder)
        return Answer(query, max(case.confidence("role"), 0.6))
    if case.context.networks and case.has(back):
        return None
    if (own < lists or own < UNDERSTOOD) and not (named and we and not case.years):
        return None
    nearly = NEARLY if case.has_mayor and not case.context.networks else 0
    if own < case.score("role") - nearly and not named and not case.has_strong_subject:
        return None
    sure = case.role_kinds and we and len(case.unexplained("roles", "role")) <= 1
    borne = 0 if case.unexplained("roles", "role") else NEARLY
    if (case.unrelated > max(as_role, UNDERSTOOD) + borne and not sure) or (
        as_role < WEAK and case.unexplained("roles", "role")
    ):
        return None
    if case.fact_parts and not (case.has_city or (we and case.role_parts)):
        return None
    allowed = tolerated(own) if own >= CLEAR else int(case.has_strong_subject or bool(case.role_kinds and we))
    allowed += bool(case.role_kinds and case.role_parts and we)
    allowed += own >= CLEAR and case.has_city and case.has_strong_subject
    if len(case.unexplained("roles", "role")) > allowed:
        return None
    if case.context.networks and case.points_back and own < CLEAR and not case.role_kinds:
        return None
    # "every … committee" asks for all of the kind, also where the words happen to name one of them
    parts = () if case.role_kinds and case.has(case.cues.every) else case.role_parts
    query = Query(intent="roles", role_kinds=case.role_kinds, holder=case.holder, roles=parts)
    return only_what_is_told(case, Answer(query, case.confidence("roles")))


def _may_ask_for_roles(case: Case, *, we: bool) -> bool:
    """Whether roles in all networks may be meant: of ours, and not in one that is pointed at or told by its subject."""
    if case.points_at_network or case.names_other or case.place or (case.years and not we):
        return False
    if case.topics and case.has_subject and not case.has_plural_subject and not case.role_kinds:
        return False
    return we or case.has_strong_subject or case.reading.exact == "roles"


def _roles_there(case: Case) -> tuple[Part, ...]:
    """The roles in the network talked of that a question which points back asks for by their kind."""
    asks_in_general = case.has_strong_subject or case.has_plural_subject
    if len(case.context.networks) != 1 or (asks_in_general and not (case.points_back or case.opens_like_follow_up)):
        return ()
    id = case.context.networks[0]
    roles = case.knowledge.network(id).membership.roles
    return tuple(Part(network=id, number=number) for number, role in enumerate(roles) if role.kind in case.role_kinds)


def _names_an_order(case: Case, score: float) -> bool:
    """Whether networks are surely to be put in order, by an attribute that is named and without a superlative."""
    attribute = case.best(among=lambda name: name.startswith("fact."))
    return score >= CLEAR and attribute.score >= UNDERSTOOD and not case.unexplained("rank", attribute.name)


def _ranked_by(case: Case) -> str:
    """The attribute that networks are to be put in order by: that of the superlative, else the one asked for."""
    asks = case.best(among=lambda name: _has_order(case, name))
    attribute = asks.name.removeprefix("fact.")
    return case.superlative or (attribute if asks.score >= UNDERSTOOD else "members")


def _has_order(case: Case, intent: str) -> bool:
    """Whether an intent asks for an attribute that networks can be put in order by."""
    return kind_asked(case.knowledge, intent) in {ValueKind.NUMBER, ValueKind.DATE}


def in_order(case: Case, networks: tuple[str, ...] = ()) -> Query:
    """The order that a superlative or an attribute asks for, of all networks or of some."""
    backwards = case.has(case.cues.backwards)
    return Query(intent="rank", also=(_ranked_by(case),), networks=networks, backwards=backwards)


def _asks_of_a_year_there(case: Case) -> bool:
    """Whether something is asked of a year in the network talked of ("and in 1990, how many were there?")."""
    return bool(case.years and case.values_asked) and len(case.context.networks) == 1 and not case.has_strong_subject


def _of_the_page(case: Case, asks: Scored) -> Decision | None:
    """What a question about the page or the city's networks as such is answered, where it is surely one."""
    enough = UNDERSTOOD if case.has_strong_subject or case.has_city else 1.5 * CLEAR
    surely = asks == case.top and asks.score - case.unrelated >= CLEAR
    borne = tolerated(asks.score) - 1 if surely and asks.score >= 2 * CLEAR else 0
    sure = case.top.score - asks.score < NEARLY and asks.score >= enough and bool(case.content)
    sure = sure and len(case.unexplained(asks.name)) <= borne
    return Answer(Query(intent=asks.name), case.confidence(asks.name)) if sure else None


def all_networks(case: Case) -> Decision | None:
    """All networks, by scope, by year, in an order; the source; why there are any."""
    if case.strange_names or case.is_about_elsewhere or case.points_at_network or _asks_of_a_year_there(case):
        return None
    top = case.best(among=lambda name: name in LIST_INTENTS or name in GENERAL or name == UNRELATED)
    unexplained = case.unexplained(top.name)
    sure = case.asks_for_membership and case.has_strong_subject and top == case.top
    allowed = 1 + (tolerated(top.score) if sure else 0)
    if top.name == "list-year" and not (case.years or case.superlative):
        return None
    if top.name in GENERAL and (of_page := _of_the_page(case, top)):
        return of_page
    if top.name in (UNRELATED, "list-topic", *GENERAL) or top.score < WEAK or len(unexplained) > allowed:
        return None
    if case.about_network.score > top.score + WEAK and not case.has_plural_subject and not case.superlative:
        return None
    ours = case.has_strong_subject or (case.has_subject and case.has_city)
    ours = ours or (top == case.top and case.asks_for_membership and top.name == "list-all")
    ours = ours or (top == case.top and bool(case.years) and top.score - case.unrelated >= NEARLY and not unexplained)
    ours = ours or (top == case.top and bool(case.scopes) and top.score >= (1.5 + bool(unexplained) / 2) * CLEAR)
    sure = top.score >= CLEAR and not unexplained and (case.has_city or case.has_subject)
    sure = sure or case.reading.exact == top.name
    if top.name == "roles" or not (ours or sure):
        return None
    if case.years:
        return Answer(Query(intent="list-year", years=case.years), case.confidence("list-year"))
    if case.scopes and top.name in {"list-scope", "list-all"}:
        return Answer(Query(intent="list-scope", scopes=case.scopes), case.confidence("list-scope"))
    if top.name == "rank" and case.superlative is None and not _names_an_order(case, top.score):
        return None
    if top.name == "rank" or case.superlative:
        return Answer(in_order(case), case.confidence("rank"))
    asks = case.about_network
    if (
        asks.name.startswith("fact.")
        and asks.score > top.score + WEAK
        and not case.knowledge.facts_about(asks.name[5:])
    ):
        return Unknown(Query(intent=asks.name), case.confidence(asks.name))
    return Answer(Query(intent="list-all"), case.confidence("list-all"))
