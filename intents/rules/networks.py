"""Questions that name networks: one, or several."""

from __future__ import annotations

from intents.case import Case
from intents.classifier import Scored
from intents.decision import UNRELATED, Answer, Decision, needs_network
from intents.query import Query
from intents.rules.attributes import MEMBER_CHECK, about_network
from intents.rules.field_of_network import field_of_network
from intents.rules.recorded import is_recorded, kind_asked
from intents.rules.several_facts import listed_attributes
from intents.rules.thresholds import (
    CLEAR,
    COST_OF_WORD,
    MOST_COST_WORDS,
    SURELY_ASKED,
    UNDERSTOOD,
    WEAK,
)
from knowledge.models import ValueKind


def several_networks(case: Case) -> Decision | None:
    """Two networks or more: the same question for each, or a comparison."""
    networks = case.networks
    if len(networks) < 2:
        return None
    if set(case.rest) <= case.cues.framing and not case.opens_like_follow_up:
        return Answer(Query(intent="summary", networks=networks), 0.8)
    if case.has(case.cues.summary) and case.top.name not in {"compare", "rank"}:
        return Answer(Query(intent="summary", networks=networks), 0.7)
    compares = max(case.score("compare"), case.score("rank"))
    asks = case.best(among=lambda name: needs_network(name) and name not in {"compare", "summary"})
    told = asks.score >= SURELY_ASKED or any(is_recorded(case.knowledge.network(id), asks.name) for id in networks)
    if asks.score >= UNDERSTOOD and asks.score >= compares and told:
        query = Query(intent=asks.name, networks=networks, holder=case.holder, also=_asked_beside(case, asks))
        return Answer(query, case.confidence(asks.name))
    carried = _carried(case, networks)
    if carried is not None:
        return carried
    attribute = case.superlative or asks.name.removeprefix("fact.")
    everywhere = asks.name.startswith("fact.") and all(
        case.knowledge.network(id).facts_for(attribute) for id in networks
    )
    first = (attribute,) if everywhere or case.superlative else ()
    return Answer(Query(intent="compare", networks=networks, also=first), max(case.confidence("compare"), 0.5))


def _asked_beside(case: Case, asks: Scored) -> tuple[str, ...]:
    """The further facts that are asked for of several networks, where a sentence joins questions."""
    if not asks.name.startswith("fact.") or not (case.joins or case.reading.sentence.breaks):
        return ()
    others = [item for item in case.reading.scored[:4] if item.name.startswith("fact.") and item.score >= UNDERSTOOD]
    names = (item.name.removeprefix("fact.") for item in others if item.name != asks.name)
    return tuple(name for name in names if any(case.knowledge.network(id).facts_for(name) for id in case.networks))[:2]


def one_network(case: Case) -> Decision | None:
    """One network: what is asked of it, in the order in which signs are trusted."""
    if len(case.networks) != 1:
        return None
    if case.negated and case.topics and (case.has_plural_subject or case.negated == case.networks):
        return _others_on_topic(case)
    if case.networks == case.negated and case.top.name == "roles" and case.has_strong_subject:
        return None  # "not A, the other network where …"
    network = case.knowledge.network(case.networks[0])
    carried = _carried(case, (network.id,))
    if carried is not None:
        return carried
    if (of_field := field_of_network(case, network)) is not None:
        return of_field
    asks_for_role = bool(case.role_parts) and (case.has_city or case.has_mayor)
    if not asks_for_role and len(listed := listed_attributes(case, network)) > 0:
        query = Query(intent=f"fact.{listed[0]}", networks=(network.id,), also=listed[1:])
        return Answer(query, 0.85)
    compared = [id for id in case.context.networks if id != network.id]
    if case.top.name == "compare" and case.top.score >= UNDERSTOOD and compared:
        return Answer(Query(intent="compare", networks=(compared[0], network.id)), 0.7)
    if not case.content and not _asks_with_grammar_only(case) and case.reading.exact != MEMBER_CHECK:
        return Answer(Query(intent="summary", networks=(network.id,)), 0.97)
    return about_network(case, network, understood=not _is_not_understood(case, case.about_network))


def _others_on_topic(case: Case) -> Decision | None:
    """The networks on a subject besides those that are ruled out."""
    others = [
        network.id for network in case.knowledge.networks_about_all(case.topics) if network.id not in case.negated
    ]
    if len(others) == 1:
        return Answer(Query(intent="summary", networks=(others[0],)), 0.7)
    return Answer(Query(intent="list-topic", topics=case.topics), 0.7) if others else None


def _is_not_understood(case: Case, asks: Scored) -> bool:
    """Whether a question asks for something that no intent stands for."""
    if case.reading.exact == asks.name:
        return False
    # A slip that nobody can read is no sign of another question, an ordinary word that does not belong is.
    unexplained = tuple(word for word in case.unexplained(asks.name) if case.tools.model.is_word(word))
    needed = WEAK + COST_OF_WORD * min(len(unexplained), MOST_COST_WORDS)
    if asks.score < needed:
        return bool(unexplained) or case.top.name == UNRELATED
    return bool(unexplained) and case.unrelated > asks.score


def _asks_with_grammar_only(case: Case) -> bool:
    """Whether grammar words outside of names ask something ("how many", "who") rather than frame the name."""
    asks = case.about_network
    return asks.name not in {"summary", "acronym"} and asks.score >= CLEAR and not set(case.rest) <= case.cues.framing


def _carried(case: Case, networks: tuple[str, ...]) -> Decision | None:
    """The last question about new networks: "and the other one?"."""
    last = case.context.query
    if last is None or not needs_network(last.intent):
        return None
    if not (case.opens_like_follow_up or case.has(case.cues.corrections)):
        return None
    said = [word for word in case.rest if word not in case.cues.framing]
    if case.opens_like_follow_up and not case.content and case.about_network.score < CLEAR:
        said = []  # "and those of A?"
    if said and not (case.cues.questions.issuperset(said) and _are_numbers(case, last.intent)):
        return None
    return Answer(last.with_networks(*networks), 0.9)


def _are_numbers(case: Case, last: str) -> bool:
    """Whether the last question was for a number and this one, too ("and how many there?")."""
    intents = (last, case.about_network.name)
    return all(kind_asked(case.knowledge, intent) is ValueKind.NUMBER for intent in intents)
