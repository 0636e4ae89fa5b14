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
        listed: the networks that were last listed together, while the talk is of one of these ("the third").
        before: the networks that were talked of one by one before, the latest first ("the one before").
    """

    networks: tuple[str, ...] = ()
    query: Query | None = None
    choices: tuple[Query, ...] = ()
    is_clarifying: bool = False
    language: str | None = None
    listed: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    @property
    def talked_of(self) -> tuple[str, ...]:
        """The networks that were talked of one by one, in the order of the talk."""
        return (*reversed(self.before), *self.networks) if len(self.networks) == 1 else ()

    def without_history(self) -> Context:
        """The context without what lies further back; itself where there is nothing of that."""
        return self.model_copy(update={"listed": (), "before": ()}) if self.listed or self.before else self

    def following(self, earlier: Context) -> Context:
        """The context of a reply, with what lies further back: taken from the context that the reply was given in."""
        one = len(self.networks) == 1
        kept = earlier.listed if set(self.networks) <= set(earlier.listed) else ()
        listed = self.listed or (kept if one else self.networks)
        last = earlier.networks if len(earlier.networks) == 1 else ()
        now = self.networks if one else ()
        before = tuple(id for id in dict.fromkeys((*last, *earlier.before)) if id not in now)[:MOST_BEFORE]
        if (listed, before) == (self.listed, self.before):
            return self
        return self.model_copy(update={"listed": listed, "before": before})


MOST_BEFORE = 3
"""Networks talked of before that are remembered."""
EMPTY = Context()
