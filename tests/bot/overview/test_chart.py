"""What the picture says is what the knowledge holds."""

from __future__ import annotations

import string

import pytest

from bot.overview.chart import Badge, Row, make_chart
from bot.overview.wording import FOLDER
from knowledge.base import Knowledge
from knowledge.documents import read_document
from knowledge.models import Membership
from tests.bot.overview.cities import LANGUAGES, changed, renewed, second_city
from tests.city import knowledge


def row(network: str, language: str = "en") -> Row:
    """A network of the second city as the picture shows it."""
    return next(row for row in make_chart(second_city(), language).rows if row.network == network)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("known", [knowledge(), second_city()], ids=["own", "second"])
def test_every_network_has_one_row_in_the_lane_of_its_reach(known: Knowledge, language: str) -> None:
    chart = make_chart(known, language)
    assert sorted(row.network for row in chart.rows) == sorted(network.id for network in known.networks)
    for lane in chart.lanes:
        scopes = {known.network(row.network).scope for row in lane.rows}
        assert len(scopes) == 1
        (scope,) = scopes
        assert scope is None or known.scope(scope).name.text(language) == lane.scope


def test_a_row_says_name_topic_year_and_roles() -> None:
    shown = row("night-pact")
    assert (shown.name, shown.topic, shown.year) == ("Night Pact", "light pollution", 2015)
    assert shown.badges == (Badge("committee member", True), Badge("founder", True), Badge("host", True))
    assert row("night-pact", "it").badges[1] == Badge("fondatore", True)


def test_a_year_is_read_from_any_date() -> None:
    assert row("river-alliance").year == 2019  # founded in May 2019


def test_no_role_means_no_star() -> None:
    assert not row("river-alliance").has_role
    assert row("lantern-ring").has_role


def test_an_earlier_role_is_told_from_one_of_today() -> None:
    night_pact = second_city().network("night-pact")
    roles = [role.model_copy(update={"current": False}) for role in night_pact.membership.roles]
    roles[0] = roles[0].model_copy(update={"period": "2020"})
    city = changed(second_city(), membership=Membership(roles=tuple(roles)))
    shown = make_chart(city, "en").rows[0]
    labels = {badge.label for badge in shown.badges}
    assert labels == {"founder in 2020", "formerly committee member", "formerly host"}
    assert not shown.has_role


def test_lanes_go_from_the_widest_reach_to_the_unknown_one() -> None:
    city = second_city()
    networks = (renewed(city.networks[0], scope=None), *city.networks[1:])
    chart = make_chart(city.model_copy(update={"networks": networks}), "en")
    assert [lane.heading for lane in chart.lanes] == ["European", "Local", "Reach not stated"]


def test_the_older_comes_first_and_the_unknown_last() -> None:
    for lane in make_chart(knowledge(), "en").lanes:
        years = [row.year for row in lane.rows]
        assert years == sorted(years, key=lambda year: (year is None, year or 0))


def test_an_unknown_language_falls_back_to_a_known_one() -> None:
    assert make_chart(second_city(), "xx") == make_chart(second_city(), "en")


def test_both_languages_have_the_same_words_with_the_same_slots() -> None:
    first, *others = [slots(language) for language in LANGUAGES]
    assert {file.stem for file in FOLDER.glob("*.yaml")} == set(LANGUAGES)
    assert all(first == other for other in others)


def slots(language: str) -> dict[str, frozenset[str | None]]:
    """For each key the slots of its sentence."""
    data = read_document(FOLDER / f"{language}.yaml").data
    assert isinstance(data, dict)
    return {
        key: frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
        for key, text in data.items()
    }
