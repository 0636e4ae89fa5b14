"""The pages for operators: their links lead somewhere, and what they name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer
import yaml

from bot.cli import app
from bot.operations.metrics import Metrics
from tests.city import ROOT
from tests.deploy.files import DEPLOY, DOCS, OF_COMPOSE, PAGES, SETTINGS, blocks

COMMANDS = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
OPERATING = (DOCS / "operating.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, part = link.partition("#")
        if path.startswith("https://"):
            continue
        target = page.parent / path if path else page
        assert target.is_file(), link
        if part:
            titles = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
            assert part in {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}, link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"python -m bot ([a-z]+)|docker compose run --rm bot(?:-1)? ([a-z]+)", text)
    assert {first or second for first, second in named} <= COMMANDS


def test_settings_exist_and_none_is_left_out() -> None:
    section = OPERATING.partition("\n## Settings\n")[2].partition("\n## ")[0]
    explained = {
        name for row in re.findall(r"^\| (`.*?) \|", section, re.MULTILINE) for name in re.findall("`(.*?)`", row)
    }
    assert explained == SETTINGS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_other_names_of_settings_exist(page: Path) -> None:
    named = set(re.findall(r"\b([A-Z]+(?:_[A-Z]+)+)\b(?!_)", page.read_text(encoding="utf-8")))
    assert named <= SETTINGS | OF_COMPOSE


def test_numbers_in_alerts_are_measured() -> None:
    measured = {
        sample for family in Metrics().registry.collect() for sample in possible_names(family.name, family.type)
    }
    others = re.compile("milan-networks-bot_front|bot_token")  # a network, a file
    named = set(re.findall(r"\b(?:bot|process)_[a-z_]+", others.sub("", OPERATING)))
    assert named
    assert named <= measured


def possible_names(name: str, kind: str) -> set[str]:
    endings = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}.get(kind, ("",))
    return {name + ending for ending in endings}


def test_services_of_compose_exist() -> None:
    services = set(yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"])
    named = re.findall(
        r"docker compose (?:exec(?: -T)?|stop|up --detach(?: --no-deps)?(?: --wait)?|run --rm) ((?:[a-z][a-z0-9-]*))",
        OPERATING,
    )
    assert named
    assert set(named) <= services


def test_paths_in_commands_exist() -> None:
    commands = "\n".join(block for page in PAGES for block in blocks(page))
    named = set(re.findall(r"\b(?:deploy|docs)/[\w./-]+|requirements\.lock|\.env\.example|bot\.env\.example", commands))
    for path in named:
        assert (ROOT / path).exists() or (DEPLOY / path).exists(), path
    assert ".venv/.installed:" in (ROOT / "Makefile").read_text(encoding="utf-8").replace(
        "$(INSTALLED)", ".venv/.installed"
    )
