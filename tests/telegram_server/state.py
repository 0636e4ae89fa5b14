"""All that the server knows."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.telegram_server.chats import Chats
from tests.telegram_server.files import Files
from tests.telegram_server.json_types import Json
from tests.telegram_server.profile import Profile
from tests.telegram_server.queries import Queries
from tests.telegram_server.update_queue import UpdateQueue
from tests.telegram_server.webhook import Webhook


@dataclass
class State:
    """What Telegram keeps of one bot and those who talk with it.

    Attributes:
        bot: the bot as `getMe` tells it.
        inline_messages: messages sent by way of the bot into any chat, by their ids.
    """

    bot: Json
    updates: UpdateQueue
    webhook: Webhook
    chats: Chats = field(default_factory=Chats)
    files: Files = field(default_factory=Files)
    queries: Queries = field(default_factory=Queries)
    profile: Profile = field(default_factory=Profile)
    inline_messages: dict[str, Json] = field(default_factory=dict)

    def sender(self) -> Json:
        """The bot as messages show it."""
        return {name: self.bot[name] for name in ("id", "is_bot", "first_name", "username")}

    def learn(self, content: Json) -> None:
        """Takes in what an update says: who and where, messages, and queries that wait from now on."""
        for kind, value in content.items():
            if isinstance(value, dict):
                self._learn(kind, value)

    def _learn(self, kind: str, value: Json) -> None:
        if isinstance(value.get("from"), dict) and "id" in value["from"]:
            self.chats.meet(value["from"])
        match kind:
            case "callback_query":
                self.queries.callbacks.add(str(value.get("id")))
                if id := value.get("inline_message_id"):
                    self.inline_messages.setdefault(str(id), {"text": "a card that was shared"})
                elif isinstance(value.get("message"), dict):
                    self._keep(value["message"])
            case "inline_query":
                self.queries.inline.add(str(value.get("id")))
            case "guest_message":
                self.queries.guests.add(str(value.get("guest_query_id")))
            case "my_chat_member":
                self.chats.enter(value["chat"]).bot = value["new_chat_member"]["status"]
            case "chosen_inline_result":
                pass
            case _:
                self._keep(value)

    def _keep(self, message: Json) -> None:
        """Stores a message; of one too old to be seen, only the chat is known."""
        if isinstance(message.get("chat"), dict) and "id" in message["chat"]:
            room = self.chats.enter(message["chat"])
            if message.get("date") and "message_id" in message:
                room.messages[int(message["message_id"])] = message
