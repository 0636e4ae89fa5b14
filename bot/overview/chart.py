"""What the picture of all networks says, in one language: words, years and roles, not yet where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from bot.overview.wording import known_language, say, say_count
from intents.wording import Wording
from knowledge.base import Knowledge
from knowledge.models import Network, Role

FOUNDED = "founded"
"""The attribute that tells when a network began; it belongs to what all cities have in common."""


@dataclass(frozen=True)
class Badge:
    """One role of the city or its mayor, in a word or two."""

    label: str
    current: bool


@dataclass(frozen=True)
class Row:
    """One network. `topic_number` counts the main topics in the picture, so that the same topic looks the same."""

    network: str
    name: str
    topic: str
    topic_number: int
    year: int | None
    badges: tuple[Badge, ...]

    @property
    def has_role(self) -> bool:
        """Whether the city or its mayor has a role today."""
        return any(badge.current for badge in self.badges)


@dataclass(frozen=True)
class Lane:
    """The networks of one reach; `scope` is how a caption names it."""

    heading: str
    count: str
    scope: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Chart:
    """All that the picture says. `last_year`, the year of the city's page, ends the time axis."""

    language: str
    city: str
    title: str
    subtitle: str
    key_role: str
    key_current_role: str
    key_past_role: str
    key_topic: str
    axis: str
    no_year: str
    source: str
    last_year: int
    lanes: tuple[Lane, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The networks of all lanes."""
        return tuple(row for lane in self.lanes for row in lane.rows)


def make_chart(knowledge: Knowledge, language: str) -> Chart:
    """What the picture of these networks says in `language`, or in the first language that the picture speaks."""
    language = known_language(language)
    city = knowledge.city.name.text(language)
    return Chart(
        language=language,
        city=city,
        title=say("title", language, city=city),
        subtitle=say_count("subtitle", language, len(knowledge.networks)),
        key_role=say("key-role", language, city=city),
        key_current_role=say("key-current-role", language),
        key_past_role=say("key-past-role", language),
        key_topic=say("key-topic", language),
        axis=say("axis", language),
        no_year=say("no-year", language),
        source=_source(knowledge, language, city),
        last_year=int(knowledge.city.page_date[:4]),
        lanes=_lanes(knowledge, language),
    )


def _source(knowledge: Knowledge, language: str, city: str) -> str:
    """Where the picture's facts come from, in the words of replies."""
    wording = Wording.load(language)
    title, date = knowledge.city.page_title.text(language), wording.date(knowledge.city.page_date)
    return wording.say("source_note", city=city, title=title, date=date)


def _lanes(knowledge: Knowledge, language: str) -> tuple[Lane, ...]:
    """A lane for each reach that a network has, the widest first; then one for those whose reach is not stated."""
    lanes = []
    for scope in (*knowledge.scopes, None):
        networks = [network for network in knowledge.networks if network.scope == (scope and scope.id)]
        if not networks:
            continue
        name = scope.name.text(language) if scope else say("caption-no-scope", language)
        heading = say("scope", language, scope=name) if scope else say("no-scope", language)
        count = say_count("lane", language, len(networks))
        rows = sorted((_row(knowledge, network, language) for network in networks), key=_by_year_then_name)
        lanes.append(Lane(heading=heading[:1].upper() + heading[1:], count=count, scope=name, rows=tuple(rows)))
    return tuple(lanes)


def _by_year_then_name(row: Row) -> tuple[bool, int, str]:
    return row.year is None, row.year or 0, row.name.casefold()


def _row(knowledge: Knowledge, network: Network, language: str) -> Row:
    main_topics = {network.topics[0] for network in knowledge.networks if network.topics}
    shown = [topic.id for topic in knowledge.topics if topic.id in main_topics]
    main = network.topics[0] if network.topics else None
    return Row(
        network=network.id,
        name=network.short_name.text(language),
        topic=knowledge.topic(main).name.text(language) if main else say("no-topic", language),
        topic_number=shown.index(main) if main else len(shown),
        year=_founding_year(network),
        badges=_badges(knowledge, network, language),
    )


def _founding_year(network: Network) -> int | None:
    """The year in which a network began; None where the knowledge has none, or only a rough time."""
    moments = [fact.value for fact in network.facts_for(FOUNDED) if isinstance(fact.value, str)]
    return int(moments[0][:4]) if moments else None


def _badges(knowledge: Knowledge, network: Network, language: str) -> tuple[Badge, ...]:
    """The kinds of role, each once: those of today in the order of the kinds, then the earlier ones."""
    order = [kind.id for kind in knowledge.role_kinds]
    roles = sorted(network.membership.roles, key=lambda role: (not role.current, order.index(role.kind)))
    return tuple(dict.fromkeys(Badge(_label(knowledge, role, language), role.current) for role in roles))


def _label(knowledge: Knowledge, role: Role, language: str) -> str:
    name = knowledge.role_kind(role.kind).name.text(language)
    if role.current:
        return name
    if role.period is None:
        return say("past-role-undated", language, role=name)
    return say("past-role", language, role=name, period=role.period)
