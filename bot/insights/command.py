"""What `python -m bot insights` does."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import make_url

from bot.core_settings import SettingsError
from bot.insights.gather import gather
from bot.insights.models import Insights
from bot.store import Store, StoreError
from intents.assistant import Assistant


class Format(StrEnum):
    """How insights are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def read_insights(assistant: Assistant, database_url: str, days: int) -> Insights:
    """The insights of the last days.

    Raises:
        SettingsError: there is no database yet, or it cannot be used.
    """
    try:
        _require_database(database_url)
        return asyncio.run(_read(assistant, database_url, days))
    except StoreError as error:
        raise SettingsError(str(error)) from None


def write_insights(insights: Insights, format: Format, folder: Path | None) -> None:
    """Writes insights to the standard output; as CSV into files of a folder where one is given.

    Raises:
        SettingsError: the folder cannot be written.
    """
    match format:
        case Format.TABLE:
            from rich.console import Console

            from bot.insights.show import show

            show(insights, Console(highlight=False))
        case Format.JSON:
            sys.stdout.write(f"{insights.model_dump_json(indent=2)}\n")
        case Format.CSV:
            from bot.insights.tables import write_sections

            if folder is None:
                write_sections(insights, sys.stdout)
            else:
                _write_files(insights, folder)


def _write_files(insights: Insights, folder: Path) -> None:
    from bot.insights.tables import write_files

    try:
        files = write_files(insights, folder)
    except OSError as error:
        raise SettingsError(f"{folder} cannot be written ({error.strerror}). Name another folder.") from None
    sys.stdout.writelines(f"{file}\n" for file in files)


def _require_database(database_url: str) -> None:
    """Opening a store makes its file; reading should not."""
    address = make_url(database_url)
    if address.get_backend_name() == "sqlite" and not Path(address.database or "").is_file():
        raise SettingsError(
            f"There is no database at {address.database} yet. It is made when the bot first runs: python -m bot run. "
            "If it runs with another one, set DATABASE_URL to that."
        )


async def _read(assistant: Assistant, database_url: str, days: int) -> Insights:
    async with Store.open(database_url) as store:
        return await gather(store, assistant, days, datetime.now(UTC))
