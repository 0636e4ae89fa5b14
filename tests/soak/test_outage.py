"""The database away for a while: updates wait and are then answered, once each; nothing crashes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from tests.soak.databases import PostgresqlServer, Stop
from tests.soak.figures import AWAY_SECONDS
from tests.soak.people import People
from tests.soak.posting import posting
from tests.soak.running import Launcher, bots, free_port, settings
from tests.telegram_server.threads import ThreadedTelegram, telegram_in_a_thread

A_SECOND = 20
"""Questions, before, meanwhile and after."""
LOOK = 0.1
"""Seconds between two looks at the health."""


@pytest.mark.parametrize(("mode", "how"), [("polling", "fast"), ("webhook", "immediate")])
def test_updates_wait_for_the_database(
    mode: str,
    how: Stop,
    postgresql: PostgresqlServer,
    launcher: Launcher,
    tmp_path: Path,
    report: Callable[[str], None],
) -> None:
    replicas = 2 if mode == "webhook" else 1
    ports, ops_ports = ([free_port() for _ in range(replicas)] for _ in range(2))
    url = postgresql.new_database()
    with telegram_in_a_thread() as telegram:
        of_each = [settings(telegram.telegram, mode, url, *both) for both in zip(ports, ops_ports, strict=True)]
        with (
            bots(launcher, of_each, tmp_path) as started,
            posting(telegram, ports) if mode == "webhook" else nullcontext(),
        ):
            for bot in started:
                bot.start()
            people = People(telegram)
            with watched(ops_ports) as health:
                _wait_until_at_work(telegram, ports if mode == "webhook" else ())
                health.wait_until(200)
                _ask(people, 1)
                postgresql.stop(how)
                gone = time.monotonic()
                _ask(people, AWAY_SECONDS)
                health.wait_until(503)
                back = time.monotonic()
                postgresql.start()
                _ask(people, 1)
                people.wait_until_done(600)
                done = time.monotonic()
                health.wait_until(200)
    report(
        f"{mode}, {replicas} on postgresql, which is stopped ({how}) for {back - gone:.1f} s: "
        f"{len(people.asked)} updates, {len(people.lost)} lost, {len(people.twice)} answered twice; "
        f"all answered {done - back:.1f} s after its start"
    )
    assert not people.lost
    assert not people.twice
    assert {seen.healthz for seen in health.seen} == {200}
    assert {seen.readyz for seen in health.seen if gone < seen.began and seen.ended < back} == {503}


def _wait_until_at_work(telegram: ThreadedTelegram, ports: Sequence[int]) -> None:
    """Waits until the bots have started: they listen where they are posted to, or the one that polls has begun to.

    A bot that starts while the database is away ends with a sentence, and whoever started it starts it again.
    """
    end = time.monotonic() + 600
    while not (all(_status(port, "/") for port in ports) and (ports or telegram.telegram.of("getUpdates"))):
        assert time.monotonic() < end, "the bots do not start"
        time.sleep(LOOK)


def _ask(people: People, seconds: float) -> None:
    """People ask, evenly over some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        people.ask(1)
        time.sleep(1 / A_SECOND)


@dataclass(frozen=True)
class Seen:
    """What a bot said of its health, and when it was asked."""

    port: int
    began: float
    ended: float
    healthz: int
    readyz: int


class Health:
    """Looks at the health of bots again and again."""

    def __init__(self, ports: Sequence[int]) -> None:
        self.seen: list[Seen] = []
        self._ports = ports
        self._ports_seen: set[int] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def wait_until(self, status: int) -> None:
        """Waits until all bots' /readyz has a status."""
        since, end = time.monotonic(), time.monotonic() + 600
        while {seen.port for seen in list(self.seen) if seen.readyz == status and seen.began > since} < {*self._ports}:
            assert time.monotonic() < end, f"not {status}: {self.seen[-4:]}"
            time.sleep(LOOK)

    def _watch(self) -> None:
        while not self._stop.wait(LOOK):
            for port in self._ports:
                began = time.monotonic()
                healthz, readyz = (_status(port, path) for path in ("/healthz", "/readyz"))
                if healthz or port in self._ports_seen:  # it takes a moment until a bot listens
                    self._ports_seen.add(port)
                    self.seen.append(Seen(port, began, time.monotonic(), healthz, readyz))


def _status(port: int, path: str) -> int:
    """What is answered; 0 where nothing is."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


@contextmanager
def watched(ports: Sequence[int]) -> Iterator[Health]:
    """Watches the health of bots while the block runs."""
    health = Health(ports)
    health.start()
    try:
        yield health
    finally:
        health.stop()
