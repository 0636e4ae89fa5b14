"""From a query to its reply: every sentence comes from the knowledge or from the templates.

One function for each intent. What the knowledge does not hold becomes an honest "unknown", never another fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from intents.answers.about_all import (
    introduction,
    list_all,
    list_scope,
    list_topic,
    list_without_role,
    list_year,
    roles,
    source,
)
from intents.answers.about_networks import MOST_FACTS, acronym, fact, link, more, related, role, scope, summary
from intents.answers.comparison import compare
from intents.answers.content import Content, capitalised
from intents.answers.field import field
from intents.answers.joined import joined
from intents.answers.order import rank
from intents.answers.speaker import Speaker
from intents.answers.suggestions import MOST_SUGGESTIONS, further, suggestion
from intents.answers.unknowns import not_recorded, unknown_sentence
from intents.decision import FIELD, needs_network
from intents.query import Query
from intents.reply import Block, Bullets, Item, Note, Outcome, Paragraph, Reply, ReplyLink, Suggestion
from intents.wording import Wording
from knowledge.base import Knowledge

Writer = Callable[[Speaker, Query], Content]

WRITERS: dict[str, Writer] = {
    "summary": summary,
    "role": role,
    "link": link,
    "acronym": acronym,
    "scope": scope,
    "related": related,
    "compare": compare,
    "more": more,
    FIELD: field,
    "list-all": list_all,
    "list-topic": list_topic,
    "list-scope": list_scope,
    "list-year": list_year,
    "list-without-role": list_without_role,
    "roles": roles,
    "rank": rank,
    "source": source,
    "introduction": introduction,
}
"""The intents besides "fact.…" that can be answered, each with the function that writes its answer."""


class Answers:
    """Writes the replies of one knowledge base in one language."""

    def __init__(self, knowledge: Knowledge, wording: Wording) -> None:
        self._speaker = Speaker(knowledge, wording)

    def answer(self, query: Query, confidence: float = 1.0) -> Reply:
        """The reply to a query; outcome `unknown` where the knowledge does not hold the answer.

        A query that lacks its network is asked back. Raises KeyError for an intent or id that does not exist.
        """
        if needs_network(query.intent) and not query.networks:
            return self.clarify(query, (), confidence)
        write = fact if query.facts or query.attribute is not None else WRITERS[query.intent]
        return self._reply(query, write(self._speaker, query), confidence)

    def answer_all(self, queries: Sequence[Query], confidence: float) -> Reply:
        """One reply to several queries, each answered in its order; an answer where any of them has one."""
        replies = [self.answer(query, confidence) for query in queries]
        return replies[0] if len(replies) == 1 else joined(replies)

    def unknown(self, query: Query, confidence: float) -> Reply:
        """The reply to a question about known networks that the knowledge does not answer."""
        if query.intent in WRITERS:
            return self.answer(query, confidence)
        content = not_recorded(self._speaker, query, unknown_sentence(self._speaker, query))
        return self._reply(query, content, confidence)

    def clarify(self, query: Query, candidates: Sequence[Query], confidence: float) -> Reply:
        """The reply that asks which of the candidates is meant; all networks where there is no candidate."""
        speaker = self._speaker
        choices = tuple(candidates) or tuple(query.with_networks(network.id) for network in speaker.knowledge.networks)
        if query.intent == "list-year":
            choices = ()
        networks = tuple(dict.fromkeys(id for choice in choices for id in choice.networks))
        items = tuple(Item(label=speaker.full_name(speaker.knowledge.network(id))) for id in networks)
        blocks: tuple[Block, ...] = (
            Paragraph(text=self._asking_back(query)),
            *((Bullets(items=items),) if items else ()),
        )
        return Reply(
            outcome=Outcome.CLARIFY,
            intent=query.intent,
            networks=networks if candidates else (),
            language=speaker.language,
            confidence=confidence,
            blocks=blocks,
            suggestions=tuple(suggestion(speaker, choice, short=True) for choice in choices),
            query=query,
        )

    @property
    def source(self) -> tuple[Note, ReplyLink]:
        """Where every answer comes from: the note under it, and the link to the city's page."""
        return self._speaker.note(has_figures=False), self._speaker.page_link

    def suggestion(self, query: Query) -> Suggestion:
        """The query with a label that says it in words."""
        return suggestion(self._speaker, query)

    def _asking_back(self, query: Query) -> str:
        speaker = self._speaker
        if query.intent == "list-year":
            return speaker.say("clarify_year")
        if query.topics:
            return speaker.say("clarify_topic", topic=speaker.wording.names(tuple(map(speaker.topic, query.topics))))
        if query.attribute is not None:
            name = speaker.knowledge.attribute(query.attribute).name.text(speaker.language)
            return speaker.say("clarify_network_about", attribute=capitalised(name))
        return speaker.say("clarify_network")

    def _reply(self, query: Query, content: Content, confidence: float) -> Reply:
        speaker = self._speaker
        return Reply(
            outcome=content.outcome,
            intent=query.intent,
            networks=content.networks,
            language=speaker.language,
            confidence=confidence,
            blocks=(*content.blocks, speaker.note(has_figures=content.has_figures)),
            links=tuple(dict.fromkeys((*content.links, *self._websites(content.networks)))),
            suggestions=self._suggestions(query, content),
            query=query,
        )

    def _suggestions(self, query: Query, content: Content) -> tuple[Suggestion, ...]:
        """What to ask after an answer, each once: what belongs to it, then what people ask next of its network."""
        suggested: dict[str, Suggestion] = {}
        for other in content.suggestions:
            if other != query and len(suggested) < MOST_SUGGESTIONS and (key := other.key()) not in suggested:
                suggested[key] = suggestion(self._speaker, other)
        for key, item in further(self._speaker, content.networks).items():
            if item.query.intent != query.intent and len(suggested) < MOST_SUGGESTIONS:
                suggested.setdefault(key, item)
        return tuple(suggested.values())

    def _websites(self, networks: Iterable[str]) -> tuple[ReplyLink, ...]:
        """The sites of the networks; the city's page where there are none, or too many to be of use."""
        found = (self._speaker.website(self._speaker.knowledge.network(id)) for id in networks)
        links = tuple(link for link in found if link)
        return links if links and len(links) <= MOST_FACTS else (self._speaker.page_link,)
