"""What the tests of this folder read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bot.settings import Settings
from tests.city import ROOT

DEPLOY = ROOT / "deploy"
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
SETTINGS = {name.upper() for name in Settings.model_fields}
OF_COMPOSE = {"COMPOSE_PROFILES", "RELEASE", "DOMAIN"}
"""Names in deploy/.env that are for Compose and not for the bot."""


def example_values() -> dict[str, str]:
    """The names and values of deploy/bot.env.example."""
    lines = (DEPLOY / "bot.env.example").read_text(encoding="utf-8").splitlines()
    return {name: value for line in lines if line and line[0] != "#" for name, _, value in [line.partition("=")]}


def blocks(page: Path) -> Iterator[str]:
    """The blocks of commands on a page, also the indented ones."""
    yield from re.findall(r"^ *```\n(.*?)^ *```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
