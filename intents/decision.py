"""The outcomes of understanding, as a closed union: what to answer, ask back, or decline."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from intents.query import Query


@dataclass(frozen=True)
class Answer:
    """The question is understood; the knowledge decides whether it holds the answer.

    `beside` holds what else the same message asks.
    """

    query: Query
    confidence: float
    beside: tuple[Query, ...] = ()

    @property
    def what(self) -> tuple[Query, tuple[Query, ...]]:
        """All of it but how sure it is."""
        return self.query, self.beside


@dataclass(frozen=True)
class Unknown:
    """The question is about known networks, but asks for what the knowledge does not hold."""

    query: Query
    confidence: float

    @property
    def what(self) -> Query:
        """All of it but how sure it is."""
        return self.query


@dataclass(frozen=True)
class Clarify:
    """The question fits several readings: `candidates`; `query` is what they have in common."""

    query: Query
    candidates: tuple[Query, ...]
    confidence: float

    @property
    def what(self) -> tuple[Query, tuple[Query, ...]]:
        """All of it but how sure it is."""
        return self.query, self.candidates


@dataclass(frozen=True)
class Social:
    """Not a question but talk: a greeting, thanks, or a question about the assistant itself."""

    intent: str
    confidence: float

    @property
    def what(self) -> str:
        """All of it but how sure it is."""
        return self.intent


class Reason(StrEnum):
    """Why a question is declined."""

    EMPTY = "empty"
    OTHER_SUBJECT = "other-subject"
    NOT_OURS = "not-ours"


@dataclass(frozen=True)
class Decline:
    """The question is not about the networks, or not understood."""

    reason: Reason
    confidence: float

    @property
    def what(self) -> Reason:
        """All of it but how sure it is."""
        return self.reason


Decision = Answer | Unknown | Clarify | Social | Decline
What = Query | tuple[Query, tuple[Query, ...]] | str
"""What a decision says, without how sure it is."""

SOCIAL_INTENTS = frozenset({"greeting", "goodbye", "thanks", "help", "identity", "smalltalk"})
"""Talk that needs no knowledge."""
LIST_INTENTS = frozenset({"list-all", "list-topic", "list-scope", "list-year", "list-without-role", "roles", "rank"})
"""Questions about all networks together."""
FIELD = "field"
"""Whether a network deals with some topics: asked by a rule, not learned."""
NETWORK_INTENTS = frozenset({"summary", "role", "link", "acronym", "scope", "related", "compare", FIELD})
"""Questions about a network, besides those for an attribute ("fact.…")."""
UNRELATED = "unrelated"


def needs_network(intent: str) -> bool:
    """Whether a question of this intent is about one network or several."""
    return intent in NETWORK_INTENTS or intent.startswith("fact.")
