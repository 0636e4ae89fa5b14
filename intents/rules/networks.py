"""Questions that name networks."""

from __future__ import annotations

from collections.abc import Sequence

from intents.case import Case
from intents.classifier import Scored
from intents.decision import LIST_INTENTS, UNRELATED, Answer, Clarify, Decision, Decline, Reason, Unknown, needs_network
from intents.names import EXACT, Mention
from intents.normalise import normalise
from intents.query import Part, Query
from intents.rules.several_facts import listed_attributes
from intents.rules.thresholds import (
    CLEAR,
    COST_OF_WORD,
    LONG_STATEMENT,
    LONGEST_SHORT_NAME,
    MOST_CANDIDATES,
    MOST_COST_WORDS,
    NEARLY,
    RETRIEVED,
    SURELY_ASKED,
    TELLING,
    UNDERSTOOD,
    WEAK,
    WELL_RETRIEVED,
    WORD_OF_SCORE,
)
from knowledge.models import Network, ValueKind

ROLE_LIKE = frozenset(
    {
        "role",
        "roles",
        "summary",
        "related",
        "fact.leadership",
        "fact.governing-bodies",
        "fact.working-groups",
        "fact.member-check",
        "fact.participants",
        "fact.forums",
        "fact.representative",
        "fact.headquarters",
        "fact.staff",
    }
)
"""Intents that a question for a role may resemble when it names the body."""


DESCRIBING_LISTS = frozenset({"list-all", "list-topic", "list-scope"})
"""List intents that a question may resemble when a network's name says its subject ("is there a peace network?")."""


MEMBER_CHECK = "fact.member-check"
MOST_BORNE = 3
"""Unexplained words beside a name that several networks have, and a subject that only one of these has."""
TOLD_OF_ALL = frozenset({"summary", "role"})
"""What can be told of every network."""
OF_OUR_CITY = frozenset({"role", "fact.joined", "fact.motives"})
"""Intents that are about our city; asked of another, they ask whether that one is a member."""
OF_OUR_CITY_FACTS = frozenset({"fact.joined", "fact.motives"})
"""Facts of our city's part, which none of the network itself can stand for."""
MEMBERSHIP = frozenset({"participants", "member-list", "founders"})
"""Attributes whose facts name members."""


def elsewhere(case: Case) -> Decision | None:
    """A network's name among words that show that another thing of that name is meant."""
    if case.top.name == "acronym" or case.score("acronym") >= CLEAR:
        return None
    if _is_hardly_named(case):
        return Decline(Reason.NOT_OURS, 0.7)
    if case.is_named_after_place and not case.has_own_name and not case.has_city:
        return Decline(Reason.NOT_OURS, 0.8)
    other = [id for id in (*case.networks, *case.ambiguous) if case.has(case.cues.elsewhere[id])]
    if other and any(target.id in other for name in _short_names(case) for target in name.targets):
        return Decline(Reason.NOT_OURS, 0.9)
    return None


def _is_hardly_named(case: Case) -> bool:
    """Whether no name is there as it is written, nothing else is ours, and all is far more like other subjects."""
    names = case.reading.mentions.networks
    ours = case.has_city or case.has_subject or case.has_mayor or case.context.networks
    lost = case.unrelated - case.about_network.score > CLEAR
    return bool(names) and not ours and lost and all(name.score < EXACT and name.length > 1 for name in names)


def _short_names(case: Case) -> list[Mention]:
    """The names in a sentence that are so short, or so ordinary, that other things have them too."""
    named = case.reading.mentions.networks
    return [
        name
        for name in named
        if all(target.is_common for target in name.targets)
        or (len(name.name) <= 2 * LONGEST_SHORT_NAME and _is_short(name.name))
    ]


def _is_short(name: str) -> bool:
    return len(normalise(name)) <= LONGEST_SHORT_NAME


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


def about_network(case: Case, network: Network, *, understood: bool = True) -> Decision:
    """What is asked of a network that is known, whether it was named or carried over.

    Args:
        case: the sentence.
        network: the network.
        understood: whether the best intent may be trusted; where not, only what the question names counts.
    """
    asks = case.about_network
    confidence = case.confidence(asks.name)
    query = Query(intent=asks.name, networks=(network.id,), holder=case.holder, place=case.place)
    if (of_members := _role_or_member(case, network, query, confidence)) is not None:
        return of_members
    parts = _named_parts(case, network)
    if not parts and _may_be_summary(case, network, asks):
        return Answer(query.model_copy(update={"intent": "summary"}), 0.6)
    if _asks_what_it_is(case, network, understood=understood) and not parts:
        return Answer(query.model_copy(update={"intent": "summary"}), 0.7)
    if parts and case.says_only_facts and not is_recorded(network, query.intent):
        return Answer(query.model_copy(update={"facts": parts}), 0.7)
    if understood and is_recorded(network, query.intent):
        if case.top.name in DESCRIBING_LISTS and case.top.score > asks.score and asks.score < CLEAR and not parts:
            return Answer(query.model_copy(update={"intent": "summary"}), confidence)
        return Answer(_complete(case, network, query, parts, asks), confidence)
    kinds = tuple(role.kind for role in network.membership.roles if role.kind in case.role_kinds)
    own = (case.has_city or case.has_us) and not case.has_mayor and query.intent in ROLE_LIKE
    if kinds and own and not parts and not is_recorded(network, query.intent):
        return Answer(query.model_copy(update={"intent": "role"}), 0.6)
    if case.top.name == "roles" and network.membership.roles:
        return Answer(query.model_copy(update={"intent": "role"}), case.confidence("roles"))
    surely = understood and asks.score >= SURELY_ASKED and bool(query.attribute)
    if parts and (not surely or _names_twice(case, parts) or (kinds and own)):
        return Answer(query.model_copy(update={"facts": parts}), max(confidence, 0.7))
    nearest = _nearest_answer(case, network, query, understood=understood)
    if nearest is not None:
        return Answer(nearest, 0.6)
    return Unknown(query, confidence) if understood else _other_or_unknown(case, network, confidence)


def _role_or_member(case: Case, network: Network, query: Query, confidence: float) -> Decision | None:
    """What a question is answered that names a role of ours in the network, or asks who else is a member."""
    roles = tuple(part for part in case.role_parts if part.network == network.id)
    ours = case.has_city or case.has_us or case.has_mayor
    if roles and (query.intent in ROLE_LIKE or (ours and not is_recorded(network, query.intent))):
        return Answer(query.model_copy(update={"intent": "role", "roles": roles}), max(confidence, 0.8))
    if query.intent == MEMBER_CHECK or (query.intent in OF_OUR_CITY and case.is_about_elsewhere):
        return _member_check(case, network, query, confidence)
    if _asks_for_others(case, query):
        return Unknown(query.model_copy(update={"intent": "fact.member-list"}), confidence)
    return None


def _nearest_answer(case: Case, network: Network, query: Query, *, understood: bool) -> Query | None:
    """What else a question may mean whose best intent has no answer; None where that intent is surely meant."""
    asks = case.about_network
    if understood and query.attribute and case.knowledge.attribute(query.attribute).kind is ValueKind.NUMBER:
        return None
    other = _recorded_instead(case, network) or _about_as_likely(case, network) if query.attribute else None
    if understood and other:
        return query.model_copy(update={"intent": other})
    near = case.knowledge.attribute(query.attribute).near if query.attribute else ()
    if understood and (other := next((id for id in near if network.facts_for(id)), None)):
        return query.model_copy(update={"intent": f"fact.{other}"})
    told = case.tools.facts.find(network.id, case.content)
    if told and told[0].words > 1 and told[0].share >= WELL_RETRIEVED and query.attribute:
        return query.model_copy(update={"facts": (told[0].part,)})
    if understood and asks.score < CLEAR and case.joins and (also := _also_asked(case, network, query)):
        return query.model_copy(update={"intent": f"fact.{also[0]}"})
    lists = case.top.name in DESCRIBING_LISTS and not case.unexplained(case.top.name)
    lists = lists and (asks.score < UNDERSTOOD or case.top.score - asks.score > NEARLY)
    if lists or (case.has_plural_subject and asks.score < CLEAR):
        return query.model_copy(update={"intent": "summary"})
    if understood and asks.score >= (UNDERSTOOD if query.attribute else CLEAR):
        return None
    retrieved = _retrieved(case, network)
    return query.model_copy(update={"facts": retrieved}) if retrieved else None


def _other_or_unknown(case: Case, network: Network, confidence: float) -> Decision:
    """Unknown; but where only a short name suggests the network, and all else speaks of another subject, not ours."""
    names = case.reading.mentions.networks
    short = len(_short_names(case)) == len(names)
    ours = case.has_city or case.has_subject or case.has_mayor or case.topics or case.context.networks
    if names and short and not ours and case.top.name == UNRELATED and len(case.unexplained(UNRELATED)) >= 1:
        return Decline(Reason.NOT_OURS, 0.6)
    return Unknown(Query(intent="", networks=(network.id,)), 1 - confidence)


def lists_networks(intent: str) -> bool:
    """Whether an intent asks for a list of networks."""
    return intent in LIST_INTENTS


def _recorded_instead(case: Case, network: Network) -> str | None:
    """For a bare "since when?" the next best attribute that is recorded; such words fit several."""
    if not set(case.content) <= case.cues.details | case.cues.subject or (
        case.has_city and case.about_network.name in OF_OUR_CITY_FACTS
    ):
        return None
    recorded = [scored for scored in case.reading.scored if scored.name.startswith("fact.") and scored.score >= WEAK]
    return next((scored.name for scored in recorded if is_recorded(network, scored.name)), None)


def _about_as_likely(case: Case, network: Network) -> str | None:
    """What is recorded and nearly as likely asked for as what is not; nothing of networks that only stand in a list."""
    best = case.best(among=lambda intent: intent in TOLD_OF_ALL or _is_fact_of(network, intent))
    likelier = [item.name for item in case.reading.scored if item.score > best.score]
    counts = any(
        f"fact.{attribute.id}" in likelier
        for attribute in case.knowledge.attributes
        if attribute.kind is ValueKind.NUMBER
    )
    near = case.about_network.score - best.score < NEARLY
    return best.name if near and not counts and not network.listed_only else None


def _may_be_summary(case: Case, network: Network, asks: Scored) -> bool:
    """Whether a question that no intent fits well asks what the network is, in words that say no more than that."""
    if asks.name == "summary" or asks.score >= CLEAR:
        return False
    near = case.score("summary") >= asks.score - NEARLY and case.score("summary") > WEAK
    return near and not case.unexplained("summary") and (asks.score < UNDERSTOOD or not is_recorded(network, asks.name))


def _asks_what_it_is(case: Case, network: Network, *, understood: bool) -> bool:
    """Whether a question asks for a description in so many words, and for no fact beside.

    Also a statement that asks nothing at all ("I keep hearing of A and never know"): what else could be told?
    """
    asks = case.about_network
    if understood and asks.name in {"link", "role", "acronym", "compare"} and asks.score >= CLEAR:
        return False
    if case.has(case.cues.summary) and case.has_subject and not is_recorded(network, asks.name):
        return True  # "is it a prize, a network or what?"
    clear = understood and asks.score >= (CLEAR if is_recorded(network, asks.name) else SURELY_ASKED)
    if case.has(case.cues.summary):
        return not clear or case.score("summary") >= asks.score - NEARLY
    if asks.name in {"link", "role", "acronym", "compare"} and asks.score >= UNDERSTOOD:
        return False
    states = not case.reading.sentence.is_question and case.cues.questions.isdisjoint(case.rest)
    return states and len(case.words) >= LONG_STATEMENT and asks.score < CLEAR and bool(case.reading.mentions.networks)


def is_recorded(network: Network, intent: str) -> bool:
    """Whether the knowledge holds an answer of this intent for the network."""
    return _is_fact_of(network, intent) or not intent.startswith("fact.")


def _is_fact_of(network: Network, intent: str) -> bool:
    return intent.startswith("fact.") and bool(network.facts_for(intent.removeprefix("fact.")))


def _member_check(case: Case, network: Network, query: Query, confidence: float) -> Decision:
    """Whether a city is a member: our own by its role, another only where a fact names it."""
    if case.place is None and case.has_city:
        return Answer(query.model_copy(update={"intent": "role"}), confidence)
    naming = tuple(
        Part(network=network.id, number=number)
        for number, fact in enumerate(network.facts)
        if MEMBERSHIP & set(fact.attributes)
        and case.place
        and f" {normalise(case.place)} " in f" {normalise(' '.join((*fact.text.root.values(), *fact.places)))} "
    )
    if naming:
        return Answer(query.model_copy(update={"facts": naming}), confidence)
    return Unknown(query.model_copy(update={"intent": MEMBER_CHECK}), confidence)


def _asks_for_others(case: Case, query: Query) -> bool:
    """Whether further members are asked for ("which cities besides A and B?")."""
    named = (*case.reading.mentions.places, *case.reading.mentions.city)
    excepted = any(case.follows(mention, case.cues.negations) for mention in named)
    return query.attribute in MEMBERSHIP and case.place is not None and excepted


def _named_parts(case: Case, network: Network) -> tuple[Part, ...]:
    return tuple(part for part in case.fact_parts if part.network == network.id)


def _names_twice(case: Case, parts: Sequence[Part]) -> bool:
    """Whether one of the facts is named by two of its terms, so that it must be what the question is about."""
    named = [{(target.id, target.part) for target in mention.targets} for mention in case.reading.mentions.facts]
    return any(sum((part.network, part.number) in targets for targets in named) > 1 for part in parts)


def _complete(case: Case, network: Network, query: Query, parts: tuple[Part, ...], asks: Scored) -> Query:
    """The query with the facts that fit it best first, and with what else is asked in the same breath."""
    attribute = query.attribute
    if attribute is None:
        if parts and query.intent not in {"link", "role", "acronym"} and asks.score < 2 * CLEAR:
            return query.model_copy(update={"facts": parts})
        return query
    fitting = tuple(part for part in parts if attribute in network.facts[part.number].attributes)
    if parts and not fitting and asks.score < CLEAR:
        return query.model_copy(update={"facts": parts})
    likely = tuple(
        found.part
        for found in case.tools.facts.find(network.id, case.content)
        if (found.share >= TELLING and found.words > 1) or attribute in network.facts[found.number].attributes
    )
    first = tuple(dict.fromkeys((*fitting, *likely)))
    also = _also_asked(case, network, query)
    return query.model_copy(update={"facts": first, "also": also}) if first or also else query


def _also_asked(case: Case, network: Network, query: Query) -> tuple[str, ...]:
    """Further attributes that a sentence asks for; less sure ones only where it joins questions with an "and"."""
    least = WORD_OF_SCORE if case.joins else CLEAR
    others = [scored for scored in case.reading.scored[:5] if scored.name.startswith("fact.") and scored.score >= least]
    names = [scored.name.removeprefix("fact.") for scored in others if scored.name != query.intent]
    if query.intent in OF_OUR_CITY and not case.cues.negations.isdisjoint(case.rest):
        names.append("joined")  # "why did our city never join?": it did, and since when puts that right
    return tuple(name for name in dict.fromkeys(names) if network.facts_for(name))[:2]


def _retrieved(case: Case, network: Network) -> tuple[Part, ...]:
    """The facts that hold most of what the question says."""
    found = case.tools.facts.find(network.id, case.content)
    if not found or found[0].share < RETRIEVED:
        return ()
    return tuple(item.part for item in found if item.weight >= 0.9 * found[0].weight)[:2]


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
    ids = [intent.removeprefix("fact.") for intent in intents if intent.startswith("fact.")]
    return len(ids) == 2 and all(case.knowledge.attribute(id).kind is ValueKind.NUMBER for id in ids)


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
    fitting = list(candidates)
    if intent.startswith("fact."):
        fitting = [id for id in fitting if is_recorded(case.knowledge.network(id), intent)] or fitting
    topics = [topic for topic in case.topics if topic not in case.topics_in_names]
    about = [id for id in fitting if any(topic in case.knowledge.network(id).topics for topic in topics)]
    return _mainly_about(case, fitting) or about or fitting
