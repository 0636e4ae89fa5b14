"""What the handlers work with, handed to each of them when it is registered, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Update

from bot.command_replies import LANGUAGE
from bot.telegram.conversations import Conversation, ConversationKey, Conversations
from bot.telegram.sending import send
from intents.assistant import Assistant, Turn
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


@dataclass(frozen=True)
class Services:
    """What the handlers share."""

    assistant: Assistant
    conversations: Conversations
    default_language: str

    async def asker(self, update: Update) -> Asker:
        """Who sent the update; for an update outside any chat, such as an inline query, the asker's private chat."""
        user = update.effective_user
        user_id = user.id if user else 0
        key = ConversationKey(chat=update.effective_chat.id if update.effective_chat else user_id, user=user_id)
        conversation = await self.conversations.load(key)
        client_language = user.language_code if user else None
        return Asker(
            key=key,
            conversation=conversation,
            client_language=client_language,
            interface_language=conversation.language or self._spoken(client_language) or self.default_language,
        )

    async def reply(self, update: Update, asker: Asker, turn: Turn) -> None:
        """Sends the reply of a turn; once it has been sent, remembers the context and a language that was chosen."""
        await send(update, turn.reply)
        language = chosen_language(turn.reply) or asker.conversation.language
        await self.conversations.save(asker.key, Conversation(turn.context, language))

    def _spoken(self, client_language: str | None) -> str | None:
        """The language of an app's code ("it-IT") where the assistant speaks it."""
        code = (client_language or "").partition("-")[0].lower()
        return code if code in self.assistant.languages else None


def chosen_language(reply: Reply) -> str | None:
    """The language that the reply confirms as chosen, if it does so."""
    return reply.language if reply.intent == LANGUAGE and reply.outcome is Outcome.SOCIAL else None
