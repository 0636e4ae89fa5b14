"""kill -9 at random moments under load: nothing is lost, and nothing that was confirmed is answered again."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.soak.figures import KILLS
from tests.soak.people import People
from tests.soak.posting import posting
from tests.soak.running import Bot, Launcher, bots, free_port, settings
from tests.telegram_server.threads import telegram_in_a_thread

ASKED_BETWEEN = 8
SHORTER, LONGER = 0.95, 1.1
"""By how much the time to the latest kill changes where the last one came after all work, or before its end: so on any
machine, however busy, about a third of the kills hit the start or the work."""


MOST_TWICE = min(ASKED_BETWEEN * KILLS, 2 * KILLS + 4 * ASKED_BETWEEN)
"""Answers that kills may cut off from their marks in the database: at any single kill, and so where kills are few, all
that was asked since the one before; over many kills hardly two each."""


@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_nothing_is_lost_when_it_is_killed(
    mode: str, database: str, launcher: Launcher, tmp_path: Path, report: Callable[[str], None]
) -> None:
    generator, left = random.Random(KILLS), 0
    port = free_port()
    with telegram_in_a_thread() as telegram:
        people = People(telegram)
        posts = posting(telegram, [port]) if mode == "webhook" else nullcontext()
        with bots(launcher, [settings(telegram.telegram, mode, database, port)], tmp_path) as (bot,), posts:
            longest = _seconds_to_answer(bot, people)
            for _ in range(KILLS):
                bot.end()
                bot.start()
                people.ask(ASKED_BETWEEN)
                time.sleep(generator.uniform(0.01, longest))
                left += people.waiting > 0
                longest *= LONGER if people.waiting else SHORTER
            bot.end()
            bot.start()
            people.wait_until_done(600)
            bot.end(signal.SIGTERM)
    report(
        f"{mode}, {database.partition('+')[0]}: {KILLS} kills, {len(people.asked)} updates, "
        f"{left} kills before all was done, {len(people.lost)} lost, "
        f"{len(people.late)} answered again after they were confirmed; "
        f"{len(people.twice)} cut after Telegram had accepted the answer, so answered twice"
    )
    assert not people.lost
    assert not people.late
    assert len(people.twice) <= MOST_TWICE, "more than what was in hand at the kills"


def _seconds_to_answer(bot: Bot, people: People) -> float:
    """How long a start and the answers take without a kill."""
    began = time.monotonic()
    bot.start()
    people.ask(ASKED_BETWEEN)
    people.wait_until_done(600)
    return time.monotonic() - began
