"""One language's voice for one knowledge base: sentences, names and dates that all answers use."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from intents.kept import Kept
from intents.query import Query
from intents.reply import Heading, Note, ReplyLink, Suggestion
from intents.wording import Wording
from knowledge.base import Knowledge
from knowledge.models import Network

MOST_KEPT = 256
"""Networks whose headings, links and suggestions are kept."""


class Speaker:
    """What answers need to say things in one language."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self.knowledge = knowledge
        self.wording = wording
        self.language = wording.language
        self.city = knowledge.city.name.text(wording.language)
        # What recurs in the replies about a network, by its id.
        self.asked_next: Kept[str, dict[str, Suggestion]] = Kept(MOST_KEPT)
        """What is suggested after a reply about a network, each under its query's key."""
        self._headings: Kept[str, Heading] = Kept(MOST_KEPT)
        self._websites: Kept[str, ReplyLink | None] = Kept(MOST_KEPT)

    def say(self, key: str, **values: str | int) -> str:
        """The sentence of this key, filled in; {city} is known."""
        return self.wording.say(key, city=self.city, **values)

    @cached_property
    def attribute_ids(self) -> frozenset[str]:
        """The ids of all attributes."""
        return frozenset(attribute.id for attribute in self.knowledge.attributes)

    def networks(self, query: Query) -> tuple[Network, ...]:
        """The networks of a query."""
        return tuple(self.knowledge.network(id) for id in query.networks)

    def short(self, network: Network) -> str:
        """A network's name as it is used in sentences."""
        return network.short_name.text(self.language)

    def names(self, networks: Sequence[str]) -> str:
        """The short names of networks in a row."""
        return self.wording.names(tuple(self.short(self.knowledge.network(id)) for id in networks))

    def full_name(self, network: Network) -> str:
        """A network's full name, with its acronym where the name does not hold it."""
        name = network.name.text(self.language)
        return f"{name} ({network.acronym})" if network.acronym and network.acronym not in name else name

    def heading(self, network: Network) -> Heading:
        """A network's full name as a heading."""
        found = self._headings.get(network.id)
        if found is None:
            text = f"{network.emoji} {self.full_name(network)}".strip()
            found = self._headings.keep(network.id, Heading(text=text))
        return found

    def topic(self, id: str) -> str:
        """A topic's name."""
        return self.knowledge.topic(id).name.text(self.language)

    def topic_names(self, network: Network) -> str:
        """A network's main topics in a row."""
        return self.wording.names(tuple(self.topic(id) for id in network.topics[:3]))

    def note(self, *, has_figures: bool) -> Note:
        """Where a reply comes from; with the month of its figures where it has any."""
        return self._figures_note if has_figures else self._source_note

    @cached_property
    def _source_note(self) -> Note:
        return self._note("source_note")

    @cached_property
    def _figures_note(self) -> Note:
        return self._note("figures_note")

    def _note(self, key: str) -> Note:
        city = self.knowledge.city
        title, date = city.page_title.text(self.language), self.wording.date(city.page_date)
        return Note(text=self.say(key, title=title, date=date, month=self.wording.month(city.page_date)))

    def website(self, network: Network) -> ReplyLink | None:
        """A network's own site."""
        if network.id not in self._websites:
            link = network.website
            shown = ReplyLink(label=link.label.text(self.language), url=link.url) if link else None
            self._websites.keep(network.id, shown)
        return self._websites[network.id]

    @cached_property
    def page_link(self) -> ReplyLink:
        """The city's page."""
        return ReplyLink(label=self.say("page_link"), url=self.knowledge.city.page_url.text(self.language))
