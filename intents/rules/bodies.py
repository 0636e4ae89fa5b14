"""A body, person or document that facts name, and nothing else said: what the facts tell of it."""

from __future__ import annotations

from intents.case import Case
from intents.decision import Answer, Decision
from intents.names import EXACT, Mention
from intents.query import Query
from intents.rules.named_fact import MOST_OWNERS


def body(case: Case) -> Decision | None:
    """What is told of a body that stands alone ("UCLG?"), or is asked for its connection with the networks."""
    if case.networks or case.ambiguous or case.strange_names or not case.reading.mentions.facts:
        return None
    named = [mention for mention in case.reading.mentions.facts if _is_name(case, mention)]
    inside = {place for mention in named for place in range(mention.start, mention.end)}
    left = {word for place, word in enumerate(case.words) if place not in inside} - case.cues.framing
    if case.asks_connection:
        left -= case.cues.connecting_parts | case.reading.grammar | case.cues.subject | case.city_words
    if not named or left:
        return None
    wanted = {(target.id, target.part) for mention in named for target in mention.targets}
    parts = tuple(part for part in case.fact_parts if (part.network, part.number) in wanted)
    owners = tuple(dict.fromkeys(part.network for part in parts))
    there = tuple(id for id in owners if id in case.context.networks) or owners
    if not 0 < len(there) <= MOST_OWNERS:
        return None
    parts = tuple(part for part in parts if part.network in there)
    first = case.knowledge.network(parts[0].network).facts[parts[0].number]
    return Answer(Query(intent=f"fact.{first.attribute}", networks=there, facts=parts), 0.75)


def _is_name(case: Case, mention: Mention) -> bool:
    """Whether what is mentioned is named as the knowledge writes a name: with a capital; and is no mere grammar."""
    words = case.words[mention.start : mention.end]
    capital = any(char.isupper() for char in mention.name)
    return mention.score == EXACT and capital and not set(words) <= case.reading.grammar
