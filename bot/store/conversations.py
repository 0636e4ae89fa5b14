"""What is remembered of a conversation between two messages."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import bindparam, delete, select

from bot.store.database import Clock, Database, Write, upsert
from bot.store.tables import CONTEXT_KEPT, conversations, languages
from intents.context import EMPTY, Context

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ConversationKey:
    """Whose conversation it is: each person in a chat has an own one, and in each of its topics another.

    Attributes:
        chat: the chat's id.
        user: the person's id.
        topic: the id of the chat's topic (message thread); 0 where there is none.
    """

    chat: int
    user: int
    topic: int = 0


@dataclass(frozen=True)
class Conversation:
    """The context of the next turn, and the language chosen by /language, if any."""

    context: Context = EMPTY
    language: str | None = None


_OF_KEY = (
    conversations.c.chat == bindparam("chat"),
    conversations.c.user == bindparam("user"),
    conversations.c.topic == bindparam("topic"),
)
LOAD = select(
    select(conversations.c.context).where(*_OF_KEY, conversations.c.updated > bindparam("since")).scalar_subquery(),
    select(languages.c.language)
    .where(languages.c.chat == bindparam("chat"), languages.c.user == bindparam("user"))
    .scalar_subquery(),
)
"""Always one row, so that one round trip tells both. `key_values` and `since` are its parameters."""
_FORGET = delete(conversations).where(*_OF_KEY)


class Conversations:
    """The conversations in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._save = upsert(database.dialect, conversations)

    async def load(self, key: ConversationKey) -> Conversation:
        """What is remembered. After half an hour of silence the context is empty; the chosen language stays."""
        parameters = {**key_values(key), "since": self._clock() - CONTEXT_KEPT}
        ((context, language),) = await self._database.fetch(LOAD, parameters)
        return read_conversation(context, language)

    async def save(self, key: ConversationKey, context: Context) -> None:
        """Remembers the context for the next turn. Of an empty one there is nothing to remember."""
        await self._database.execute_all([self.to_save(key, context)])

    async def forget_context(self, key: ConversationKey) -> None:
        """Begins the conversation anew, as /new asks; the chosen language stays."""
        await self.save(key, EMPTY)

    def to_save(self, key: ConversationKey, context: Context) -> Write:
        """What `save` writes, to be written together with other things."""
        if context == EMPTY:
            return Write(_FORGET, key_values(key))
        text = context.model_dump_json(exclude_defaults=True)
        return Write(self._save, {**key_values(key), "context": text, "updated": self._clock()})


def key_values(key: ConversationKey) -> dict[str, object]:
    """A key as parameters of a statement."""
    return {"chat": key.chat, "user": key.user, "topic": key.topic}


def read_conversation(context: str | None, language: str | None) -> Conversation:
    """What is remembered, of the two columns that LOAD gives."""
    return Conversation(_read(context) if context else EMPTY, language)


def _read(text: str) -> Context:
    """A stored context. One of another release may not be readable: then the conversation begins anew."""
    try:
        return Context.model_validate_json(text)
    except ValidationError as error:
        _log.debug("A stored context could not be read (%d errors); the conversation begins anew.", error.error_count())
        return EMPTY
