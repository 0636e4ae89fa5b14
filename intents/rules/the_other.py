"""Another network than that talked of, pointed at as such: "no, the other one", "the other one on migration"."""

from __future__ import annotations

from intents.case import Case
from intents.decision import Answer, Clarify, Decision, needs_network
from intents.query import Query
from intents.rules.thresholds import MOST_CANDIDATES


def the_other(case: Case) -> Decision | None:
    """The networks on the subject that is named, or on that of the one talked of, without the ones talked of or denied.

    One such network is answered for; of several it is asked which.
    """
    past = {*case.context.networks, *case.negated}
    if not past or case.networks or not _says_only_other(case):
        return None
    topics = case.topics or _subject_talked_of(case)
    others = [network.id for network in case.knowledge.networks_about_all(topics) if network.id not in past]
    if not others:
        return None
    last = case.context.query
    intent = last.intent if last is not None and needs_network(last.intent) and not case.negated else "summary"
    if len(others) == 1:
        return Answer(Query(intent=intent, networks=(others[0],)), 0.8)
    candidates = tuple(Query(intent=intent, networks=(id,)) for id in others[:MOST_CANDIDATES])
    return Clarify(Query(intent=intent), candidates, 0.7)


def _says_only_other(case: Case) -> bool:
    """Whether a sentence says "the other one" in the singular, perhaps on a subject, and nothing else."""
    if not case.has(case.cues.another) or case.has_plural_subject or case.fact_parts or case.place:
        return False
    known = case.topic_words | case.cues.another | case.cues.subject | case.cues.kinds | case.cues.describing
    return all(word in known or word in case.reading.grammar for word in case.content)


def _subject_talked_of(case: Case) -> tuple[str, ...]:
    """The subject of a list that was shown, or the main one of the network talked of."""
    last = case.context.query
    if last is not None and last.topics:
        return last.topics
    talked_of = case.context.networks or case.negated
    return case.knowledge.network(talked_of[0]).topics[:1]
