"""A person, place or body that the facts of one network name, asked for without the network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from intents.case import Case
from intents.decision import LIST_INTENTS, Answer, Decision
from intents.names import EXACT, Mention
from intents.normalise import normalise
from intents.query import Part, Query
from intents.rules.attributes import MEMBER_CHECK, MEMBERSHIP, ROLE_LIKE, about_network
from intents.rules.details import only_what_is_told
from intents.rules.thresholds import CLEAR, NEARLY, SURELY_ASKED, UNDERSTOOD, WEAK
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
    if case.topics and _asks_for_list(case):
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
    query = Query(intent=asks.name, networks=owners, facts=chosen)
    return only_what_is_told(case, Answer(query, case.confidence(asks.name)))


def _asks_for_list(case: Case) -> bool:
    """Whether the networks of a subject are asked for, by the words around it or by a plural."""
    framed = case.has_strong_subject and case.frame[0].name == "list-topic" and case.frame[0].score >= CLEAR
    return framed or (case.has_plural_subject and case.top.name in LIST_INTENTS)


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
