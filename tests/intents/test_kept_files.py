"""Files that are made once and kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from intents.kept_files import NEWEST, written_whole


def write(file: Path, content: bytes) -> None:
    with written_whole(file, "thing-*.bin") as stream:
        stream.write(content)


def break_off(file: Path) -> None:
    with written_whole(file) as stream:
        stream.write(b"ne")
        raise OSError("the disk is full")


def test_what_is_written_is_there_and_nothing_else(tmp_path: Path) -> None:
    write(tmp_path / "new" / "thing-1.bin", b"whole")
    assert [(file.name, file.read_bytes()) for file in (tmp_path / "new").iterdir()] == [("thing-1.bin", b"whole")]


def test_what_fails_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "thing-1.bin"
    write(file, b"old")
    with pytest.raises(OSError, match="full"):
        break_off(file)
    assert [(left.name, left.read_bytes()) for left in tmp_path.iterdir()] == [("thing-1.bin", b"old")]


def test_only_the_newest_of_a_kind_are_kept(tmp_path: Path) -> None:
    other = tmp_path / "another.bin"
    other.touch()
    for number in range(NEWEST + 2):
        write(tmp_path / f"thing-{number}.bin", b"")
        os.utime(tmp_path / f"thing-{number}.bin", (number, number))
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["another.bin", *(f"thing-{number}.bin" for number in range(2, NEWEST + 2))]
