"""Networks that are pointed at among those listed or talked of before: by place, by comparison, by a condition."""

from __future__ import annotations

from intents.case import Case
from intents.case.pointed import PAIR
from intents.decision import LIST_INTENTS, Answer, Decision, needs_network
from intents.query import Query
from intents.rules.attributes import about_network
from intents.rules.conditions import BEGINNINGS, bounded, is_value
from intents.rules.lists import in_order
from intents.rules.recorded import is_recorded
from intents.rules.thresholds import CLEAR, UNDERSTOOD, WEAK
from knowledge.models import ValueKind

LONGEST = 14
"""Words up to which a sentence may point at an earlier one with no name in it."""
MOST_OTHERS = 2
"""Networks of a list that "the other one" may still mean."""


def pointed(case: Case) -> Decision | None:
    """What is asked of the networks that are pointed at."""
    if not case.context.networks or case.networks or case.ambiguous or len(case.words) > LONGEST:
        return None
    if case.names_other or (case.place and not case.fact_parts):
        return None
    for rule in RULES:
        if (decision := rule(case)) is not None:
            return decision
    return None


def _count_of_list(case: Case) -> Decision | None:
    """How many networks a list has that was just shown."""
    if not case.shown or not case.has(case.cues.counting) or case.has_strong_subject or case.content:
        return None
    last = case.context.query
    counted = last is not None and last.intent in {"list-all", "list-topic"}
    return Answer(last if last and counted else Query(intent="list-all", networks=case.shown), 0.8)


def _compared(case: Case) -> Decision | None:
    """The networks of a list, or those last talked of, in the order that is asked for."""
    if not case.pool or case.context.is_clarifying or (case.has_strong_subject and not case.has(case.cues.of_these)):
        return None
    by = _order_asked(case)
    if by is None or (not case.shown and case.has(case.cues.all)):
        return None
    asks = case.about_network
    of_order = ("rank", "compare", f"fact.{by.also[0]}")
    best = _best(case, by)
    told = asks.name.startswith("fact.") or asks.name in {"link", "role"}
    asks_more = case.has(case.cues.describing) and told and asks.score >= UNDERSTOOD and asks.name not in of_order
    if best and asks_more and not case.unexplained(*of_order, asks.name):
        return about_network(case, case.knowledge.network(best))
    return None if case.unexplained(*of_order) else Answer(by, 0.8)


def _order_asked(case: Case) -> Query | None:
    """The order of the pool that a superlative asks for, or "more" of what was last asked."""
    if case.superlative is not None:
        return in_order(case, case.pool)
    last = case.context.query
    if last is None or last.attribute is None or not case.has(case.cues.most):
        return None
    if case.knowledge.attribute(last.attribute).kind is not ValueKind.NUMBER:
        return None
    return Query(intent="rank", also=(last.attribute,), networks=case.pool, backwards=case.has(case.cues.backwards))


def _best(case: Case, by: Query) -> str | None:
    """The network of the pool that comes first in an order; None where it is told of fewer than two."""
    values: list[tuple[str, str]] = []
    for id in case.pool:
        facts = case.knowledge.network(id).facts_for(by.also[0])
        found = (moment for fact in facts for moment in (fact.value, fact.date) if isinstance(moment, int | str))
        values += [(str(value).zfill(LONGEST), id) for value in list(found)[:1]]
    numbers = case.knowledge.attribute(by.also[0]).kind is ValueKind.NUMBER
    return sorted(values, reverse=numbers != by.backwards)[0][1] if len(values) > 1 else None


def _counted(case: Case) -> Decision | None:
    """What is asked of the networks that are picked by their places in a list."""
    if not case.counted or (case.context.is_clarifying and len(case.counted) == 1):
        return None
    single = len(case.counted) == 1
    if single and case.context.choices and not case.shown and not case.asks_something and not _goes_back(case):
        return None  # one of the buttons under the last reply
    if case.top.name == "rank" and case.has_city:
        return None
    return _asked(case, case.counted)


def _goes_back(case: Case) -> bool:
    """Whether a list is still talked of, or the sentence goes on from one of its networks to the next."""
    return len(case.context.listed) > 1 or case.opens_like_follow_up


def _earlier(case: Case) -> Decision | None:
    """What is asked of the network before the last one, or of the other one of two."""
    if len(case.context.networks) != 1:
        return None
    now = case.context.networks[0]
    if case.topics:
        return _earlier_on_topic(case, now)
    if case.has(case.cues.previous) and case.context.before:
        return _asked(case, case.context.before[:1])
    if not case.points_at_other:
        return None
    listed = [id for id in case.context.listed if id != now]
    others = tuple(listed) if 0 < len(listed) <= MOST_OTHERS else case.context.before[:1]
    return _asked(case, others) if others else None


def _earlier_on_topic(case: Case, now: str) -> Decision | None:
    """What is asked of a network that was talked of before and is described now, or the other ones on a subject."""
    if case.has(case.cues.returning):
        before = (id for id in case.context.before if case.knowledge.network(id).topics[0] in case.topics)
        meant = next(before, None)
        return _asked(case, (meant,)) if meant else None
    if not case.has(case.cues.other_one) or case.unexplained("list-topic"):
        return None
    return Answer(Query(intent="list-topic", topics=case.topics, without=(now,)), 0.7)


def _picked_by_fact(case: Case) -> Decision | None:
    """The network that something tells which only its facts name, after a list: "the one with …"."""
    if not case.shown or case.context.is_clarifying or not case.has(case.cues.describing):
        return None
    named = tuple(dict.fromkeys(part.network for part in case.fact_parts))
    return _asked(case, named) if len(named) == 1 else None


def _asked(case: Case, networks: tuple[str, ...]) -> Decision | None:
    """What is asked of networks that were pointed at; of no more than was said the last question, or what they are."""
    asks, last = case.about_network, case.context.query
    if len(_strange(case, asks.name)) > 1 or case.unrelated > max(asks.score, UNDERSTOOD) + CLEAR:
        return None
    asked = not set(case.content) <= case.cues.picking or case.has(case.cues.questions)
    says = asks.score >= UNDERSTOOD and asked
    if says and len(networks) == 1 and asks.name not in {"summary", "more"}:
        return about_network(case, case.knowledge.network(networks[0]))
    goes_on = case.opens_like_follow_up or case.context.is_clarifying
    if not says and last is not None and needs_network(last.intent) and goes_on:
        return Answer(last.with_networks(*networks), 0.8)
    intent = asks.name if says and asks.name not in {"more", "compare"} else "summary"
    return Answer(Query(intent=intent, networks=networks, holder=case.holder), 0.8)


def _strange(case: Case, *intents: str) -> list[str]:
    """The words that stay unexplained besides those of picking."""
    return [word for word in case.unexplained(*intents) if word not in case.cues.picking]


def _both(case: Case) -> Decision | None:
    """What is asked of the two networks that were talked of one after the other: "compare the two", "do both …?"."""
    if case.shown or len(case.pool) < PAIR or not case.has(case.cues.both):
        return None
    asks = case.best(among=needs_network)
    if asks.score < UNDERSTOOD or _strange(case, asks.name) or case.unrelated > asks.score:
        return None
    return Answer(Query(intent=asks.name, networks=case.pool, holder=case.holder), case.confidence(asks.name))


def _selected(case: Case) -> Decision | None:
    """Those networks of a list that was shown which meet a condition: "which of these are European?"."""
    pool = case.pool if case.has(case.cues.of_these) else case.shown
    selects = case.has(case.cues.of_these) or (case.has(case.cues.selecting) and not case.has_strong_subject)
    if not pool or not selects or case.context.is_clarifying:
        return None
    query = _condition(case)
    if query is not None:
        return Answer(query.model_copy(update={"networks": pool}), 0.8)
    owners = tuple(dict.fromkeys(part.network for part in case.fact_parts if part.network in pool))
    if len(owners) == 1 and not case.unexplained(case.about_network.name, "list-topic"):
        return about_network(case, case.knowledge.network(owners[0]))
    return None


def _condition(case: Case) -> Query | None:
    """The condition that picks among the networks of a list."""
    last = case.context.query
    of_roles = last is not None and last.intent == "roles"
    ours = case.has_city or case.has_mayor or case.has_us or of_roles
    if ours and (case.role_kinds or case.role_parts or case.has_mayor or case.score("roles") >= UNDERSTOOD):
        if len(case.unexplained("roles", "role")) > 1:
            return None
        holder = last.holder if last is not None and of_roles and case.holder is None else case.holder
        return Query(intent="roles", role_kinds=case.role_kinds, holder=holder)
    if (query := bounded(case)) is not None:
        return query
    if _strange(case, "list-topic", "list-scope", "list-year", "list-all", "fact.founded"):
        return None
    if case.years:
        return Query(intent="list-year", years=case.years, also=BEGINNINGS if case.has(case.cues.beginning) else ())
    if case.topics:
        return Query(intent="list-topic", topics=case.topics)
    return Query(intent="list-scope", scopes=case.scopes) if case.scopes else None


def _of_all_shown(case: Case) -> Decision | None:
    """What is asked of all networks of a list together: "and their sites?", "how many cities in each?", "both"."""
    several = case.has(case.cues.several_pointing) or case.has(case.cues.all)
    if not case.shown or not several or case.has_strong_subject or case.years:
        return None
    asks, last = case.about_network, case.context.query
    if case.context.is_clarifying:
        said = set(case.content) <= case.cues.picking
        chosen = last is not None and needs_network(last.intent) and said
        return Answer(last.with_networks(*case.shown), 0.85) if last and chosen else None
    if asks.score < UNDERSTOOD or case.unexplained(asks.name) or case.unrelated > asks.score:
        return None
    if case.top.name in LIST_INTENTS and case.top.score > asks.score + WEAK:
        return None
    if is_value(case, asks.name):
        return Answer(
            Query(intent="rank", also=(asks.name.removeprefix("fact."),), networks=case.shown),
            case.confidence(asks.name),
        )
    recorded = tuple(id for id in case.shown if is_recorded(case.knowledge.network(id), asks.name))
    return Answer(Query(intent=asks.name, networks=recorded), case.confidence(asks.name)) if recorded else None


def _same_of_other(case: Case) -> Decision | None:
    """The last question, now for another thing that a fact names: "which is based in A?", and then "and in B?"."""
    last = case.context.query
    if last is None or not last.facts or last.attribute is None or not case.opens_like_follow_up or case.content:
        return None
    told = {network.id: network.facts for network in case.knowledge.networks}
    parts = [part for part in case.fact_parts if last.attribute in told[part.network][part.number].attributes]
    owners = {part.network for part in parts} - set(case.context.networks)
    if len(owners) != 1:
        return None
    fitting = tuple(part for part in parts if part.network in owners)
    return Answer(Query(intent=last.intent, networks=tuple(owners), facts=fitting), 0.8)


RULES = (
    _count_of_list,
    _compared,
    _both,
    _counted,
    _earlier,
    _selected,
    _of_all_shown,
    _picked_by_fact,
    _same_of_other,
)
"""The ways of pointing, in order of priority."""
