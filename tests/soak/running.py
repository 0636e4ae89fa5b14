"""Bots in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.telegram_server.server import FakeTelegram

SECRET = "a-secret-of-the-tests"


class Launcher:
    """Starts bots within milliseconds: see `bot_process`."""

    def __init__(self) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.bot_process"], stdin=pipe, stdout=pipe, text=True
        )
        assert self._read() == "ready"

    def start(self, settings: Mapping[str, str]) -> int:
        """Starts a bot; its process."""
        assert self._process.stdin
        self._process.stdin.write(f"{json.dumps(dict(settings))}\n")
        self._process.stdin.flush()
        return int(self._read())

    def close(self) -> None:
        """Ends, when the bots have."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=300)
        self._process.stdout.close()

    def _read(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


class Bot:
    """A bot in a process of its own, to be ended and started again.

    Args:
        launcher: what starts it.
        settings: as the environment would hold them.
        log: the file that its log goes to.
    """

    def __init__(self, launcher: Launcher, settings: Mapping[str, str], log: Path) -> None:
        self._launcher = launcher
        self._settings = {**settings, "SOAK_LOG": str(log)}
        self._pid: int | None = None
        self._log = log
        log.touch()

    @property
    def pid(self) -> int:
        """The process that runs."""
        assert self._pid is not None, "it does not run"
        return self._pid

    @property
    def log(self) -> str:
        """What it has logged."""
        return self._log.read_text()

    def start(self) -> None:
        """Starts it."""
        self._pid = self._launcher.start(self._settings)

    def end(self, signal_number: int = signal.SIGKILL) -> None:
        """Ends it: by default at once, wherever it is. Raises AssertionError where it has ended by itself."""
        pid = self.pid
        assert _runs(pid), f"the bot has ended by itself: {self.log}"
        self._pid = None
        os.kill(pid, signal_number)
        until = time.monotonic() + 300
        while _runs(pid):
            assert time.monotonic() < until, "the bot does not end"
            time.sleep(0.001)

    def close(self) -> None:
        """Ends it, if it runs."""
        if self._pid is not None:
            self.end()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def bots(launcher: Launcher, settings: list[dict[str, str]], folder: Path) -> Iterator[list[Bot]]:
    """Bots, not started yet; closed at the end, when they must have logged no error."""
    made = [Bot(launcher, each, folder / f"bot-{number}.log") for number, each in enumerate(settings)]
    try:
        yield made
    finally:
        for bot in made:
            bot.close()
    assert not any(bot.log for bot in made), [bot.log for bot in made]


def settings(
    telegram: FakeTelegram, mode: str, database: str, port: int | None = None, ops_port: int = 0
) -> dict[str, str]:
    """The settings of a bot, as the environment would hold them."""
    return {
        "BOT_TOKEN": telegram.token,
        "BOT_API_URL": telegram.url,
        "BOT_MODE": mode,
        "WEBHOOK_URL": "https://127.0.0.1/telegram",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PORT": str(port or 1),
        "DATABASE_URL": database,
        "OPS_PORT": str(ops_port),
        "LOG_LEVEL": "ERROR",
    }


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
