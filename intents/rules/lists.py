"""Questions about all networks together: by role, by fact, by topic, by scope, by year, and about the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from intents.case import Case
from intents.decision import LIST_INTENTS, UNRELATED, Answer, Decision, Unknown
from intents.names import EXACT, Mention
from intents.normalise import normalise
from intents.query import Part, Query
from intents.rules.attributes import MEMBER_CHECK, MEMBERSHIP, ROLE_LIKE, about_network
from intents.rules.details import only_what_is_told
from intents.rules.thresholds import (
    CLEAR,
    NEARLY,
    SURELY_ASKED,
    UNDERSTOOD,
    WEAK,
    WORD_OF_SCORE,
)
from knowledge.models import Fact

MOST_OWNERS = 3
"""Networks that one named thing may lead to; one that leads to more tells nothing."""
LONG_TERM = 3
"""Words from which a term of a fact can hardly mean anything else."""
FAR = 1.2
"""How much more a question that names such a term may resemble the unrelated ones. Tuned on the project's questions."""
TELLING_TERM = 2
"""The same where what is asked of it is clear."""
MEMBERSHIP_INTENTS = frozenset({"fact.joined", "fact.member-check", "fact.participants"})
GENERAL = frozenset({"source", "introduction"})
"""Intents about the page and the city's networks as such."""


def tolerated(score: float) -> int:
    """How many words may stay unexplained in a question about all networks: the more, the clearer its intent."""
    return int(score / WORD_OF_SCORE)


def roles(case: Case) -> Decision | None:
    """Roles asked for backwards: where the city chairs, sits, hosts; what the mayor holds."""
    ours = case.has_city or case.has_mayor or case.has_strong_subject or case.reading.exact == "roles"
    we = case.has_city or case.has_mayor
    we = we or (case.has_us and bool(case.role_kinds or case.role_parts or case.score("roles") >= CLEAR))
    if case.points_at_network or case.names_other or case.place:
        return None
    if not (ours or we) or (case.years and not we):
        return None
    if case.topics and case.has_subject and not case.has_plural_subject and not case.role_kinds:
        return None  # in the one network on a subject
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
    if own < case.score("role") and not named and not case.has_strong_subject:
        return None
    sure = case.role_kinds and we and len(case.unexplained("roles", "role")) <= 1
    if (case.unrelated > max(as_role, UNDERSTOOD) and not sure) or (
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
    answer = Answer(query, case.confidence("roles"))
    owners = {part.network for part in parts}
    return only_what_is_told(case, case.knowledge.network(owners.pop()), answer) if len(owners) == 1 else answer


def _roles_there(case: Case) -> tuple[Part, ...]:
    """The roles in the network talked of that a question which points back asks for by their kind."""
    asks_in_general = case.has_strong_subject or case.has_plural_subject
    if len(case.context.networks) != 1 or (asks_in_general and not (case.points_back or case.opens_like_follow_up)):
        return ()
    id = case.context.networks[0]
    roles = case.knowledge.network(id).membership.roles
    return tuple(Part(network=id, number=number) for number, role in enumerate(roles) if role.kind in case.role_kinds)


def named_fact(case: Case) -> Decision | None:
    """A person, place or body that the facts of one network name, asked for without the network."""
    if not (case.fact_parts or case.role_parts):
        return None
    asks = case.about_network
    signs = case.has_strong_subject + case.has_city + case.has_mayor + len(case.fact_parts) + len(case.role_parts)
    clear = asks == case.top and asks.score >= SURELY_ASKED
    sure = case.top.name != "compare" and _names_by_term(case, TELLING_TERM if clear else LONG_TERM)
    if case.strange_names or (not sure and case.unrelated > case.top.score - 0.1 and signs < 2):
        return None
    surely = sure and (case.has_strong_subject or case.reading.exact is not None)
    if not surely and case.unrelated > asks.score + (FAR if sure else UNDERSTOOD):
        return None
    if len(case.unexplained(asks.name)) > max(0, signs - 1) + sure + 2 * clear:
        return None
    if case.topics and case.has_strong_subject and case.frame[0].name == "list-topic" and case.frame[0].score >= CLEAR:
        return None  # a subject, of which facts happen to speak
    if (
        not sure
        and asks.name in MEMBERSHIP_INTENTS
        and not case.has_strong_subject
        and not _names_own_thing(case, case.fact_parts)
    ):
        return None  # whether the city is in something else that the facts happen to name
    if case.role_parts and (case.has_city or case.has_mayor):
        owners = tuple(dict.fromkeys(part.network for part in case.role_parts))
        if len(owners) == 1 and asks.name.startswith("fact.") and asks.score >= CLEAR and asks.name not in ROLE_LIKE:
            return about_network(case, case.knowledge.network(owners[0]))
        return Answer(Query(intent="role", networks=owners, roles=case.role_parts), 0.7)
    parts = case.distinct_fact_parts
    attribute = asks.name.removeprefix("fact.")
    lists = case.top.name in LIST_INTENTS and case.top.score - asks.score > NEARLY
    wanted = MEMBERSHIP if asks.name == MEMBER_CHECK or (case.place and lists) else {attribute}
    fitting = tuple(part for part in parts if wanted & set(_fact(case, part).attributes))
    ours = sure or case.has_strong_subject or case.has_city or case.has_mayor or _names_own_thing(case, parts)
    subjects = {(mention.start, mention.end) for mention in case.reading.mentions.topics}
    named = [mention for mention in case.reading.mentions.facts if (mention.start, mention.end) not in subjects]
    several = len(named) > 1 and asks.score - case.unrelated >= UNDERSTOOD
    if not parts or not (ours or (several and asks.score >= CLEAR and (fitting or asks.name.startswith("fact.")))):
        return None
    if not fitting and attribute != asks.name and asks.score >= CLEAR:
        owners = tuple(dict.fromkeys(part.network for part in parts))
        return about_network(case, case.knowledge.network(owners[0])) if len(owners) == 1 else None
    chosen = _of_most_named(case, fitting or parts)
    owners = tuple(dict.fromkeys(part.network for part in chosen))
    if len(owners) > MOST_OWNERS:
        return None
    answer = Answer(Query(intent=asks.name, networks=owners, facts=chosen), case.confidence(asks.name))
    return only_what_is_told(case, case.knowledge.network(owners[0]), answer) if len(owners) == 1 else answer


def _names_by_term(case: Case, words: int) -> bool:
    """Whether a network's own thing is named in so many words that nothing else can be meant.

    A thing that is not its own, such as the office of somebody who came to a ceremony, counts with a name in it.
    """
    long = [found for found in case.reading.mentions.facts if found.score == EXACT and found.length >= words]
    subjects = case.reading.mentions.topics
    return any(_is_own(case, found) for found in long if not any(map(found.is_inside, subjects)))


def _is_own(case: Case, mention: Mention) -> bool:
    """Whether what is mentioned is a network's own, or holds the name of a place or person of the fact."""
    said = f" {' '.join(case.words[mention.start : mention.end])} "
    facts = [_fact(case, Part(network=target.id, number=target.part)) for target in mention.targets]
    names = (normalise(name) for fact in facts for name in (*fact.places, *fact.people))
    return any(case.knowledge.attribute(fact.attribute).own for fact in facts) or any(
        f" {name} " in said for name in names
    )


def _names_own_thing(case: Case, parts: Sequence[Part]) -> bool:
    """Whether what is named is a network's own, such as its award, and nothing speaks of another subject."""
    own = any(case.knowledge.attribute(_fact(case, part).attribute).own for part in parts)
    named = [mention for mention in case.reading.mentions.facts if mention.score == EXACT]
    subjects = case.reading.mentions.topics
    long = any(
        " " in normalise(mention.name) and not any(map(mention.overlaps, subjects)) for mention in named
    )  # a term with a subject in it, such as a kind of inequality, is other people's, too
    return own and long and case.unrelated < case.about_network.score + WEAK


def _of_most_named(case: Case, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts of the network of which most is named; all where several networks have as much."""
    mentions = (mention.targets for mention in case.reading.mentions.facts)
    named = Counter(id for targets in mentions for id in {target.id for target in targets})
    counts = {part.network: named[part.network] for part in parts}
    most = max(counts.values())
    leaders = [network for network, count in counts.items() if count == most]
    return tuple(part for part in parts if part.network in leaders) if len(leaders) == 1 else tuple(parts)


def _fact(case: Case, part: Part) -> Fact:
    return case.knowledge.network(part.network).facts[part.number]


def _names_an_order(case: Case, score: float) -> bool:
    """Whether networks are surely to be put in order, by an attribute that is named and without a superlative."""
    attribute = case.best(among=lambda name: name.startswith("fact."))
    return score >= CLEAR and attribute.score >= UNDERSTOOD and not case.unexplained("rank", attribute.name)


def _ranked_by(case: Case) -> str:
    """The attribute that networks are to be put in order by: that of the superlative, else the one asked for."""
    asks = case.best(among=lambda name: name.startswith("fact."))
    attribute = asks.name.removeprefix("fact.")
    return case.superlative or (attribute if asks.score >= UNDERSTOOD else "members")


def all_networks(case: Case) -> Decision | None:
    """All networks, by scope, by year, in an order; the source; why there are any."""
    if case.strange_names or case.is_about_elsewhere or case.points_at_network:
        return None
    top = case.best(among=lambda name: name in LIST_INTENTS or name in GENERAL or name == UNRELATED)
    unexplained = case.unexplained(top.name)
    sure = case.asks_for_membership and case.has_strong_subject and top == case.top
    allowed = 1 + (tolerated(top.score) if sure else 0)
    if top.name == "list-year" and not (case.years or case.superlative):
        return None
    if case.years and case.values_asked and len(case.context.networks) == 1 and not case.has_strong_subject:
        return None  # "and in 1990, how many were there?"
    if top.name in (UNRELATED, "list-topic") or top.score < WEAK or len(unexplained) > allowed:
        return None
    if top.name in GENERAL:
        enough = UNDERSTOOD if case.has_strong_subject or case.has_city else 1.5 * CLEAR
        good = case.top.score - top.score < NEARLY and top.score >= enough and not unexplained and bool(case.content)
        return Answer(Query(intent=top.name), case.confidence(top.name)) if good else None
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
        return Answer(Query(intent="rank", also=(_ranked_by(case),)), case.confidence("rank"))
    asks = case.about_network
    if (
        asks.name.startswith("fact.")
        and asks.score > top.score + WEAK
        and not case.knowledge.facts_about(asks.name[5:])
    ):
        return Unknown(Query(intent=asks.name), case.confidence(asks.name))
    return Answer(Query(intent="list-all"), case.confidence("list-all"))
