"""Names that several networks have."""

from __future__ import annotations

from collections.abc import Sequence

from intents.case import Case
from intents.decision import LIST_INTENTS, Answer, Clarify, Decision
from intents.names import EXACT
from intents.query import Query
from intents.rules.attributes import about_network
from intents.rules.recorded import is_recorded
from intents.rules.thresholds import (
    MOST_CANDIDATES,
    UNDERSTOOD,
)

MOST_BORNE = 3
"""Unexplained words beside a name that several networks have, and a subject that only one of these has."""


def shared_name(case: Case) -> Decision | None:
    """A name that several networks have: the only one that the question fits, a list of its subject, or ask which."""
    candidates = case.ambiguous
    if not candidates:
        return None
    asks = case.about_network
    if len(case.unexplained(asks.name)) > _borne(case) and not case.reading.mentions.shared:
        return None
    intent = asks.name if asks.score >= UNDERSTOOD and asks.score > case.best(among=lists_networks).score else "summary"
    fitting = _fitting(case, candidates, intent)
    if len(fitting) == 1:
        return about_network(case, case.knowledge.network(fitting[0]))
    listed = case.top.name in LIST_INTENTS or case.is_plural_subject
    only_topic = case.has_plural_subject and set(case.content) <= case.topic_words | case.cues.subject
    if case.topics and (only_topic or (intent == "summary" and listed)):
        return Answer(Query(intent="list-topic", topics=case.topics), max(case.confidence("list-topic"), 0.6))
    offered = tuple(Query(intent=intent, networks=(id,)) for id in fitting or candidates)
    return Clarify(Query(intent=intent), offered[:MOST_CANDIDATES], 0.8)


def _borne(case: Case) -> int:
    """How many unexplained words a name that several networks have outweighs: some where subjects tell which."""
    named = (
        mention for mention in case.reading.mentions.networks if len(mention.targets) > 1 and mention.score == EXACT
    )
    telling = any(sum(word not in case.cues.articles for word in mention.name.split()) > 1 for mention in named)
    return MOST_BORNE if len(_mainly_about(case, case.ambiguous)) == 1 else int(telling)


def _mainly_about(case: Case, networks: Sequence[str]) -> list[str]:
    """Those of the networks whose main subject is mentioned, outside of names."""
    topics = {topic for topic in case.topics if topic not in case.topics_in_names}
    return [id for id in networks if case.knowledge.network(id).topics[0] in topics]


def _fitting(case: Case, candidates: Sequence[str], intent: str) -> list[str]:
    """The candidates that the rest of the question fits: by a fact it names, by what is recorded, by a topic."""
    named = [id for id in candidates if any(part.network == id for part in case.fact_parts)]
    if named:
        return named
    talked_of = [id for id in candidates if id in case.context.networks]
    if len(talked_of) == 1:
        return talked_of
    fitting = list(candidates)
    if intent.startswith("fact."):
        fitting = [id for id in fitting if is_recorded(case.knowledge.network(id), intent)] or fitting
    topics = [topic for topic in case.topics if topic not in case.topics_in_names]
    about = [id for id in fitting if any(topic in case.knowledge.network(id).topics for topic in topics)]
    return _mainly_about(case, fitting) or about or fitting


def lists_networks(intent: str) -> bool:
    """Whether an intent asks for a list of networks."""
    return intent in LIST_INTENTS
