"""Two replicas on one PostgreSQL: every update is sent to both, one of them is killed, and each is answered once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.soak.databases import PostgresqlServer
from tests.soak.figures import ASKED_OF_REPLICAS as ASKED
from tests.soak.figures import IS_FULL
from tests.soak.people import People
from tests.soak.posting import AT_ONCE, posting
from tests.soak.running import Launcher, bots, free_port, settings
from tests.telegram_server.threads import telegram_in_a_thread

A_LEASE = 90
"""Seconds for which the killed one's claims hold."""

TAKES_A_LEASE = pytest.mark.skipif(not IS_FULL, reason="waits for a lease: part of make soak")


@pytest.mark.parametrize("kills", [False, pytest.param(True, marks=TAKES_A_LEASE)])
def test_two_replicas_answer_each_update_once(
    kills: bool, postgresql: PostgresqlServer, launcher: Launcher, tmp_path: Path, report: Callable[[str], None]
) -> None:
    url, ports = postgresql.new_database(), [free_port(), free_port()]
    with telegram_in_a_thread() as telegram:
        people = People(telegram)
        of_each = [settings(telegram.telegram, "webhook", url, port) for port in ports]
        with bots(launcher, of_each, tmp_path) as (first, second), posting(telegram, ports, to_all=True):
            first.start()
            second.start()
            people.ask(ASKED // 2)
            people.wait_until_done(600 + ASKED, but=ASKED // 4)
            if kills:
                first.end()
            people.ask(ASKED - ASKED // 2)
            people.wait_until_done(600 + A_LEASE + ASKED)
    report(
        f"two replicas on postgresql{', one killed' * kills}: {2 * ASKED} deliveries of {ASKED} updates, "
        f"{len(people.lost)} lost, {len(people.late)} answered again after they were confirmed; "
        f"{len(people.twice)} cut after Telegram had accepted the answer, so answered twice"
    )
    assert not people.lost
    assert not people.late
    assert len(people.twice) <= AT_ONCE * kills, "more than what was in hand at the kill"
