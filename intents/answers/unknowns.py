"""Honest replies where the knowledge does not hold the answer: what is not known, and what is."""

from __future__ import annotations

from intents.answers.content import Content
from intents.answers.speaker import Speaker
from intents.query import Query
from intents.reply import Block, Outcome, Paragraph

KEY_ATTRIBUTES = ("members", "founded", "joined", "headquarters", "aims", "awards", "partners", "events", "origin")
"""Attributes worth naming first, where a network has them: those that are asked most."""


def unknown_sentence(speaker: Speaker, query: Query) -> str:
    """The sentence that says what is not known."""
    names = speaker.names(query.networks)
    if query.attribute is None and query.topics:
        subjects = speaker.wording.names(tuple(map(speaker.topic, query.topics)))
        return speaker.say("unknown_field", topic=subjects, network=names)
    if query.attribute is None:
        return speaker.say("unknown_question", network=names)
    if query.attribute == "member-check" and query.place:
        return speaker.say("unknown_member", place=query.place.title(), network=names)
    attribute = speaker.knowledge.attribute(query.attribute).name.text(speaker.language)
    key = "unknown_fact" if query.networks else "unknown_general"
    return speaker.say(key, network=names, attribute=attribute)


def not_recorded(speaker: Speaker, query: Query, sentence: str) -> Content:
    """An honest "not known", with what is recorded about the same networks."""
    blocks: list[Block] = [speaker.heading(network) for network in speaker.networks(query)[:1]]
    blocks.append(Paragraph(text=sentence))
    recorded = _recorded(speaker, query)
    if recorded:
        names = (speaker.knowledge.attribute(id).name.text(speaker.language) for id in recorded)
        text = speaker.say("unknown_recorded", attributes=speaker.wording.names(tuple(names)))
        blocks.append(Paragraph(text=f"{text} {speaker.say('unknown_link')}"))
    asked = tuple(Query(intent=f"fact.{id}", networks=query.networks) for id in recorded[:2])
    return Content(tuple(blocks), query.networks, Outcome.UNKNOWN, suggestions=asked)


def _recorded(speaker: Speaker, query: Query) -> list[str]:
    ids = dict.fromkeys(fact.attribute for network in speaker.networks(query) for fact in network.facts)
    known = [id for id in KEY_ATTRIBUTES if id in ids]
    return (known + [id for id in ids if id not in known])[:4]
