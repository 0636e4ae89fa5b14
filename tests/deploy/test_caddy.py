"""deploy/Caddyfile: passes on what Telegram posts and nothing else, and keeps the secret out of its log."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from bot.settings import Settings
from bot.telegram.webhook import LARGEST_BODY, SECRET_HEADER
from tests.deploy.files import DEPLOY

CADDYFILE = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
SERVICES = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]


def option(name: str) -> str:
    """What stands behind a word that begins a line, once."""
    (found,) = re.findall(rf"^\s*{name} (.*?)(?: {{)?$", CADDYFILE, re.MULTILINE)
    return str(found)


def test_the_path_is_the_one_that_telegram_is_told() -> None:
    told = urlsplit(SERVICES["bot-1"]["environment"]["WEBHOOK_URL"].replace("${DOMAIN:-}", "bot.example.org"))
    assert option("path") == told.path
    assert option("method") == "POST"
    assert option("header") == f"{SECRET_HEADER} *"


def test_a_body_may_be_as_large_as_for_the_bot() -> None:
    assert option("max_size") == f"{LARGEST_BODY // 1_000_000}MB"


def test_it_leads_to_every_replica_and_asks_for_its_health() -> None:
    replicas = [name for name in SERVICES if name.startswith("bot-")]
    settings = SERVICES["bot-1"]["environment"]
    assert option("reverse_proxy").split() == [f"{name}:{settings['WEBHOOK_PORT']}" for name in replicas]
    assert option("health_port") == settings["OPS_PORT"] == str(Settings.model_fields["ops_port"].default)
    assert option("health_uri") == "/readyz"


def test_headers_are_left_out_of_the_log() -> None:
    assert option("request>headers") == "delete"
    assert "debug" not in CADDYFILE
    assert not re.search(r"^\tlog\b(?! default)", CADDYFILE, re.MULTILINE)


CADDY = shutil.which("caddy")


@pytest.mark.skipif(not CADDY, reason="Caddy is not installed")
def test_caddy_reads_it(tmp_path: Path) -> None:
    environment = {"DOMAIN": "bot.example.org", "HOME": str(tmp_path)}
    adapt = [str(CADDY), "adapt", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]
    done = subprocess.run(adapt, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "bot.example.org" in json.dumps(json.loads(done.stdout))
