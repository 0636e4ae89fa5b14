"""What is asked of one network: a role, a fact, a summary, or what is not recorded."""

from __future__ import annotations

from collections.abc import Sequence

from intents.case import Case
from intents.classifier import Scored
from intents.decision import UNRELATED, Answer, Decision, Decline, Reason, Unknown
from intents.normalise import normalise
from intents.query import Part, Query
from intents.rules.details import only_what_is_told
from intents.rules.elsewhere import short_names
from intents.rules.field_of_network import field_of_network
from intents.rules.instead import DESCRIBING_LISTS, nearest_answer
from intents.rules.recorded import OF_OUR_CITY, is_recorded
from intents.rules.several_facts import also_asked
from intents.rules.thresholds import (
    CLEAR,
    LONG_STATEMENT,
    NEARLY,
    SURELY_ASKED,
    TELLING,
    UNDERSTOOD,
    WEAK,
)
from knowledge.models import Network

ROLE_LIKE = frozenset(
    {
        "role",
        "roles",
        "summary",
        "related",
        "fact.leadership",
        "fact.governing-bodies",
        "fact.working-groups",
        "fact.member-check",
        "fact.participants",
        "fact.forums",
        "fact.representative",
        "fact.headquarters",
        "fact.staff",
    }
)
"""Intents that a question for a role may resemble when it names the body."""
MEMBER_CHECK = "fact.member-check"
MEMBERSHIP = frozenset({"participants", "member-list", "founders"})
"""Attributes whose facts name members."""


def about_network(case: Case, network: Network, *, understood: bool = True) -> Decision:
    """What is asked of a network that is known, whether it was named or carried over.

    Args:
        case: the sentence.
        network: the network.
        understood: whether the best intent may be trusted; where not, only what the question names counts.
    """
    about = field_of_network(case, network) or _about_network(case, network, understood=understood)
    return only_what_is_told(case, about)


def _about_network(case: Case, network: Network, *, understood: bool) -> Decision:
    asks = case.about_network
    confidence = case.confidence(asks.name)
    query = Query(intent=asks.name, networks=(network.id,), holder=case.holder, place=case.place)
    if (of_members := _role_or_member(case, network, query, confidence)) is not None:
        return of_members
    parts = _named_parts(case, network)
    if not parts and _may_be_summary(case, network, asks):
        return Answer(query.model_copy(update={"intent": "summary"}), 0.6)
    if _asks_what_it_is(case, network, understood=understood) and not parts:
        return Answer(query.model_copy(update={"intent": "summary"}), 0.7)
    if parts and case.says_only_facts and not is_recorded(network, query.intent):
        return Answer(query.model_copy(update={"facts": parts}), 0.7)
    if understood and is_recorded(network, query.intent):
        if case.top.name in DESCRIBING_LISTS and case.top.score > asks.score and asks.score < CLEAR and not parts:
            return Answer(query.model_copy(update={"intent": "summary"}), confidence)
        return Answer(_complete(case, network, query, parts, asks), confidence)
    kinds = tuple(role.kind for role in network.membership.roles if role.kind in case.role_kinds)
    own = (case.has_city or case.has_us) and not case.has_mayor and query.intent in ROLE_LIKE
    if kinds and own and not parts and not is_recorded(network, query.intent):
        return Answer(query.model_copy(update={"intent": "role"}), 0.6)
    if case.top.name == "roles" and network.membership.roles:
        return Answer(query.model_copy(update={"intent": "role"}), case.confidence("roles"))
    surely = understood and asks.score >= SURELY_ASKED and bool(query.attribute)
    if parts and (not surely or _names_twice(case, parts) or (kinds and own)):
        return Answer(query.model_copy(update={"facts": parts}), max(confidence, 0.7))
    nearest = nearest_answer(case, network, query, understood=understood)
    if nearest is not None:
        return Answer(nearest, 0.6)
    return Unknown(query, confidence) if understood else _other_or_unknown(case, network, confidence)


def _role_or_member(case: Case, network: Network, query: Query, confidence: float) -> Decision | None:
    """What a question is answered that names a role of ours in the network, or asks who else is a member."""
    roles = tuple(part for part in case.role_parts if part.network == network.id)
    roles += _of_kind_asked(case, network, roles)
    ours = case.has_city or case.has_us or case.has_mayor
    lost = not is_recorded(network, query.intent) and case.about_network.score < SURELY_ASKED
    if roles and (query.intent in ROLE_LIKE or (ours and lost)):
        return Answer(query.model_copy(update={"intent": "role", "roles": roles}), max(confidence, 0.8))
    if query.intent == MEMBER_CHECK or (query.intent in OF_OUR_CITY and case.is_about_elsewhere):
        return _member_check(case, network, query, confidence)
    if _asks_for_others(case, query):
        return Unknown(query.model_copy(update={"intent": "fact.member-list"}), confidence)
    return None


def _of_kind_asked(case: Case, network: Network, named: Sequence[Part]) -> tuple[Part, ...]:
    """The roles of the kind that is asked for, where those that are named are of another ("does it chair …?")."""
    all_roles = network.membership.roles
    if not named or not case.role_kinds or any(all_roles[part.number].kind in case.role_kinds for part in named):
        return ()
    fitting = (number for number, role in enumerate(all_roles) if role.kind in case.role_kinds)
    return tuple(Part(network=network.id, number=number) for number in fitting)


def _other_or_unknown(case: Case, network: Network, confidence: float) -> Decision:
    """Unknown; but where only a short name suggests the network, and all else speaks of another subject, not ours."""
    names = case.reading.mentions.networks
    short = len(short_names(case)) == len(names)
    ours = case.has_city or case.has_subject or case.has_mayor or case.topics or case.context.networks
    if names and short and not ours and case.top.name == UNRELATED and len(case.unexplained(UNRELATED)) >= 1:
        return Decline(Reason.NOT_OURS, 0.6)
    if case.about_network.name == "summary" and case.about_network.score >= UNDERSTOOD:
        return Answer(Query(intent="summary", networks=(network.id,)), 0.5)
    return Unknown(Query(intent="", networks=(network.id,)), 1 - confidence)


def _may_be_summary(case: Case, network: Network, asks: Scored) -> bool:
    """Whether a question that no intent fits well asks what the network is, in words that say no more than that."""
    if asks.name == "summary" or asks.score >= CLEAR:
        return False
    near = case.score("summary") >= asks.score - NEARLY and case.score("summary") > WEAK
    return near and not case.unexplained("summary") and (asks.score < UNDERSTOOD or not is_recorded(network, asks.name))


def _asks_what_it_is(case: Case, network: Network, *, understood: bool) -> bool:
    """Whether a question asks for a description in so many words, and for no fact beside.

    Also a statement that asks nothing at all ("I keep hearing of A and never know"): what else could be told?
    """
    asks = case.about_network
    if understood and asks.name in {"link", "role", "acronym", "compare"} and asks.score >= CLEAR:
        return False
    if case.has(case.cues.summary) and case.has_subject and not is_recorded(network, asks.name):
        return True  # "is it a prize, a network or what?"
    clear = understood and asks.score >= (CLEAR if is_recorded(network, asks.name) else SURELY_ASKED)
    if case.has(case.cues.summary):
        return not clear or case.score("summary") >= asks.score - NEARLY
    if asks.name in {"link", "role", "acronym", "compare"} and asks.score >= UNDERSTOOD:
        return False
    states = not case.reading.sentence.is_question and case.cues.questions.isdisjoint(case.rest)
    return states and len(case.words) >= LONG_STATEMENT and asks.score < CLEAR and bool(case.reading.mentions.networks)


def _member_check(case: Case, network: Network, query: Query, confidence: float) -> Decision:
    """Whether a city is a member: our own by its role, another only where a fact names it."""
    if case.place is None and case.has_city:
        return Answer(query.model_copy(update={"intent": "role"}), confidence)
    naming = tuple(
        Part(network=network.id, number=number)
        for number, fact in enumerate(network.facts)
        if MEMBERSHIP & set(fact.attributes)
        and case.place
        and f" {normalise(case.place)} " in f" {normalise(' '.join((*fact.text.root.values(), *fact.places)))} "
    )
    if naming:
        return Answer(query.model_copy(update={"facts": naming}), confidence)
    return Unknown(query.model_copy(update={"intent": MEMBER_CHECK}), confidence)


def _asks_for_others(case: Case, query: Query) -> bool:
    """Whether further members are asked for ("which cities besides A and B?")."""
    named = (*case.reading.mentions.places, *case.reading.mentions.city)
    excepted = any(case.follows(mention, case.cues.negations) for mention in named)
    return query.attribute in MEMBERSHIP and case.place is not None and excepted


def _named_parts(case: Case, network: Network) -> tuple[Part, ...]:
    return tuple(part for part in case.fact_parts if part.network == network.id)


def _names_twice(case: Case, parts: Sequence[Part]) -> bool:
    """Whether one of the facts is named by two of its terms, so that it must be what the question is about."""
    named = [{(target.id, target.part) for target in mention.targets} for mention in case.reading.mentions.facts]
    return any(sum((part.network, part.number) in targets for targets in named) > 1 for part in parts)


def _complete(case: Case, network: Network, query: Query, parts: tuple[Part, ...], asks: Scored) -> Query:
    """The query with the facts that fit it best first, and with what else is asked in the same breath."""
    attribute = query.attribute
    if attribute is None:
        if case.has(case.cues.summary):
            return query
        if parts and query.intent not in {"link", "role", "acronym"} and asks.score < 2 * CLEAR:
            return query.model_copy(update={"facts": parts})
        return query
    fitting = tuple(part for part in parts if attribute in network.facts[part.number].attributes)
    if parts and not fitting and asks.score < CLEAR:
        return query.model_copy(update={"facts": parts})
    likely = tuple(
        found.part
        for found in case.tools.facts.find(network.id, case.content)
        if (found.share >= TELLING and found.words > 1) or attribute in network.facts[found.number].attributes
    )
    first = tuple(dict.fromkeys((*fitting, *likely)))
    also = also_asked(case, network, query)
    return query.model_copy(update={"facts": first, "also": also}) if first or also else query
