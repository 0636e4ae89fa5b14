"""The caption says in words what the picture shows, within Telegram's limit."""

from __future__ import annotations

import re

import pytest

from bot.overview.caption import LIMIT, make_caption
from bot.overview.chart import make_chart
from tests.bot.overview.cities import LANGUAGES, cities, large, second_city
from tests.city import knowledge


def caption(city: str, language: str = "en") -> str:
    """The caption of one of the cities."""
    return make_caption(make_chart(cities()[city], language))


def test_it_describes_the_picture_in_english() -> None:
    assert caption("second") == (
        "The picture shows the 3 networks of Velmar by reach, main topic and founding year. "
        "Reach: global 1, European 1, local 1. "
        "Founded first: Lantern Ring (1998); last: River Alliance (2019). "
        "Velmar or its mayor has a role in 2 of them: "
        "Lantern Ring (chair); Night Pact (committee member, founder, host).\n"
        "Source: City of Velmar, “Velmar and its Networks”, 11 March 2024."
    )


def test_it_describes_the_picture_in_italian() -> None:
    assert caption("second", "it") == (
        "L'immagine mostra le 3 reti di Velmara per portata, tema principale e anno di fondazione. "
        "Portata: globale 1, europea 1, locale 1. "
        "La prima a nascere: Anello della Lanterna (1998); l'ultima: Alleanza dei Fiumi (2019). "
        "Velmara o il suo sindaco ha un ruolo in 2 di esse: "
        "Anello della Lanterna (presidenza); "
        "Patto della Notte (componente di un comitato, fondatore, sede ospitante).\n"
        "Fonte: Comune di Velmara, «Velmara e le sue reti», 11 marzo 2024."
    )


@pytest.mark.parametrize(
    ("city", "sentence"),
    [
        ("own", "For 12 of them the page states no founding year."),
        ("no years", "The City's page states no founding year."),
        ("founded this year", "Founded in 2024: Lantern Ring, Night Pact and River Alliance."),
        ("no roles", "The City's page states no role of"),
        ("one network", "The picture shows the one network of Velmar"),
        ("one network", "Velmar or its mayor has a role in one of them: Lantern Ring (chair)."),
        ("no scopes", "Reach: not stated 16."),
    ],
)
def test_it_has_a_sentence_for_each_case(city: str, sentence: str) -> None:
    assert sentence in caption(city)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("city", cities())
def test_it_is_never_too_long(city: str, language: str) -> None:
    text = caption(city, language)
    assert 150 < len(text.encode("utf-16-le")) // 2 <= LIMIT
    assert "{" not in text


def test_it_says_less_of_the_roles_where_there_are_too_many() -> None:
    texts = [make_caption(make_chart(large(second_city(), times), "en")) for times in (1, 9, 30)]
    assert "Night Pact 1 (committee member, founder, host)" not in texts[1]
    assert "Velmar or its mayor has a role in 18 of them: Lantern Ring 0, Lantern Ring 1" in texts[1]
    assert "Velmar or its mayor has a role in 60 of them." in texts[2]
    assert all(len(text) <= LIMIT for text in texts)


@pytest.mark.parametrize("city", ["own", "second"])
def test_both_languages_say_the_same_numbers(city: str) -> None:
    numbers = [sorted(re.findall(r"\d+", caption(city, language))) for language in LANGUAGES]
    assert numbers[0] == numbers[1]


def test_its_years_are_those_of_the_knowledge() -> None:
    years = [int(fact.value[:4]) for _, fact in knowledge().facts_about("founded") if isinstance(fact.value, str)]
    assert f"({min(years)})" in caption("own")
    assert f"({max(years)})" in caption("own")
