"""What the knowledge holds of a network."""

from __future__ import annotations

from knowledge.base import Knowledge
from knowledge.models import Network, ValueKind

OF_OUR_CITY = frozenset({"role", "fact.joined", "fact.motives"})
"""Intents that are about our city; asked of another, they ask whether that one is a member."""


def is_recorded(network: Network, intent: str) -> bool:
    """Whether the knowledge holds an answer of this intent for the network."""
    return is_fact_of(network, intent) or not intent.startswith("fact.")


def is_fact_of(network: Network, intent: str) -> bool:
    """Whether an intent asks for an attribute that facts of the network tell."""
    return intent.startswith("fact.") and bool(network.facts_for(intent.removeprefix("fact.")))


def kind_asked(knowledge: Knowledge, intent: str) -> ValueKind | None:
    """The kind of value that an intent asks for; None for one that asks for no attribute."""
    attribute = intent.removeprefix("fact.")
    return knowledge.attribute(attribute).kind if attribute != intent else None
