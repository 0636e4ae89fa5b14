"""What is remembered of a conversation between two messages."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy import bindparam, delete, select

from bot.store.database import Clock, Database, upsert
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
_LOAD = select(
    select(conversations.c.context).where(*_OF_KEY, conversations.c.updated > bindparam("since")).scalar_subquery(),
    select(languages.c.language)
    .where(languages.c.chat == bindparam("chat"), languages.c.user == bindparam("user"))
    .scalar_subquery(),
)
"""Always one row, so that one round trip tells both."""
_FORGET = delete(conversations).where(*_OF_KEY)


class Conversations:
    """The conversations in the store. Each method raises StoreError where the database cannot do it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._save = upsert(database.dialect, conversations)

    async def load(self, key: ConversationKey) -> Conversation:
        """What is remembered. After half an hour of silence the context is empty; the chosen language stays."""
        parameters = {**_values(key), "since": self._clock() - CONTEXT_KEPT}
        ((context, language),) = await self._database.fetch(_LOAD, parameters)
        return Conversation(_read(context) if context else EMPTY, language)

    async def save(self, key: ConversationKey, context: Context) -> None:
        """Remembers the context for the next turn. Of an empty one there is nothing to remember."""
        if context == EMPTY:
            await self.forget_context(key)
            return
        text = context.model_dump_json(exclude_defaults=True)
        await self._database.execute(self._save, {**_values(key), "context": text, "updated": self._clock()})

    async def forget_context(self, key: ConversationKey) -> None:
        """Begins the conversation anew, as /new asks; the chosen language stays."""
        await self._database.execute(_FORGET, _values(key))


def _values(key: ConversationKey) -> dict[str, object]:
    return {"chat": key.chat, "user": key.user, "topic": key.topic}


def _read(text: str) -> Context:
    """A stored context. One of another release may not be readable: then the conversation begins anew."""
    try:
        return Context.model_validate_json(text)
    except ValidationError as error:
        _log.debug("A stored context could not be read (%d errors); the conversation begins anew.", error.error_count())
        return EMPTY
