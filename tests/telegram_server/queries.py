"""Queries that wait for an answer, of buttons, inline mode and guests: each is answered once, in time."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.telegram_server.refusal import bad_request

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@dataclass
class Queries:
    """The ids of queries that can be answered now.

    Attributes:
        callbacks: pressed buttons, which show a waiting sign until they are answered.
        inline: inline queries.
        guests: guest messages.
    """

    callbacks: set[str] = field(default_factory=set)
    inline: set[str] = field(default_factory=set)
    guests: set[str] = field(default_factory=set)

    def answer(self, open_ids: set[str], id: str) -> None:
        """Notes an answer.

        Raises:
            Refusal: the query was answered already, is too old, or there was none.
        """
        if id not in open_ids:
            raise bad_request(TOO_OLD)
        open_ids.remove(id)

    def expire(self) -> None:
        """Makes all queries too old."""
        for ids in (self.callbacks, self.inline, self.guests):
            ids.clear()
