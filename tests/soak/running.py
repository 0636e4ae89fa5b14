"""Bots in processes of their own, people who write to them, and what must hold of the answers."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.telegram_server import updates
from tests.telegram_server.record import Request
from tests.telegram_server.threads import ThreadedTelegram

SECRET = "a-secret-of-the-tests"
QUESTIONS = (
    "what is C40?",
    "qual è il ruolo di Milano in Eurocities?",
    "who founded EFUS?",
    "e il sito di MUFPP?",
    "hello",
)


class Bot:
    """One bot: a process that forks the one that runs, so that it can be killed and started again at once."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "tests.soak.bot_process"]
        pipe = subprocess.PIPE
        self._parent = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env={**os.environ, **environment})
        assert self._read() == "ready"
        self._pid: int | None = None

    def start(self) -> None:
        """Starts it."""
        assert self._parent.stdin
        self._parent.stdin.write("start\n")
        self._parent.stdin.flush()
        self._pid = int(self._read())

    def end(self, signal_number: int = signal.SIGKILL) -> None:
        """Ends it: by default at once, wherever it is."""
        if self._pid is not None:
            os.kill(self._pid, signal_number)
            assert self._read() == "ended"
            self._pid = None

    def close(self) -> None:
        """Ends its process for good."""
        self.end()
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.close()
        self._parent.stdout.close()
        self._parent.wait(timeout=30)

    def _read(self) -> str:
        assert self._parent.stdout
        return self._parent.stdout.readline().strip()


@contextmanager
def bots(environments: list[dict[str, str]]) -> Iterator[list[Bot]]:
    """Bots, not started yet; closed at the end."""
    made = [Bot(environment) for environment in environments]
    try:
        yield made
    finally:
        for bot in made:
            bot.close()


def environment(
    telegram: ThreadedTelegram, mode: str, database: str, folder: Path, port: int | None = None
) -> dict[str, str]:
    """The settings of a bot, as the environment holds them."""
    return {
        "BOT_TOKEN": telegram.telegram.token,
        "BOT_API_URL": telegram.telegram.url,
        "BOT_MODE": mode,
        "WEBHOOK_URL": f"https://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PORT": str(port or 1),
        "DATABASE_URL": database,
        "OPS_PORT": "0",
        "LOG_LEVEL": "ERROR",
        "XDG_RUNTIME_DIR": str(folder),
        "PTB_TIMEDELTA": "true",
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@dataclass
class People:
    """People who each ask one question in a private chat of their own, and what they get.

    Attributes:
        late: chats that got an answer after their question had been confirmed: answered twice for no reason.
    """

    telegram: ThreadedTelegram
    asked: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.telegram.telegram.requests = _Watched(self._see)

    async def ask(self, count: int) -> None:
        """Has the next so many people ask."""
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

    def wait_until_done(self, seconds: float) -> None:
        """Waits until all questions are confirmed. Raises AssertionError where that takes too long."""
        end = time.monotonic() + seconds
        while self.waiting:
            assert time.monotonic() < end, f"{self.waiting} questions still wait"
            time.sleep(0.02)

    def answers(self) -> Counter[int]:
        """How many answers each person got that asked."""
        chats = self.telegram.telegram.state.chats
        bot = self.telegram.telegram.state.bot["id"]
        found = {user: chats.rooms[user].messages.values() for user in self.asked}
        return Counter({user: sum(m.get("from", {}).get("id") == bot for m in said) for user, said in found.items()})

    def _see(self, request: Request) -> None:
        if request.method == "sendMessage":
            chat = request.parameters.get("chat_id")
            pending = self.telegram.telegram.state.updates.pending
            if not any(waits.body["message"]["chat"]["id"] == chat for waits in pending if "message" in waits.body):
                self.late.append(int(chat))


class _Watched(list[Any]):
    """A list that tells of what is added."""

    def __init__(self, see: Any) -> None:
        super().__init__()
        self._see = see

    def append(self, item: Any) -> None:
        self._see(item)
        super().append(item)


def moment(longest: float, generator: random.Random) -> float:
    """A random time to kill at: during the start, the work, or the rest after it."""
    return generator.uniform(0.01, longest)
