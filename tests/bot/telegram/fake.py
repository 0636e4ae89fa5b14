"""A fake Telegram at python-telegram-bot's own seam: it answers requests as the server would, and keeps them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData

from tests.bot.telegram import wire

TOKEN = "123456:a-token-that-must-not-be-seen"
BOT = {"id": 123456, "is_bot": True, "first_name": "Networks", "username": "networks_bot"}


@dataclass(frozen=True)
class Request:
    """One call of the Bot API."""

    method: str
    parameters: dict[str, Any]

    @property
    def text(self) -> str:
        """The text of a message, as people see it."""
        return wire.plain(self.parameters["text"])

    @property
    def buttons(self) -> list[dict[str, str]]:
        """All buttons of a message."""
        rows = self.parameters.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


@dataclass
class Fault:
    """What to answer instead, the next time that a method is called."""

    method: str
    status: int
    description: str
    more: dict[str, Any] = field(default_factory=dict)


class FakeTelegram(BaseRequest):
    """The server's side. Requests that it would refuse are listed in `problems`, which every test must leave empty."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.problems: list[str] = []
        self.faults: list[Fault] = []
        self.urls: list[str] = []
        self.commands: dict[str, Any] = {}

    @property
    def read_timeout(self) -> float | None:
        return 1

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        """Answers as the server would. What is wrong is kept: an error here would count as the network's."""
        self.urls.append(url)
        name = url.rpartition("/")[2]
        sent = request_data.json_parameters if request_data else {}
        request = Request(name, {key: self._value(key, value) for key, value in sent.items()})
        self.problems.extend(wire.problems(name, request.parameters))
        self.requests.append(request)
        for fault in self.faults:
            if fault.method == name:
                self.faults.remove(fault)
                body = {"ok": False, "error_code": fault.status, "description": fault.description, **fault.more}
                return fault.status, json.dumps(body).encode()
        return 200, json.dumps({"ok": True, "result": self._result(request)}).encode()

    def of(self, *methods: str) -> list[Request]:
        """The requests of these methods, in order."""
        return [request for request in self.requests if request.method in methods]

    def _value(self, key: str, value: str) -> Any:
        """A parameter decoded; texts are sent as they are, the rest as JSON."""
        return value if key in {"text", "callback_query_id", "inline_query_id"} else _json_or_text(value)

    def _result(self, request: Request) -> Any:
        menu = json.dumps([request.parameters.get("scope"), request.parameters.get("language_code")])
        match request.method:
            case "getMe":
                return BOT
            case "getUpdates":
                return []
            case "getMyCommands":
                return self.commands.get(menu, [])
            case "setMyCommands":
                self.commands[menu] = request.parameters["commands"]
                return True
            case "sendMessage":
                chat = {"id": request.parameters["chat_id"], "type": "private", "first_name": "Ada"}
                return {"message_id": 1000 + len(self.requests), "date": 1, "chat": chat, "from": BOT, "text": "sent"}
            case _:
                return True


def _json_or_text(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value
