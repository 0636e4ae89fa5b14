"""Questions about all networks together: by role, by fact, by topic, by scope, by year, and about the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from intents.case import Case
from intents.decision import LIST_INTENTS, UNRELATED, Answer, Clarify, Decision, Unknown
from intents.names import EXACT
from intents.normalise import normalise
from intents.query import Part, Query
from intents.rules.networks import about_network, is_recorded
from intents.rules.thresholds import (
    CLEAR,
    CLEARLY_LESS,
    DESCRIBED,
    FEWEST_DESCRIBING,
    MOST_CANDIDATES,
    NEARLY,
    UNDERSTOOD,
    WEAK,
    WORD_OF_SCORE,
)
from knowledge.models import Fact

MOST_OWNERS = 3
"""Networks that one named thing may lead to; one that leads to more tells nothing."""
MEMBERSHIP_INTENTS = frozenset({"fact.joined", "fact.member-check", "fact.participants"})
GENERAL = frozenset({"source", "introduction"})
"""Intents about the page and the city's networks as such."""


def tolerated(score: float) -> int:
    """How many words may stay unexplained in a question about all networks: the more, the clearer its intent."""
    return int(score / WORD_OF_SCORE)


def roles(case: Case) -> Decision | None:
    """Roles asked for backwards: where the city chairs, sits, hosts; what the mayor holds."""
    ours = case.has_city or case.has_mayor or case.has_strong_subject
    if case.points_at_network or case.strange_names or case.place:
        return None
    if not ours or (case.years and not (case.has_city or case.has_mayor)):
        return None
    lists = max(case.score("list-all"), case.score("list-topic"), case.score("list-scope"), case.score("rank"))
    own = case.score("roles")
    as_role = max(own, case.score("role"))
    named = bool(case.role_kinds or case.role_parts)
    back = case.cues.possessives if case.has_city else case.cues.pointing
    if case.context.networks and case.has(back):
        return None
    if (own < lists or own < UNDERSTOOD) and not (named and (case.has_city or case.has_mayor) and not case.years):
        return None
    if own < case.score("role") and not named and not case.has_strong_subject:
        return None
    sure = case.role_kinds and case.has_city and len(case.unexplained("roles", "role")) <= 1
    if (case.unrelated > max(as_role, UNDERSTOOD) and not sure) or (
        as_role < WEAK and case.unexplained("roles", "role")
    ):
        return None
    if case.fact_parts and not case.has_city:
        return None
    allowed = (
        tolerated(own) if own >= CLEAR else int(case.has_strong_subject or bool(case.role_kinds and case.has_city))
    )
    if len(case.unexplained("roles", "role")) > allowed:
        return None
    if case.context.networks and case.points_back and own < CLEAR and not case.role_kinds:
        return None
    query = Query(intent="roles", role_kinds=case.role_kinds, holder=case.holder, roles=case.role_parts)
    return Answer(query, case.confidence("roles"))


def named_fact(case: Case) -> Decision | None:
    """A person, place or body that the facts of one network name, asked for without the network."""
    asks = case.about_network
    signs = case.has_strong_subject + case.has_city + case.has_mayor + len(case.fact_parts) + len(case.role_parts)
    if (
        (case.unrelated > case.top.score - 0.1 and signs < 2)
        or case.strange_names
        or case.unrelated > asks.score + UNDERSTOOD
    ):
        return None
    if len(case.unexplained(asks.name)) > max(0, signs - 1):
        return None
    if asks.name in MEMBERSHIP_INTENTS and not case.has_strong_subject and not _names_own_thing(case, case.fact_parts):
        return None  # whether the city is in something else that the facts happen to name
    if case.role_parts and (case.has_city or case.has_mayor):
        owners = tuple(dict.fromkeys(part.network for part in case.role_parts))
        return Answer(Query(intent="role", networks=owners, roles=case.role_parts), 0.7)
    parts = case.distinct_fact_parts
    attribute = asks.name.removeprefix("fact.")
    fitting = tuple(part for part in parts if attribute in _fact(case, part).attributes)
    ours = case.has_strong_subject or case.has_city or case.has_mayor or _names_own_thing(case, parts)
    several = len(case.reading.mentions.facts) > 1 and asks.score - case.unrelated >= UNDERSTOOD
    if not parts or not (ours or (several and asks.score >= CLEAR and (fitting or asks.name.startswith("fact.")))):
        return None
    if not fitting and attribute != asks.name and asks.score >= CLEAR:
        owners = tuple(dict.fromkeys(part.network for part in parts))
        return about_network(case, case.knowledge.network(owners[0])) if len(owners) == 1 else None
    chosen = _of_most_named(case, fitting or parts)
    owners = tuple(dict.fromkeys(part.network for part in chosen))
    if len(owners) > MOST_OWNERS:
        return None
    return Answer(Query(intent=asks.name, networks=owners, facts=chosen), case.confidence(asks.name))


def _names_own_thing(case: Case, parts: Sequence[Part]) -> bool:
    """Whether what is named is a network's own, such as its award, and nothing speaks of another subject."""
    own = any(case.knowledge.attribute(_fact(case, part).attribute).own for part in parts)
    named = [mention for mention in case.reading.mentions.facts if mention.score == EXACT]
    long = any(" " in normalise(mention.name) for mention in named)
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


def topic(case: Case) -> Decision | None:
    """A subject: the networks that deal with it, or the one that a question about "the … network" means."""
    if not case.topics or case.strange_names or case.is_about_elsewhere:
        return None
    asks = case.about_network
    lists = max(case.score(name) for name in ("list-topic", "list-all", "list-scope"))
    if asks.name in {"role", "fact.joined", "fact.member-check"} and asks.score > lists and not case.has_strong_subject:
        return None
    lost = case.unrelated - max(lists, asks.score)
    if lost > (UNDERSTOOD if case.has_city else WEAK if case.has_strong_subject else 0):
        return None
    about = tuple(
        network.id for network in case.knowledge.networks_about_all(case.topics) if network.id not in case.negated
    )
    if case.has_description and not case.has_plural_subject and (described := _described(case, about)):
        return described
    if set(case.content) <= case.topic_words:
        return _bare_topic(case, about)
    if asks.score > lists + 0.2 and asks.score >= UNDERSTOOD and case.has_subject and asks.name != "summary":
        return _about_topic_network(case, about)
    unexplained = case.unexplained("list-topic", "list-all", asks.name)
    signs = case.has_city + 2 * case.has_strong_subject + case.has_subject
    if (
        not signs
        and case.top.name == "list-topic"
        and lists >= CLEAR
        and lists - case.unrelated > NEARLY
        and not case.place
    ):
        return None if unexplained else Answer(Query(intent="list-topic", topics=case.topics), 0.7)
    if (
        not signs
        or len(unexplained) > max(signs, tolerated(lists) if case.has_strong_subject else 0)
        or (lists < WEAK and signs < 2)
    ):
        return None
    return Answer(Query(intent="list-topic", topics=case.topics), case.confidence("list-topic"))


def description(case: Case) -> Decision | None:
    """A network that is described in its own words ("the pact that mayors signed about …")."""
    ours = case.has_subject or case.has_city or case.has_mayor
    if not ours or case.place or case.strange_names or len(case.content) < FEWEST_DESCRIBING:
        return None
    found = case.tools.facts.find_networks(case.content)
    if not found or found[0].share < DESCRIBED or (len(found) > 1 and found[1].weight > CLEARLY_LESS * found[0].weight):
        return None
    return about_network(case, case.knowledge.network(found[0].network))


def _bare_topic(case: Case, about: tuple[str, ...]) -> Decision | None:
    """Nothing but a subject: answered where it is clear that networks are meant, else asked back."""
    if not about:
        return None
    if len(about) == 1 or case.has_strong_subject:
        return Answer(Query(intent="list-topic", topics=case.topics), 0.7)
    candidates = tuple(Query(intent="summary", networks=(id,)) for id in about)
    return Clarify(Query(intent="list-topic", topics=case.topics), candidates[:MOST_CANDIDATES], 0.7)


def _described(case: Case, about: tuple[str, ...]) -> Decision | None:
    """A network that is described by its subject ("the food one"): the one whose main subject it is."""
    listed = [id for id in about if id in case.context.networks]
    if not about or case.unexplained(case.about_network.name, "list-topic"):
        return None
    if case.top.name in LIST_INTENTS and not listed and not case.negated and case.has_strong_subject:
        return Answer(Query(intent="list-topic", topics=case.topics), case.confidence("list-topic"))
    decision = about_network(case, case.knowledge.network(_recorded(case, listed or list(about))[0]))
    if isinstance(decision, Unknown) and case.has_strong_subject and not listed:
        return Answer(Query(intent="list-topic", topics=case.topics), 0.6)
    return decision


def _recorded(case: Case, networks: list[str]) -> list[str]:
    """Those of the networks that have what is asked for; all where none has."""
    intent = case.about_network.name
    return [id for id in networks if is_recorded(case.knowledge.network(id), intent)] or networks


def _about_topic_network(case: Case, about: tuple[str, ...]) -> Decision | None:
    """A question about a network that is described by its subject: the one whose main subject it is, or ask."""
    asks = case.about_network
    about = tuple(_recorded(case, list(about)))
    main = [id for id in about if case.knowledge.network(id).topics[0] in case.topics] or list(about)
    if len(main) == 1:
        return Answer(Query(intent=asks.name, networks=tuple(main)), case.confidence(asks.name))
    candidates = tuple(Query(intent=asks.name, networks=(id,)) for id in main[:MOST_CANDIDATES])
    return Clarify(Query(intent=asks.name), candidates, 0.7)


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
    allowed = tolerated(top.score) if case.has_strong_subject and case.has_city and top == case.top else 1
    if top.name in (UNRELATED, "list-topic") or top.score < WEAK or len(unexplained) > allowed:
        return None
    if top.name in GENERAL:
        enough = UNDERSTOOD if case.has_strong_subject or case.has_city else 1.5 * CLEAR
        good = top == case.top and top.score >= enough and not unexplained and bool(case.content)
        return Answer(Query(intent=top.name), case.confidence(top.name)) if good else None
    if case.about_network.score > top.score + WEAK and not case.has_plural_subject and not case.superlative:
        return None
    ours = case.has_strong_subject or (case.has_subject and case.has_city)
    sure = top.score >= CLEAR and not unexplained and (case.has_city or case.has_subject)
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
