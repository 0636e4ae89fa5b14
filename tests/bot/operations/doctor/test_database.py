"""What the doctor finds of databases, which are real ones; it leaves them as they are."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import NullPool, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.operations.doctor import Level
from bot.store import Store
from tests.bot.operations.doctor.examining import SECRET, Examine, levels
from tests.bot.store.postgresql_server import PostgresqlServer


async def made(path: Path) -> Path:
    async with Store.open(f"sqlite+aiosqlite:///{path}/bot.db"):
        return path / "bot.db"


async def test_a_database_in_use_is_found_well_and_left_as_it_is(doctor: Examine, tmp_path: Path) -> None:
    async with Store.open(f"sqlite+aiosqlite:///{tmp_path}/bot.db") as store:
        await store.prune()
        (finding,) = (await doctor())["Database"]
        await store.prune()
    assert finding.level is Level.WELL
    assert "has this release's version" in finding.sentence
    with sqlite3.connect(tmp_path / "bot.db") as connection:
        assert not connection.execute("SELECT * FROM sqlite_master WHERE name = 'doctor'").fetchall()
    connection.close()


async def test_a_database_that_is_not_there_yet(doctor: Examine, tmp_path: Path) -> None:
    (finding,) = (await doctor(database_url=f"sqlite+aiosqlite:///{tmp_path}/new/bot.db"))["Database"]
    assert finding.level is Level.WELL
    assert not (tmp_path / "new").exists()


async def test_a_database_that_cannot_be_made(doctor: Examine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (finding,) = (await doctor(database_url=f"sqlite+aiosqlite:///{tmp_path}/file/bot.db"))["Database"]
    assert finding.level is Level.WRONG
    assert "right to write the folder" in finding.remedy


async def test_a_file_that_is_no_database(doctor: Examine, tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_text("no database" * 1000)
    (finding,) = (await doctor())["Database"]
    assert finding.level is Level.WRONG
    assert finding.sentence.endswith("is no SQLite database.")
    assert finding.remedy


@pytest.mark.parametrize(("version", "level"), [("0001", "!"), ("9999", "✗")])
async def test_a_database_of_another_release(doctor: Examine, tmp_path: Path, version: str, level: str) -> None:
    connection = sqlite3.connect(await made(tmp_path))
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.close()
    (finding,) = (await doctor())["Database"]
    assert finding.level == level
    assert f"version {version}" in finding.sentence


async def test_a_database_that_another_program_keeps_locked(
    doctor: Examine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.doctor.database._LOCK_SECONDS", 0.1)
    connection = sqlite3.connect(await made(tmp_path))
    connection.execute("BEGIN IMMEDIATE")
    (finding,) = (await doctor())["Database"]
    connection.close()
    assert finding.level is Level.WRONG
    assert "is locked by another program" in finding.sentence


async def test_a_database_that_others_may_read(doctor: Examine, tmp_path: Path) -> None:
    (await made(tmp_path)).chmod(0o644)
    assert levels(await doctor())["Database"] == "✓!"


async def test_postgresql_that_is_not_there(doctor: Examine, port: int) -> None:
    url = f"postgresql+asyncpg://bot:{SECRET}@127.0.0.1:{port}/bot"
    (finding,) = (await doctor(database_url=url))["Database"]
    assert finding.level is Level.WRONG
    assert "bot at 127.0.0.1 cannot be reached" in finding.sentence


async def test_a_real_postgresql(doctor: Examine, postgresql: PostgresqlServer) -> None:
    url = postgresql.empty()
    (new,) = (await doctor(database_url=url))["Database"]
    assert "the start will make the tables" in new.sentence
    async with Store.open(url):
        (finding,) = (await doctor(database_url=url))["Database"]
    assert "has this release's version" in finding.sentence


async def test_a_real_postgresql_that_may_not_be_written(doctor: Examine, postgresql: PostgresqlServer) -> None:
    url = make_url(postgresql.empty())
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.exec_driver_sql(f'ALTER DATABASE "{url.database}" SET default_transaction_read_only = on')
    (finding,) = (await doctor(database_url=url.render_as_string(hide_password=False)))["Database"]
    assert finding.level is Level.WRONG
