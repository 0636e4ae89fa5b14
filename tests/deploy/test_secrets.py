"""Secrets in files of their own: the bot runs with them, and neither its arguments nor its environment hold them."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.city import ROOT
from tests.telegram_server.server import TOKEN, FakeTelegram

LOG_KEY = "a-key-that-must-not-be-seen"
PROCESS = Path("/proc")


@pytest.mark.skipif(not (PROCESS / "self" / "environ").exists(), reason="there is no list of processes to read here")
@pytest.mark.usefixtures("assistant")  # learned once, so that the run has not to
async def test_the_list_of_processes_shows_none(tmp_path: Path) -> None:
    for name, secret in {
        "bot_token": TOKEN,
        "log_key": LOG_KEY,
        "database_url": f"sqlite+aiosqlite:///{tmp_path}/must-not-be-seen.db",
    }.items():
        (tmp_path / name).write_text(f"{secret}\n", encoding="utf-8")
    async with FakeTelegram() as telegram:
        settings = {"CREDENTIALS_DIRECTORY": str(tmp_path), "BOT_API_URL": telegram.url, "OPS_PORT": "0"}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env={**os.environ, **settings}, cwd=ROOT
        )
        try:
            await telegram.wait_for(lambda: telegram.of("getUpdates"), 300)
            shown = b"".join((PROCESS / str(process.pid) / part).read_bytes() for part in ("cmdline", "environ"))
        finally:
            process.terminate()
            status = await process.wait()
    assert status == 0
    assert (tmp_path / "must-not-be-seen.db").is_file()
    assert b"CREDENTIALS_DIRECTORY" in shown
    assert b"must-not-be-seen" not in shown
