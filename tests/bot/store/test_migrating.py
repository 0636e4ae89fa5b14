"""How a database comes to this release's tables."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from bot.store import Store, StoreError, migrating
from bot.store.tables import metadata
from tests.bot.store.looking import database, run
from tests.bot.store.postgresql_server import PostgresqlServer


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that nobody has opened yet."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/var/bot.db"
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    return server.empty()


async def test_the_migrations_lead_to_the_tables(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))

    assert await database(store).transaction(differences) == []


async def test_bots_that_start_at_once_do_not_collide(address: str) -> None:
    async with AsyncExitStack() as stack:
        stores = await asyncio.gather(*(stack.enter_async_context(Store.open(address)) for _ in range(8)))
        await stores[0].files.save(1, "content", "file id")
        assert await stores[-1].files.load(1, "content") == "file id"


async def test_a_database_of_a_newer_release_is_left_alone(address: str) -> None:
    async with Store.open(address) as store:
        await run(store, text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"newer release \(version 9999.*Install that release"):
        async with Store.open(address):
            pass


# The next version


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a further migration, still to be written. Its folder's name is one that Alembic might misread."""
    folder = tmp_path / "100 %(migrations)s"
    shutil.copytree(migrating.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrating, "MIGRATIONS", folder)
    number = int(migrating.versions()[-1]) + 1
    return folder / "versions" / f"{number:04}_next.py"


def write(file: Path, *lines: str) -> None:
    """Writes a migration that does what the lines say."""
    number = int(file.name.partition("_")[0])
    head = f"from alembic import op\nrevision = '{number:04}'\ndown_revision = '{number - 1:04}'\ndef upgrade():\n"
    file.write_text(head + "".join(f"    {line}\n" for line in lines))


def remove(file: Path) -> None:
    file.unlink()


async def test_a_new_release_keeps_what_is_stored(address: str, next_version: Path) -> None:
    async with Store.open(address) as store:
        await store.languages.choose(1, 2, "it")
    write(next_version, "op.execute(\"UPDATE languages SET language = 'en'\")")
    async with Store.open(address) as store:
        rows = await database(store).fetch(text("SELECT language FROM languages"))
        assert [row.language for row in rows] == ["en"]


async def test_a_migration_that_fails_leaves_the_database_as_it_was(address: str, next_version: Path) -> None:
    async with Store.open(address) as store:
        await store.languages.choose(1, 2, "it")
    write(next_version, "op.execute('CREATE TABLE half (x INT)')", "op.execute('wrong')")
    with pytest.raises(StoreError):
        async with Store.open(address):
            pass
    remove(next_version)
    async with Store.open(address) as store:
        assert (await database(store).fetch(text("SELECT language FROM languages")))[0].language == "it"
        with pytest.raises(StoreError):
            await database(store).fetch(text("SELECT * FROM half"))
