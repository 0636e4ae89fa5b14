"""Networks besides some that are ruled out: "which European ones are there apart from A?", "all but those on food"."""

from __future__ import annotations

from collections.abc import Sequence

from intents.case import Case
from intents.decision import LIST_INTENTS, Answer, Decision
from intents.names import Mention
from intents.query import Query
from intents.rules.thresholds import CLEAR, UNDERSTOOD

FARTHEST = 3
"""Words that may stand between a denial and the subject that it rules out ("except those that deal with …")."""
VAGUE = frozenset({"summary", "related", "more", "fact.participants", "fact.member-check", "fact.member-list"})
"""What a question for other networks may resemble besides lists."""


def others(case: Case) -> Decision | None:
    """A list without the networks and subjects that are ruled out; also the last list, where no more is said."""
    if not case.has(case.cues.negations) or case.place or case.strange_names:
        return None
    without = _left_out(case)
    if set(case.networks) - set(without) or (not without and not case.reading.mentions.topics):
        return None
    if without and (again := _last_list_without(case, without)) is not None:
        return again
    ruled_out = [mention for mention in case.reading.mentions.topics if _is_ruled_out(case, mention)]
    named = [target.id for mention in ruled_out for target in mention.targets]
    topics = tuple(topic for topic in case.topics if topic not in named)
    if not (without or (named and case.has_plural_subject)) or not _asks_for_networks(case, topics):
        return None
    about = (network.id for topic in dict.fromkeys(named) for network in case.knowledge.networks_about(topic))
    return Answer(_list(case, topics, tuple(dict.fromkeys((*without, *about)))), 0.8)


def _left_out(case: Case) -> tuple[str, ...]:
    """The networks that are ruled out, with those that are joined to them ("besides A, B and C")."""
    without = dict.fromkeys(case.negated)
    last = None
    for mention in case.reading.mentions.networks:
        between = case.words[last : mention.start] if last is not None else ("",)
        if set(between) <= case.cues.joining | case.cues.articles:
            without |= dict.fromkeys(target.id for target in mention.targets)
        last = mention.end if all(target.id in without for target in mention.targets) else None
    return tuple(without)


def _list(case: Case, topics: Sequence[str], without: tuple[str, ...]) -> Query:
    """The list that is asked for: of roles, on subjects, of a reach, or of all."""
    if case.score("roles") >= CLEAR and case.top.name == "roles":
        return Query(intent="roles", role_kinds=case.role_kinds, holder=case.holder, without=without)
    if topics:
        return Query(intent="list-topic", topics=tuple(topics), without=without)
    if case.scopes:
        return Query(intent="list-scope", scopes=case.scopes, without=without)
    return Query(intent="list-all", without=without)


def _last_list_without(case: Case, without: tuple[str, ...]) -> Answer | None:
    """The last list without what is ruled out now: "and apart from A?"."""
    last = case.context.query
    if last is None or last.intent not in LIST_INTENTS or case.content_besides_negations:
        return None
    return Answer(last.model_copy(update={"without": (*last.without, *without)}), 0.85)


def _asks_for_networks(case: Case, topics: Sequence[str]) -> bool:
    """Whether other networks are asked for, rather than something of one network."""
    asks = case.about_network
    lists = max(case.score(intent) for intent in LIST_INTENTS)
    described = bool(topics or case.scopes)
    if described and _is_only_described(case):
        return True
    strange = [word for word in case.unexplained(*LIST_INTENTS) if word not in case.cues.negation_words]
    if len(strange) > 1:
        return False
    named = case.negated and case.has(case.cues.others) and not case.values_asked
    if named and (described or not case.content_besides_negations):
        return True
    if asks.name not in VAGUE and asks.score >= CLEAR and asks.score > lists:
        return False
    if case.negated and case.top.name == "roles" and case.top.score >= CLEAR:
        return True
    return case.has_plural_subject and case.unrelated <= max(lists, asks.score, UNDERSTOOD)


def _is_only_described(case: Case) -> bool:
    """Whether nothing but a subject or a reach is said besides what is ruled out."""
    scopes = {place for mention in case.reading.mentions.scopes for place in range(mention.start, mention.end)}
    said = {word for place, word in enumerate(case.words) if place not in scopes}
    return set(case.content_besides_negations) & said <= case.topic_words | case.cues.subject | case.cues.framing


def _is_ruled_out(case: Case, mention: Mention) -> bool:
    """Whether a denial stands before a subject, with no more than words that belong to neither between."""
    for between in range(FARTHEST + 1):
        place = mention.start - between
        if place < 1 or not case.follows_at(place, case.cues.negations):
            continue
        words = case.words[place : mention.start]
        return case.cues.subject.isdisjoint(words) and not set(words) & set(case.unexplained("list-topic", "list-all"))
    return False
