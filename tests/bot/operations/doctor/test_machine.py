"""What the doctor finds on the machine: files, ports, and a bot that runs."""

from __future__ import annotations

import shutil
import socket
import stat
from pathlib import Path

import aiohttp
import pytest

from bot.check import check
from bot.operations.doctor import Level
from bot.operations.doctor.machine import examine_env_file
from bot.operations.loop_lag import LoopLag
from bot.operations.metrics import Metrics
from bot.operations.readiness import knowledge_check
from bot.operations.server import operations_app, operations_server
from bot.settings import BotMode
from tests.bot.operations.doctor.examining import Examine, levels
from tests.city import ROOT


async def test_mistakes_in_the_knowledge_are_named(
    doctor: Examine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.doctor.command.check", check)
    folder = Path(shutil.copytree(ROOT / "tests" / "second_city" / "knowledge", tmp_path / "knowledge"))
    with (folder / "city.yaml").open("a") as file:
        file.write("no_such_field: 1\n")
    (finding,) = (await doctor(knowledge_dir=folder))["Knowledge"]
    assert finding.level is Level.WRONG
    assert "city.yaml:" in finding.sentence


async def test_a_port_that_another_program_has(doctor: Examine, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.operations.doctor.machine._SECONDS", aiohttp.ClientTimeout(total=0.2))
    with socket.create_server(("127.0.0.1", port)):
        (finding,) = (await doctor())["Ports"]
    assert (finding.level, finding.sentence) == (Level.WRONG, f"Port {port} (OPS_PORT) is in use.")


async def test_both_ports_of_a_webhook_are_looked_at(doctor: Examine, port: int) -> None:
    found = await doctor(bot_mode=BotMode.WEBHOOK, webhook_url="https://example.org/hook", ops_port=0)
    assert [f.sentence for f in found["Ports"]][1:] == [f"Port {port} (WEBHOOK_PORT) is free."]


@pytest.mark.parametrize(("networks", "level"), [(16, "✓"), (0, "✗")])
async def test_a_bot_that_runs_here_is_asked_how_it_is(doctor: Examine, port: int, networks: int, level: str) -> None:
    metrics = Metrics()
    running = operations_app(metrics, LoopLag(metrics), {"knowledge": knowledge_check(lambda: networks)})
    async with operations_server(running, "127.0.0.1", port):
        found = await doctor()
    assert levels(found)["Bot"] == level
    assert "Ports" not in found


async def test_numbers_that_everyone_may_read(doctor: Examine) -> None:
    assert levels(await doctor(ops_host="0.0.0.0"))["Ports"] == "✓!"


@pytest.mark.parametrize(("mode", "level"), [(0o600, "✓"), (0o640, "!"), (0o644, "✗"), (0o646, "✗")])
def test_who_may_read_the_token(tmp_path: Path, mode: int, level: str) -> None:
    file = tmp_path / ".env"
    file.touch()
    file.chmod(mode)
    (finding,) = examine_env_file(file)
    assert finding.level == level
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_no_file_of_settings_is_no_matter(tmp_path: Path) -> None:
    assert examine_env_file(tmp_path / ".env") == []
