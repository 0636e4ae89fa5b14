"""The work on one update: what is known when it begins, and what is to be written when it is done.

Handlers write nothing by themselves. What an update changes is gathered here and written together with the mark that it
is done, all or nothing: an update that comes again after a crash finds either nothing of it, or that it is done.
"""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.store.conversations import Conversation, ConversationKey
from bot.store.counters import Asked
from bot.store.database import Write
from bot.store.turns import Finished
from bot.store.unanswered import Question
from intents.context import Context


@dataclass
class Work:
    """What is gathered for one update.

    Attributes:
        bot: the bot's id.
        update_id: the update's.
        key: whose conversation it belongs to.
        conversation: what was remembered of that at the start.
        context: what the next turn needs; None leaves what is remembered.
        question: the id of the message that is answered, where it may be edited.
        replies: the ids of the messages that answer it.
        asked: what is counted.
        unanswered: what is kept for the editors.
        also: further writes.
    """

    bot: int
    update_id: int
    key: ConversationKey
    conversation: Conversation
    context: Context | None = None
    question: int | None = None
    replies: tuple[int, ...] = ()
    asked: Asked | None = None
    unanswered: Question | None = None
    also: list[Write] = field(default_factory=list)

    def finished(self) -> Finished:
        """Everything that is to be written."""
        return Finished(
            bot=self.bot,
            update_id=self.update_id,
            key=self.key,
            context=self.context,
            question=self.question,
            replies=self.replies,
            asked=self.asked,
            unanswered=self.unanswered,
            also=tuple(self.also),
        )


_CURRENT: ContextVar[Work] = ContextVar("work")


def current_work() -> Work:
    """The work on the update that is being handled. Raises LookupError outside of any."""
    return _CURRENT.get()


def begin_work(work: Work) -> None:
    """Makes it the current work of this task and of those that it starts."""
    _CURRENT.set(work)
