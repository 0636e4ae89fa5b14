"""The last run of the same files: kept as JSON, and compared with the run of now."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.evaluation.run import Judged

FOLDER = Path("var") / "evaluations"
LONGEST_NAME = 60
"""Characters of a run's name that tell its files; what follows tells runs apart whose names begin alike."""


@dataclass(frozen=True)
class Comparison:
    """What changed since the last run.

    Attributes:
        percent_before: the share of right turns then.
        percent_now: the share of right turns now.
        newly_right: turns that were wrong then and are right now, each with its file and what was asked up to it.
        newly_wrong: turns that were right then and are wrong now.
        added: how many turns were not there then.
        removed: how many turns are there no longer.
    """

    percent_before: float
    percent_now: float
    newly_right: tuple[str, ...]
    newly_wrong: tuple[str, ...]
    added: int
    removed: int


def run_name(files: Sequence[str], slips: float, seed: int) -> str:
    """The name of a run: of its files, in any order, and of its slips."""
    names = [*sorted(files), *([f"slips {slips:g} {seed}"] if slips else [])]
    told = re.sub(r"[^\w.]+", "-", "+".join(names))[:LONGEST_NAME]
    return f"{told}-{sha256(json.dumps(names).encode()).hexdigest()[:8]}"


def compare_and_keep(name: str, judged: Sequence[Judged], folder: Path = FOLDER) -> Comparison | None:
    """What changed since the last run of this name, and keeps this one in its place.

    Returns:
        None where there was no run, or what was kept of it cannot be read.
    """
    file = folder / f"{name}.json"
    before = _read(file)
    now = {_key(turn): turn.is_right for turn in judged}
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(now, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    return _compare(before, now) if before else None


def _key(judged: Judged) -> str:
    """What stays the same when lines move: the file, and everything that was asked up to this turn."""
    texts = [turn.text for turn in judged.conversation.turns[: judged.place + 1]]
    return f"{judged.file}: {' / '.join(texts)}"


def _read(file: Path) -> dict[str, bool]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {key: bool(right) for key, right in kept.items()} if isinstance(kept, dict) else {}


def _compare(before: Mapping[str, bool], now: Mapping[str, bool]) -> Comparison:
    changed = [key for key in now if key in before and now[key] != before[key]]
    return Comparison(
        percent_before=100 * sum(before.values()) / len(before),
        percent_now=100 * sum(now.values()) / len(now),
        newly_right=tuple(key for key in changed if now[key]),
        newly_wrong=tuple(key for key in changed if not now[key]),
        added=len(now.keys() - before.keys()),
        removed=len(before.keys() - now.keys()),
    )
