"""Whether networks deal with a subject: what is told of each on it, or honestly nothing."""

from __future__ import annotations

from intents.answers.about_networks import MOST_FACTS
from intents.answers.content import Content, has_digits, sentences
from intents.answers.speaker import Speaker
from intents.answers.unknowns import not_recorded, unknown_sentence
from intents.query import Query
from intents.reply import Block, Paragraph
from intents.told_on import facts_on, roles_on
from knowledge.models import Network


def field(speaker: Speaker, query: Query) -> Content:
    """What is told of each network on the topics, its summary where only that it deals with them."""
    told = {network.id: _told(speaker, network, query.topics) for network in speaker.networks(query)}
    if not any(told.values()):
        return not_recorded(speaker, query, unknown_sentence(speaker, query))
    blocks: list[Block] = []
    for network in speaker.networks(query):
        blocks.append(speaker.heading(network))
        of_one = query.model_copy(update={"networks": (network.id,)})
        texts = told[network.id]
        blocks.append(sentences(texts) if texts else Paragraph(text=unknown_sentence(speaker, of_one)))
    return Content(tuple(blocks), query.networks, has_figures=has_digits(blocks))


def _told(speaker: Speaker, network: Network, topics: tuple[str, ...]) -> list[str]:
    """What is told of a network on some topics."""
    texts = [fact.text.text(speaker.language) for fact in facts_on(speaker.knowledge, network, topics)]
    texts += [role.text.text(speaker.language) for role in roles_on(speaker.knowledge, network, topics)]
    if texts or set(topics).isdisjoint(network.topics):
        return list(dict.fromkeys(texts))[:MOST_FACTS]
    return [network.summary.text(speaker.language)]
