"""The table at the end of a run: how many questions hold, for each file, each language, and in total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pytest

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


@dataclass
class Scores:
    """The scores of a run, which the tests of the question files fill."""

    by_file: defaultdict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    by_language: defaultdict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    total: Score = field(default_factory=Score)

    def add(self, file: str, judged: Iterable[Judged]) -> None:
        """Counts the turns of a file."""
        for turn in judged:
            for score in (self.by_file[file], self.by_language[turn.language], self.total):
                score.add(turn)

    def lines(self) -> Iterator[str]:
        """The table, line by line; nothing where no questions were asked."""
        if not self.total.asked:
            return
        for scores in (self.by_file, self.by_language, {"all": self.total}):
            for name, score in sorted(scores.items()):
                yield f"{name:<32} {score.right:>5}/{score.asked:<5} {score.percent:5.1f} %"
            yield ""


SCORES = pytest.StashKey[Scores]()
