"""What is remembered of a conversation between two messages, and where."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Protocol

from intents.context import EMPTY, Context


@dataclass(frozen=True)
class ConversationKey:
    """Whose conversation it is: each person in a chat has an own one."""

    chat: int
    user: int


@dataclass(frozen=True)
class Conversation:
    """The context of the next turn, and the language chosen by /language, if any."""

    context: Context = EMPTY
    language: str | None = None


class Conversations(Protocol):
    """A store of conversations."""

    async def load(self, key: ConversationKey) -> Conversation:
        """What is remembered; a fresh conversation where nothing is."""

    async def save(self, key: ConversationKey, conversation: Conversation) -> None:
        """Remembers the conversation."""


class ConversationsInMemory:
    """Conversations in this process alone; of more than `size` the ones unused for longest are forgotten."""

    def __init__(self, size: int = 10_000) -> None:
        self._size = size
        self._conversations: OrderedDict[ConversationKey, Conversation] = OrderedDict()

    async def load(self, key: ConversationKey) -> Conversation:
        """What is remembered; a fresh conversation where nothing is."""
        return self._conversations.get(key, Conversation())

    async def save(self, key: ConversationKey, conversation: Conversation) -> None:
        """Remembers the conversation, and forgets the one unused for longest where there are too many."""
        self._conversations[key] = conversation
        self._conversations.move_to_end(key)
        if len(self._conversations) > self._size:
            self._conversations.popitem(last=False)
