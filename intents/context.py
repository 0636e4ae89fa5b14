"""What a conversation remembers between two turns. It is passed in and handed back, never kept inside."""

from __future__ import annotations

from intents.query import Data, Query


class Context(Data):
    """The memory of a conversation.

    Attributes:
        networks: the networks that the last reply was about, in its order ("the second one").
        query: what was last answered or declined, which a follow-up changes.
        choices: what the last reply offered to choose from; a clarification's candidates or suggestions.
        is_clarifying: whether the last reply asked back, so that a bare name is a choice.
        language: the language of the conversation.
    """

    networks: tuple[str, ...] = ()
    query: Query | None = None
    choices: tuple[Query, ...] = ()
    is_clarifying: bool = False
    language: str | None = None


EMPTY = Context()
