"""Whether a network deals with something: told where the page tells it of the network, else not known.

Its general aims would look like a "yes" to "does it deal with sport?", and be none.
"""

from __future__ import annotations

from intents.case import Case
from intents.decision import FIELD, Answer, Decision, Unknown
from intents.query import Part, Query
from intents.rules.thresholds import CLEAR, TELLING, UNDERSTOOD
from intents.told_on import is_told_on
from knowledge.models import Network

OF_FIELD = frozenset(
    {
        "summary",
        "related",
        "compare",
        "more",
        "role",
        "scope",
        "fact.activities",
        "fact.aims",
        "fact.approach",
        "fact.beneficiaries",
        "fact.challenges",
        "fact.forums",
        "fact.frameworks",
        "fact.member-check",
        "fact.opinion",
        "fact.partners",
        "fact.projects",
        "fact.representative",
        "fact.results",
        "fact.staff",
        "fact.working-groups",
    }
)
"""Intents that "does it deal with …?" resembles, so that they are no sign of another question."""


def field_of_network(case: Case, network: Network) -> Decision | None:
    """What is told of a network on the subject that it is said to deal with; None where that is not asked."""
    if not _asks_for_field(case):
        return None
    topics = tuple(topic for topic in case.topics if topic not in case.topics_in_names)
    said = (*case.content, *case.place_words)
    found = case.tools.facts.find(network.id, [word for word in said if word not in case.cues.dealing_parts])
    if topics:
        if not is_told_on(case.knowledge, network, topics):
            named = tuple(part for part in case.distinct_fact_parts if part.network == network.id)
            return Answer(_of_facts(network, named), 0.7) if named else _not_told(network, topics)
        return Answer(Query(intent=FIELD, networks=(network.id,), topics=topics), 0.85)
    if not _names_strange_field(case):
        return None
    best = [item.part for item in found if item.share >= TELLING and item.weight >= found[0].weight]
    return Answer(_of_facts(network, tuple(best[:2])), 0.7) if best else _not_told(network, ())


def _asks_for_field(case: Case) -> bool:
    """Whether it asks if something is dealt with: a verb for that, and no words that ask for something else."""
    asks = case.about_network
    clear = asks.score >= CLEAR or (asks.score >= UNDERSTOOD and not case.unexplained(asks.name))
    other = clear and asks.name not in OF_FIELD
    open_question = case.has(case.cues.open_questions)
    ours = case.has_city or case.has_us or case.has_mayor
    return case.has(case.cues.dealing) and not (open_question or ours or other or case.years or case.scopes)


def _names_strange_field(case: Case) -> bool:
    """Whether a place, or a word that nothing accounts for, follows the verb."""
    verb = max(case.words.index(word) for word in case.words if word in case.cues.dealing_parts)
    unknown = set(case.unexplained(case.about_network.name)) - case.cues.dealing_parts
    after = range(verb + 1, len(case.words))
    places = (mention.start for mention in case.reading.mentions.places)
    return any(case.words[place] in unknown for place in after) or any(place in after for place in places)


def _of_facts(network: Network, parts: tuple[Part, ...]) -> Query:
    """The query for some of a network's facts."""
    return Query(intent=f"fact.{network.facts[parts[0].number].attribute}", networks=(network.id,), facts=parts)


def _not_told(network: Network, topics: tuple[str, ...]) -> Unknown:
    return Unknown(Query(intent=FIELD, networks=(network.id,), topics=topics), 0.8)
