"""What a sentence mentions besides networks: subjects, places, years, scopes, roles, facts."""

from __future__ import annotations

from collections.abc import Sequence

from intents.case.signs import Signs
from intents.cues import LONGEST_CUE, runs
from intents.lazy import lazy
from intents.names import Kind, Mention
from intents.query import LONGEST_NUMBER, Part
from knowledge.models import Holder, ValueKind

MILLION = 1_000_000


class Mentioned(Signs):
    """What is asked, with the things that it mentions."""

    @lazy
    def topics(self) -> tuple[str, ...]:
        """The topics that are mentioned; those that are ruled out ("besides food") only where nothing else is."""
        mentions = self._topic_mentions
        wanted = [mention for mention in mentions if not self.follows(mention, self.cues.negations)]
        return tuple(dict.fromkeys(target.id for mention in wanted or mentions for target in mention.targets))

    @lazy
    def _topic_mentions(self) -> tuple[Mention, ...]:
        """The mentions of topics, without words that put networks in order ("the youngest network")."""
        mentions = self.reading.mentions.topics
        if not mentions or self.superlative is None:
            return mentions
        return tuple(mention for mention in mentions if not self._is_order(mention))

    def _is_order(self, mention: Mention) -> bool:
        """Whether what could be a subject is a superlative right beside a word for networks."""
        before = [word for word in self.words[: mention.start] if word not in self.cues.articles]
        after = [word for word in self.words[mention.end :] if word not in self.cues.articles]
        beside = {*before[-1:], *after[:1]}
        said = runs(self.words[mention.start : mention.end], self.cues.beginnings)
        return not self.cues.superlatives.keys().isdisjoint(said) and not self.cues.subject.isdisjoint(beside)

    @lazy
    def topic_words(self) -> frozenset[str]:
        """The words that name the topics."""
        mentions = self._topic_mentions
        return frozenset(word for mention in mentions for word in self.words[mention.start : mention.end])

    @lazy
    def topics_in_names(self) -> frozenset[str]:
        """The topics that are named only as a part of a network's name."""
        names = (*self.reading.mentions.networks, *self.reading.mentions.shared)
        inside = [mention for mention in self.reading.mentions.topics if any(mention.overlaps(name) for name in names)]
        return frozenset(target.id for mention in inside for target in mention.targets)

    @property
    def has_description(self) -> bool:
        """Whether a network is described rather than named: "the food one", "quella del cibo"."""
        return bool(self.topics) and self.has(self.cues.describing)

    @lazy
    def place(self) -> str | None:
        """The first other city or country that is named, as the list of places writes it."""
        places = self.reading.mentions.places
        return places[0].name if places else None

    @lazy
    def place_words(self) -> tuple[str, ...]:
        """The words that name other cities and countries."""
        mentions = self.reading.mentions.places
        return tuple(word for mention in mentions for word in self.words[mention.start : mention.end])

    @lazy
    def city_words(self) -> frozenset[str]:
        """The words that name our city."""
        return frozenset(
            word for mention in self.reading.mentions.city for word in self.words[mention.start : mention.end]
        )

    @property
    def is_about_elsewhere(self) -> bool:
        """Whether another city is asked about, and ours is not."""
        return self.place is not None and not self.has_city

    @lazy
    def points_at_network(self) -> bool:
        """Whether it speaks of "the network" as one that was named before, and neither names nor describes it."""
        described = self.topics or self.place or self.superlative
        return not described and self.has(self.cues.pointing_subjects)

    @lazy
    def years(self) -> tuple[str, ...]:
        """The years that are mentioned, or that lie before or after these; of a decade the first three digits."""
        decades = (years for word, years in self.cues.decades.items() if word in self._runs)
        named = self.reading.mentions.years
        known = self.cues.known_years
        text = f" {' '.join(self.words)} " if named else ""
        for year in named:
            if any(f" {word} {year} " in text for word in self.cues.since):
                named = tuple(other for other in known if other >= year) or named
                continue
            if any(f" {word} {year} " in text for word in self.cues.after):
                named = tuple(other for other in known if other > year and other != year[:3]) or named
            elif any(f" {word} {year} " in text for word in self.cues.before):
                named = tuple(other for other in known if f"{other}9" < year or other < year[: len(other)]) or named
        return tuple(dict.fromkeys((*named, *decades)))

    @lazy
    def over(self) -> int | None:
        """The number that something is to exceed ("more than 100 cities")."""
        more = self._number_after(self.cues.over)
        least = self._number_after(self.cues.at_least) if more is None else None
        return more if least is None else least - 1

    @lazy
    def under(self) -> int | None:
        """The number that something is not to reach ("fewer than 50 members")."""
        less = self._number_after(self.cues.under)
        most = self._number_after(self.cues.at_most) if less is None else None
        return less if most is None else most + 1

    def _number_after(self, phrases: frozenset[str]) -> int | None:
        """The number that stands right after one of the phrases, with at most an article between."""
        if not self.has(phrases):
            return None
        for place in range(1, len(self.words)):
            if (number := self._number_at(place)) is not None and self.follows_at(place, phrases):
                return number * (MILLION if self.words[place + 1 : place + 2] in self._millions else 1)
        return None

    @lazy
    def _millions(self) -> list[tuple[str]]:
        return [(word,) for word in self.cues.millions]

    def _number_at(self, place: int) -> int | None:
        """The number that a word says, with the one after it where both together say one."""
        if (word := self.words[place]).isdecimal():
            return int(word) if len(word) <= LONGEST_NUMBER and place not in self.reading.mentions.year_places else None
        said = (" ".join(self.words[place : place + length]) for length in range(LONGEST_CUE, 0, -1))
        return next((self.cues.figures_said[words] for words in said if words in self.cues.figures_said), None)

    @lazy
    def superlative(self) -> str | None:
        """The attribute by which networks are put in order ("oldest"), the longest such phrase deciding."""
        found = self._runs & self.cues.superlatives.keys()
        return self.cues.superlatives[max(found, key=len)] if found else None

    @lazy
    def values_asked(self) -> frozenset[ValueKind]:
        """The kinds of value that are asked for: a date by "when", a place by "where", a number by "how many"."""
        return frozenset([self.cues.values[run] for run in self._runs & self.cues.values.keys()])

    @lazy
    def scopes(self) -> tuple[str, ...]:
        """The scopes that are mentioned; all others where what is mentioned is ruled out ("not European")."""
        mentions = self.reading.mentions.scopes
        wanted = [mention for mention in mentions if not self._is_denied(mention)]
        named = tuple(dict.fromkeys(target.id for mention in wanted or mentions for target in mention.targets))
        if wanted or not mentions:
            return named
        return tuple(scope.id for scope in self.knowledge.scopes if scope.id not in named)

    def _is_denied(self, mention: Mention) -> bool:
        """Whether a denial stands before a mention, also before what stands for networks ("except the … ones")."""
        if self.follows(mention, self.cues.negations):
            return True
        described = mention.start > 1 and self.words[mention.start - 1] in self.cues.describing
        return described and self.follows_at(mention.start - 1, self.cues.negations)

    @lazy
    def role_kinds(self) -> tuple[str, ...]:
        """The kinds of role that are mentioned."""
        mentions = self.reading.mentions.role_kinds
        return tuple(dict.fromkeys(target.id for mention in mentions for target in mention.targets))

    @lazy
    def holder(self) -> Holder | None:
        """Whose roles are asked for: the mayor's where one is spoken of, and not the city itself beside.

        The city's where the mayor is ruled out ("not the mayor").
        """
        if not self.has_mayor:
            return None
        mayors = [place for place, word in enumerate(self.words) if word in self.cues.mayor]
        if mayors and all(self.follows_at(place, self.cues.negations) for place in mayors):
            return Holder.CITY
        if self.has_city and (not self._mayor_is_of_city or self.joining_places):
            return None
        return Holder.MAYOR

    @property
    def _mayor_is_of_city(self) -> bool:
        """Whether a mayor and our city are named in one breath ("the mayor of …", "…'s mayor")."""
        mayors = [place for place, word in enumerate(self.words) if word in self.cues.mayor]
        cities = self.reading.mentions.city
        return any(min(abs(city.start - place), abs(city.end - place)) <= 2 for place in mayors for city in cities)

    @lazy
    def fact_parts(self) -> tuple[Part, ...]:
        """The single facts whose names are mentioned."""
        return self._parts(self.reading.mentions.facts, Kind.FACT)

    @property
    def fact_parts_talked_of(self) -> tuple[Part, ...]:
        """The single facts of networks talked of whose names are mentioned."""
        return tuple(part for part in self.fact_parts if part.network in self.context.networks)

    @lazy
    def distinct_fact_parts(self) -> tuple[Part, ...]:
        """The single facts that are mentioned by more than the name of a subject or place."""
        dull = self.reading.mentions.topics
        if not (self.has_strong_subject or self.has_city):
            dull = (*dull, *self.reading.mentions.places)
        spans = {(mention.start, mention.end) for mention in dull}
        distinct = [mention for mention in self.reading.mentions.facts if (mention.start, mention.end) not in spans]
        return self._parts(distinct, Kind.FACT)

    @lazy
    def says_only_facts(self) -> bool:
        """Whether nothing but what facts name is said."""
        mentions = self.reading.mentions.facts
        told = {word for mention in mentions for word in self.words[mention.start : mention.end]}
        return set(self.rest) <= told | self.cues.framing

    def _parts(self, mentions: Sequence[Mention], kind: Kind) -> tuple[Part, ...]:
        wanted = [mention for mention in mentions if not self.follows(mention, self.cues.negations)] or mentions
        targets = (target for mention in wanted for target in mention.targets if target.kind is kind)
        parts = dict.fromkeys((target.id, target.part) for target in targets)
        return tuple(Part(network=id, number=number) for id, number in parts)
