"""From a query to the content of its reply: every sentence comes from the knowledge or from the templates.

One function for each intent. What the knowledge does not hold becomes an honest "unknown", never another fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from intents.decision import needs_network
from intents.query import Query
from intents.reply import Block, Bullets, Heading, Item, Note, Outcome, Paragraph, Reply, ReplyLink, Suggestion
from intents.wording import Wording
from knowledge.base import Knowledge
from knowledge.models import Attribute, Confidence, Fact, Holder, Network, RelationKind, Role, ValueKind

MOST_FACTS = 5
"""Facts that one answer states at most; more would be a page, not an answer."""
MOST_SIBLINGS = 3
"""Facts of the same kind that are told along with one that the question names."""
MOST_SUGGESTIONS = 4
KEY_ATTRIBUTES = ("members", "founded", "joined", "headquarters", "aims", "awards", "partners", "events", "origin")
"""Attributes worth suggesting after a summary, where the network has them; the most asked first."""
COMPARED = ("founded", "members", "countries", "population", "headquarters", "joined", "founders")
"""Attributes that a comparison shows where one of the networks has them."""


@dataclass(frozen=True)
class Content:
    """What an answer consists of before its links and suggestions are added."""

    blocks: tuple[Block, ...]
    networks: tuple[str, ...]
    outcome: Outcome = Outcome.ANSWER
    links: tuple[ReplyLink, ...] = ()
    has_figures: bool = False
    suggestions: tuple[Query, ...] = ()


class Answers:
    """Writes the replies of one knowledge base in one language."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self._knowledge = knowledge
        self._wording = wording
        self._language = wording.language
        self._city = knowledge.city.name.text(wording.language)

    def answer(self, query: Query, confidence: float = 1.0) -> Reply:
        """The reply to a query; outcome `unknown` where the knowledge does not hold the answer."""
        if needs_network(query.intent) and not query.networks:
            return self.clarify(query, (), confidence)
        write = self._writer(query)
        return self._reply(query, write(query), confidence)

    def _writer(self, query: Query) -> Callable[[Query], Content]:
        if query.facts or query.attribute is not None:
            return self._fact
        return {
            "summary": self._summary,
            "role": self._role,
            "link": self._link,
            "acronym": self._acronym,
            "scope": self._scope,
            "related": self._related,
            "compare": self._compare,
            "more": self._more,
            "list-all": self._list_all,
            "list-topic": self._list_topic,
            "list-scope": self._list_scope,
            "list-year": self._list_year,
            "roles": self._roles,
            "rank": self._rank,
            "source": self._source,
            "introduction": self._introduction,
        }[query.intent]

    def unknown(self, query: Query, confidence: float) -> Reply:
        """The reply to a question about known networks that the knowledge does not answer."""
        return self._reply(query, self._not_recorded(query, self._unknown_sentence(query)), confidence)

    def _reply(self, query: Query, content: Content, confidence: float) -> Reply:
        asked = (*content.suggestions, *self._further(query, content.networks))
        suggestions = tuple(dict.fromkeys(other for other in asked if other != query))
        return Reply(
            outcome=content.outcome,
            intent=query.intent,
            networks=content.networks,
            language=self._language,
            confidence=confidence,
            blocks=(*content.blocks, self._note(content)),
            links=tuple(dict.fromkeys((*content.links, *self._websites(content.networks)))),
            suggestions=tuple(self.suggestion(other) for other in suggestions[:MOST_SUGGESTIONS]),
            query=query,
        )

    # The pieces

    def _say(self, key: str, **values: str | int) -> str:
        return self._wording.say(key, city=self._city, **values)

    def _networks(self, query: Query) -> tuple[Network, ...]:
        return tuple(self._knowledge.network(id) for id in query.networks)

    def _short(self, network: Network) -> str:
        return network.short_name.text(self._language)

    def _heading(self, network: Network) -> Heading:
        name = network.name.text(self._language)
        acronym = f" ({network.acronym})" if network.acronym and network.acronym not in name else ""
        return Heading(text=f"{network.emoji} {name}{acronym}".strip())

    def _note(self, content: Content) -> Note:
        city = self._knowledge.city
        key = "figures_note" if content.has_figures else "source_note"
        date = self._wording.date(city.page_date)
        month = self._wording.month(city.page_date)
        return Note(text=self._say(key, title=city.page_title.text(self._language), date=date, month=month))

    def _websites(self, networks: Iterable[str]) -> tuple[ReplyLink, ...]:
        found = (self._knowledge.network(id).website for id in networks)
        links = tuple(ReplyLink(label=link.label.text(self._language), url=link.url) for link in found if link)
        if links and len(links) <= MOST_FACTS:
            return links
        return (self._page_link(),)

    def _page_link(self) -> ReplyLink:
        return ReplyLink(label=self._say("page_link"), url=self._knowledge.city.page_url.text(self._language))

    # About networks

    def _summary(self, query: Query) -> Content:
        blocks: list[Block] = []
        for network in self._networks(query):
            blocks += [self._heading(network), Paragraph(text=network.summary.text(self._language))]
            if network.membership.since and network.membership.since[:4] not in network.summary.text(self._language):
                since = self._wording.date(network.membership.since)
                blocks.append(Paragraph(text=self._say("member_since", date=since)))
        return Content(tuple(blocks), query.networks, has_figures=_has_digits(blocks))

    def _role(self, query: Query) -> Content:
        blocks: list[Block] = []
        answered = False
        for network in self._networks(query):
            blocks.append(self._heading(network))
            roles = _fitting_roles(network, query)
            if roles:
                blocks.append(_sentences(role.text.text(self._language) for role in roles))
                answered = True
                continue
            key = "role_none_mayor" if query.holder is Holder.MAYOR else "role_none"
            blocks.append(Paragraph(text=self._say(key, network=self._short(network))))
            if network.membership.roles:
                blocks.append(_sentences(role.text.text(self._language) for role in network.membership.roles))
                answered = True
                continue
            if joined := network.facts_for("joined"):
                blocks.append(Paragraph(text=joined[0].text.text(self._language)))
                answered = True
        outcome = Outcome.ANSWER if answered else Outcome.UNKNOWN
        return Content(tuple(blocks), query.networks, outcome, has_figures=_has_digits(blocks))

    def _fact(self, query: Query) -> Content:
        attributes = (query.attribute or "", *query.also)
        blocks: list[Block] = []
        missing = []
        for network in self._networks(query):
            facts = self._facts(network, query, attributes)
            if not facts:
                missing.append(network)
                continue
            blocks += [self._heading(network), self._stated(facts)]
        if not blocks:
            return self._not_recorded(query, self._unknown_sentence(query))
        for network in missing:
            blocks += [self._heading(network), Paragraph(text=self._missing(network, attributes[0]))]
        return Content(tuple(blocks), query.networks, has_figures=_has_digits(blocks))

    def _facts(self, network: Network, query: Query, attributes: Sequence[str]) -> tuple[Fact, ...]:
        """The facts that a query asks for: those of its attributes, the ones it names first, then others that it names."""
        named = [network.facts[part.number] for part in query.facts if part.network == network.id]
        asked = [fact for attribute in attributes for fact in network.facts_for(attribute)]
        if named and not asked:
            asked = [fact for fact in network.facts if fact.attribute == named[0].attribute][:MOST_SIBLINGS]
        fitting = [fact for fact in named if fact in asked]
        beside = [fact for fact in named if fact not in asked]
        rest = [fact for fact in asked if fact not in fitting]
        if not fitting and beside and query.attribute not in beside[0].attributes:
            return tuple((*rest[: MOST_FACTS - 1], *beside[:1])) if query.attribute else tuple((*beside, *rest)[:MOST_FACTS])
        return tuple((*fitting, *rest, *beside)[:MOST_FACTS])

    def _missing(self, network: Network, attribute: str) -> str:
        name = self._knowledge.attribute(attribute).name.text(self._language)
        return self._say("unknown_fact", network=self._short(network), attribute=name)

    def _stated(self, facts: Sequence[Fact]) -> Block:
        return _sentences(fact.text.text(self._language) for fact in facts[:MOST_FACTS])

    def _link(self, query: Query) -> Content:
        blocks: list[Block] = []
        links: list[ReplyLink] = []
        for network in self._networks(query):
            for link in network.links:
                links.append(ReplyLink(label=link.label.text(self._language), url=link.url))
            if network.website is None:
                continue
            text = self._say("link_text", network=network.name.text(self._language))
            unsure = network.website.confidence is not Confidence.HIGH
            doubt = f" ({self._say('link_unsure')})" if unsure else ""
            blocks.append(Paragraph(text=f"{text} {network.website.url}{doubt}"))
        if not blocks:
            return self._not_recorded(query, self._say("unknown_question", network=self._names(query.networks)))
        return Content(tuple(blocks), query.networks, links=tuple(links))

    def _acronym(self, query: Query) -> Content:
        blocks: list[Block] = []
        for network in self._networks(query):
            name = network.name.text(self._language)
            key = "acronym_text" if network.acronym else "acronym_none"
            blocks.append(Paragraph(text=self._say(key, acronym=network.acronym or "", network=self._short(network), name=name)))
            blocks.append(Paragraph(text=network.summary.text(self._language)))
        return Content(tuple(blocks), query.networks, has_figures=_has_digits(blocks))

    def _scope(self, query: Query) -> Content:
        blocks: list[Block] = []
        for network in self._networks(query):
            if network.scope is None:
                continue
            scope = self._knowledge.scope(network.scope).name.text(self._language)
            blocks.append(Paragraph(text=self._say("scope_text", network=network.name.text(self._language), scope=scope)))
            blocks.append(Paragraph(text=network.summary.text(self._language)))
        if not blocks:
            return self._not_recorded(query, self._say("unknown_scope", network=self._names(query.networks)))
        return Content(tuple(blocks), query.networks, has_figures=_has_digits(blocks))

    def _related(self, query: Query) -> Content:
        about = set(query.networks)
        ties = [
            (network, relation.kind, self._knowledge.network(relation.network))
            for network in self._knowledge.networks
            for relation in network.relations
            if about <= {network.id, relation.network} or (len(about) == 1 and about & {network.id, relation.network})
        ]
        sentences = [self._tie(*tie) for tie in ties]
        for network in self._networks(query):
            facts = (fact for attribute in ("partners", "origin") for fact in network.facts_for(attribute))
            sentences += [fact.text.text(self._language) for fact in facts if len(about) == 1 or self._names_other(fact, about - {network.id})]
        if not sentences:
            return self._not_recorded(query, self._say("unknown_related", network=self._names(query.networks)))
        blocks: list[Block] = [self._heading(network) for network in self._networks(query)]
        return Content((*blocks, _sentences(dict.fromkeys(sentences[:MOST_FACTS]))), query.networks)

    def _tie(self, first: Network, kind: RelationKind, second: Network) -> str:
        return self._say(f"related_{kind.value}", first=self._short(first), second=self._short(second))

    def _names_other(self, fact: Fact, others: Iterable[str]) -> bool:
        text = fact.text.text(self._language)
        return any(self._short(self._knowledge.network(id)) in text for id in others)

    def _more(self, query: Query) -> Content:
        blocks: list[Block] = []
        for network in self._networks(query):
            blocks += [self._heading(network), Paragraph(text=self._say("more_intro", network=self._short(network)))]
            shown = dict.fromkeys(fact.text.text(self._language) for fact in network.facts)
            texts = [role.text.text(self._language) for role in network.membership.roles] + list(shown)
            if not texts:
                return self._summary(query)
            blocks.append(Bullets(items=tuple(Item(text=text) for text in texts[: 2 * MOST_FACTS])))
        return Content(tuple(blocks), query.networks, has_figures=_has_digits(blocks))

    # Two or more networks side by side

    def _compare(self, query: Query) -> Content:
        networks = self._networks(query)
        names = tuple(map(self._short, networks))
        blocks: list[Block] = [Heading(text=self._wording.names(names))]
        wanted = dict.fromkeys((*query.also, *COMPARED))
        for id in wanted:
            attribute = self._knowledge.attribute(id) if id in self._attribute_ids else None
            if attribute and any(network.facts_for(id) for network in networks):
                label = _capitalised(attribute.name.text(self._language))
                cells = (self._cell(network, attribute) for network in networks)
                blocks.append(_row(label, names, cells))
        blocks.append(_row(_capitalised(self._say("compare_topics")), names, map(self._topic_names, networks)))
        blocks.append(_row(_capitalised(self._say("compare_role")), names, map(self._role_names, networks)))
        return Content(tuple(blocks), query.networks, has_figures=True)

    @property
    def _attribute_ids(self) -> set[str]:
        return {attribute.id for attribute in self._knowledge.attributes}

    def _cell(self, network: Network, attribute: Attribute) -> str:
        facts = network.facts_for(attribute.id)
        if not facts:
            return self._say("compare_missing")
        return self._wording.value(facts[0]) or facts[0].text.text(self._language)

    def _topic_names(self, network: Network) -> str:
        return self._wording.names(tuple(self._topic(id) for id in network.topics[:3]))

    def _role_names(self, network: Network) -> str:
        roles = [role.text.text(self._language) for role in network.membership.roles]
        return " ".join(roles[:2]) or self._say("compare_role_none")

    def _topic(self, id: str) -> str:
        return self._knowledge.topic(id).name.text(self._language)

    # All networks

    def _list_all(self, query: Query) -> Content:
        networks = self._knowledge.networks
        intro = Paragraph(text=self._say("list_all_intro", count=len(networks)))
        ids = tuple(network.id for network in networks)
        return Content((intro, self._listed(networks)), ids, suggestions=(Query(intent="roles"),))

    def _listed(self, networks: Iterable[Network]) -> Bullets:
        return Bullets(items=tuple(Item(label=self._full(network), text=self._topic_names(network)) for network in networks))

    def _full(self, network: Network) -> str:
        name = network.name.text(self._language)
        acronym = f" ({network.acronym})" if network.acronym and network.acronym not in name else ""
        return name + acronym

    def _list_topic(self, query: Query) -> Content:
        if not query.topics:
            names = [Query(intent="list-topic", topics=(topic.id,)) for topic in self._knowledge.topics]
            return Content((Paragraph(text=self._say("clarify_network")),), (), Outcome.CLARIFY, suggestions=tuple(names))
        topic = self._wording.names(tuple(map(self._topic, query.topics)))
        networks = self._knowledge.networks_about_all(query.topics)
        ids = tuple(network.id for network in networks)
        if not networks:
            return Content((Paragraph(text=self._say("list_topic_none", topic=topic)),), (), Outcome.UNKNOWN)
        if len(networks) == 1:
            content = self._summary(Query(intent="summary", networks=ids))
            intro = Paragraph(text=self._say("list_topic_one", topic=topic))
            return Content((intro, *content.blocks), ids, has_figures=content.has_figures)
        intro = Paragraph(text=self._say("list_topic_many", topic=topic, count=len(networks)))
        items = tuple(Item(label=self._full(network), text=_first_sentence(network.summary.text(self._language))) for network in networks)
        further = tuple(Query(intent="summary", networks=(id,)) for id in ids)
        return Content((intro, Bullets(items=items)), ids, suggestions=further, has_figures=_has_digits([Bullets(items=items)]))

    def _list_scope(self, query: Query) -> Content:
        networks = [network for network in self._knowledge.networks if network.scope in query.scopes]
        names = self._wording.names(tuple(self._knowledge.scope(id).name.text(self._language) for id in query.scopes))
        if not networks:
            return Content((Paragraph(text=self._say("list_scope_none")),), (), Outcome.UNKNOWN)
        intro = Paragraph(text=self._say("list_scope_intro", scope=names))
        return Content((intro, self._listed(networks)), tuple(network.id for network in networks))

    def _list_year(self, query: Query) -> Content:
        items = []
        networks: dict[str, None] = {}
        for network in self._knowledge.networks:
            texts = [fact.text.text(self._language) for fact in network.facts]
            texts += [role.text.text(self._language) for role in network.membership.roles]
            for text in dict.fromkeys(text for text in texts if any(year in text for year in query.years)):
                items.append(Item(label=self._short(network), text=text))
                networks[network.id] = None
        year = self._wording.names(query.years)
        if not items:
            return Content((Paragraph(text=self._say("list_year_none", year=year)),), (), Outcome.UNKNOWN)
        intro = Paragraph(text=self._say("list_year_intro", year=year))
        return Content((intro, Bullets(items=tuple(items))), tuple(networks), has_figures=True)

    def _roles(self, query: Query) -> Content:
        narrowed = query.roles or query.role_kinds or query.holder
        found = self._role_items(query)
        if not found and narrowed:
            everything = self._role_items(Query(intent="roles"))
            intro = Paragraph(text=self._say("roles_kind_none"))
            return Content((intro, _bullets(everything)), _owners(everything), Outcome.UNKNOWN)
        key = "roles_kind_intro" if query.roles or query.role_kinds else "roles_mayor_intro" if query.holder else "roles_intro"
        return Content((Paragraph(text=self._say(key)), _bullets(found)), _owners(found), has_figures=_has_digits([_bullets(found)]))

    def _role_items(self, query: Query) -> list[tuple[str, Item]]:
        return [
            (network.id, Item(label=self._short(network), text=role.text.text(self._language)))
            for network in self._knowledge.networks
            for role in _fitting_roles(network, query)
        ]

    def _rank(self, query: Query) -> Content:
        id = next((id for id in query.also if id in self._attribute_ids), "members")
        attribute = self._knowledge.attribute(id)
        facts = [(network, fact) for network, fact in self._knowledge.facts_about(id) if fact.value is not None]
        first = {network.id: (network, fact) for network, fact in reversed(facts)}
        ordered = sorted(first.values(), key=lambda pair: _rank_key(pair[1]), reverse=attribute.kind is ValueKind.NUMBER)
        items = tuple(Item(label=self._short(network), text=self._wording.value(fact) or "") for network, fact in ordered)
        intro = Paragraph(text=self._say("rank_intro", attribute=attribute.name.text(self._language)))
        return Content((intro, Bullets(items=items)), tuple(network.id for network, _ in ordered), has_figures=True)

    def _source(self, query: Query) -> Content:
        city = self._knowledge.city
        title, date = city.page_title.text(self._language), self._wording.date(city.page_date)
        text = self._say("source_text", title=title, date=date)
        return Content((Paragraph(text=text),), query.networks, links=(self._page_link(),))

    def _introduction(self, query: Query) -> Content:
        text = self._knowledge.city.introduction.text(self._language)
        return Content((Paragraph(text=text),), query.networks, links=(self._page_link(),))

    # Not known

    def _unknown_sentence(self, query: Query) -> str:
        names = self._names(query.networks)
        if query.attribute is None:
            return self._say("unknown_question", network=names)
        if query.attribute == "member-check" and query.place:
            return self._say("unknown_member", place=query.place.title(), network=names)
        attribute = self._knowledge.attribute(query.attribute).name.text(self._language)
        key = "unknown_fact" if query.networks else "unknown_general"
        return self._say(key, network=names, attribute=attribute)

    def _names(self, networks: Sequence[str]) -> str:
        return self._wording.names(tuple(self._short(self._knowledge.network(id)) for id in networks))

    def _not_recorded(self, query: Query, sentence: str) -> Content:
        """An honest "not known", with what is recorded about the same networks."""
        blocks: list[Block] = [self._heading(network) for network in self._networks(query)[:1]]
        blocks.append(Paragraph(text=sentence))
        recorded = self._recorded(query)
        if recorded:
            names = (self._knowledge.attribute(id).name.text(self._language) for id in recorded)
            text = self._say("unknown_recorded", attributes=self._wording.names(tuple(names)))
            blocks.append(Paragraph(text=f"{text} {self._say('unknown_link')}"))
        asked = tuple(Query(intent=f"fact.{id}", networks=query.networks) for id in recorded[:2])
        return Content(tuple(blocks), query.networks, Outcome.UNKNOWN, suggestions=asked)

    def _recorded(self, query: Query) -> list[str]:
        ids = dict.fromkeys(fact.attribute for network in self._networks(query) for fact in network.facts)
        known = [id for id in KEY_ATTRIBUTES if id in ids]
        return (known + [id for id in ids if id not in known])[:4]

    # Asking back

    def clarify(self, query: Query, candidates: Sequence[Query], confidence: float) -> Reply:
        """The reply that asks which of the candidates is meant; all networks where there is no candidate."""
        choices = tuple(candidates) or self._all_choices(query)
        if query.intent == "list-year":
            text = self._say("clarify_year")
            choices = ()
        elif query.topics:
            text = self._say("clarify_topic", topic=self._wording.names(tuple(map(self._topic, query.topics))))
        elif query.attribute is not None:
            name = self._knowledge.attribute(query.attribute).name.text(self._language)
            text = self._say("clarify_network_about", attribute=_capitalised(name))
        else:
            text = self._say("clarify_network")
        networks = tuple(dict.fromkeys(id for choice in choices for id in choice.networks))
        items = tuple(Item(label=self._full(self._knowledge.network(id))) for id in networks)
        blocks: tuple[Block, ...] = (Paragraph(text=text), *((Bullets(items=items),) if items else ()))
        return Reply(
            outcome=Outcome.CLARIFY,
            intent=query.intent,
            networks=networks if candidates else (),
            language=self._language,
            confidence=confidence,
            blocks=blocks,
            suggestions=tuple(self.suggestion(choice, short=True) for choice in choices),
            query=query,
        )

    def _all_choices(self, query: Query) -> tuple[Query, ...]:
        return tuple(query.with_networks(network.id) for network in self._knowledge.networks)

    # What to ask next

    def _further(self, query: Query, networks: Sequence[str]) -> tuple[Query, ...]:
        """What people ask next about the networks of a reply."""
        if len(networks) != 1:
            return ()
        network = self._knowledge.network(networks[0])
        own = (network.id,)
        further = [Query(intent="role", networks=own)] if network.membership.roles else []
        further += [Query(intent=f"fact.{id}", networks=own) for id in KEY_ATTRIBUTES if network.facts_for(id)]
        further += [Query(intent="summary", networks=own), Query(intent="link", networks=own)]
        return tuple(other for other in further if other.intent != query.intent)

    def suggestion(self, query: Query, *, short: bool = False) -> Suggestion:
        """The query with a label that says it in words; only the network's name where `short`."""
        if short and query.networks:
            return Suggestion(label=self._names(query.networks), query=query)
        key = "ask_fact" if query.attribute is not None else f"ask_{query.intent}"
        attribute = query.attribute or next((id for id in query.also if id in self._attribute_ids), None)
        label = self._say(
            key,
            network=self._names(query.networks),
            attribute=self._knowledge.attribute(attribute).name.text(self._language) if attribute else "",
            topic=self._wording.names(tuple(self._topic(id) for id in query.topics)) if query.intent == "list-topic" else "",
            scope=self._wording.names(tuple(self._knowledge.scope(id).name.text(self._language) for id in query.scopes)),
            year=self._wording.names(query.years),
        )
        return Suggestion(label=label, query=query)


def _fitting_roles(network: Network, query: Query) -> tuple[Role, ...]:
    """The roles of a network that a query asks for: by name, by kind, by holder; all where it does not say."""
    numbered = {part.number for part in query.roles if part.network == network.id}
    if query.roles and query.intent == "roles" or numbered:
        return tuple(role for number, role in enumerate(network.membership.roles) if number in numbered)
    roles = network.membership.roles
    if query.intent == "roles" and query.role_kinds:
        roles = tuple(role for role in roles if _is_kind(role, query.role_kinds))
    if query.holder is not None:
        roles = tuple(role for role in roles if role.holder is query.holder)
    return roles


def _is_kind(role: Role, kinds: tuple[str, ...]) -> bool:
    """Whether a role is of one of the kinds; a co-chair also chairs."""
    return any(role.kind == kind or role.kind.endswith(f"-{kind}") for kind in kinds)


def _sentences(texts: Iterable[str]) -> Block:
    """One sentence as a paragraph, several as a list."""
    found = tuple(dict.fromkeys(texts))
    return Paragraph(text=found[0]) if len(found) == 1 else Bullets(items=tuple(Item(text=text) for text in found))


def _bullets(items: Sequence[tuple[str, Item]]) -> Bullets:
    return Bullets(items=tuple(item for _, item in items))


def _owners(items: Sequence[tuple[str, Item]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for id, _ in items))


def _row(label: str, names: Sequence[str], cells: Iterable[str]) -> Bullets:
    """One attribute of a comparison: its name, and a line for each network."""
    return Bullets(items=tuple(Item(label=f"{label} – {name}", text=cell) for name, cell in zip(names, cells, strict=True)))


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].rstrip(".") + "."


def _rank_key(fact: Fact) -> tuple[int, str]:
    return (fact.value, "") if isinstance(fact.value, int) else (0, str(fact.value))


def _has_digits(blocks: Sequence[Block]) -> bool:
    return any(char.isdigit() for block in blocks if not isinstance(block, Heading) for char in block.model_dump_json(exclude={"block"}))
