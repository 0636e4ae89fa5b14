"""Networks side by side: the attributes that tell most, the subjects, and the city's role in each."""

from __future__ import annotations

from collections.abc import Sequence

from intents.answers.content import Content, capitalised, row
from intents.answers.order import cell
from intents.answers.speaker import Speaker
from intents.query import Query
from intents.reply import Block, Heading
from knowledge.models import Attribute, Network

COMPARED = ("founded", "members", "countries", "population", "headquarters", "joined", "founders")
"""Attributes that a comparison shows where one of the networks has them."""
MOST_ROWS = 4
"""Attributes that a comparison shows at most, besides subjects and roles."""


def compare(speaker: Speaker, query: Query) -> Content:
    """The networks attribute by attribute, the ones asked for first; what is missing is said."""
    networks = speaker.networks(query)
    names = tuple(map(speaker.short, networks))
    blocks: list[Block] = [Heading(text=speaker.wording.names(names))]
    for attribute in _compared(speaker, query, networks):
        label = capitalised(attribute.name.text(speaker.language))
        blocks.append(row(label, names, (_cell(speaker, network, attribute) for network in networks)))
    blocks.append(row(capitalised(speaker.say("compare_topics")), names, map(speaker.topic_names, networks)))
    blocks.append(
        row(capitalised(speaker.say("compare_role")), names, (_role_names(speaker, network) for network in networks))
    )
    return Content(tuple(blocks), query.networks, has_figures=True)


def _compared(speaker: Speaker, query: Query, networks: Sequence[Network]) -> list[Attribute]:
    """The attributes to show: those asked for, then those that most of the networks have."""
    ids = [id for id in dict.fromkeys((*query.also, *COMPARED)) if id in speaker.attribute_ids]
    held = {id: sum(bool(network.facts_for(id)) for network in networks) for id in ids}
    shown = [id for id in ids if held[id] and (id in query.also or 2 * held[id] > len(networks))]
    partly = [id for id in ids if held[id] and id not in shown]
    return [speaker.knowledge.attribute(id) for id in (*shown, *partly)[:MOST_ROWS]]


def _cell(speaker: Speaker, network: Network, attribute: Attribute) -> str:
    facts = network.facts_for(attribute.id)
    return cell(speaker, attribute, facts[0]) if facts else speaker.say("compare_missing")


def _role_names(speaker: Speaker, network: Network) -> str:
    roles = [role.text.text(speaker.language) for role in network.membership.roles]
    return " ".join(roles[:2]) or speaker.say("compare_role_none")
