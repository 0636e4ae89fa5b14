"""People who each ask one question in a private chat of their own, and what they get."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_server import updates
from tests.telegram_server.record import Request
from tests.telegram_server.threads import ThreadedTelegram

QUESTIONS = (
    "what is C40?",
    "qual è il ruolo di Milano in Eurocities?",
    "who founded EFUS?",
    "/feedback the answers help me",
    "e il sito di MUFPP?",
    "hello",
    "/forget",
)
"""Each gets one message. The commands use the store while they work, the others before and after."""


@dataclass
class People:
    """People who each ask one question in a private chat of their own, and what they get.

    Attributes:
        asked: their ids.
        late: chats that got an answer after their question had been confirmed: answered twice for no reason.
    """

    telegram: ThreadedTelegram
    asked: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.telegram.telegram.requests = _Watched(self._see)

    def ask(self, count: int) -> None:
        """Has the next so many people ask."""
        self.telegram.run(self._ask(count))

    async def _ask(self, count: int) -> None:
        for _ in range(count):
            user = 10_000 + len(self.asked)
            chat = self.telegram.telegram.private(user)
            id = self.telegram.telegram.state.chats.next_id(user)
            text = QUESTIONS[user % len(QUESTIONS)]
            self.asked.append(user)
            self.telegram.telegram.queue({"message": updates.message(chat.chat, chat.user, id, **updates.typed(text))})

    @property
    def waiting(self) -> int:
        """Questions that are not confirmed."""
        return len(self.telegram.telegram.state.updates.pending)

    def wait_until_done(self, seconds: float, but: int = 0) -> None:
        """Waits until all questions are confirmed, but for some. Raises AssertionError where that takes too long."""
        end = time.monotonic() + seconds
        while self.waiting > but:
            assert time.monotonic() < end, f"{self.waiting} questions still wait"
            time.sleep(0.02)

    def answers(self) -> Counter[int]:
        """How many answers each person got that asked."""
        chats = self.telegram.telegram.state.chats
        bot = self.telegram.telegram.state.bot["id"]
        found = {user: list(chats.rooms[user].messages.values()) for user in self.asked}
        return Counter({user: sum(m.get("from", {}).get("id") == bot for m in said) for user, said in found.items()})

    @property
    def lost(self) -> list[int]:
        """Those who got no answer."""
        return [user for user, count in self.answers().items() if not count]

    @property
    def twice(self) -> list[int]:
        """Those who got more than one."""
        return [user for user, count in self.answers().items() if count > 1]

    def _see(self, request: Request) -> None:
        if request.method == "sendMessage":
            chat = request.parameters.get("chat_id")
            pending = self.telegram.telegram.state.updates.pending
            if not any(waits.body["message"]["chat"]["id"] == chat for waits in pending if "message" in waits.body):
                self.late.append(int(chat))


class _Watched(list[Any]):
    """A list that tells of what is added."""

    def __init__(self, see: Callable[[Request], None]) -> None:
        super().__init__()
        self._see = see

    def append(self, item: Request) -> None:
        self._see(item)
        super().append(item)
