"""The two cities whose pictures the tests look at, and cities that are harder to draw."""

from __future__ import annotations

from functools import cache

from knowledge.base import Knowledge, load_knowledge
from knowledge.models import Fact, Localized, Membership, Network
from tests.city import ROOT
from tests.city import knowledge as own_knowledge

LANGUAGES = ("en", "it")


@cache
def second_city() -> Knowledge:
    """The invented city with three networks."""
    return load_knowledge(ROOT / "tests" / "second_city" / "knowledge")


def both(text: str) -> Localized:
    """The same text in both languages."""
    return Localized({"en": text, "it": text})


def founded(year: int | None) -> tuple[Fact, ...]:
    """The facts of a network founded in that year."""
    fact = Fact(attribute="founded", value=str(year), text=both("It was founded."), source="founded")
    return () if year is None else (fact,)


def renewed(network: Network, **changes: object) -> Network:
    """The network with changes. Made anew: a `model_copy` would keep what the old one has worked out of its facts."""
    fields = {field: getattr(network, field) for field in Network.model_fields}
    return Network.model_validate(fields | changes)


def changed(city: Knowledge, **changes: object) -> Knowledge:
    """The city with the same changes to each of its networks."""
    networks = tuple(renewed(network, **changes) for network in city.networks)
    return city.model_copy(update={"networks": networks})


def large(city: Knowledge, times: int) -> Knowledge:
    """A city that has each network several times, under other ids and names."""
    return city.model_copy(
        update={"networks": tuple(_copy(network, i) for network in city.networks for i in range(times))}
    )


def _copy(network: Network, number: int) -> Network:
    name = Localized({language: f"{text} {number}" for language, text in network.short_name.root.items()})
    return renewed(network, id=f"{network.id}-{number}", short_name=name)


def all_roles(city: Knowledge) -> Knowledge:
    """A city in whose networks it has all roles that it has in any."""
    roles = tuple(role for network in city.networks for role in network.membership.roles)
    return changed(city, membership=Membership(roles=roles))


def with_topics(city: Knowledge, name: str) -> Knowledge:
    """A city all of whose topics have such a name."""
    topics = tuple(topic.model_copy(update={"name": both(name)}) for topic in city.topics)
    return Knowledge.model_validate(
        {field: getattr(city, field) for field in Knowledge.model_fields} | {"topics": topics}
    )


@cache
def cities() -> dict[str, Knowledge]:
    """All of them, by what is special."""
    own, second = own_knowledge(), second_city()
    return {
        "own": own,
        "second": second,
        "four times as many": large(own, 4),
        "long names": changed(own, short_name=both("League of Harbour Towns and Cities for Ships, Docks and Canals")),
        "long topics": with_topics(own, "the care of old lighthouses, of their keepers and of all their lamps"),
        "long names and old": changed(
            second, short_name=both("League of Harbour Towns for Ships"), facts=founded(1648)
        ),
        "founded this year": changed(second, facts=founded(int(second.city.page_date[:4]))),
        "no years": changed(second, facts=()),
        "all roles": all_roles(own),
        "no roles": changed(own, membership=Membership()),
        "no scopes": changed(own, scope=None),
        "one network": second.model_copy(update={"networks": second.networks[:1]}),
    }
