"""A person with Telegram open: tests of the bot read like chats."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.telegram.application import App
from tests.bot.telegram.fake import BOT, FakeTelegram, Request

_numbers = itertools.count(1)


@dataclass
class Results:
    """What an inline query brought."""

    parameters: dict[str, Any]

    @property
    def cards(self) -> list[dict[str, Any]]:
        return list(self.parameters["results"])

    @property
    def ids(self) -> list[str]:
        return [card["id"] for card in self.cards]

    @property
    def titles(self) -> list[str]:
        return [card["title"] for card in self.cards]

    @property
    def is_personal(self) -> bool:
        return bool(self.parameters.get("is_personal", False))

    @property
    def button(self) -> dict[str, str] | None:
        return self.parameters.get("button")


class Chat:
    """One person's chat with the bot."""

    def __init__(
        self,
        application: App,
        telegram: FakeTelegram,
        user: int = 7,
        language: str | None = "en",
        group: int | None = None,
    ) -> None:
        self.application = application
        self.telegram = telegram
        self.user = {"id": user, "is_bot": False, "first_name": "Ada"} | (
            {"language_code": language} if language else {}
        )
        kind = {"id": group, "type": "supergroup", "title": "Clerks"} if group else {"id": user, "type": "private"}
        self.chat: dict[str, Any] = kind
        self._seen = 0

    async def says(self, text: str, **message: Any) -> None:
        """Sends a text message; a command is marked as Telegram's apps do."""
        command = re.match(r"/[A-Za-z0-9_]+(@\w+)?", text)
        entities = [{"type": "bot_command", "offset": 0, "length": command.end()}] if command else []
        await self.sends(text=text, entities=entities, **message)

    async def sends(self, kind: str = "message", **message: Any) -> None:
        """Sends a message of any content, as an update of this kind."""
        await self.update(
            {kind: {"message_id": next(_numbers), "date": 1, "chat": self.chat, "from": self.user, **message}}
        )

    async def presses(self, label: str) -> None:
        """Presses the button of this label under the last reply."""
        data = {button["text"]: button.get("callback_data") for button in self.buttons}
        assert data.get(label), f"no button {label!r}, but {list(data)}"
        await self.presses_data(data[label])

    async def presses_data(self, data: str | None, **query: Any) -> None:
        """Presses a button that carries `data`, by default under an earlier message."""
        message = {"message_id": 5, "date": 1, "chat": self.chat, "from": BOT, "text": "earlier"}
        where = query or {"message": message}
        await self.update(
            {"callback_query": {"id": "q1", "from": self.user, "chat_instance": "c", "data": data, **where}}
        )

    async def types(self, text: str) -> Results:
        """Types behind the bot's name in another chat."""
        await self.update({"inline_query": {"id": "i1", "from": self.user, "query": text, "offset": ""}})
        (answer,) = self._new("answerInlineQuery")
        return Results(answer.parameters)

    async def update(self, content: dict[str, Any]) -> None:
        """Delivers an update; fails where the bot sent what Telegram would refuse."""
        self._seen = len(self.telegram.requests)
        update = Update.de_json({"update_id": next(_numbers), **content}, self.application.bot)
        await self.application.process_update(update)
        assert not self.telegram.problems

    @property
    def replies(self) -> list[Request]:
        """The messages that the last action brought."""
        return self._new("sendMessage", "editMessageText")

    @property
    def last(self) -> str:
        """What the last action brought, as people see it; "" for silence."""
        return "\n".join(reply.text for reply in self.replies)

    @property
    def last_html(self) -> str:
        """What the last action brought, as it was sent."""
        return "\n".join(reply.parameters["text"] for reply in self.replies)

    @property
    def buttons(self) -> list[dict[str, str]]:
        """The buttons of the last reply."""
        return self.replies[-1].buttons if self.replies else []

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons that ask something."""
        return [button["text"] for button in self.buttons if "callback_data" in button]

    @property
    def notices(self) -> list[Request]:
        """The answers to the buttons pressed last."""
        return self._new("answerCallbackQuery")

    def _new(self, *methods: str) -> list[Request]:
        return [request for request in self.telegram.requests[self._seen :] if request.method in methods]
