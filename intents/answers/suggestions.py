"""What to ask next: queries with a label that says them in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from intents.answers.speaker import Speaker
from intents.answers.unknowns import KEY_ATTRIBUTES
from intents.decision import FIELD
from intents.query import Query
from intents.reply import Suggestion
from knowledge.models import Network

MOST_SUGGESTIONS = 4
"""What is suggested after one reply, at most."""


def further(speaker: Speaker, networks: Sequence[str]) -> Mapping[str, Suggestion]:
    """What people ask next about the network of a reply, by query key; nothing where it is about none or several."""
    if len(networks) != 1:
        return {}
    found = speaker.asked_next.get(networks[0])
    if found is None:
        queries = _next_queries(speaker.knowledge.network(networks[0]))
        suggested = {query.key(): suggestion(speaker, query) for query in queries}
        found = speaker.asked_next.keep(networks[0], suggested)
    return found


def _next_queries(network: Network) -> Iterator[Query]:
    own = (network.id,)
    if network.membership.roles:
        yield Query(intent="role", networks=own)
    for id in KEY_ATTRIBUTES:
        if network.facts_for(id):
            yield Query(intent=f"fact.{id}", networks=own)
    yield Query(intent="summary", networks=own)
    yield Query(intent="link", networks=own)


def suggestion(speaker: Speaker, query: Query, *, short: bool = False) -> Suggestion:
    """The query with a label that says it in words; only the network's name where `short`."""
    if short and query.networks:
        return Suggestion(label=speaker.names(query.networks), query=query)
    knowledge, names = speaker.knowledge, speaker.wording.names
    attribute = query.attribute or next((id for id in query.also if id in speaker.attribute_ids), None)
    intent = "summary" if query.intent == FIELD and not query.topics else query.intent
    label = speaker.say(
        "ask_fact" if query.attribute is not None else f"ask_{intent}",
        network=speaker.names(query.networks),
        attribute=knowledge.attribute(attribute).name.text(speaker.language) if attribute else "",
        topic=names(tuple(map(speaker.topic, query.topics))),
        scope=names(tuple(knowledge.scope(id).name.text(speaker.language) for id in query.scopes)),
        year=names(query.years),
    )
    return Suggestion(label=label, query=query)
