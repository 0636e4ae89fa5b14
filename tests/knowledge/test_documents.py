"""YAML files are read with their lines, and what no editor should write is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.documents import read_document
from knowledge.problems import InvalidFilesError


def test_aliases_are_refused(tmp_path: Path) -> None:
    """A few nested ones would grow into a document that fills the memory."""
    file = tmp_path / "some.yaml"
    file.write_text("a: &a [1, 2]\nb:\n  - *a\n", encoding="utf-8")
    with pytest.raises(InvalidFilesError) as error:
        read_document(file)
    (problem,) = error.value.problems
    assert (problem.line, "alias" in problem.message.lower()) == (1, True)
