"""Where everything stands in the picture: from the chart to a sheet, without drawing.

A lane for each reach, a row for each network: a star where the city has a role, the name, the main topic, and, right
of them, the founding year on a time axis that all lanes share, or a hollow mark in the column without a year. The roles
stand under the name, each in a badge.
"""

from __future__ import annotations

from bot.overview import style
from bot.overview.chart import Badge, Chart, Lane, Row
from bot.overview.page import Page
from bot.overview.sheet import Box, Line, Ruler, Sheet
from bot.overview.timeline import Timeline, make_timeline

SAMPLES = 3
"""Topic marks that the key shows."""


def lay_out(chart: Chart, ruler: Ruler) -> Sheet:
    """The sheet that shows the chart. `ruler` measures texts as they will be drawn."""
    page = Page(ruler)
    timeline = make_timeline([row.year for row in chart.rows], chart.last_year)
    page.y = 34
    page.paragraph(chart.title, style.TITLE, style.INK)
    page.paragraph(chart.subtitle, style.SUBTITLE, style.MUTED)
    _add_key(page, chart)
    _add_axis(page, chart, timeline)
    for lane in chart.lanes:
        _add_lane(page, lane, _grid_places(chart, timeline), timeline)
    page.y += 8
    page.paragraph(chart.source, style.SOURCE, style.MUTED)
    page.y += 26
    return page.sheet()


def _add_key(page: Page, chart: Chart) -> None:
    """What star, badges, shapes and colours mean; of the roles only what the picture has."""
    kinds = {badge.current for row in chart.rows for badge in row.badges}
    samples = (Badge(chart.key_current_role, True), Badge(chart.key_past_role, False))
    x: float = style.LEFT
    page.y += 12
    if kinds:
        page.y += style.BADGE_LINE
    if True in kinds:
        page.star(page.y - style.BADGE_LINE / 2)
        x = _key_text(page, style.NAMES - 6, chart.key_role) + 2 * style.GAP
    for badge in samples:
        if badge.current in kinds:
            x = page.badge(page.fitting(x, page.badge_width(badge), style.LEFT), badge, style.PAPER) + style.GAP
    page.y += style.BADGE_LINE
    for number in range(SAMPLES):
        page.topic_mark(style.LEFT + style.STAR / 2 + number * 31, page.y - style.BADGE_LINE / 2, number)
    _key_text(page, style.NAMES - 6 + (SAMPLES - 1) * 31, chart.key_topic)


def _key_text(page: Page, x: float, text: str) -> float:
    return page.text(x, page.y - style.BADGE_LINE / 2, text, style.TEXT, style.INK, style.PAPER)


def _add_axis(page: Page, chart: Chart, timeline: Timeline | None) -> None:
    """The name of the axis, its years, and the name of the column without a year."""
    page.y += 46
    page.text(style.AXIS_LEFT - 36, page.y, chart.axis, style.YEAR, style.INK, style.PAPER)
    page.y += 42
    for year in timeline.ticks if timeline else ():
        page.centred(timeline.x(year) if timeline else 0, page.y, str(year), style.TEXT, style.MUTED)
    if any(row.year is None for row in chart.rows):
        page.centred(style.NO_YEAR, page.y, chart.no_year, style.TEXT, style.MUTED)
    page.y += 32


def _grid_places(chart: Chart, timeline: Timeline | None) -> list[float]:
    places: list[float] = [timeline.x(year) for year in timeline.ticks] if timeline else []
    return [*places, style.NO_YEAR] if any(row.year is None for row in chart.rows) else places


def _add_lane(page: Page, lane: Lane, grid: list[float], timeline: Timeline | None) -> None:
    """The panel of a reach with its networks."""
    top = page.y
    page.y += 40
    end = page.text(style.LEFT, page.y, lane.heading, style.HEADING, style.INK, style.PANEL)
    page.text(end + style.GAP, page.y, lane.count, style.TEXT, style.MUTED, style.PANEL)
    page.y += 24
    grid_top, under_all = page.y, len(page.lines)
    for row in lane.rows:
        _add_row(page, row, timeline)
    page.lines[under_all:under_all] = [Line(x, grid_top, x, page.y, style.GRID) for x in grid]
    page.y += 14
    page.panels.append(Box(style.MARGIN, top, style.WIDTH - style.MARGIN, page.y, style.PANEL, radius=16))
    page.y += 18


def _add_row(page: Page, row: Row, timeline: Timeline | None) -> None:
    """A network: its star, name, topic and year, and under them its roles."""
    place = style.NO_YEAR if row.year is None or timeline is None else timeline.x(row.year)
    middle = page.y + style.LINE / 2
    if row.has_role:
        page.star(middle)
    end = _add_name_and_topic(page, row, place - style.MARK - 2 * style.GAP - style.NAMES)
    page.lines.append(Line(end + style.GAP, middle, place - style.MARK, middle, style.GUIDE, dotted=True))
    page.topic_mark(place, middle, row.topic_number, hollow=row.year is None)
    if row.year is not None:
        page.covering_text(place + 21, middle, str(row.year), style.YEAR, style.INK)
    if row.badges:
        _add_badges(page, row.badges)


def _add_name_and_topic(page: Page, row: Row, room: float) -> float:
    """The name, and the topic beside it or else under it; gives where the first line ends."""
    colour = style.topic_colour(row.topic_number)
    page.y += style.LINE / 2
    ends = []
    for number, line in enumerate(page.wrapped(row.name, style.NAME, room)):
        page.y += number and style.NAME.size * 1.3
        ends.append(page.covering_text(style.NAMES, page.y, line, style.NAME, style.INK))
    if ends[-1] + style.GAP + page.ruler(row.topic, style.TEXT) <= style.NAMES + room:
        ends[-1] = page.covering_text(ends[-1] + style.GAP, page.y, row.topic, style.TEXT, colour)
    else:
        for line in page.wrapped(row.topic, style.TEXT, room):
            page.y += style.TEXT.size * 1.35
            page.covering_text(style.NAMES, page.y, line, style.TEXT, colour)
    page.y += style.LINE / 2
    return ends[0]


def _add_badges(page: Page, badges: tuple[Badge, ...]) -> None:
    """The roles side by side, on as many lines as they need."""
    x: float = style.NAMES
    page.y += style.BADGE_LINE - 6
    for badge in badges:
        x = page.fitting(x, page.badge_width(badge), style.NAMES)
        x = page.badge(x, badge, style.PANEL) + style.GAP
    page.y += 4
