"""Networks in order of an attribute, and what each has to say about it."""

from __future__ import annotations

from intents.answers.about_all import considered
from intents.answers.content import Content
from intents.answers.speaker import Speaker
from intents.query import Query
from intents.reply import Bullets, Item, Outcome, Paragraph
from knowledge.models import Attribute, Fact, Network, Qualifier, ValueKind

MOST_PICKED = 6
"""Networks of which also those are named that an attribute is not told of."""
Told = tuple[Network, Fact]


def rank(speaker: Speaker, query: Query) -> Content:
    """The networks in order of an attribute, as far as it is known of them, within the bounds that are asked for.

    Of networks that were picked, those of which it is not known are named, too.
    """
    id = next((id for id in query.also if id in speaker.attribute_ids), "members")
    attribute = speaker.knowledge.attribute(id)
    name = attribute.name.text(speaker.language)
    told = [pair for pair in _told(speaker, query, attribute) if _is_within(pair[1], query)]
    networks = [network for network, _ in told]
    if not told:
        bounded = query.over is not None or query.under is not None
        text = speaker.say("list_scope_none") if bounded else speaker.say("unknown_general", attribute=name)
        return Content((Paragraph(text=text),), query.networks, Outcome.UNKNOWN)
    items = [Item(label=speaker.short(network), text=cell(speaker, attribute, fact)) for network, fact in told]
    if len(query.networks) <= MOST_PICKED and query.over is None and query.under is None:
        others = [network for network in speaker.networks(query) if network not in networks]
        items += [Item(label=speaker.short(network), text=speaker.say("compare_missing")) for network in others]
        networks += others
    intro = Paragraph(text=speaker.say("rank_intro", attribute=name))
    return Content((intro, Bullets(items=tuple(items))), tuple(network.id for network in networks), has_figures=True)


def order_of(fact: Fact, attribute: Attribute) -> int | str | None:
    """What a fact has to be put in order by: a number or a date; None where it has neither."""
    if attribute.kind is ValueKind.NUMBER:
        return fact.value if isinstance(fact.value, int) else None
    return fact.value if isinstance(fact.value, str) else fact.date


def cell(speaker: Speaker, attribute: Attribute, fact: Fact) -> str:
    """What a fact tells of an attribute, in a few words where it has a value of its kind."""
    return speaker.wording.value(fact, attribute.kind) or fact.text.text(speaker.language)


def _told(speaker: Speaker, query: Query, attribute: Attribute) -> list[Told]:
    """Each network with its first fact on an attribute: in order where it has one, else as the networks stand."""
    first: dict[str, Told] = {}
    for network in considered(speaker, query):
        facts = network.facts_for(attribute.id)
        if attribute.kind in {ValueKind.NUMBER, ValueKind.DATE}:
            facts = tuple(fact for fact in facts if order_of(fact, attribute) is not None)
        if facts:
            first[network.id] = (network, facts[0])
    told = list(first.values())
    if attribute.kind is ValueKind.NUMBER:
        return sorted(told, key=lambda pair: int(str(order_of(pair[1], attribute))), reverse=not query.backwards)
    if attribute.kind is ValueKind.DATE:
        return sorted(told, key=lambda pair: str(order_of(pair[1], attribute)), reverse=query.backwards)
    return told


def _is_within(fact: Fact, query: Query) -> bool:
    """Whether the number that a fact tells lies within the bounds that are asked for."""
    if query.over is None and query.under is None:
        return True
    if not isinstance(fact.value, int):
        return False
    more = fact.qualifier is Qualifier.MORE_THAN
    above = query.over is None or fact.value > query.over or (more and fact.value == query.over)
    return above and (query.under is None or fact.value < query.under)
