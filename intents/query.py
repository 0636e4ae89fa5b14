"""What is asked, once it is understood: an intent and what it is about.

A query is what a button carries, what a clarification offers, and what a follow-up changes one part of. It can be
written as a short string and read back, so that a choice is never parsed as language a second time.
"""

from __future__ import annotations

import re

from pydantic import BaseModel, ConfigDict

from knowledge.base import Knowledge
from knowledge.models import Holder


class Data(BaseModel):
    """The base of the values that pass between the parts: frozen, strict about keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(Data):
    """One fact or role: its network and its position there."""

    network: str
    number: int


class Query(Data):
    """What is asked.

    `intent` is an intent's id ("summary", "role", "fact.members", "list-topic"); the other fields hold what it is
    about, as far as the question says. `facts` and `roles` name single entries of the knowledge that the question
    mentions, to be shown first; `also` lists further attributes asked for in the same breath; `place` is another
    city or country.
    """

    intent: str
    networks: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    role_kinds: tuple[str, ...] = ()
    holder: Holder | None = None
    facts: tuple[Part, ...] = ()
    roles: tuple[Part, ...] = ()
    also: tuple[str, ...] = ()
    place: str | None = None

    @property
    def attribute(self) -> str | None:
        """The attribute asked for, where it is one."""
        return self.intent.removeprefix("fact.") if self.intent.startswith("fact.") else None

    def with_networks(self, *networks: str) -> Query:
        """The same question about other networks; what was said of the former ones falls away."""
        return Query(
            intent=self.intent, networks=networks, topics=self.topics, holder=self.holder, role_kinds=self.role_kinds
        )

    def key(self) -> str:
        """A short form for buttons: intent, networks and topics, such as "role:food-pact:"."""
        return ":".join((self.intent, ",".join(self.networks), ",".join((*self.topics, *self.scopes, *self.years))))


_KEY = re.compile(r"([a-z0-9.-]{1,40}):([a-z0-9,-]{0,200}):([a-z0-9,-]{0,200})")


def read_key(key: str, *, topics: frozenset[str], scopes: frozenset[str]) -> Query | None:
    """The query of a `Query.key`; None for a string that is none. Ids are not checked against the knowledge."""
    match = _KEY.fullmatch(key)
    if match is None:
        return None
    networks, rest = (tuple(filter(None, part.split(","))) for part in match.groups()[1:])
    return Query(
        intent=match[1],
        networks=networks,
        topics=tuple(item for item in rest if item in topics),
        scopes=tuple(item for item in rest if item in scopes),
        years=tuple(item for item in rest if item.isdigit()),
    )


def read_known_key(key: str, knowledge: Knowledge) -> Query | None:
    """The query of a `Query.key`; None for a string that is none, or that names a network that is not known."""
    topics = frozenset(topic.id for topic in knowledge.topics)
    scopes = frozenset(scope.id for scope in knowledge.scopes)
    query = read_key(key, topics=topics, scopes=scopes)
    known = {network.id for network in knowledge.networks}
    return query if query and known.issuperset(query.networks) else None
