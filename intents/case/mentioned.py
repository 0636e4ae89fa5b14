"""What a sentence mentions besides networks: subjects, places, years, scopes, roles, facts."""

from __future__ import annotations

from collections.abc import Sequence

from intents.case.signs import Signs
from intents.lazy import lazy
from intents.names import Kind, Mention
from intents.query import Part
from knowledge.models import Holder, ValueKind


class Mentioned(Signs):
    """What is asked, with the things that it mentions."""

    @lazy
    def topics(self) -> tuple[str, ...]:
        """The topics that are mentioned; those that are ruled out ("besides food") only where nothing else is."""
        mentions = self.reading.mentions.topics
        wanted = [mention for mention in mentions if not self.follows(mention, self.cues.negations)]
        return tuple(dict.fromkeys(target.id for mention in wanted or mentions for target in mention.targets))

    @lazy
    def topic_words(self) -> frozenset[str]:
        """The words that name the topics."""
        mentions = self.reading.mentions.topics
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
        """The years that are mentioned; of a decade the first three digits ("198")."""
        decades = (years for word, years in self.cues.decades.items() if word in self._runs)
        named = self.reading.mentions.years
        known = self.cues.known_years
        text = f" {' '.join(self.words)} " if named else ""
        for year in named:
            if any(f" {word} {year} " in text for word in self.cues.after):
                named = tuple(other for other in known if other > year) or named
            elif any(f" {word} {year} " in text for word in self.cues.before):
                named = tuple(other for other in known if other < year) or named
        return tuple(dict.fromkeys((*named, *decades)))

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
        """The scopes that are mentioned."""
        return tuple(dict.fromkeys(target.id for mention in self.reading.mentions.scopes for target in mention.targets))

    @lazy
    def role_kinds(self) -> tuple[str, ...]:
        """The kinds of role that are mentioned."""
        mentions = self.reading.mentions.role_kinds
        return tuple(dict.fromkeys(target.id for mention in mentions for target in mention.targets))

    @lazy
    def holder(self) -> Holder | None:
        """Whose roles are asked for: the mayor's where one is spoken of, and not the city itself beside."""
        if not self.has_mayor or (self.has_city and not self._mayor_is_of_city):
            return None
        beside = self.cues.joining if self.has_city else frozenset[str]()
        return Holder.MAYOR if beside.isdisjoint(self.words) else None

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
