"""`python -m bot run` as an operator starts it: no secret in what it writes, nor in the list of processes."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.city import ROOT
from tests.telegram_server.server import FakeTelegram

TOKEN = "123456:a-wrong-token-that-must-not-be-seen"
PASSWORD = "a-password-that-must-not-be-seen"
LOG_KEY = "a-key-that-must-not-be-seen"
SECRETS = (TOKEN, TOKEN.partition(":")[2], PASSWORD, LOG_KEY, "must-not-be-seen")


@dataclass(frozen=True)
class Run:
    """What came of a run."""

    status: int | None
    written: str
    arguments: str


async def run(environment: Mapping[str, str], until: Awaitable[object] | None = None) -> Run:
    """Runs the bot until it ends by itself, or is told to end once something has happened."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "LOG_LEVEL": "DEBUG", "LOG_KEY": LOG_KEY, "OPS_PORT": "0", **environment},
        cwd=ROOT,
    )
    assert process.stdout
    try:
        async with asyncio.timeout(600):
            written = await process.stdout.readline()
            arguments = arguments_of(process.pid)
            if until:
                await until
                process.terminate()
            written += await process.stdout.read()
            await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return Run(process.returncode, written.decode(), arguments)


def arguments_of(process: int) -> str:
    """What the list of processes shows; "" where there is none to read, or the process has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def assert_nothing_is_seen(ended: Run) -> None:
    for secret in SECRETS:
        assert secret not in ended.written, ended.written.replace(secret, "<SECRET>")
        assert secret not in ended.arguments


@pytest.mark.usefixtures("assistant")  # learned once, so that no run has to
@pytest.mark.parametrize("format", ["text", "json"])
async def test_a_wrong_token(telegram: FakeTelegram, tmp_path: Path, format: str) -> None:
    ended = await run(
        {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": telegram.url,
            "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/bot.db",
            "LOG_FORMAT": format,
        }
    )
    assert ended.status == 1
    assert "Telegram does not accept the BOT_TOKEN" in ended.written
    assert "Traceback" not in ended.written
    assert_nothing_is_seen(ended)


@pytest.mark.usefixtures("assistant")
async def test_a_database_that_is_away(telegram: FakeTelegram, port: int) -> None:
    address = f"postgresql+asyncpg://bot:{PASSWORD}@127.0.0.1:{port}/bot"
    ended = await run({"BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url, "DATABASE_URL": address})
    assert ended.status == 1
    assert "The database bot at 127.0.0.1 cannot be reached" in ended.written
    assert_nothing_is_seen(ended)


@pytest.mark.usefixtures("assistant")
async def test_a_telegram_that_is_away(port: int, tmp_path: Path) -> None:
    ended = await run(
        {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": f"http://127.0.0.1:{port}",
            "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/bot.db",
        }
    )
    assert ended.status == 1
    assert "cannot be reached" in ended.written
    assert_nothing_is_seen(ended)


async def test_wrong_settings(tmp_path: Path) -> None:
    ended = await run({"BOT_TOKEN": "must-not-be-seen", "DATABASE_URL": PASSWORD, "LOG_KEY": "seen"})
    assert ended.status == 1
    assert [line.partition(":")[0] for line in ended.written.splitlines()] == ["BOT_TOKEN", "DATABASE_URL", "LOG_KEY"]
    assert_nothing_is_seen(ended)


@pytest.mark.usefixtures("assistant")
@pytest.mark.parametrize("format", ["text", "json"])
async def test_a_bot_that_works(tmp_path: Path, format: str) -> None:
    """In the most talkative way of logging, from the start through a question to the end."""
    async with FakeTelegram(token=TOKEN) as telegram:
        telegram.queue({"message": _message("what is MUFPP? I am Ada Lovelace")})
        telegram.queue({"message": {**_message("I am Ada Lovelace"), "chat": "malformed"}}, is_valid=False)
        ended = await run(
            {
                "BOT_TOKEN": TOKEN,
                "BOT_API_URL": telegram.url,
                "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/bot.db",
                "LOG_FORMAT": format,
            },
            until=telegram.wait_for(lambda: telegram.of("sendMessage"), 300),
        )
    assert ended.status == 0
    assert "is ready" in ended.written
    assert "Lovelace" not in ended.written
    assert "malformed" in ended.written  # recorded, without what it holds
    assert_nothing_is_seen(ended)


def _message(text: str) -> dict[str, object]:
    chat = {"id": 4242, "type": "private", "first_name": "Ada"}
    person = {"id": 4242, "is_bot": False, "first_name": "Ada"}
    return {"message_id": 1, "date": 1_700_000_000, "chat": chat, "from": person, "text": text}
