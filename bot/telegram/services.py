"""What the handlers work with, handed to each of them when it is registered, and who is asking."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from telegram import Update
from telegram.ext import ContextTypes

from bot.command_replies import LANGUAGE, NEW
from bot.commands import is_command
from bot.operations.metrics import Metrics
from bot.operations.rate import RateLimiter
from bot.store import Conversation, ConversationKey, Store
from bot.store.counters import Asked
from bot.store.unanswered import Question
from bot.telegram.keyboards import Keyboards
from bot.telegram.sending import send
from bot.telegram.shown import Showing, Shown
from bot.telegram.work import current_work
from intents.assistant import Assistant, Turn
from intents.context import EMPTY
from intents.query import Query
from intents.reply import Outcome, Reply


@dataclass(frozen=True)
class Asker:
    """Who sent an update.

    Attributes:
        key: whose conversation it is.
        conversation: what is remembered of it.
        client_language: the language of their app, such as "it" or "it-IT", if it tells.
        interface_language: the language of buttons and menus: the chosen one, else the app's, else the default.
    """

    key: ConversationKey
    conversation: Conversation
    client_language: str | None
    interface_language: str

    @property
    def reply_language(self) -> str:
        """The language to reply in to what is no question: that of the conversation so far, else the interface's."""
        return self.conversation.context.language or self.interface_language


@dataclass
class Services:
    """What the handlers share: who answers, what is remembered, how buttons are made, where pictures are kept."""

    assistant: Assistant
    store: Store
    default_language: str
    pictures: Path
    metrics: Metrics = field(default_factory=Metrics)
    limiter: RateLimiter = field(default_factory=lambda: RateLimiter(0))

    def __post_init__(self) -> None:
        self.swap(self.assistant)

    def swap(self, assistant: Assistant) -> None:
        """Lets another assistant answer from now on: one that has read the knowledge anew."""
        self.assistant = assistant
        self.keyboards = Keyboards(assistant)
        self._showing = Showing(self.keyboards)

    def asker(self, update: Update) -> Asker:
        """Who sent the update that is being handled, with what is remembered of them."""
        work = current_work()
        client_language = update.effective_user.language_code if update.effective_user else None
        return Asker(
            key=work.key,
            conversation=work.conversation,
            client_language=client_language,
            interface_language=work.conversation.language or self.spoken(client_language),
        )

    def show(self, reply: Reply, back: tuple[Query, ...] = ()) -> Shown:
        """A reply as it is sent, with its buttons; `back` as in `reply`."""
        return self._showing.show(reply, back)

    async def reply(self, update: Update, asker: Asker, turn: Turn, back: tuple[Query, ...] = ()) -> None:
        """Sends the reply of a turn; once it has been sent, has remembered what the next turn needs.

        Args:
            update: what is replied to.
            asker: who sent it.
            turn: the reply, with the context after it.
            back: what a message that is changed in place showed before, the nearest first.
        """
        sent = await send(update, self.show(turn.reply, back))
        self.remember(asker, turn)
        if update.message:
            work = current_work()
            work.question, work.replies = update.message.message_id, sent

    def remember(self, asker: Asker, turn: Turn) -> None:
        """Has the context kept for the next turn, and a language that was chosen."""
        work = current_work()
        if language := chosen_language(turn.reply):
            work.also.append(self.store.languages.to_choose(asker.key.chat, asker.key.user, language))
        work.context = EMPTY if turn.reply.intent == NEW else turn.context

    def count(self, update: Update, reply: Reply, typed: str = "") -> None:
        """Has a reply counted, and the question kept for the editors where it had no answer."""
        work, chat = current_work(), update.effective_chat
        surface = "guest" if update.guest_message else chat.type if chat else "inline"
        work.asked = Asked(surface, reply.outcome.value, reply.intent, reply.networks)
        self.metrics.replied(reply.outcome.value, reply.language, surface)
        if typed and reply.outcome in (Outcome.UNKNOWN, Outcome.FALLBACK) and not is_command(typed):
            work.unanswered = Question(typed, reply.language, reply.outcome.value, reply.intent, reply.networks)

    def spoken(self, client_language: str | None) -> str:
        """The language of an app's code ("it-IT") where the assistant speaks it, else the default."""
        code = (client_language or "").partition("-")[0].lower()
        return code if code in self.assistant.languages else self.default_language


Callback: TypeAlias = Callable[[Services, Update, ContextTypes.DEFAULT_TYPE], Awaitable[None]]
"""What handles one update, with what all share."""


def chosen_language(reply: Reply) -> str | None:
    """The language that the reply confirms as chosen, if it does so."""
    return reply.language if reply.intent == LANGUAGE and reply.outcome is Outcome.SOCIAL else None
