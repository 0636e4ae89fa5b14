"""Deep links: addresses that open the chat with the bot and ask something there.

Telegram hands on up to 64 of the characters A-Z, a-z, 0-9, `_` and `-`. Links that people may read and write are
short: `food-pact`, `role-food-pact`, `fact-members-food-pact`, `list-topic-climate`. Every other query is its key,
encoded.
"""

from __future__ import annotations

import base64
import binascii
import re

from intents.answers import WRITERS
from intents.query import Query, read_known_key
from knowledge.base import Knowledge

LIMIT = 64
"""Characters of the longest payload that Telegram hands on."""

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ENCODED = "q_"
"""Begins a payload that is an encoded key; no id begins so, since ids have no underscore."""
_SUMMARY = "summary"
_TOPIC = "list-topic"


def payload(query: Query) -> str | None:
    """The payload that asks a query; None where it finds no room, or would ask something else.

    What a question says beyond intent, networks and topics is left out, as in a button: the answer then holds more.
    """
    if query.place is not None or not query.intent:
        return None
    short = _short(query)
    encoded = _ENCODED + base64.urlsafe_b64encode(query.key().encode()).decode().rstrip("=")
    found = short or encoded
    return found if len(found) <= LIMIT else None


def _short(query: Query) -> str | None:
    prefix = query.intent.replace(".", "-")
    about = (*query.networks, *query.topics)
    if len(about) != 1 or query.scopes or query.years:
        return None
    if query.networks:
        return about[0] if query.intent == _SUMMARY else f"{prefix}-{about[0]}"
    return f"{prefix}-{about[0]}" if query.intent == _TOPIC else None


def read_payload(payload: str, knowledge: Knowledge) -> Query | None:
    """The query of a payload; None for one that asks nothing known."""
    if not _PAYLOAD.fullmatch(payload):
        return None
    if payload.startswith(_ENCODED):
        return _decoded(payload.removeprefix(_ENCODED), knowledge)
    plain = payload.lower()
    topic = plain.removeprefix(f"{_TOPIC}-").removeprefix("topic-")
    if topic != plain and any(topic == known.id for known in knowledge.topics):  # some networks have a topic's id
        return Query(intent=_TOPIC, topics=(topic,))
    for network in knowledge.networks:
        if plain == network.id:
            return Query(intent=_SUMMARY, networks=(network.id,))
        if plain.endswith(f"-{network.id}") and (intent := _intent(plain.removesuffix(f"-{network.id}"), knowledge)):
            return Query(intent=intent, networks=(network.id,))
    return None


def _intent(prefix: str, knowledge: Knowledge) -> str | None:
    """The intent of the words before a network's id."""
    attribute = prefix.removeprefix("fact-")
    if attribute != prefix:
        return f"fact.{attribute}" if any(attribute == known.id for known in knowledge.attributes) else None
    return prefix if prefix in WRITERS else None


def _decoded(text: str, knowledge: Knowledge) -> Query | None:
    try:
        key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
    return read_known_key(key, knowledge)
