"""The command `evaluate`: from files to a report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.evaluation.history import compare_and_keep, run_name
from bot.evaluation.questions import find_files, read_question_file
from bot.evaluation.report import Report, make_report
from bot.evaluation.show import judge_with_progress
from bot.evaluation.slips import slipped
from intents.assistant import Assistant


@dataclass(frozen=True)
class Wishes:
    """How a run is wanted.

    Attributes:
        worst: misses that are explained.
        compare: whether it is compared with the last run of the same files, and kept for the next.
        slips: the share of words that get a slip of the keyboard.
        seed: another one gives other slips.
    """

    worst: int = 10
    compare: bool = True
    slips: float = 0.0
    seed: int = 0


def report_on(assistant: Assistant, paths: Sequence[Path], wishes: Wishes, default_language: str) -> Report:
    """The report on a run of all questions in the files and folders.

    Raises:
        ValueError: a file is wrong, or there are no questions.
        InvalidFilesError: a file is no YAML.
        OSError: a file cannot be read, or the run cannot be kept.
    """
    files = [read_question_file(file) for file in find_files(paths)]
    name = run_name([file.name for file in files], wishes.slips, wishes.seed)
    if wishes.slips:
        files = [slipped(file, wishes.slips, wishes.seed) for file in files]
    judged = judge_with_progress(assistant, files, default_language)
    if not judged:
        raise ValueError("There are no questions in these files.")
    comparison = compare_and_keep(name, judged) if wishes.compare else None
    return make_report(assistant, judged, wishes.worst, default_language, comparison)


def report_json(report: Report) -> str:
    """The report as one JSON object."""
    return json.dumps(asdict(report), indent=2)
