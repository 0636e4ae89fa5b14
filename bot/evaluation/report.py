"""The report on a run: shares of right turns, confusions, calibration, times and the worst misses, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from bot.evaluation.history import Comparison
from bot.evaluation.run import Judged
from intents.assistant import Assistant

BINS = 10
"""Bins of the reliability table."""


@dataclass(frozen=True)
class Share:
    """How many turns there are, and how many of them are right."""

    right: int
    total: int
    percent: float


@dataclass(frozen=True)
class Bin:
    """The turns whose confidence lies between two bounds: how sure they were, and how many of them were right."""

    low: float
    high: float
    total: int
    right_percent: float
    confidence: float


@dataclass(frozen=True)
class Reliability:
    """Whether confidence means what it says.

    Attributes:
        bins: from the least to the most confident; empty ones are there too.
        error: the expected calibration error: how far confidence and share of right turns lie apart, on average.
    """

    bins: tuple[Bin, ...]
    error: float


@dataclass(frozen=True)
class Times:
    """Milliseconds that a question took."""

    mean: float
    median: float
    percentile_99: float


@dataclass(frozen=True)
class Miss:
    """A wrong turn, with how it was understood."""

    file: str
    line: int
    text: str
    outcome: str
    confidence: float
    problems: tuple[str, ...]
    said: str
    explanation: str


@dataclass(frozen=True)
class Report:
    """Everything that is told of a run; `confusion` counts turns by the outcome that was wanted and the one given."""

    total: Share
    confusion: Mapping[str, Mapping[str, int]]
    outcomes: Mapping[str, Share]
    intents: Mapping[str, Share]
    languages: Mapping[str, Share]
    tags: Mapping[str, Share]
    files: Mapping[str, Share]
    misses: tuple[Miss, ...]
    reliability: Reliability
    milliseconds: Times
    comparison: Comparison | None


def make_report(
    assistant: Assistant, judged: Sequence[Judged], worst: int, default_language: str, comparison: Comparison | None
) -> Report:
    """The report on a run of at least one turn.

    Args:
        assistant: who answered; it explains the misses.
        judged: the turns.
        worst: misses that are told, the most confident first.
        default_language: the language that was asked in where nothing told.
        comparison: what changed since the last run.
    """
    wrong = sorted((turn for turn in judged if not turn.is_right), key=lambda turn: -turn.reply.confidence)
    return Report(
        total=_share(judged),
        confusion=_confusion(judged),
        outcomes=_shares(judged, lambda turn: [_wanted(turn)]),
        intents=_shares(judged, lambda turn: [turn.reply.intent or "none"]),
        languages=_shares(judged, lambda turn: [turn.language or "none"]),
        tags=_shares(judged, lambda turn: turn.conversation.tags),
        files=_shares(judged, lambda turn: [turn.file]),
        misses=tuple(_miss(assistant, turn, default_language) for turn in wrong[:worst]),
        reliability=_reliability(judged),
        milliseconds=_times([turn.seconds * 1000 for turn in judged]),
        comparison=comparison,
    )


def _share(judged: Sequence[Judged]) -> Share:
    right = sum(turn.is_right for turn in judged)
    return Share(right, len(judged), 100 * right / len(judged))


def _shares(judged: Iterable[Judged], names: Callable[[Judged], Iterable[str]]) -> dict[str, Share]:
    groups: dict[str, list[Judged]] = {}
    for turn in judged:
        for name in names(turn):
            groups.setdefault(name, []).append(turn)
    return {name: _share(group) for name, group in sorted(groups.items())}


def _wanted(judged: Judged) -> str:
    """The outcome that was wanted; of several that are accepted the given one, or else the first."""
    accepted, given = judged.turn.outcomes, judged.reply.outcome
    return (given if given in accepted else accepted[0]).value


def _confusion(judged: Iterable[Judged]) -> dict[str, dict[str, int]]:
    counts = Counter((_wanted(turn), turn.reply.outcome.value) for turn in judged)
    table: dict[str, dict[str, int]] = {}
    for (wanted, got), count in sorted(counts.items()):
        table.setdefault(wanted, {})[got] = count
    return table


def _reliability(judged: Sequence[Judged]) -> Reliability:
    groups: list[list[Judged]] = [[] for _ in range(BINS)]
    for turn in judged:
        groups[min(int(turn.reply.confidence * BINS), BINS - 1)].append(turn)
    bins = tuple(_bin(number, group) for number, group in enumerate(groups))
    gaps = (item.total * abs(item.right_percent / 100 - item.confidence) for item in bins)
    return Reliability(bins, sum(gaps) / len(judged))


def _bin(number: int, turns: Sequence[Judged]) -> Bin:
    low, high = number / BINS, (number + 1) / BINS
    if not turns:
        return Bin(low, high, 0, 0.0, 0.0)
    confidence = sum(turn.reply.confidence for turn in turns) / len(turns)
    return Bin(low, high, len(turns), _share(turns).percent, confidence)


def _times(milliseconds: Sequence[float]) -> Times:
    ordered = sorted(milliseconds)
    return Times(
        mean=sum(ordered) / len(ordered),
        median=ordered[len(ordered) // 2],
        percentile_99=ordered[ceil(0.99 * len(ordered)) - 1],
    )


def _miss(assistant: Assistant, judged: Judged, default_language: str) -> Miss:
    text = judged.turn.text
    return Miss(
        file=judged.file,
        line=judged.turn.line,
        text=text,
        outcome=judged.reply.outcome.value,
        confidence=judged.reply.confidence,
        problems=judged.problems,
        said=judged.said,
        explanation=assistant.explain(text, judged.context, default_language),
    )
