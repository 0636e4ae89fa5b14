"""Insights as CSV, for spreadsheets."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TextIO

from bot.insights.models import Insights, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What spreadsheets take for the beginning of a formula."""


def write_files(insights: Insights, folder: Path) -> list[Path]:
    """Writes one file for each section into a folder, which is made where there is none. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, rows in insights.sections().items():
        file = folder / f"{name}.csv"
        # The mark at the beginning tells spreadsheets that it is UTF-8.
        with file.open("w", encoding="utf-8-sig", newline="") as stream:
            _write(name, rows, stream)
        written.append(file)
    return written


def write_sections(insights: Insights, stream: TextIO) -> None:
    """Writes the sections that have rows one after the other, each under its name, with an empty line between."""
    for number, (name, rows) in enumerate((name, rows) for name, rows in insights.sections().items() if rows):
        stream.write(f"{chr(10) if number else ''}# {name}\n")
        _write(name, rows, stream)


def _write(name: str, rows: tuple[Row, ...], stream: TextIO) -> None:
    row_type = Insights.row_type(name)
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(row_type.model_fields)
    writer.writerows([_cell(getattr(row, field)) for field in row_type.model_fields] for row in rows)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return _cell(" | ".join(value))
    text = "" if value is None else str(value)
    # What people wrote must not become a formula: an apostrophe in front makes it text.
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
