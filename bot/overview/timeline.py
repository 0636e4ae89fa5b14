"""The time axis of the picture: which years it shows, and where a year stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.overview import style

STEPS = (5, 10, 20, 25, 50, 100, 200, 500)
"""Years between two ticks; the smallest that leaves room for their labels is taken."""


@dataclass(frozen=True)
class Timeline:
    """A time axis from the year `first` at `left` to the year `last` at `right`, with a tick at each of `ticks`."""

    first: int
    last: int
    ticks: tuple[int, ...]
    left: float
    right: float

    def x(self, year: int) -> float:
        """Where a year stands on the sheet."""
        return self.left + (year - self.first) / (self.last - self.first) * (self.right - self.left)


def make_timeline(years: Sequence[int | None], last_year: int) -> Timeline | None:
    """The axis for the years of all networks, up to `last_year` at least; None where no year is known."""
    known = [year for year in years if year is not None]
    if not known:
        return None
    right = style.AXIS_FULL_RIGHT if len(known) == len(years) else style.AXIS_RIGHT
    axes = (_axis(min(known), max(*known, last_year), step, right) for step in STEPS)
    return next(axis for axis in axes if _has_room(axis) or axis.ticks[1] - axis.first == STEPS[-1])


def _axis(earliest: int, latest: int, step: int, right: float) -> Timeline:
    """An axis that begins with a tick, and has a second one at least."""
    first = earliest // step * step
    last = max(latest, first + step)
    return Timeline(first, last, tuple(range(first, last + 1, step)), style.AXIS_LEFT, right)


def _has_room(axis: Timeline) -> bool:
    return axis.x(axis.ticks[1]) - axis.x(axis.first) >= style.TICK_ROOM
