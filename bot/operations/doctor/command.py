"""All examinations together, and how they are shown."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import core_settings
from bot.check import check, readable
from bot.core_settings import SettingsError
from bot.operations.doctor.database import examine_database
from bot.operations.doctor.findings import Finding, Level, well, wrong
from bot.operations.doctor.machine import examine_env_file, examine_ports
from bot.operations.doctor.telegram import Clock, examine_telegram
from bot.settings import Settings, load_settings

_STYLES = {Level.WELL: "green", Level.DOUBT: "yellow", Level.WRONG: "red"}


def examine_anything() -> list[Finding]:
    """Everything that can be found out; where settings are wrong, that and little more."""
    env_file = examine_env_file(core_settings.ENV_FILE)
    try:
        settings = load_settings()
    except SettingsError as error:
        return [*(wrong("Settings", message, "See .env.example.") for message in error.messages), *env_file]
    return [*env_file, *asyncio.run(examine(settings))]


async def examine(settings: Settings, now: Clock | None = None) -> list[Finding]:
    """All that is found with these settings; the examinations go side by side, each with a time limit.

    Args:
        settings: of the bot.
        now: tells the time; by default this machine's clock.
    """
    parts = await asyncio.gather(
        examine_telegram(settings, now) if now else examine_telegram(settings),
        examine_database(settings.database_url),
        asyncio.to_thread(_examine_knowledge, settings),
        examine_ports(settings),
    )
    return [finding for part in parts for finding in part]


def show(findings: Sequence[Finding], console: Console) -> None:
    """Writes a table, and a sentence that sums it up."""
    table = Table.grid(padding=(0, 2))
    for finding in findings:
        told = Text(finding.sentence)
        if finding.remedy:
            told.append(f"\n→ {finding.remedy}", style="bold")
        table.add_row(Text(finding.level, style=_STYLES[finding.level]), Text(finding.subject), told)
    console.print(table)
    console.print(Text(_summary(findings)))


def is_wrong(findings: Iterable[Finding]) -> bool:
    """Whether something keeps the bot from working."""
    return any(finding.level is Level.WRONG for finding in findings)


def _summary(findings: Sequence[Finding]) -> str:
    counts = {level: sum(finding.level is level for finding in findings) for level in Level}
    if counts[Level.WRONG]:
        return f"{counts[Level.WRONG]} of {len(findings)} must be put right before the bot works."
    if counts[Level.DOUBT]:
        return f"The bot works; {counts[Level.DOUBT]} of {len(findings)} deserve a look."
    return "All is well."


def _examine_knowledge(settings: Settings) -> list[Finding]:
    report = check(settings.knowledge_dir)
    if not report.problems:
        return [well("Knowledge", report.summary)]
    return [wrong("Knowledge", readable(problem), "") for problem in report.problems]
