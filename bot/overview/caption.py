"""The caption of the picture: what it shows in sentences, also for who cannot see it."""

from __future__ import annotations

from bot.overview.chart import Chart, Row
from bot.overview.wording import say, say_count
from intents.wording import Wording

LIMIT = 1024
"""Telegram's limit for captions, in UTF-16 units."""


def make_caption(chart: Chart) -> str:
    """The caption, in plain text. Where the limit leaves no room for all, it says less of roles, then of years."""
    general, years = _general(chart), _years(chart)
    shorter_and_shorter = (
        [*general, *years, _roles(chart, with_labels=True)],
        [*general, *years, _roles(chart, with_labels=False)],
        [*general, *years, _role_count(chart)],
        [*general, _role_count(chart)],
    )
    captions = [f"{' '.join(sentences)}\n{chart.source}" for sentences in shorter_and_shorter]
    return next((caption for caption in captions if _length(caption) <= LIMIT), captions[-1])


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _general(chart: Chart) -> list[str]:
    """How many networks there are, in all and of each reach."""
    scopes = ", ".join(f"{lane.scope} {len(lane.rows)}" for lane in chart.lanes)
    return [
        say_count("caption-intro", chart.language, len(chart.rows), city=chart.city),
        say("caption-scopes", chart.language, scopes=scopes),
    ]


def _years(chart: Chart) -> list[str]:
    """The first and the last founding year, with all networks of these years, and for how many none is known."""
    years = {row.year for row in chart.rows if row.year is not None}
    if not years:
        return [say("caption-no-years", chart.language)]
    earliest, latest = min(years), max(years)
    first, last = _founded_in(chart, earliest), _founded_in(chart, latest)
    if earliest == latest:
        sentences = [say("caption-one-year", chart.language, first=first, earliest=earliest)]
    else:
        sentences = [say("caption-years", chart.language, first=first, earliest=earliest, last=last, latest=latest)]
    unknown = sum(row.year is None for row in chart.rows)
    return [*sentences, say_count("caption-unknown-year", chart.language, unknown)] if unknown else sentences


def _founded_in(chart: Chart, year: int) -> str:
    return _names(chart, [row.name for row in chart.rows if row.year == year])


def _roles(chart: Chart, with_labels: bool) -> str:
    """The networks in which the city has a role today, with the roles where wished."""
    rows = _with_role(chart)
    if not rows:
        return _role_count(chart)
    networks = [f"{row.name} ({_labels(row)})" if with_labels else row.name for row in rows]
    named = "; ".join(networks) if with_labels else _names(chart, networks)
    return say_count("caption-roles", chart.language, len(rows), city=chart.city, networks=named)


def _role_count(chart: Chart) -> str:
    """In how many networks the city has a role."""
    rows = _with_role(chart)
    if not rows:
        return say("caption-no-roles", chart.language, city=chart.city)
    return say_count("caption-role-count", chart.language, len(rows), city=chart.city)


def _with_role(chart: Chart) -> list[Row]:
    return [row for row in chart.rows if row.has_role]


def _labels(row: Row) -> str:
    """The roles of today, then the earlier ones."""
    return ", ".join(badge.label for badge in row.badges)


def _names(chart: Chart, names: list[str]) -> str:
    return Wording.load(chart.language).names(tuple(names))
