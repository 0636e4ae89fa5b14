"""Turns that lean on the ones before: changed conditions, questions without a network."""

from __future__ import annotations

from intents.case import Case
from intents.decision import LIST_INTENTS, Answer, Clarify, Decision, Unknown, needs_network
from intents.query import Query
from intents.rules.attributes import about_network
from intents.rules.details import tells_value
from intents.rules.recorded import is_recorded
from intents.rules.thresholds import CLEAR, MOST_CANDIDATES, SURELY_ASKED, UNDERSTOOD, WEAK
from knowledge.models import ValueKind

LONGEST_WITHOUT_NAME = 14
"""Words up to which a question may be about a network that it does not hint at; a longer one tells its subject."""


def list_follow_up(case: Case) -> Decision | None:
    """The last reply was a list, and one of its conditions changes."""
    last = case.context.query
    points = case.points_back and case.top.name == "list-topic"  # "which of them is about …?"
    only_topic = bool(case.topics) and set(case.content) <= case.topic_words
    changes = case.opens_like_follow_up or points or only_topic or case.has(case.cues.corrections)
    if last is None or last.intent not in LIST_INTENTS or not changes:
        return None
    if case.unexplained("list-topic"):
        return None
    if case.topics:
        return Answer(Query(intent="list-topic", topics=case.topics), 0.85)
    if case.years:
        return Answer(Query(intent="list-year", years=case.years), 0.85)
    if case.scopes:
        return Answer(Query(intent="list-scope", scopes=case.scopes), 0.85)
    return None


def follow_up(case: Case) -> Decision | None:
    """A question without a network, about the one that was talked of."""
    networks = case.context.networks
    if (detail := _detail(case)) is not None:
        return detail
    asks = case.about_network
    last = case.context.query
    if networks and (other := _other_named(case)) is not None:
        return other
    if (
        len(networks) == 1
        and case.role_kinds
        and case.years
        and not case.is_ours
        and not case.unexplained("role", "roles")
    ):
        return Answer(Query(intent="role", networks=networks, holder=case.holder), 0.7)
    if not networks or not _leans_on_context(case) or _is_other_subject(case):
        return None
    if (
        case.has_description
        and last is not None
        and needs_network(last.intent)
        and not case.unexplained(asks.name, "list-topic")
    ):
        meant = _other_on_topic(case)
        return Answer(Query(intent=_asked_of_other(case, last), networks=(meant,)), 0.8) if meant else None
    if case.score("more") >= max(asks.score, UNDERSTOOD) and not case.unexplained("more"):
        return Answer(Query(intent="more", networks=networks[:1]), 0.85)
    if len(networks) == 1:
        decision = about_network(case, case.knowledge.network(networks[0]))
        if not isinstance(decision, Unknown) or not _asks_for_detail(case) or last is None:
            return decision
        told = last.networks == networks and tells_value(case, case.knowledge.network(networks[0]), last)
        return Answer(last, 0.6) if told else decision
    if (last is not None and last.intent == "compare") or case.has(case.cues.all):
        return Answer(Query(intent=asks.name, networks=networks), case.confidence(asks.name))
    recorded = [id for id in networks if is_recorded(case.knowledge.network(id), asks.name)]
    if len(recorded) == 1:
        return Answer(Query(intent=asks.name, networks=(recorded[0],)), case.confidence(asks.name))
    candidates = tuple(Query(intent=asks.name, networks=(id,)) for id in recorded or networks)
    return Clarify(Query(intent=asks.name), candidates[:MOST_CANDIDATES], case.confidence(asks.name))


def _detail(case: Case) -> Decision | None:
    """What a bare "where?", "in which year?" asks of what was just said of a network."""
    networks, asked = case.context.networks, case.context.query
    if not networks or case.content or case.place or not _asks_for_detail(case):
        return None
    if asked is None or asked.networks != networks:
        return None
    if (place := _place_asked(case, asked)) is not None:
        return Answer(place, 0.7)
    decision = about_network(case, case.knowledge.network(networks[0]))
    if isinstance(decision, Answer) and decision.query.attribute and case.about_network.score >= CLEAR:
        return decision
    told = tells_value(case, case.knowledge.network(networks[0]), asked)
    return Answer(asked, 0.6) if told else Unknown(Query(intent="", networks=networks[:1]), 0.6)


def _is_other_subject(case: Case) -> bool:
    """Whether nothing but a subject is said that the networks talked of do not deal with ("and migration?")."""
    if (
        not (case.topics and case.opens_like_follow_up)
        or case.has_description
        or not set(case.content) <= case.topic_words
    ):
        return False
    about = {network.id for network in case.knowledge.networks_about_all(case.topics)}
    return about.isdisjoint(case.context.networks) and not case.fact_parts_talked_of


def _other_on_topic(case: Case) -> str | None:
    """The network that "the one on …" means: best an entry of the same heading as the network talked of."""
    others = [network.id for network in case.knowledge.networks_about_all(case.topics)]
    beside = {entry.id for id in case.context.networks for entry in case.knowledge.listed_beside(id)}
    return next((id for id in others if id in beside), others[0] if others else None)


def _asked_of_other(case: Case, last: Query) -> str:
    """What is asked of another network: what the words ask, else the same as of the last one, or what it is."""
    asks = case.about_network
    if asks.score >= UNDERSTOOD and not set(case.content) <= case.topic_words:
        return asks.name
    return last.intent


def _other_named(case: Case) -> Decision | None:
    """Another network than that talked of, pointed at by something that only its facts name ("the one with …")."""
    named = {part.network for part in (*case.distinct_fact_parts, *case.role_parts)}
    if len(named) != 1 or named & set(case.context.networks) or not case.has(case.cues.describing):
        return None
    last = case.context.query
    network = named.pop()
    asks = case.about_network
    if case.content and asks.score >= UNDERSTOOD and asks.name != "more":
        return Answer(Query(intent=asks.name, networks=(network,)), 0.7)
    return Answer(last.with_networks(network), 0.7) if last is not None and needs_network(last.intent) else None


def _place_asked(case: Case, asked: Query) -> Query | None:
    """What a bare "where?" asks of a network: where that was of which was told, or else its seat; None for others."""
    network = case.knowledge.network(asked.networks[0])
    places = [attribute.id for attribute in case.knowledge.attributes if attribute.kind is ValueKind.PLACE]
    likely = [id for id in places if case.score(f"fact.{id}") >= UNDERSTOOD]
    if not likely:
        return None
    if asked.attribute and any(fact.places for fact in network.facts_for(asked.attribute)):
        return asked
    return next((Query(intent=f"fact.{id}", networks=(network.id,)) for id in likely if network.facts_for(id)), None)


def _asks_for_detail(case: Case) -> bool:
    """Whether a bare "where?", "in which year?" asks for a detail of what was just said."""
    asks = any(word in case.cues.questions for word in case.words)
    return asks and len(case.words) <= 5 and set(case.content) <= case.cues.details


def _leans_on_context(case: Case) -> bool:
    """Whether a sentence leans on the one before: it points back, or is short, and nothing in it is strange."""
    asks = case.about_network
    if case.top.name in LIST_INTENTS and case.top.score >= UNDERSTOOD and not case.points_back:
        return False
    named = bool(case.fact_parts_talked_of)
    points = case.points_back or case.opens_like_follow_up or len(case.content) <= 3
    unexplained = case.unexplained(asks.name)
    if not points or (len(unexplained) > 1 and not named) or case.unrelated > asks.score + 0.2:
        return False
    return named or asks.score >= (UNDERSTOOD if unexplained else WEAK)


def missing_network(case: Case) -> Decision | None:
    """The question is clear, but not which network it is about."""
    if (more := _more_of_which(case)) is not None:
        return more
    asks = case.about_network
    unexplained = case.unexplained(asks.name)
    if case.points_at_network and asks.score >= UNDERSTOOD and len(unexplained) <= 1:
        return _ask_which(case, asks.name)
    if (
        (not case.content and asks.score < SURELY_ASKED)
        or case.top.name != asks.name
        or asks.score < UNDERSTOOD
        or asks.score - case.unrelated < WEAK
        or len(unexplained) > (case.is_ours and not case.names_other and asks.score - case.unrelated >= UNDERSTOOD)
    ):
        return None
    if len(case.words) > LONGEST_WITHOUT_NAME and not (case.is_ours or case.points_at_network):
        return None
    attribute = asks.name.removeprefix("fact.") if asks.name.startswith("fact.") else None
    networks = [network for network in case.knowledge.networks if not attribute or network.facts_for(attribute)]
    if not networks and case.has_subject and case.has_city:
        return Unknown(Query(intent=asks.name), case.confidence(asks.name))
    if case.place:
        return None
    if attribute and networks and case.has_strong_subject and case.has(case.cues.most):
        return Answer(Query(intent="rank", also=(attribute,)), case.confidence(asks.name))
    named = {part.network for part in case.distinct_fact_parts}
    if len(named) == 1:
        return about_network(case, case.knowledge.network(named.pop()))
    if len(networks) == 1 and not case.points_back:
        return about_network(case, networks[0])
    if len(case.context.networks) == 1 and not case.has_strong_subject:
        return about_network(case, case.knowledge.network(case.context.networks[0]))
    return _ask_which(case, asks.name)


def _more_of_which(case: Case) -> Clarify | None:
    """The question back to "tell me more", where nothing was talked of."""
    alone = case.top.name == "more" and case.top.score >= CLEAR and not case.context.networks
    return _ask_which(case, "summary") if alone and len(case.unexplained("more")) <= 1 and not case.topics else None


def _ask_which(case: Case, intent: str) -> Clarify:
    """The question back: of which network? Those that have an answer are offered."""
    networks = [network for network in case.knowledge.networks if is_recorded(network, intent)]
    candidates = tuple(Query(intent=intent, networks=(network.id,)) for network in networks or case.knowledge.networks)
    return Clarify(Query(intent=intent), candidates[:MOST_CANDIDATES], case.confidence(intent))
