"""Brings a database to this program's version: runs what it lacks of migrations/versions/, in order."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.store.errors import StoreError

MIGRATIONS = Path(__file__).parent / "migrations"


def versions() -> tuple[str, ...]:
    """The versions that this program knows, oldest first: the numbers that the migrations' files begin with."""
    return tuple(sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py")))


def migrate(connection: Connection, place: str) -> None:
    """Brings the database to the newest version.

    Args:
        connection: in a transaction that keeps other processes from doing the same.
        place: which database it is, for an error.

    Raises:
        StoreError: for a database that a later release has written.
    """
    version, known = _version(connection), versions()
    if version == known[-1]:
        return
    if version is not None and version not in known:
        raise StoreError(
            f"The database {place} is of a newer release (version {version}; this one knows {known[-1]}). "
            "Install that release again, or bring back a backup made before it."
        )
    _upgrade(connection)


def _version(connection: Connection) -> str | None:
    """The version of the database; None of a new one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    from alembic import command  # only a start with a new database or a new release pays for it
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, "head")
