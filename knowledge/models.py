"""The shape of what is known: every YAML file under a knowledge folder becomes one of these frozen models.

Texts that people read come per language (`Localized`). Nothing here knows a network, a topic or a city by name:
those are data. An unknown key, a wrong type or a missing field is a validation error, which `loading` turns into
a sentence with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, RootModel, model_validator

Language = str
"""A two-letter language code, such as "en"; the city's file says which ones the knowledge must hold."""


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise ValueError(f"{value!r} is not an id: use small letters, digits and single hyphens, such as 'food-pact'")
    return value


def _https(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+\.[a-z]{2,}(/\S*)?", value):
        raise ValueError(f"{value!r} is not a link: write the full address, beginning with https://")
    return value


def _moment(value: str) -> str:
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value):
        raise ValueError(f"{value!r} is not a date: write '2009', '2009-09' or '2009-09-30', in quotes")
    return value


Slug = Annotated[str, AfterValidator(_slug)]
Url = Annotated[str, AfterValidator(_https)]
Moment = Annotated[str, AfterValidator(_moment)]
"""A date as exact as the source gives it: "2009", "2009-09" or "2009-09-30"."""


class Model(BaseModel):
    """The base of all models: frozen, and strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic's, without what the original has worked out of its values."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(self).model_fields.keys():
            del copy.__dict__[name]
        return copy


class Localized(RootModel[dict[Language, str]]):
    """One text in each language."""

    model_config = ConfigDict(frozen=True)

    def text(self, language: Language) -> str:
        """The text in `language`; the first language's where that one is missing."""
        return self.root.get(language) or next(iter(self.root.values()))


class LocalizedWords(RootModel[dict[Language, tuple[str, ...]]]):
    """Names or phrases in each language; a language may have none."""

    model_config = ConfigDict(frozen=True)

    def all(self) -> tuple[str, ...]:
        """The words of all languages, each once, in order."""
        return tuple(dict.fromkeys(word for words in self.root.values() for word in words))


NO_WORDS = LocalizedWords({})


class ValueKind(StrEnum):
    """What kind of value an attribute holds; it decides how values are compared and ranked."""

    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    NAMES = "names"
    TEXT = "text"


class Qualifier(StrEnum):
    """How exact a number is."""

    EXACT = "exact"
    MORE_THAN = "more-than"
    ABOUT = "about"


class Attribute(Model):
    """Something that can be asked of a network, such as its number of members.

    `phrases` are questions in each language, with `{network}` where the name stands; they teach the matcher.
    An attribute that no network has a fact for is useful too: it lets the bot understand the question and say
    plainly that the source does not hold the answer. `superlatives` are words that put networks in order by it,
    such as "oldest". `own` says that what its facts name is the network's own, such as its award, so that naming
    the thing names the network. `near` are attributes whose facts tell those who ask for this one what they want to
    know, where a network has no fact for it.
    """

    id: Slug
    name: Localized
    kind: ValueKind = ValueKind.TEXT
    phrases: LocalizedWords
    superlatives: LocalizedWords = NO_WORDS
    own: bool = False
    near: tuple[Slug, ...] = ()


class Topic(Model):
    """A subject that networks deal with; `words` are how people name it."""

    id: Slug
    name: Localized
    words: LocalizedWords


class Scope(Model):
    """How far a network reaches, such as global or European."""

    id: Slug
    name: Localized
    words: LocalizedWords


class RoleKind(Model):
    """A kind of role that a city can have, such as chairing; `words` are how people ask for it."""

    id: Slug
    name: Localized
    words: LocalizedWords


class Holder(StrEnum):
    """Who holds a role."""

    CITY = "city"
    MAYOR = "mayor"


class Role(Model):
    """One role of the city or its mayor in a network."""

    kind: Slug
    holder: Holder
    body: Localized | None = None
    terms: LocalizedWords = NO_WORDS
    period: str | None = None
    current: bool = True
    text: Localized
    source: str


class Membership(Model):
    """How the city belongs to a network."""

    since: Moment | None = None
    roles: tuple[Role, ...] = ()


class Fact(Model):
    """One thing that the source states about a network.

    `also` lists further attributes that the same fact answers; `terms` are names and words by which people ask
    for just this fact, such as a person or a place in it; `source` holds the source's own words, as evidence.
    """

    attribute: Slug
    also: tuple[Slug, ...] = ()
    value: int | Moment | tuple[str, ...] | None = None
    qualifier: Qualifier = Qualifier.EXACT
    unit: Localized | None = None
    date: Moment | None = None
    places: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    terms: LocalizedWords = NO_WORDS
    text: Localized
    source: str

    @property
    def attributes(self) -> tuple[str, ...]:
        """All attributes that this fact answers, the main one first."""
        return (self.attribute, *self.also)


class LinkKind(StrEnum):
    """What a link leads to."""

    WEBSITE = "website"
    PAGE = "page"


class Confidence(StrEnum):
    """How sure the editors are of a link."""

    HIGH = "high"
    MEDIUM = "medium"


class Link(Model):
    """An official address."""

    kind: LinkKind = LinkKind.WEBSITE
    label: Localized
    url: Url
    confidence: Confidence = Confidence.HIGH


class RelationKind(StrEnum):
    """How one network relates to another."""

    PARTNER = "partner"
    BORN_FROM = "born-from"
    LISTED_UNDER = "listed-under"


class Relation(Model):
    """A tie from the network that holds it to another."""

    kind: RelationKind
    network: Slug


class Network(Model):
    """One network that the city belongs to.

    `aliases` are other names, also the ones that people type wrongly. `common_words` are aliases that are ordinary
    words as well ("air quality"): they count as the name only beside other signs. `elsewhere` lists words that show
    that another thing of the same name is meant. `listed_only` marks an entry of which the source says no more than
    the name.
    """

    id: Slug
    name: Localized
    short_name: Localized
    acronym: str | None = None
    aliases: LocalizedWords
    common_words: LocalizedWords = NO_WORDS
    elsewhere: LocalizedWords = NO_WORDS
    scope: Slug | None = None
    topics: tuple[Slug, ...]
    emoji: str = ""
    listed_only: bool = False
    summary: Localized
    membership: Membership = Membership()
    facts: tuple[Fact, ...] = ()
    links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()

    def facts_for(self, attribute: str) -> tuple[Fact, ...]:
        """The facts that answer `attribute`: those of which it is the main one first."""
        return self._facts_by_attribute.get(attribute, ())

    def tells_of(self, years: Collection[str]) -> bool:
        """Whether any fact tells of one of some years."""
        return any(year in text for fact in self.facts for text in fact.text.root.values() for year in years)

    @cached_property
    def _facts_by_attribute(self) -> dict[str, tuple[Fact, ...]]:
        main = [(fact.attribute, fact) for fact in self.facts]
        also = [(attribute, fact) for fact in self.facts for attribute in fact.also]
        found: dict[str, list[Fact]] = {}
        for attribute, fact in (*main, *also):
            found.setdefault(attribute, []).append(fact)
        return {attribute: tuple(facts) for attribute, facts in found.items()}

    @property
    def website(self) -> Link | None:
        """The network's own site, if known."""
        return next((link for link in self.links if link.kind is LinkKind.WEBSITE), None)


class AmbiguousName(Model):
    """A name that people use for several networks; the bot asks which one is meant."""

    words: LocalizedWords
    networks: tuple[Slug, ...] = Field(min_length=2)


class City(Model):
    """The city itself, and the page that all knowledge comes from.

    `nearby` are towns around it, which people ask about as well ("is … a member, too?"); `mayor_names` are names of the
    mayor, by which people ask for the mayor's roles; `official` is true where the city itself runs the bot.
    """

    name: Localized
    names: LocalizedWords
    languages: tuple[Language, ...] = Field(min_length=1)
    page_title: Localized
    page_url: Localized
    page_date: Moment
    introduction: Localized
    nearby: tuple[str, ...] = ()
    mayor_names: tuple[str, ...] = ()
    official: bool = False
    ambiguous_names: tuple[AmbiguousName, ...] = ()

    @model_validator(mode="after")
    def _links_are_links(self) -> City:
        for url in self.page_url.root.values():
            _https(url)
        return self
