"""A day of traffic in minutes: the memory stays flat, pruning bounds the database, and no error is logged."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.soak.figures import DAY_SECONDS, IS_FULL, UPDATES_A_DAY
from tests.soak.history import Rows, count_rows, database_bytes, fill_two_days
from tests.soak.running import Bot, Launcher, free_port, settings
from tests.soak.traffic import PEOPLE, Traffic
from tests.soak.visits import open_the_day, visit
from tests.telegram_server.server import FakeTelegram

LOOKS = 48
WARM_UP = 0.2
"""The part of the day after which the memory stays flat."""
FLAT = 1.1 if IS_FULL else 1.2
"""By how much it may grow at most. A few hundred updates, as in the little version, have not met all that there is."""
AN_HOUR_MORE = 1 + 1 / 48
"""Of what is kept for two days there is at most an hour more, as it is pruned by the hour."""
MALFORMED = "An update is malformed and was left out"
MEGABYTE = 1_000_000
A_DAY = 24 * 3600


@dataclass(frozen=True)
class Look:
    """What was found at some time of the day.

    Attributes:
        part: of the day that is over.
        memory: of the bot, in MB.
        database: its size in MB.
        rows: of each table.
    """

    part: float
    memory: float
    database: float
    rows: Rows


async def test_a_day(launcher: Launcher, tmp_path: Path, report: Callable[[str], None]) -> None:
    file, port = tmp_path / "bot.db", free_port()
    await fill_two_days(file, UPDATES_A_DAY)
    async with FakeTelegram() as telegram:
        traffic = Traffic(telegram, port, UPDATES_A_DAY, DAY_SECONDS)
        fast = {"SOAK_SPEED": str(A_DAY / DAY_SECONDS)}
        of_bot = settings(telegram, "webhook", f"sqlite+aiosqlite:///{file}", port) | fast
        with closing(Bot(launcher, of_bot, tmp_path / "bot.log")) as bot:
            bot.start()
            looking = asyncio.create_task(_look_around(bot, file, traffic))
            began = time.monotonic()
            await traffic.run(open_the_day, visit)
            took = time.monotonic() - began
            looks = await looking
            bot.end(signal.SIGTERM)
        log = bot.log.splitlines()
    settled = [look for look in looks if look.part >= WARM_UP]
    before, after = settled[0], settled[-1]
    highest = max(look.memory for look in settled)
    report(
        f"{traffic.sent} updates of {PEOPLE} people over {took / DAY_SECONDS * 24:.1f} h in {took:.0f} s: "
        f"memory {looks[0].memory:.0f} MB at first, {before.memory:.0f} after a fifth of the day, "
        f"{highest:.0f} at most after that, {after.memory:.0f} at the end; "
        f"database {looks[0].database:.1f} MB at first, {max(look.database for look in looks):.1f} at most, "
        f"{after.database:.1f} at the end"
    )
    report(f"  memory by the hour: {' '.join(f'{look.memory:.0f}' for look in looks[::2])} MB")
    report(f"  database by the hour: {' '.join(f'{look.database:.1f}' for look in looks[::2])} MB")
    report(f"  updates: {_counts(traffic.kinds)}")
    report(f"  rows at first: {_counts(looks[0].rows)}")
    report(f"  rows at the end: {_counts(after.rows)}")
    assert not [line for line in log if MALFORMED not in line]
    assert highest <= FLAT * before.memory
    for table in ("updates", "answers"):
        assert max(look.rows[table] for look in looks) <= AN_HOUR_MORE * looks[0].rows[table]


async def _look_around(bot: Bot, file: Path, traffic: Traffic) -> list[Look]:
    """Looks at the bot each half hour of the day."""
    looks = []
    for number in range(LOOKS + 1):
        while traffic.part < number / LOOKS:  # noqa: ASYNC110 people do not tell what time it is
            await asyncio.sleep(0.05)
        looks.append(Look(traffic.part, _megabytes(bot.pid), database_bytes(file) / MEGABYTE, count_rows(file)))
    return looks


def _megabytes(pid: int) -> float:
    """The memory that a process has to itself and shares, resident."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found, "no VmRSS in the status of a process"
    return int(found[1]) * 1024 / MEGABYTE


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items() if count)
