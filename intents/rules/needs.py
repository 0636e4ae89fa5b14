"""Needs and subjects asked for without a word for a network: "who fights food waste?", "do you deal with climate?"."""

from __future__ import annotations

from itertools import pairwise

from intents.case import Case
from intents.decision import Answer, Decision
from intents.query import Query
from intents.rules.each_topic import each_topic
from intents.rules.field_of_network import field_of_network
from intents.rules.thresholds import CLEAR, UNDERSTOOD

LONGEST_NEED = 12
"""Words of a sentence that asks who deals with something."""


def need(case: Case) -> Decision | None:
    """The networks that deal with what is asked for; or what only one network's facts tell of."""
    named = case.networks or case.negated or case.ambiguous or case.names_other
    if named or case.has_subject or len(case.words) > LONGEST_NEED:
        return None
    if (of_field := _field_of_last(case)) is not None:
        return of_field
    asks = case.asks_who_deals or _asks_which_only(case) or (case.asks_what_exists and _is_like_ours(case))
    if not asks or (case.context.networks and (case.points_back or case.opens_like_follow_up)):
        return None
    if case.holder or case.role_kinds or case.years or _is_strange(case):
        return None
    if (told := _told_by_one(case)) is not None:
        return told
    if len(case.topics) > 1 and (lists := each_topic(case)) is not None:
        return lists
    if not case.topics or case.is_about_elsewhere or not case.knowledge.networks_about_all(case.topics):
        return None
    return Answer(Query(intent="list-topic", topics=case.topics), 0.7)


def _field_of_last(case: Case) -> Decision | None:
    """Whether the network talked of deals with something, asked without a word for it ("si occupa anche di …?")."""
    opens = any(start <= 1 for start, _ in case.spans_of(case.cues.dealing))
    if len(case.context.networks) != 1 or not opens or case.asks_who_deals or case.has_kind:
        return None
    return field_of_network(case, case.knowledge.network(case.context.networks[0]))


def _asks_which_only(case: Case) -> bool:
    """Whether nothing but "which?" and a subject is said ("and which with culture?")."""
    rest = set(case.words) - case.topic_words
    pairs = pairwise(case.words[:3])
    asks = any(word in case.cues.which and after in case.reading.grammar for word, after in pairs)
    return bool(case.topics) and asks and rest <= case.reading.grammar | case.cues.dealing_parts


def _is_like_ours(case: Case) -> bool:
    """Whether what exists is asked for as for something of ours: in words that resemble a question of ours most."""
    own = max(case.score("list-topic"), case.score("list-scope"), case.about_network.score)
    return own >= CLEAR and own >= case.unrelated


def _is_strange(case: Case) -> bool:
    """Whether words stay that nothing accounts for, or all is far more like the unrelated questions."""
    asks = case.about_network
    offered = case.has(case.cues.offering)  # to us much may be said: "do you deliver food?"
    unknown = case.unexplained("list-topic") if offered else case.unexplained("list-topic", asks.name)
    if case.has(case.cues.personal):
        return True  # "who helps me with my rent?"
    left = set(unknown) - case.cues.dealing_parts - case.cues.offering_parts - case.cues.details
    lost = case.unrelated - max(case.score("list-topic"), asks.score)
    return bool(left) or lost > (UNDERSTOOD if offered else CLEAR)


def _told_by_one(case: Case) -> Decision | None:
    """What the facts of one network tell of what is asked for, where no subject of ours is named."""
    parts = case.distinct_fact_parts
    owners = {part.network for part in parts}
    if len(owners) != 1 or (case.topics and not case.place):
        return None
    owner = case.knowledge.network(owners.pop())
    attribute = owner.facts[parts[0].number].attribute
    return Answer(Query(intent=f"fact.{attribute}", networks=(owner.id,), facts=parts), 0.7)
