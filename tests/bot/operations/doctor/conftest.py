"""A bot that can be examined."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from rich.console import Console

from bot.check import Report
from bot.core_settings import knowledge_dir
from bot.operations.doctor import examine, show
from bot.settings import BotMode, Settings
from tests.bot.operations.doctor.examining import SECRET, Examine, Found
from tests.bot.store.conftest import postgresql
from tests.telegram_server.server import FakeTelegram

__all__ = ["postgresql"]


@pytest.fixture
def quick_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check of the knowledge takes seconds; it is left to the tests that are about it."""
    monkeypatch.setattr("bot.operations.doctor.command.check", lambda folder: Report((), "All is well."))


@pytest.fixture
def doctor(telegram: FakeTelegram, tmp_path: Path, port: int, quick_check: None) -> Examine:
    """Examines with changed settings; gives the findings by subject."""

    async def examined(now: Callable[[], datetime] | None = None, **changes: Any) -> Found:
        settings = Settings.model_construct(
            **{
                "bot_token": SecretStr(telegram.token),
                "bot_api_url": telegram.url,
                "bot_mode": BotMode.POLLING,
                "database_url": f"sqlite+aiosqlite:///{tmp_path}/bot.db",
                "knowledge_dir": knowledge_dir(None),
                "ops_host": "127.0.0.1",
                "ops_port": port,
                "webhook_host": "127.0.0.1",
                "webhook_port": port,
                "webhook_url": None,
                **changes,
            }
        )
        findings = await examine(settings, now)
        shown = Console(record=True, width=200, file=open(os.devnull, "w"))  # noqa: SIM115, ASYNC230
        show(findings, shown)
        text = shown.export_text()
        shown.file.close()
        assert telegram.token not in text
        assert telegram.token.partition(":")[2] not in text
        assert SECRET not in text
        return {finding.subject: [f for f in findings if f.subject == finding.subject] for finding in findings}

    return examined
