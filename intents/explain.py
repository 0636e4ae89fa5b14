"""Why a message was understood as it was: tokens, mentions, scored intents and the decision, as text for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from intents.decision import Answer, Clarify, Decision, Decline, Social, Unknown
from intents.names import Mention
from intents.query import Query
from intents.reading import Reading

BEST = 5
"""Intents that are shown of each sentence."""


def explain(readings: Sequence[tuple[Reading, Decision]]) -> str:
    """Every sentence with its tokens, mentions, best intents and decision."""
    return "\n\n".join("\n".join(_lines(reading, decision)) for reading, decision in readings)


def _lines(reading: Reading, decision: Decision) -> Iterator[str]:
    yield f"tokens     {' '.join(reading.sentence.words)}"
    if reading.repaired:
        yield f"repaired   {', '.join(f'{old} → {new}' for old, new in reading.repaired)}"
    yield f"masked     {' '.join(reading.masked)}"
    mentions = reading.mentions
    for kind, found in (
        ("network", mentions.networks),
        ("shared", mentions.shared),
        ("city", mentions.city),
        ("place", mentions.places),
        ("topic", mentions.topics),
        ("fact", mentions.facts),
        ("role", mentions.roles),
        ("role kind", mentions.role_kinds),
        ("scope", mentions.scopes),
    ):
        for mention in found:
            yield f"{kind:<10} {_mention(reading, mention)}"
    if mentions.years:
        yield f"years      {', '.join(mentions.years)}"
    if reading.exact:
        yield f"exact      {reading.exact}"
    yield f"intents    {', '.join(f'{scored.name} {scored.score:.2f}' for scored in reading.scored[:BEST])}"
    yield f"decision   {_decision(decision)}"


def _mention(reading: Reading, mention: Mention) -> str:
    words = " ".join(reading.sentence.words[mention.start : mention.end])
    targets = ", ".join(target.id + (f"[{target.part}]" if target.part >= 0 else "") for target in mention.targets)
    return f"{words!r} as {mention.name!r} ({mention.score:.2f}) → {targets}"


def _decision(decision: Decision) -> str:
    match decision:
        case Answer(query, confidence, beside):
            return "; beside ".join((f"answer {_query(query, confidence)}", *map(_query, beside)))
        case Unknown(query, confidence):
            return f"unknown {_query(query, confidence)}"
        case Clarify(query, candidates, confidence):
            networks = ", ".join(id for candidate in candidates for id in candidate.networks)
            return f"clarify {query.intent} ({confidence:.2f}) among {networks}"
        case Social(intent, confidence):
            return f"social {intent} ({confidence:.2f})"
        case Decline(reason, confidence):
            return f"decline: {reason.value} ({confidence:.2f})"


def _query(query: Query, confidence: float | None = None) -> str:
    told = query.model_dump(exclude_defaults=True, exclude={"intent"})
    sure = "" if confidence is None else f" ({confidence:.2f})"
    return f"{query.intent or '?'}{sure} {', '.join(f'{key}={value}' for key, value in told.items())}"
