"""Answers about all networks together, or some of them: lists, roles, and the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intents.answers.about_networks import summary
from intents.answers.content import Content, first_sentence, fitting_roles, has_digits
from intents.answers.speaker import Speaker
from intents.query import Query
from intents.reply import Bullets, Item, Outcome, Paragraph
from knowledge.models import Fact, Holder, Network

DIGITS_OF_DECADE = 3
"""Digits by which a decade is given."""


def list_all(speaker: Speaker, query: Query) -> Content:
    """All networks with their main subjects, or some of them."""
    networks = considered(speaker, query)
    if not networks:
        return _none(speaker)
    key = "list_some_intro" if query.networks else "list_others_intro" if query.without else "list_all_intro"
    intro = Paragraph(text=speaker.say(key, count=len(networks)))
    ids = tuple(network.id for network in networks)
    return Content((intro, _listed(speaker, networks)), ids, suggestions=(Query(intent="roles"),))


def list_without_role(speaker: Speaker, query: Query) -> Content:
    """The networks in which the page names no role of the city."""
    networks = [network for network in considered(speaker, query) if not network.membership.roles]
    if not networks:
        return _none(speaker)
    intro = Paragraph(text=speaker.say("list_without_role_intro", count=len(networks)))
    return Content((intro, _listed(speaker, networks)), tuple(network.id for network in networks))


def considered(speaker: Speaker, query: Query) -> tuple[Network, ...]:
    """The networks that a list is of: all, or those among which it picks, without those that it leaves out."""
    networks = speaker.networks(query) or speaker.knowledge.networks
    return tuple(network for network in networks if network.id not in query.without)


def _none(speaker: Speaker) -> Content:
    """The reply where a list would be empty."""
    return Content((Paragraph(text=speaker.say("list_scope_none")),), (), Outcome.UNKNOWN)


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
    listed = considered(speaker, query)
    networks = [network for network in speaker.knowledge.networks_about_all(query.topics) if network in listed]
    ids = tuple(network.id for network in networks)
    if not networks:
        text = speaker.say(f"list_topic_none{_kind(query)}", topic=topic)
        return Content((Paragraph(text=text),), query.networks, Outcome.UNKNOWN)
    if len(networks) == 1:
        content = summary(speaker, Query(intent="summary", networks=ids))
        intro = Paragraph(text=speaker.say(f"list_topic_one{_kind(query)}", topic=topic))
        return Content((intro, *content.blocks), ids, has_figures=content.has_figures)
    intro = Paragraph(text=speaker.say(f"list_topic_many{_kind(query)}", topic=topic, count=len(networks)))
    items = tuple(
        Item(label=speaker.full_name(network), text=first_sentence(network.summary.text(speaker.language)))
        for network in networks
    )
    further = tuple(Query(intent="summary", networks=(id,)) for id in ids)
    return Content(
        (intro, Bullets(items=items)), ids, suggestions=further, has_figures=has_digits([Bullets(items=items)])
    )


def _kind(query: Query) -> str:
    """How the sentences on a list end by what it is picked from: some networks, all others, or all."""
    return "_of" if query.networks else "_other" if query.without else ""


def list_scope(speaker: Speaker, query: Query) -> Content:
    """The networks of a reach."""
    networks = [network for network in considered(speaker, query) if network.scope in query.scopes]
    names = speaker.wording.names(tuple(speaker.knowledge.scope(id).name.text(speaker.language) for id in query.scopes))
    if not networks:
        return _none(speaker)
    intro = Paragraph(text=speaker.say("list_scope_intro", scope=names))
    return Content((intro, _listed(speaker, networks)), tuple(network.id for network in networks))


def list_year(speaker: Speaker, query: Query) -> Content:
    """What the page says about some years, network by network; only of some attributes where these are asked for."""
    items = []
    networks: dict[str, None] = {}
    for network in considered(speaker, query):
        texts = [
            fact.text.text(speaker.language)
            for fact in network.facts
            if _tells_of_years(fact, query.years)
            and (not query.also or not set(query.also).isdisjoint(fact.attributes))
        ]
        if not query.also:
            roles = (role.text.text(speaker.language) for role in network.membership.roles)
            texts += [text for text in roles if any(year in text for year in query.years)]
        for text in dict.fromkeys(texts):
            items.append(Item(label=speaker.short(network), text=text))
            networks[network.id] = None
    told = tuple(year for year in query.years if any(year in item.text for item in items))
    year = speaker.wording.names(tuple(_year_name(speaker, year) for year in told or query.years))
    if not items:
        return Content((Paragraph(text=speaker.say("list_year_none", year=year)),), (), Outcome.UNKNOWN)
    intro = Paragraph(text=speaker.say("list_year_intro", year=year))
    return Content((intro, Bullets(items=tuple(items))), tuple(networks), has_figures=True)


def _tells_of_years(fact: Fact, years: Iterable[str]) -> bool:
    """Whether a fact tells of one of some years or decades, in any language."""
    return any(year in text for text in fact.text.root.values() for year in years)


def _year_name(speaker: Speaker, year: str) -> str:
    """A year; of a decade, which is given by three digits, its first and last."""
    return year if len(year) > DIGITS_OF_DECADE else speaker.say("decade", first=f"{year}0", last=f"{year}9")


def roles(speaker: Speaker, query: Query) -> Content:
    """The city's roles in all networks, narrowed to what is asked for."""
    narrowed = query.roles or query.role_kinds or query.holder
    found = _role_items(speaker, query)
    if not found and narrowed:
        everything = _role_items(speaker, Query(intent="roles", networks=query.networks))
        intro = Paragraph(text=speaker.say("roles_kind_none"))
        return Content((intro, bullets(everything)), owners(everything), Outcome.UNKNOWN)
    key = (
        "roles_kind_intro"
        if query.roles or query.role_kinds
        else "roles_mayor_intro"
        if query.holder is Holder.MAYOR
        else "roles_intro"
    )
    return Content(
        (Paragraph(text=speaker.say(key)), bullets(found)), owners(found), has_figures=has_digits([bullets(found)])
    )


def _role_items(speaker: Speaker, query: Query) -> list[tuple[str, Item]]:
    return [
        (network.id, Item(label=speaker.short(network), text=role.text.text(speaker.language)))
        for network in considered(speaker, query)
        for role in fitting_roles(network, query)
    ]


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
