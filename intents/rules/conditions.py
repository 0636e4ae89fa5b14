"""Networks that meet a condition: a size, a time of founding, a word in their names, members of a kind, no role."""

from __future__ import annotations

from intents.case import Case
from intents.decision import LIST_INTENTS, Answer, Decision
from intents.normalise import normalise
from intents.query import Query
from intents.rules.recorded import kind_asked
from intents.rules.thresholds import CLEAR, NEARLY, UNDERSTOOD, WEAK
from knowledge.models import Network, ValueKind

BEGINNINGS = ("founded", "joined")
"""Attributes that tell when a network, or our city's part in it, began."""
MOST_LEFT = 1
"""Unexplained words that a condition on networks outweighs."""
OF_VALUES = frozenset({ValueKind.NUMBER, ValueKind.DATE, ValueKind.PLACE})
"""Kinds of attribute of which a few words can be told of every network."""


def conditions(case: Case) -> Decision | None:
    """The networks that meet a condition which is told of networks in general."""
    if not case.has_strong_subject or case.networks or case.points_at_network or case.names_other:
        return None
    if case.place or case.ambiguous:
        return None
    query = bounded(case) or begun(case) or _without_role(case) or _only_named(case) or _named_so(case)
    query = query or _of_mayors(case)
    return Answer(query, 0.8) if query is not None else None


def bounded(case: Case) -> Query | None:
    """The networks of more or fewer members, countries or people than a number."""
    if case.over is None and case.under is None:
        return None
    by = case.best(among=lambda name: _counts(case, name))
    id = by.name.removeprefix("fact.") if by.score >= WEAK else "members"
    if len(case.unexplained("rank", f"fact.{id}")) > 1 + MOST_LEFT:
        return None
    return Query(intent="rank", also=(id,), over=case.over, under=case.under)


def _counts(case: Case, intent: str) -> bool:
    """Whether an intent asks for a number that is told of networks."""
    number = kind_asked(case.knowledge, intent) is ValueKind.NUMBER
    return number and bool(case.knowledge.facts_about(intent.removeprefix("fact.")))


def begun(case: Case) -> Query | None:
    """The networks that began, or that our city joined, in a year, in a decade, or before or after one."""
    if not case.years or not case.has(case.cues.beginning) or len(case.unexplained("list-year")) > MOST_LEFT:
        return None
    facts = (fact for network in case.knowledge.networks for fact in network.facts)
    begin = [fact for fact in facts if not set(BEGINNINGS).isdisjoint(fact.attributes)]
    told = any(year in text for fact in begin for text in fact.text.root.values() for year in case.years)
    return Query(intent="list-year", years=case.years, also=BEGINNINGS if told else ())


def _without_role(case: Case) -> Query | None:
    asks = case.has(case.cues.no_role) and (case.has_plural_subject or _selects(case)) and not case.has_mayor
    return Query(intent="list-without-role") if asks and not case.role_parts else None


def _only_named(case: Case) -> Query | None:
    """The networks of which the source tells no more than the name."""
    if not case.has(case.cues.only_named) or not case.has_plural_subject or case.has_city:
        return None
    listed = tuple(network.id for network in case.knowledge.networks if network.listed_only)
    return Query(intent="list-all", networks=listed) if listed else None


def _named_so(case: Case) -> Query | None:
    """The networks that have a word in their names ("which are called forum?")."""
    if not case.has(case.cues.in_names) or not case.has_plural_subject:
        return None
    asking = case.cues.strong_subject | case.cues.in_names_words | case.reading.grammar
    cities = {word for mention in case.reading.mentions.city for word in case.words[mention.start : mention.end]}
    words = {word for word in (*case.content, *cities) if word not in asking}
    named = tuple(network.id for network in case.knowledge.networks if words and words <= _name_words(network))
    return Query(intent="list-all", networks=named) if named else None


def _name_words(network: Network) -> frozenset[str]:
    """The words of a network's names, in all languages."""
    names = (*network.name.root.values(), *network.short_name.root.values())
    return frozenset(word for name in names for word in normalise(name).split())


def _of_mayors(case: Case) -> Query | None:
    """The networks whose members are mayors, as their names or the facts on those who take part say."""
    if not case.has_plural_subject or not case.has_mayor or case.has_city or case.topics or case.role_kinds:
        return None
    if case.about_network.name != "fact.participants" and case.top.name not in {"list-all", "list-topic"}:
        return None
    if set(case.content) - case.cues.mayor - case.cues.subject and case.about_network.score < UNDERSTOOD:
        return None
    if case.unexplained("fact.participants", "list-all"):
        return None
    networks = case.knowledge.networks
    found = tuple(network.id for network in networks if not case.cues.mayor.isdisjoint(_member_words(network)))
    return Query(intent="list-all", networks=found) if found else None


def _member_words(network: Network) -> frozenset[str]:
    texts = (text for fact in network.facts_for("participants") for text in fact.text.root.values())
    return _name_words(network) | {word for text in texts for word in normalise(text).split()}


def of_each(case: Case) -> Decision | None:
    """What is asked of every network: how many cities each has, where they have their seats, what we do in each."""
    if case.networks or case.ambiguous or case.names_other or case.place or not case.has_strong_subject:
        return None
    each = case.has(case.cues.each)
    if not each and (not case.has_plural_subject or _selects(case) or case.topics or case.scopes or case.years):
        return None
    asks = case.about_network
    lists = max(case.score(intent) for intent in LIST_INTENTS - {"roles"})
    vague = asks.name == "role" or (asks.score < CLEAR and case.top.name in {"list-all", "introduction", "summary"})
    as_roles = case.top.name == "roles" or (vague and case.has_city)
    if each and as_roles and len(case.unexplained("roles", "role")) <= MOST_LEFT:
        return Answer(Query(intent="roles", holder=case.holder), 0.8)
    if case.top.name == "list-all" and (named := _of_all_named(case)):
        return _told_of_all(case, named)
    if asks.score < (UNDERSTOOD if each else CLEAR) or len(case.unexplained(asks.name)) > int(each):
        return None
    if asks.score < lists + (-NEARLY if each else NEARLY):
        return None
    return _told_of_all(case, asks.name)


def _told_of_all(case: Case, intent: str) -> Decision | None:
    """One thing told of all networks."""
    if intent == "link":
        linked = tuple(network.id for network in case.knowledge.networks if network.website)
        return Answer(Query(intent="link", networks=linked), case.confidence(intent))
    if intent == "summary":
        return Answer(Query(intent="list-all"), case.confidence(intent))
    id = intent.removeprefix("fact.")
    if id == intent or not (case.has(case.cues.each) or is_value(case, intent)):
        return None
    told = {network.id for network, _ in case.knowledge.facts_about(id)}
    return Answer(Query(intent="rank", also=(id,)), case.confidence(intent)) if len(told) > 1 else None


def _of_all_named(case: Case) -> str | None:
    """What "the sites of all networks" asks for: the intent that a word belongs to which no list of networks has."""
    if not case.unexplained("list-all"):
        return None
    names = (item.name for item in case.reading.scored if item.score >= WEAK and not case.unexplained(item.name))
    return next((name for name in names if name == "link" or is_value(case, name)), None)


def is_value(case: Case, intent: str) -> bool:
    """Whether an intent asks for something that a few words tell of every network."""
    return kind_asked(case.knowledge, intent) in OF_VALUES


def _selects(case: Case) -> bool:
    """Whether it asks which networks, rather than something of all of them."""
    pairs = zip(case.words, case.words[1:], strict=False)
    return any(word in case.cues.selecting and after in case.cues.subject for word, after in pairs)
