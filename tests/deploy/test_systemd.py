"""deploy/milan-networks-bot.service: systemd can read it, and it shuts the bot in."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.telegram.webhook import GRACE_SECONDS
from tests.deploy.files import DEPLOY

UNIT = (DEPLOY / "milan-networks-bot.service").read_text(encoding="utf-8")
SINCE_254 = ("RestartSteps", "RestartMaxDelaySec")
"""What older versions of systemd report as unknown, and leave out."""


def value(key: str) -> str:
    (found,) = re.findall(rf"^{key}=(.*)$", UNIT, re.MULTILINE)
    return str(found)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("User", "milan-bot"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("MemoryDenyWriteExecute", "yes"),
        ("StateDirectoryMode", "0700"),
        ("UMask", "0077"),
        ("Restart", "always"),
        ("ExecReload", "/bin/kill -HUP $MAINPID"),
    ],
)
def test_it_is_hardened_and_comes_back(key: str, expected: str) -> None:
    assert value(key) == expected


def test_it_is_left_the_time_to_finish() -> None:
    assert int(value("TimeoutStopSec").removesuffix("s")) > GRACE_SECONDS + 10


def test_it_holds_no_secret() -> None:
    assert not re.search(r"TOKEN|SECRET|PASSWORD|KEY=", UNIT)


def test_its_folder_is_the_one_that_the_page_makes() -> None:
    page = (DEPLOY.parent / "docs" / "operating.md").read_text(encoding="utf-8")
    assert f"/var/lib/{value('StateDirectory')}" in page
    assert f"cd {value('WorkingDirectory')}\n" in page


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_reads_it(tmp_path: Path) -> None:
    file = tmp_path / "milan-networks-bot.service"
    installed = f"{value('WorkingDirectory')}/.venv/bin/python"
    assert f"ExecStart={installed} -m bot run" in UNIT
    file.write_text(UNIT.replace(installed, sys.executable), encoding="utf-8")
    verify = ["systemd-analyze", "verify", "--man=no", str(file)]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if not any(key in line for key in SINCE_254)]
    assert (done.returncode, complaints) == (0, [])
