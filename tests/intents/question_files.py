"""The question files under tests/questions and their floors; reading and judging are the package's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from bot.evaluation.questions import (
    AskedTurn,
    Conversation,
    Match,
    QuestionFile,
    find_files,
    problems,
    read_question_file,
)
from bot.evaluation.run import Judged
from bot.evaluation.run import judge as judged_turns
from intents.assistant import Assistant

__all__ = [
    "AskedTurn",
    "Conversation",
    "Judged",
    "Match",
    "QuestionFile",
    "judge",
    "problems",
    "question_files",
    "read_floors",
    "read_question_file",
]

FOLDER = Path(__file__).parents[1] / "questions"
FLOORS = FOLDER / "floors.yaml"
"""For each file the percentage of right turns that it must not fall below."""


@cache
def question_files() -> tuple[QuestionFile, ...]:
    """All files of questions, in a fixed order. Raises ValueError where one is wrong."""
    return tuple(map(read_question_file, find_files([FOLDER])))


def judge(assistant: Assistant, file: QuestionFile) -> tuple[Judged, ...]:
    """Every turn of a file, asked in its conversation and judged."""
    return tuple(judged_turns(assistant, file))


def read_floors() -> Mapping[str, float]:
    """For each file the least percentage of right turns."""
    floors = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    return {name: float(floor) for name, floor in floors.items()}
