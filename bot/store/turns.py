"""What one message costs: one round trip to begin with it, and one when it has been answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.store.answers import Answers
from bot.store.conversations import LOAD, Conversation, ConversationKey, Conversations, key_values, read_conversation
from bot.store.counters import Asked, Counters
from bot.store.database import Clock, Database, Write
from bot.store.tables import CONTEXT_KEPT
from bot.store.unanswered import Question, Unanswered
from bot.store.updates import Claim, Claiming, Updates
from intents.context import Context


@dataclass(frozen=True)
class Begun:
    """An update that was asked for.

    Attributes:
        claim: whether it is to be worked on.
        conversation: what is remembered of the conversation that it belongs to.
    """

    claim: Claim
    conversation: Conversation


@dataclass(frozen=True)
class Finished:
    """An update that has been answered, and all that is to be remembered of it.

    Attributes:
        bot: the bot's id.
        update_id: the update's.
        key: whose conversation it was.
        context: what the next turn needs; an empty one forgets what was there, None leaves it.
        question: the id of the message that was answered, where it may be edited.
        replies: the ids of the messages that answer it.
        asked: what is counted.
        unanswered: what is kept for the editors of a question that had no answer.
        also: further writes, such as `store.languages.to_choose(...)`; no two may touch the same row.
    """

    bot: int
    update_id: int
    key: ConversationKey | None = None
    context: Context | None = None
    question: int | None = None
    replies: tuple[int, ...] = ()
    asked: Asked | None = None
    unanswered: Question | None = None
    also: tuple[Write, ...] = ()


class Turns:
    """Begins and finishes the work on updates. Each method raises StoreError where the database cannot do it."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        updates: Updates,
        conversations: Conversations,
        answers: Answers,
        counters: Counters,
        unanswered: Unanswered,
    ) -> None:
        self._database = database
        self._clock = clock
        self._updates = updates
        self._conversations = conversations
        self._answers = answers
        self._counters = counters
        self._unanswered = unanswered
        self._begin = Claiming(database.dialect, *LOAD.selected_columns)

    async def begin(self, bot: int, update_id: int, owner: str, lease: timedelta, key: ConversationKey) -> Begun:
        """Claims an update and loads its conversation.

        Args:
            bot: the bot's id.
            update_id: the update's.
            owner: who asks: a name that no other running bot has.
            lease: how long the work may take at most.
            key: whose conversation it is.
        """
        parameters = {
            **self._updates.to_claim(bot, update_id, owner, lease),
            **key_values(key),
            "since": self._clock() - CONTEXT_KEPT,
        }
        claim, (context, language) = await self._begin.run(self._database, parameters)
        return Begun(claim, read_conversation(context, language))

    async def finish(self, finished: Finished) -> None:
        """Marks an update as done and writes all that is remembered of it: all or nothing."""
        writes = [self._updates.to_finish(finished.bot, finished.update_id)]
        if finished.key and finished.context is not None:
            writes.append(self._conversations.to_save(finished.key, finished.context))
        if finished.key and finished.question is not None:
            writes.append(self._answers.to_save(finished.key.chat, finished.question, finished.replies))
        if finished.unanswered:
            writes.append(self._unanswered.to_add(finished.unanswered))
        await self._database.execute_all([*writes, *finished.also])
        if finished.asked:
            self._counters.count(finished.asked)
