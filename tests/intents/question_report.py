"""The table at the end of a run: how many questions hold, for each file, each language, and in total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.intents.question_files import Judged


@dataclass
class Score:
    """How many turns were asked, and how many of them hold."""

    right: int = 0
    asked: int = 0

    def add(self, judged: Judged) -> None:
        """Counts one turn."""
        self.right += not judged.problems
        self.asked += 1

    @property
    def percent(self) -> float:
        """The share of right turns; 0 where nothing was asked."""
        return 100 * self.right / self.asked if self.asked else 0.0


HELD = "questions that hold"
"""The property of a test's report that holds what was counted, so that it gets here from other processes, too."""

Counted: TypeAlias = list[tuple[str, str, int, int]]
"""For each language of a file: the file, the language, how many turns are right, and how many were asked."""


def counted(file: str, judged: Iterable[Judged]) -> Counted:
    """The scores of a file."""
    scores: defaultdict[str, Score] = defaultdict(Score)
    for turn in judged:
        scores[turn.language].add(turn)
    return [(file, language, score.right, score.asked) for language, score in scores.items()]


def lines(properties: Iterable[tuple[str, Any]]) -> list[str]:
    """The table, line by line; nothing where no questions were asked."""
    of_files, of_languages, of_all = (defaultdict[str, Score](Score) for _ in range(3))
    for file, language, right, asked in (each for name, value in properties if name == HELD for each in value):
        for scores, name in ((of_files, file), (of_languages, language), (of_all, "all")):
            scores[name].right += right
            scores[name].asked += asked
    return [line for scores in (of_files, of_languages, of_all) if scores for line in (*_table(scores), "")]


def _table(scores: Mapping[str, Score]) -> Iterator[str]:
    for name, score in sorted(scores.items()):
        yield f"{name:<32} {score.right:>5}/{score.asked:<5} {score.percent:5.1f} %"
