"""What is asked, once it is understood: an intent and what it is about.

A query is what a button carries, what a clarification offers, and what a follow-up changes one part of. It can be
written as a short string and read back, so that a choice is never parsed as language a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict

from knowledge.base import Knowledge
from knowledge.models import Holder

LONGEST_NUMBER = 12
"""Digits of the largest number that is taken for one."""


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

    A list is of all networks, or of those among `networks`; `without` are left out. Of an order by a number only the
    networks above `over` and below `under` are shown; `backwards` puts the least, or the latest, first.
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
    without: tuple[str, ...] = ()
    over: int | None = None
    under: int | None = None
    backwards: bool = False

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
        """A short form for buttons: intent, networks and topics, such as "role:food-pact:".

        What a list leaves out follows its topics, each with a sign before it: "list-all::no.food-pact", and so do its
        bounds: "rank::by.members,over.100".
        """
        about = (*self.topics, *self.scopes, *self.years, *self._conditions())
        return ":".join((self.intent, ",".join(self.networks), ",".join(about)))

    def _conditions(self) -> Iterator[str]:
        yield from (f"{_WITHOUT}{id}" for id in self.without)
        if self.over is None and self.under is None:
            return
        yield from (f"{_BY}{id}" for id in self.also)
        yield from (f"{_OVER}{bound}" for bound in (self.over,) if bound is not None)
        yield from (f"{_UNDER}{bound}" for bound in (self.under,) if bound is not None)


_WITHOUT, _BY, _OVER, _UNDER = "no.", "by.", "over.", "under."
"""What stands before the conditions of a list in a key."""
_KEY = re.compile(r"([a-z0-9.-]{1,40}):([a-z0-9,-]{0,200}):([a-z0-9.,-]{0,400})")


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
        without=_after(rest, _WITHOUT),
        also=_after(rest, _BY),
        over=_bound(rest, _OVER),
        under=_bound(rest, _UNDER),
    )


def _after(items: Sequence[str], sign: str) -> tuple[str, ...]:
    """What stands behind a sign."""
    return tuple(item.removeprefix(sign) for item in items if item.startswith(sign))


def _bound(items: Sequence[str], sign: str) -> int | None:
    """The number behind a sign; None where there is none that counts anything."""
    found = _after(items, sign)
    return int(found[0]) if found and found[0].isdecimal() and len(found[0]) <= LONGEST_NUMBER else None


def read_known_key(key: str, knowledge: Knowledge) -> Query | None:
    """The query of a `Query.key`; None for a string that is none, or that names a network that is not known."""
    topics = frozenset(topic.id for topic in knowledge.topics)
    scopes = frozenset(scope.id for scope in knowledge.scopes)
    query = read_key(key, topics=topics, scopes=scopes)
    known = {network.id for network in knowledge.networks}
    return query if query and known.issuperset((*query.networks, *query.without)) else None
