"""Files that are made once and kept for the next start."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

NEWEST = 4
"""Files of a kind that are kept; older ones are removed."""


@contextmanager
def written_whole(file: Path, kind: str | None = None) -> Iterator[BinaryIO]:
    """A stream whose content becomes the file: whole or not at all, also where two processes write at once.

    Args:
        file: what is written; its folder is made.
        kind: a pattern of file names, such as "model-*.npz", of which only the newest are kept then; None keeps all.

    Raises:
        OSError: it cannot be written. What was there before is still there, and nothing is left behind.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    # Not a file of tempfile's, which nobody but its owner may read.
    half = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}.half")
    try:
        with half.open("wb") as stream:
            yield stream
        half.replace(file)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    kept = sorted(file.parent.glob(kind), key=lambda old: old.stat().st_mtime) if kind else []
    for old in kept[:-NEWEST]:
        old.unlink(missing_ok=True)
