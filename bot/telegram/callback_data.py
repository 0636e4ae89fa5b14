"""What a button carries: a short key with a version in front, so that a later release can tell its own from older ones.

`v1:` is followed by a `Query.key`. Telegram allows 64 bytes, and python-telegram-bot does not check them; they are
checked here, when a key is made.
"""

from __future__ import annotations

from telegram.constants import InlineKeyboardButtonLimit

from intents.query import Query, read_key
from knowledge.base import Knowledge

LIMIT = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)

QUERY = "v1:"


def pack_query(query: Query) -> str | None:
    """The key of a query; None where there can be no button for it.

    A key is shorter than its query: a button for the mayor's role asks for all roles, which holds the answer. Without
    its place a question would be another one, so it gets no key; neither does one that is too long.
    """
    data = QUERY + query.key()
    return data if len(data.encode()) <= LIMIT and query.place is None else None


def unpack_query(data: str, knowledge: Knowledge) -> Query | None:
    """The query of a key; None for what is none, or names a network that is no longer known."""
    topics = frozenset(topic.id for topic in knowledge.topics)
    scopes = frozenset(scope.id for scope in knowledge.scopes)
    query = read_key(data.removeprefix(QUERY), topics=topics, scopes=scopes) if data.startswith(QUERY) else None
    known = {network.id for network in knowledge.networks}
    return query if query and known.issuperset(query.networks) else None
