"""Details of what the knowledge names, such as the date of an award: told where it holds them, else not known.

The facts on a thing say that it exists and what it is for. To repeat them in reply to "when was it first given?" would
look like an answer and be none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from intents.case import Case
from intents.decision import Answer, Decision, Unknown
from intents.normalise import normalise
from intents.query import Part, Query
from knowledge.models import Fact, Network, Role, ValueKind

_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b|\b\d0s\b|'\d0")
_NUMBER = re.compile(r"\d[\d.,]*")


def only_what_is_told(case: Case, decision: Decision) -> Decision:
    """The decision; "not known" where it would tell of one network's thing, and what is asked of that is not told."""
    if not isinstance(decision, Answer):
        return decision
    query = decision.query
    owners = {*query.networks, *(part.network for part in query.roles)}
    if len(owners) != 1:
        return decision
    network = case.knowledge.network(owners.pop())
    if _asks_for_names_of_counted(case, network, query) or _asks_for_other_names(case, network, query):
        return Unknown(Query(intent="fact.member-list", networks=(network.id,)), decision.confidence)
    if _asks_of_the_past(case, network, query) or _counts_of_a_place(case, network, query):
        return Unknown(Query(intent="", networks=(network.id,)), decision.confidence)
    if not case.values_asked or not (told := _told_of_thing(case, network, query)):
        return decision
    if any(_holds(case, texts, kind) for texts in told for kind in case.values_asked):
        return decision
    return Unknown(Query(intent="", networks=(network.id,)), decision.confidence)


def _asks_for_names_of_counted(case: Case, network: Network, query: Query) -> bool:
    """Whether the names are asked of what the knowledge only counts ("which are the 16 countries?")."""
    asked = query.attribute
    if asked is None or case.values_asked or not case.has(case.cues.naming) or query.also:
        return False
    if not (case.networks or case.context.networks):
        return False  # "which network has 43 cities?"
    if _only_counts(_facts_of(network, case.fact_parts)):
        return True
    own = network.facts_for(asked)
    if own and case.knowledge.attribute(asked).kind is not ValueKind.NUMBER:
        return False
    return _only_counts(own or _facts_of(network, query.facts))


def _only_counts(facts: Sequence[Fact]) -> bool:
    """Whether facts tell numbers and nothing by name; no facts tell nothing."""
    return bool(facts) and all(isinstance(fact.value, int) and not fact.places for fact in facts)


def _asks_of_the_past(case: Case, network: Network, query: Query) -> bool:
    """Whether a figure is asked for of an earlier year than that of the source, which no fact tells."""
    asked = query.attribute
    if asked is None or not case.years or ValueKind.NUMBER not in case.values_asked or case.has(case.cues.since):
        return False
    texts = [text for fact in network.facts_for(asked) for text in _texts(fact)]
    untold = [year for year in case.years if not any(year in text for text in texts)]
    return any(year < case.knowledge.city.page_date[:4] for year in untold)


def _counts_of_a_place(case: Case, network: Network, query: Query) -> bool:
    """Whether only what is in some country or city is to be counted ("how many Italian cities?")."""
    asked = query.attribute
    if asked is None or case.place is None or ValueKind.NUMBER not in case.values_asked:
        return False
    facts = network.facts_for(asked)
    return bool(facts) and all(isinstance(fact.value, int) and case.place not in fact.places for fact in facts)


def _asks_for_other_names(case: Case, network: Network, query: Query) -> bool:
    """Whether others are asked for beside the only one that is named ("the other founders")."""
    asked = query.attribute
    if asked is None or not case.has(case.cues.further) or case.knowledge.attribute(asked).kind is not ValueKind.NAMES:
        return False
    names = {name for fact in network.facts_for(asked) if isinstance(fact.value, tuple) for name in fact.value}
    return len(names) == 1


def tells_value(case: Case, network: Network, query: Query) -> bool:
    """Whether the answer to a query tells a value of the kind that a sentence asks for; true where it asks for none."""
    if not case.values_asked:
        return True
    facts = [*(network.facts_for(query.attribute) if query.attribute else ()), *_facts_of(network, query.facts)]
    roles = _roles_of(network, query.roles) or ([] if facts else network.membership.roles)
    texts = [*map(_texts, facts), *map(_texts_of_role, roles)]
    return any(_holds(case, text, kind) for text in texts for kind in case.values_asked)


def _facts_of(network: Network, parts: Sequence[Part]) -> list[Fact]:
    """Those of some single facts that are a network's."""
    return [network.facts[part.number] for part in parts if part.network == network.id]


def _roles_of(network: Network, parts: Sequence[Part]) -> list[Role]:
    """Those of some single roles that are in a network."""
    return [network.membership.roles[part.number] for part in parts if part.network == network.id]


def _told_of_thing(case: Case, network: Network, query: Query) -> list[tuple[str, ...]]:
    """The texts on the thing that a question names; none where it asks for something of the network itself."""
    if query.roles:
        return list(map(_texts_of_role, _roles_of(network, query.roles)))
    named = [fact for fact in _facts_of(network, case.fact_parts) if case.knowledge.attribute(fact.attribute).own]
    asked = query.attribute
    if asked and case.knowledge.attribute(asked).kind in case.values_asked:
        of_network = case.joins or not named or any(asked in fact.attributes for fact in named)
        return [] if of_network else list(map(_texts, named))
    if asked and case.knowledge.attribute(asked).own:
        named += network.facts_for(asked)
    return list(map(_texts, named))


def _texts(fact: Fact) -> tuple[str, ...]:
    return (*fact.text.root.values(), fact.date or "")


def _texts_of_role(role: Role) -> tuple[str, ...]:
    return (*role.text.root.values(), role.period or "")


def _holds(case: Case, texts: Iterable[str], kind: ValueKind) -> bool:
    """Whether texts on a thing tell a value of a kind, in figures or in words."""
    if kind is ValueKind.DATE:
        return any(map(_YEAR.search, texts))
    words = (word for text in texts for word in normalise(text).split())
    return any((_NUMBER.fullmatch(word) and not _YEAR.fullmatch(word)) or word in case.cues.numbers for word in words)
