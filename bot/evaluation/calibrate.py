"""Fitting the calibration: what a confidence was worth on question sets becomes what it says from then on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from bot.evaluation.questions import find_files, read_question_file
from bot.evaluation.run import Judged
from bot.evaluation.show import judge_with_progress
from intents.assistant import Assistant
from intents.calibration import Calibration, Scale, fit
from intents.reply import Outcome


def calibrate(assistant: Assistant, paths: Sequence[Path], default_language: str) -> Calibration:
    """The calibration that fits the questions in the files and folders.

    Raises:
        ValueError: a file is wrong, or there are no questions.
        InvalidFilesError: a file is no YAML.
    """
    files = [read_question_file(file) for file in find_files(paths)]
    assistant.calibration = Calibration(fitted_on="nothing", scales={})
    judged = judge_with_progress(assistant, files, default_language)
    if not judged:
        raise ValueError("There are no questions in these files.")
    names = ", ".join(sorted({str(path) for path in paths}))
    right = sum(turn.is_right for turn in judged)
    return Calibration(fitted_on=f"{names}: {len(judged)} turns, {right} of them right", scales=_scales(judged))


def _scales(judged: Iterable[Judged]) -> dict[Outcome, Scale]:
    """For each outcome the scale that fits its turns."""
    pairs: defaultdict[Outcome, list[tuple[float, bool]]] = defaultdict(list)
    for turn in judged:
        pairs[turn.reply.outcome].append((turn.reply.confidence, turn.is_right))
    return {outcome: fit(pairs[outcome]) for outcome in Outcome if outcome in pairs}


def write_calibration(calibration: Calibration, file: Path) -> None:
    """Writes the calibration as YAML."""
    head = "# From how sure a rule is to a probability; written by `python -m bot calibrate`.\n"
    file.write_text(head + yaml.safe_dump(calibration.model_dump(mode="json"), sort_keys=False), encoding="utf-8")
