"""Networks side by side: the attributes that tell most, the subjects, and the city's role in each."""

from __future__ import annotations

from intents.answers.content import Content, capitalised, row
from intents.answers.speaker import Speaker
from intents.query import Query
from intents.reply import Block, Heading
from knowledge.models import Attribute, Network

COMPARED = ("founded", "members", "countries", "population", "headquarters", "joined", "founders")
"""Attributes that a comparison shows where one of the networks has them."""


def compare(speaker: Speaker, query: Query) -> Content:
    """The networks attribute by attribute, the ones asked for first; what is missing is said."""
    networks = speaker.networks(query)
    names = tuple(map(speaker.short, networks))
    blocks: list[Block] = [Heading(text=speaker.wording.names(names))]
    wanted = dict.fromkeys((*query.also, *COMPARED))
    for id in wanted:
        attribute = speaker.knowledge.attribute(id) if id in speaker.attribute_ids else None
        if attribute and any(network.facts_for(id) for network in networks):
            label = capitalised(attribute.name.text(speaker.language))
            cells = (_cell(speaker, network, attribute) for network in networks)
            blocks.append(row(label, names, cells))
    blocks.append(row(capitalised(speaker.say("compare_topics")), names, map(speaker.topic_names, networks)))
    blocks.append(
        row(capitalised(speaker.say("compare_role")), names, (_role_names(speaker, network) for network in networks))
    )
    return Content(tuple(blocks), query.networks, has_figures=True)


def _cell(speaker: Speaker, network: Network, attribute: Attribute) -> str:
    facts = network.facts_for(attribute.id)
    if not facts:
        return speaker.say("compare_missing")
    return speaker.wording.value(facts[0]) or facts[0].text.text(speaker.language)


def _role_names(speaker: Speaker, network: Network) -> str:
    roles = [role.text.text(speaker.language) for role in network.membership.roles]
    return " ".join(roles[:2]) or speaker.say("compare_role_none")
