"""`python -m bot doctor`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.operations.doctor import Finding, Level, is_wrong
from bot.settings import Settings
from tests.bot.operations.doctor.examining import SECRET
from tests.telegram_server.server import FakeTelegram


@pytest.fixture
def settings_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Sets what the command reads, and nothing else."""
    monkeypatch.setattr("bot.core_settings.ENV_FILE", tmp_path / ".env")
    for name in Settings.model_fields:
        monkeypatch.setenv(name.upper(), "")

    def set_(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name.upper(), value)

    return set_


async def run_doctor() -> Any:
    return await asyncio.to_thread(CliRunner().invoke, app, ["doctor"], catch_exceptions=False)


async def test_the_command_ends_with_0_where_nothing_is_wrong(
    settings_of: Callable[..., None], telegram: FakeTelegram, tmp_path: Path, port: int
) -> None:
    settings_of(
        bot_token=telegram.token,
        bot_api_url=telegram.url,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/bot.db",
        ops_port=str(port),
    )
    result = await run_doctor()
    assert result.exit_code == 0
    assert "Telegram knows the bot as @networks_bot." in result.output
    assert result.output.endswith("All is well.\n")
    assert telegram.token not in result.output


@pytest.mark.usefixtures("quick_check")
async def test_the_command_ends_with_1_where_something_is_wrong(
    settings_of: Callable[..., None], telegram: FakeTelegram, port: int
) -> None:
    settings_of(
        bot_token="123456:a-wrong-token",
        bot_api_url=telegram.url,
        database_url=f"postgresql://bot:{SECRET}@127.0.0.1:{port}/bot",
    )
    result = await run_doctor()
    assert result.exit_code == 1
    assert "Copy it anew from BotFather" in result.output
    assert "must be put right" in result.output
    assert "a-wrong-token" not in result.output
    assert SECRET not in result.output


async def test_wrong_settings_are_named(settings_of: Callable[..., None]) -> None:
    settings_of(bot_token="my secret", ops_port="x")
    result = await run_doctor()
    assert result.exit_code == 1
    assert "BOT_TOKEN: this is no bot token" in result.output
    assert "OPS_PORT: this is no port" in result.output
    assert "my secret" not in result.output


def test_doubts_do_not_count_as_wrong() -> None:
    assert not is_wrong([Finding("Groups", Level.DOUBT, "So.", "Thus."), Finding("Token", Level.WELL, "So.")])
