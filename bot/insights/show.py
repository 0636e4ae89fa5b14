"""Insights as tables on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from bot.insights.models import Insights, Row

TITLES = {
    "unanswered": "Questions without an answer",
    "feedback": "What helped",
    "comments": "Comments",
    "asked": "What was asked",
    "days": "Day by day",
    "shared": "What was shared",
}
MOST_ROWS = 30
"""Rows of a section that are shown; CSV and JSON have all."""
MOST_WORDINGS = 3


def show(insights: Insights, console: Console) -> None:
    """Prints insights."""
    console.print(Text(f"From {insights.since} to {insights.until}", style="bold"))
    if insights.is_empty:
        console.print(Text("Nothing has been asked yet."))
    for name, rows in insights.sections().items():
        if rows:
            console.print()
            console.print(_section(TITLES[name], rows))


def _section(title: str, rows: tuple[Row, ...]) -> Group:
    fields = [name for name in type(rows[0]).model_fields if name != "wordings"]
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for name in fields:
        is_figure = isinstance(getattr(rows[0], name), int | float)
        table.add_column(
            name.replace("_", " "), justify="right" if is_figure else "left", overflow="fold", ratio=_ratio(name)
        )
    for row in rows[:MOST_ROWS]:
        table.add_row(*(_cell(row, name) for name in fields))
    parts: list[Text | Table] = [Text(title, style="bold underline"), table]
    if len(rows) > MOST_ROWS:
        parts.append(Text(f"… and {len(rows) - MOST_ROWS} more, see --format csv"))
    return Group(*parts)


def _ratio(name: str) -> int | None:
    """Texts take the room that the others leave."""
    return 1 if name == "text" else None


def _cell(row: BaseModel, name: str) -> Text:
    value = getattr(row, name)
    cell = Text("–" if value in (None, "") else _printable(str(value)))
    for wording in _wordings(row) if name == "text" else ():
        cell.append(f"\n{wording}", style="dim")
    return cell


def _wordings(row: BaseModel) -> Iterator[str]:
    found = getattr(row, "wordings", ())
    yield from map(_printable, found[:MOST_WORDINGS])
    if len(found) > MOST_WORDINGS:
        yield f"… and {len(found) - MOST_WORDINGS} more"


def _printable(text: str) -> str:
    """What people wrote, without characters by which it could command the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)
