"""What the tests of the bot share: databases that are ready."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.store import Store


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with this release's tables, to be copied: to make the tables takes several times as long."""
    file = tmp_path_factory.mktemp("sqlite") / "bot.db"

    async def migrate() -> None:
        async with Store.open(f"sqlite:///{file}"):
            pass

    asyncio.run(migrate())
    return file
