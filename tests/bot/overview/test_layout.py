"""Nothing in the picture lies over another text or off the sheet, and everything can be read."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import combinations, pairwise

import pytest
from PIL import ImageFont

from bot.overview import style
from bot.overview.chart import make_chart
from bot.overview.draw import FONTS, AggRuler
from bot.overview.layout import lay_out
from bot.overview.sheet import Box, Mark, Sheet, Text
from bot.overview.timeline import make_timeline
from tests.bot.overview.cities import LANGUAGES, cities, second_city
from tests.city import knowledge

pytestmark = pytest.mark.filterwarnings("error")
every_city = pytest.mark.parametrize("city", cities())
every_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def sheet(city: str, language: str) -> Sheet:
    """The sheet of one of the cities."""
    return lay_out(make_chart(cities()[city], language), AggRuler())


def ink(text: Text) -> Box:
    """Where a text has ink, measured by another library than the one that draws it."""
    font = ImageFont.truetype(FONTS / ("DejaVuSans-Bold.ttf" if text.font.bold else "DejaVuSans.ttf"), text.font.size)
    left, top, right, bottom = font.getbbox(text.text, anchor="ls")
    return Box(text.x + left, text.y + top, text.x + right, text.y + bottom, "")


def around(mark: Mark) -> Box:
    """Where a mark has ink."""
    half = mark.size / 2
    return Box(mark.x - half, mark.y - half, mark.x + half, mark.y + half, "")


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have a pixel in common."""
    beside = one.right <= other.left or other.right <= one.left
    return not (beside or one.bottom <= other.top or other.bottom <= one.top)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """How light a colour is, from 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@every_language
@every_city
def test_no_text_lies_over_another(city: str, language: str) -> None:
    texts = [(text.text, ink(text)) for text in sheet(city, language).texts]
    assert [(a, b) for (a, box), (b, other) in combinations(texts, 2) if overlap(box, other)] == []


@every_language
@every_city
def test_no_mark_lies_over_a_text_or_another_mark(city: str, language: str) -> None:
    page = sheet(city, language)
    marks = [(f"{mark.shape} at {mark.x:.0f}, {mark.y:.0f}", around(mark)) for mark in page.marks]
    texts = [(text.text, ink(text)) for text in page.texts]
    assert [(mark, text) for mark, box in marks for text, other in texts if overlap(box, other)] == []
    assert [(a, b) for (a, box), (b, other) in combinations(marks, 2) if overlap(box, other)] == []


@every_language
@every_city
def test_everything_is_on_the_sheet(city: str, language: str) -> None:
    page = sheet(city, language)
    boxes = [*map(ink, page.texts), *map(around, page.marks), *page.panels, *page.plates]
    outside = [box for box in boxes if box.left < 20 or box.top < 20 or box.right > page.width - 20]
    assert outside + [box for box in boxes if box.bottom > page.height - 14] == []


@every_language
@every_city
def test_no_badge_and_no_cover_hides_a_mark(city: str, language: str) -> None:
    page = sheet(city, language)
    badges = [plate for plate in page.plates if plate.edge]
    assert not [(a, b) for a, b in combinations(badges, 2) if overlap(a, b)]
    assert not [(plate, mark) for plate in page.plates for mark in page.marks if overlap(plate, around(mark))]


def test_the_overlaps_are_found() -> None:
    first = sheet("own", "en").texts[0]
    assert overlap(ink(first), ink(Text(first.x + 30, first.y + 10, "x", first.font, style.INK, style.PAPER)))
    assert not overlap(ink(first), ink(Text(first.x, first.y + 100, "x", first.font, style.INK, style.PAPER)))


@every_language
@pytest.mark.parametrize("city", ["own", "second"])
def test_every_network_and_topic_is_named_once(city: str, language: str) -> None:
    known = knowledge() if city == "own" else second_city()
    words = Counter(text.text for text in sheet(city, language).texts)
    for network in known.networks:
        assert words[network.short_name.text(language)] == 1
    main_topics = Counter(known.topic(network.topics[0]).name.text(language) for network in known.networks)
    assert {topic: words[topic] for topic in main_topics} == main_topics


@every_language
@every_city
def test_every_text_can_be_read(city: str, language: str) -> None:
    """Large enough on a phone, and in a colour that stands out from what lies under it."""
    texts = sheet(city, language).texts
    assert min(text.font.size for text in texts) >= 26
    assert [text.text for text in texts if contrast(text.colour, text.under) < 4.5] == []


@pytest.mark.parametrize("colour", [*style.TOPIC_COLOURS, style.ROLE])
def test_every_mark_and_topic_can_be_seen(colour: str) -> None:
    assert contrast(colour, style.PANEL) >= 4.5
    assert contrast(colour, style.PAPER) >= 4.5


def test_topics_differ_in_shape_and_colour_together() -> None:
    pairs = {(style.topic_colour(number), style.topic_shape(number)) for number in range(56)}
    assert len(pairs) == 56


def test_stars_mark_the_networks_with_a_role_and_one_explains_them() -> None:
    with_role = [network for network in knowledge().networks if any(role.current for role in network.membership.roles)]
    assert sum(mark.shape == "*" for mark in sheet("own", "en").marks) == len(with_role) + 1
    assert not any(mark.shape == "*" for mark in sheet("no roles", "en").marks)


def test_years_stand_in_order_and_those_unknown_in_a_column_of_their_own() -> None:
    page = sheet("second", "en")
    places = {text.text: text.x for text in page.texts}
    assert places["1998"] < places["2015"] < places["2019"]
    assert not any(mark.hollow for mark in page.marks)
    assert {mark.x for mark in sheet("no years", "en").marks if mark.hollow} == {style.NO_YEAR}


@pytest.mark.parametrize("years", [[2020], [1986, None], [1648, 2020], [1, 2020], [2020, 2030]])
def test_an_axis_has_room_for_its_years(years: list[int | None]) -> None:
    axis = make_timeline(years, 2020)
    assert axis is not None
    places = [axis.x(year) for year in axis.ticks]
    assert len(places) >= 2
    assert min(b - a for a, b in pairwise(places)) >= style.TICK_ROOM
    assert all(axis.left <= axis.x(year) <= axis.right for year in years if year is not None)


def test_there_is_no_axis_without_years() -> None:
    assert make_timeline([None, None], 2020) is None
