"""`python -m bot insights`: what the editors see, in each form."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.insights.models import Insights
from bot.store import Store
from bot.store.counters import Asked
from bot.store.feedback import Opinion, Verdict
from bot.store.unanswered import Question
from intents.assistant import Assistant

TODAY = datetime.now(UTC).replace(hour=12)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture(autouse=True)
def loaded(assistant: Assistant, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """The command uses the assistant that is loaded already, the test's database, and no settings of the machine."""
    for name in ("BOT_TOKEN", "BOT_MODE", "KNOWLEDGE_DIR", "DEFAULT_LANGUAGE"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{file}")
    monkeypatch.setattr("bot.core_settings.ENV_FILE", Path("no-such-file"))
    monkeypatch.setattr("bot.loading.load_assistant", lambda knowledge: assistant)


def call(*arguments: str) -> Result:
    return CliRunner(env={"COLUMNS": "140"}).invoke(app, ["insights", *arguments], catch_exceptions=False)


async def ask(address: str) -> None:
    """Some days of the bot."""
    time = TODAY - timedelta(days=40)
    async with Store.open(address, lambda: time) as store:
        await store.unanswered.add(Question("a question of long ago", "en", "fallback"))
        time = TODAY - timedelta(days=1)
        for text in ("what is the budget of C40?", "What is the budget of C40", "c40 budget", "=1+1"):
            await store.unanswered.add(Question(text, "en", "unknown", "fact.budget", ("c40",) if "40" in text else ()))
        for user, verdict in ((1, Verdict.GOOD), (2, Verdict.BAD), (3, Verdict.BAD)):
            await store.feedback.save(Opinion(9, 70, user, verdict, "role", ("icorn",), "it", "group"))
        await store.feedback.save(Opinion(9, 71, 1, Verdict.GOOD, "summary", ("c40",), "it", "group"))
        await store.comments.add(1, "it", "Utile!\x1b[31m\nIl mio numero è 333 1234567")
        store.counters.count(Asked("private", "answer", "summary", ("c40",)))
        time = TODAY
        store.counters.count(Asked("private", "answer", "summary", ("c40", "icorn")))
        await store.shares.count("it:summary:c40:", ["c40"])


@pytest.fixture
def asked(file: Path) -> None:
    asyncio.run(ask(f"sqlite:///{file}"))


@pytest.mark.usefixtures("asked")
def test_as_a_table() -> None:
    output = call().output
    for title in ("Questions without an answer", "What helped", "Comments", "What was asked", "Day by day"):
        assert title in output
    (line,) = [line for line in output.splitlines() if line.startswith("what is the budget of C40?")]
    assert [cell.strip() for cell in line.split("│")][1:5] == ["3", "c40", "cost", "unknown"]
    assert "c40 budget" in output, "the other wording"
    assert "long ago" not in output
    assert "[number]" in output
    assert "\x1b[31m" not in output, "what people write does not command the terminal"


@pytest.mark.usefixtures("asked")
def test_as_json() -> None:
    found = Insights.model_validate_json(call("--format", "json").output)
    group = found.unanswered[0]
    assert (group.text, group.count, group.network) == ("what is the budget of C40?", 3, "c40")
    assert group.wordings == ("c40 budget",)
    assert [(row.network, row.intent, row.good, row.bad, row.good_percent) for row in found.feedback] == [
        ("icorn", "role", 1, 2, 33.3),
        ("c40", "summary", 1, 0, 100.0),
    ]
    assert [comment.text for comment in found.comments] == ["Utile!\x1b[31m\nIl mio numero è [number]"]
    assert [(row.network, row.intent, row.count) for row in found.asked] == [
        ("c40", "summary", 2),
        ("icorn", "summary", 1),
    ]
    assert [(row.day, row.surface, row.count) for row in found.days] == [
        (TODAY.date() - timedelta(days=1), "private", 1),
        (TODAY.date(), "private", 1),
        (TODAY.date(), "shared", 1),
    ]
    assert [(row.day, row.network, row.count) for row in found.shared] == [(TODAY.date(), "c40", 1)]


@pytest.mark.usefixtures("asked")
def test_of_fewer_days() -> None:
    found = json.loads(call("--format", "json", "--days", "1").output)
    assert found["unanswered"] == found["feedback"] == found["comments"] == []
    assert found["since"] == found["until"] == TODAY.date().isoformat()


@pytest.mark.usefixtures("asked")
def test_as_csv_on_the_standard_output() -> None:
    first, *others = call("--format", "csv").output.split("\n\n")
    title, *lines = first.splitlines()
    assert title == "# unanswered"
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    assert [(row["text"], row["count"]) for row in rows] == [("what is the budget of C40?", "3"), ("'=1+1", "1")]
    assert [section.splitlines()[0] for section in others] == [
        "# feedback",
        "# comments",
        "# asked",
        "# days",
        "# shared",
    ]


@pytest.mark.usefixtures("asked")
def test_as_csv_files(tmp_path: Path) -> None:
    output = call("--format", "csv", "--folder", str(tmp_path / "new" / "folder")).output
    files = [Path(line) for line in output.splitlines()]
    assert [file.name for file in files] == [
        *("unanswered.csv", "feedback.csv", "comments.csv", "asked.csv", "days.csv", "shared.csv")
    ]
    assert files[3].read_text("utf-8-sig").splitlines() == [
        "network,intent,outcome,count",
        "c40,summary,answer,2",
        "icorn,summary,answer,1",
    ]


def test_where_there_is_no_database_yet(file: Path) -> None:
    result = call()
    assert result.exit_code == 1
    assert f"There is no database at {file} yet" in result.output
    assert "python -m bot run" in result.output
    assert not file.exists()


def test_where_nothing_has_been_asked_yet(file: Path) -> None:
    asyncio.run(_open(f"sqlite:///{file}"))
    assert "Nothing has been asked yet." in call().output
    assert json.loads(call("--format", "json").output)["unanswered"] == []


def test_a_format_that_there_is_not() -> None:
    result = call("--format", "xml")
    assert result.exit_code == 2
    assert "Take one of table, csv, json" in result.output


def test_a_folder_that_cannot_be_made(file: Path) -> None:
    asyncio.run(_open(f"sqlite:///{file}"))
    result = call("--format", "csv", "--folder", str(file / "within"))
    assert result.exit_code == 1
    assert "Name another folder." in result.output


def test_a_database_that_is_none(file: Path) -> None:
    file.write_text("Not a database, but long enough to be looked at. " * 100)
    result = call()
    assert result.exit_code == 1
    assert "is no SQLite database" in result.output


async def _open(address: str) -> None:
    async with Store.open(address):
        pass
