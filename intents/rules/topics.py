"""Questions by subject: the networks that deal with it, and the one that a question describes instead of naming."""

from __future__ import annotations

from intents.case import Case
from intents.classifier import Scored
from intents.decision import FIELD, LIST_INTENTS, UNRELATED, Answer, Clarify, Decision, Unknown
from intents.query import Query
from intents.rules.attributes import about_network
from intents.rules.lists import tolerated
from intents.rules.recorded import is_recorded
from intents.rules.thresholds import (
    CLEAR,
    CLEARLY_LESS,
    DESCRIBED,
    FEWEST_DESCRIBING,
    LEFT_BEHIND,
    LOST,
    MOST_CANDIDATES,
    NEARLY,
    SURELY_ASKED,
    SURELY_DESCRIBED,
    UNDERSTOOD,
    WEAK,
)
from intents.told_on import is_told_on

TOPICAL = frozenset({"list-topic", "list-all", "list-scope"})
"""Intents that a question for the networks of a subject may resemble."""
VAGUE = frozenset(
    {"summary", "role", "fact.participants", "fact.working-groups", "fact.representative", "fact.member-check"}
)
"""Intents that "which group are we in" resembles, so that they are no sign of another question."""
SURE_LIST = 0.7
"""Confidence in a list on a subject that is surely asked for. Judged by the project's own questions."""


def topic(case: Case) -> Decision | None:
    """A subject: the networks that deal with it, or the one that a question about "the … network" means."""
    if not case.topics or case.names_other or case.is_about_elsewhere:
        return None
    if case.has_plural_subject and _rules_out_topics(case):
        return Answer(Query(intent="list-all"), 0.6)
    asks = case.about_network
    lists = max(case.score(name) for name in ("list-topic", "list-all", "list-scope"))
    if (
        case.has_kind
        and not case.has_plural_subject
        and not (case.score("list-topic") >= SURELY_ASKED and not case.unexplained("list-topic"))
        and (described := _described_in_words(case, SURELY_DESCRIBED, LEFT_BEHIND))
    ):
        return described
    if _asks_which_of_ours(case, lists):
        return Answer(Query(intent="list-topic", topics=case.topics), max(case.confidence("list-topic"), SURE_LIST))
    if _is_only_topic(case) or _frames_topic(case):
        return _bare_topic(case)
    if asks.name in {"role", "fact.joined", "fact.member-check"} and asks.score > lists and not case.has_strong_subject:
        return None
    if _is_unlike_ours(case, max(lists, asks.score)):
        return None
    return _by_subject(case, asks, lists)


def _rules_out_topics(case: Case) -> bool:
    """Whether every subject follows a negation ("which networks are not about …")."""
    negated = [place for place, word in enumerate(case.words) if word in case.cues.negations]
    return all(any(0 < topic.start - place <= 3 for place in negated) for topic in case.reading.mentions.topics)


def _is_unlike_ours(case: Case, best: float) -> bool:
    """Whether a question is more like the unrelated ones than the signs that it is ours outweigh."""
    frame = case.frame.of(UNRELATED) - max(case.frame.of("list-topic"), case.about_network.score)
    lost = min(case.unrelated - best, frame)
    signs = case.has_subject + case.has_kind_word + case.has_mayor + case.has_city
    borne = CLEAR if signs > 1 else UNDERSTOOD if case.has_city else WEAK if case.has_strong_subject else 0
    return lost > borne


def _by_subject(case: Case, asks: Scored, lists: float) -> Decision | None:
    """The network of a subject that something is asked of, or all networks of the subject."""
    about = tuple(
        network.id for network in case.knowledge.networks_about_all(case.topics) if network.id not in case.negated
    )
    if case.has_description and not case.has_plural_subject and (described := _described(case, about)):
        return described
    if case.has_strong_subject and case.frame[0].name in TOPICAL and case.frame[0].score >= CLEAR and about:
        return Answer(Query(intent="list-topic", topics=case.topics), SURE_LIST)
    if set(case.content) <= case.topic_words and case.top.name in TOPICAL:
        return _bare_topic(case)
    named = {part.network for part in case.distinct_fact_parts}.intersection(about)
    if len(named) == 1 and case.has_subject and not case.has_plural_subject and asks.score < SURELY_ASKED:
        return about_network(case, case.knowledge.network(named.pop()))
    told = asks.score >= SURELY_ASKED or any(is_recorded(case.knowledge.network(id), asks.name) for id in about)
    if asks.score > lists + 0.2 and asks.score >= UNDERSTOOD and case.has_subject and asks.name != "summary" and told:
        return _about_topic_network(case, about)
    unexplained = case.unexplained("list-topic", "list-all", asks.name)
    signs = case.has_city + 2 * case.has_strong_subject + case.has_subject + case.has_kind_word + case.has_mayor
    signs += case.has_subject and case.frame[0].name == "list-topic" and case.frame[0].score >= CLEAR
    if (
        not signs
        and case.top.name == "list-topic"
        and lists >= CLEAR
        and lists - case.unrelated > NEARLY
        and not case.place
    ):
        told = max(mention.length for mention in case.reading.mentions.topics) > 1
        return None if len(unexplained) > told else Answer(Query(intent="list-topic", topics=case.topics), 0.7)
    if (
        not signs
        or len(unexplained) > max(signs, tolerated(lists) if case.has_strong_subject else 0)
        or (lists < WEAK and signs < 2)
        or (signs == case.has_kind_word and lists < CLEAR)
    ):
        return None
    return Answer(Query(intent="list-topic", topics=case.topics), case.confidence("list-topic"))


def description(case: Case) -> Decision | None:
    """A network that is described in its own words ("the pact that mayors signed about …")."""
    surely = _described_in_words(case, SURELY_DESCRIBED, LEFT_BEHIND)
    if surely is not None or case.has_plural_subject:
        return surely
    return _described_in_words(case, DESCRIBED, CLEARLY_LESS)


def _described_in_words(case: Case, least: float, rival: float) -> Decision | None:
    """What is asked of the network that the words of a question describe.

    Args:
        case: the sentence.
        least: the share of the words that the network's texts must hold.
        rival: the most that another network may hold, as a share of that.
    """
    said = (*(word for word in case.content if word not in case.topic_words), *case.place_words)
    signs = case.has_subject + case.has_kind_word + case.has_mayor + case.has_city + case.has_us
    signs += case.opens_with_description + bool(case.distinct_fact_parts) + _tells_figure(case)
    clear = bool(case.topics) and least >= SURELY_DESCRIBED
    named = case.has_subject or case.has_mayor or case.has_city or case.topics or case.opens_with_description
    if clear:
        signs -= case.has_city + bool(case.distinct_fact_parts)
    if (
        signs < (1 if clear else 2)
        or not named
        or len(said) + 2 * len(case.topics) < FEWEST_DESCRIBING
        or case.has_other_name
        or _is_lost(case)
    ):
        return None
    found = case.tools.facts.find_networks(said, case.topics)
    found = [item for item in found if item.network not in case.negated]
    if not found or found[0].share < least or (len(found) > 1 and found[1].weight > rival * found[0].weight):
        return None
    id = found[0].network
    if not all(case.tools.facts.holds(id, name) for name in case.strange_names):
        return None
    network = case.knowledge.network(id)
    if case.topics and not is_told_on(case.knowledge, network, case.topics):
        return None
    decision = about_network(case, network)
    asks = case.about_network
    if isinstance(decision, Answer) and not _stands_in(decision, asks):
        return decision
    if isinstance(decision, Unknown) and asks.score >= SURELY_ASKED and not case.unexplained(asks.name):
        return decision
    side = bool(case.topics) and network.topics[0] not in case.topics
    return Answer(Query(intent=FIELD if side else "summary", networks=(id,), topics=case.topics if side else ()), 0.6)


def _stands_in(decision: Answer, asks: Scored) -> bool:
    """Whether an answer tells something else than what was hardly asked for, as of a named network it may."""
    query = decision.query
    told = query.intent in (asks.name, "summary", FIELD) or query.facts or query.roles
    return not told and asks.score < CLEAR


def _tells_figure(case: Case) -> bool:
    """Whether a figure is told that facts tell, too ("250 cities from 16 countries")."""
    return any(word.isdigit() and case.tools.facts.knows(word) for word in case.content)


def told_before(case: Case) -> Answer:
    """What an earlier sentence with a subject spoke of: the network that it describes, or all on its subject."""
    said = tuple(word for word in case.content if word not in case.topic_words)
    found = case.tools.facts.find_networks(said, case.topics)
    leads = len(found) == 1 or (len(found) > 1 and found[1].weight <= CLEARLY_LESS * found[0].weight)
    if leads and found[0].share >= DESCRIBED:
        return Answer(Query(intent="summary", networks=(found[0].network,)), 0.6)
    return Answer(Query(intent="list-topic", topics=case.topics), 0.6)


def _is_lost(case: Case) -> bool:
    """Whether a question is far more like the unrelated ones, with the words of its subjects and without them."""
    own = case.unrelated - max(case.about_network.score, case.score("list-topic"))
    frame = case.frame.of(UNRELATED) - max(case.about_network.score, case.frame.of("list-topic"))
    return min(own, frame) > LOST


def _asks_which_of_ours(case: Case, lists: float) -> bool:
    """Whether it asks what our city is part of, on a subject, whatever else it tells; not for a detail of that."""
    if not case.asks_for_membership or case.points_at_network or (_is_lost(case) and not case.has_strong_subject):
        return False
    asks = case.about_network
    detailed = asks.name not in VAGUE and asks.score >= CLEAR and asks.score > max(lists, case.unrelated)
    return not detailed and not case.role_kinds and not case.negated


def _is_only_topic(case: Case) -> bool:
    """Whether nothing but a subject is said: its words, and words that frame it."""
    allowed = (case.topic_words, case.cues.framing, case.cues.kinds)
    return all(any(word in words for words in allowed) for word in case.rest)


def _frames_topic(case: Case) -> bool:
    """Whether the words around a subject ask who deals with it, whatever the subject's own words resemble."""
    best, second = case.frame[:2]
    if best.name != "list-topic" or case.place or case.unexplained("list-topic"):
        return False
    sure = case.has_city or case.has_us or best.score >= 1.5 * CLEAR
    if case.unrelated > case.score("list-topic") + (NEARLY if sure else 0):
        return False
    return (
        best.score >= CLEAR
        and best.score - second.score >= NEARLY
        and best.score - case.frame.of(UNRELATED) >= UNDERSTOOD
    )


def _bare_topic(case: Case) -> Decision | None:
    """The networks of a subject that stands alone."""
    found = case.knowledge.networks_about_all(case.topics)
    return Answer(Query(intent="list-topic", topics=case.topics), 0.7) if found else None


def _described(case: Case, about: tuple[str, ...]) -> Decision | None:
    """A network that is described by its subject ("the food one"): the one whose main subject it is."""
    listed = [id for id in about if id in case.context.networks]
    if not about or case.unexplained(case.about_network.name, "list-topic"):
        return None
    if case.top.name in LIST_INTENTS and not listed and not case.negated and case.has_strong_subject:
        return Answer(Query(intent="list-topic", topics=case.topics), case.confidence("list-topic"))
    decision = about_network(case, case.knowledge.network(_recorded(case, listed or list(about))[0]))
    if isinstance(decision, Unknown) and case.has_strong_subject and not listed:
        return Answer(Query(intent="list-topic", topics=case.topics), 0.6)
    return decision


def _recorded(case: Case, networks: list[str]) -> list[str]:
    """Those of the networks that have what is asked for; all where none has."""
    intent = case.about_network.name
    return [id for id in networks if is_recorded(case.knowledge.network(id), intent)] or networks


def _about_topic_network(case: Case, about: tuple[str, ...]) -> Decision | None:
    """A question about a network that is described by its subject: the one whose main subject it is, or ask."""
    asks = case.about_network
    about = tuple(_recorded(case, list(about)))
    main = [id for id in about if case.knowledge.network(id).topics[0] in case.topics] or list(about)
    if len(main) == 1 and asks.score < SURELY_ASKED:
        return about_network(case, case.knowledge.network(main[0]))
    if len(main) == 1:
        return Answer(Query(intent=asks.name, networks=tuple(main)), case.confidence(asks.name))
    candidates = tuple(Query(intent=asks.name, networks=(id,)) for id in main[:MOST_CANDIDATES])
    return Clarify(Query(intent=asks.name), candidates, 0.7)
