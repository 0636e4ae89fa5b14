"""Answers about all networks together: lists, roles, ranks, and the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intents.answers.about_networks import summary
from intents.answers.content import Content, first_sentence, fitting_roles, has_digits
from intents.answers.speaker import Speaker
from intents.query import Query
from intents.reply import Bullets, Item, Outcome, Paragraph
from knowledge.models import Fact, Network, ValueKind


def list_all(speaker: Speaker, query: Query) -> Content:
    """All networks with their main subjects."""
    networks = speaker.knowledge.networks
    intro = Paragraph(text=speaker.say("list_all_intro", count=len(networks)))
    ids = tuple(network.id for network in networks)
    return Content((intro, _listed(speaker, networks)), ids, suggestions=(Query(intent="roles"),))


def _listed(speaker: Speaker, networks: Iterable[Network]) -> Bullets:
    return Bullets(
        items=tuple(Item(label=speaker.full_name(network), text=speaker.topic_names(network)) for network in networks)
    )


def list_topic(speaker: Speaker, query: Query) -> Content:
    """The networks that deal with all the topics, or else with one of them."""
    if not query.topics:
        names = [Query(intent="list-topic", topics=(topic.id,)) for topic in speaker.knowledge.topics]
        return Content((Paragraph(text=speaker.say("clarify_subject")),), (), Outcome.CLARIFY, suggestions=tuple(names))
    topic = speaker.wording.names(tuple(map(speaker.topic, query.topics)))
    networks = speaker.knowledge.networks_about_all(query.topics)
    ids = tuple(network.id for network in networks)
    if not networks:
        return Content((Paragraph(text=speaker.say("list_topic_none", topic=topic)),), (), Outcome.UNKNOWN)
    if len(networks) == 1:
        content = summary(speaker, Query(intent="summary", networks=ids))
        intro = Paragraph(text=speaker.say("list_topic_one", topic=topic))
        return Content((intro, *content.blocks), ids, has_figures=content.has_figures)
    intro = Paragraph(text=speaker.say("list_topic_many", topic=topic, count=len(networks)))
    items = tuple(
        Item(label=speaker.full_name(network), text=first_sentence(network.summary.text(speaker.language)))
        for network in networks
    )
    further = tuple(Query(intent="summary", networks=(id,)) for id in ids)
    return Content(
        (intro, Bullets(items=items)), ids, suggestions=further, has_figures=has_digits([Bullets(items=items)])
    )


def list_scope(speaker: Speaker, query: Query) -> Content:
    """The networks of a reach."""
    networks = [network for network in speaker.knowledge.networks if network.scope in query.scopes]
    names = speaker.wording.names(tuple(speaker.knowledge.scope(id).name.text(speaker.language) for id in query.scopes))
    if not networks:
        return Content((Paragraph(text=speaker.say("list_scope_none")),), (), Outcome.UNKNOWN)
    intro = Paragraph(text=speaker.say("list_scope_intro", scope=names))
    return Content((intro, _listed(speaker, networks)), tuple(network.id for network in networks))


def list_year(speaker: Speaker, query: Query) -> Content:
    """What the page says about some years, network by network."""
    items = []
    networks: dict[str, None] = {}
    for network in speaker.knowledge.networks:
        texts = [fact.text.text(speaker.language) for fact in network.facts]
        texts += [role.text.text(speaker.language) for role in network.membership.roles]
        for text in dict.fromkeys(text for text in texts if any(year in text for year in query.years)):
            items.append(Item(label=speaker.short(network), text=text))
            networks[network.id] = None
    year = speaker.wording.names(query.years)
    if not items:
        return Content((Paragraph(text=speaker.say("list_year_none", year=year)),), (), Outcome.UNKNOWN)
    intro = Paragraph(text=speaker.say("list_year_intro", year=year))
    return Content((intro, Bullets(items=tuple(items))), tuple(networks), has_figures=True)


def roles(speaker: Speaker, query: Query) -> Content:
    """The city's roles in all networks, narrowed to what is asked for."""
    narrowed = query.roles or query.role_kinds or query.holder
    found = _role_items(speaker, query)
    if not found and narrowed:
        everything = _role_items(speaker, Query(intent="roles"))
        intro = Paragraph(text=speaker.say("roles_kind_none"))
        return Content((intro, bullets(everything)), owners(everything), Outcome.UNKNOWN)
    key = (
        "roles_kind_intro"
        if query.roles or query.role_kinds
        else "roles_mayor_intro"
        if query.holder
        else "roles_intro"
    )
    return Content(
        (Paragraph(text=speaker.say(key)), bullets(found)), owners(found), has_figures=has_digits([bullets(found)])
    )


def _role_items(speaker: Speaker, query: Query) -> list[tuple[str, Item]]:
    return [
        (network.id, Item(label=speaker.short(network), text=role.text.text(speaker.language)))
        for network in speaker.knowledge.networks
        for role in fitting_roles(network, query)
    ]


def rank(speaker: Speaker, query: Query) -> Content:
    """The networks in order of an attribute that has values."""
    id = next((id for id in query.also if id in speaker.attribute_ids), "members")
    attribute = speaker.knowledge.attribute(id)
    facts = [
        (network, fact, speaker.wording.value(fact, attribute.kind))
        for network, fact in speaker.knowledge.facts_about(id)
    ]
    first = {network.id: (network, fact, value) for network, fact, value in reversed(facts) if value is not None}
    ordered = sorted(first.values(), key=lambda found: _rank_key(found[1]), reverse=attribute.kind is ValueKind.NUMBER)
    items = tuple(Item(label=speaker.short(network), text=value) for network, _, value in ordered)
    if not ordered:
        name = attribute.name.text(speaker.language)
        return Content((Paragraph(text=speaker.say("unknown_general", attribute=name)),), (), Outcome.UNKNOWN)
    intro = Paragraph(text=speaker.say("rank_intro", attribute=attribute.name.text(speaker.language)))
    return Content((intro, Bullets(items=items)), tuple(network.id for network, *_ in ordered), has_figures=True)


def source(speaker: Speaker, query: Query) -> Content:
    """Where all knowledge comes from, and its date."""
    city = speaker.knowledge.city
    title, date = city.page_title.text(speaker.language), speaker.wording.date(city.page_date)
    text = speaker.say("source_text", title=title, date=date)
    return Content((Paragraph(text=text),), query.networks, links=(speaker.page_link,))


def introduction(speaker: Speaker, query: Query) -> Content:
    """Why the city takes part in networks at all."""
    text = speaker.knowledge.city.introduction.text(speaker.language)
    return Content((Paragraph(text=text),), query.networks, links=(speaker.page_link,))


def bullets(items: Sequence[tuple[str, Item]]) -> Bullets:
    """The lines of a list without their networks."""
    return Bullets(items=tuple(item for _, item in items))


def owners(items: Sequence[tuple[str, Item]]) -> tuple[str, ...]:
    """The networks of the lines of a list, each once."""
    return tuple(dict.fromkeys(id for id, _ in items))


def _rank_key(fact: Fact) -> tuple[int, str]:
    return (fact.value, "") if isinstance(fact.value, int) else (0, str(fact.value))
