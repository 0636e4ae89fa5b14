"""Which questions ask about the same, and what the assistant sees in them."""

from __future__ import annotations

import pytest

from bot.insights.likeness import group, look_at
from intents.assistant import Assistant


def groups(assistant: Assistant, *texts: str) -> list[list[str]]:
    """The questions in groups."""
    sights = [look_at(assistant, text) for text in texts]
    return [[texts[position] for position in positions] for positions in group(sights)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("what is the budget of C40?", "C40 budget"),
        ("what is the budget of c40", "whats the budgett of c40?"),
        ("quanto costa aderire a MUFPP", "quanto costa l'adesione a mufpp: quanto costa aderire?"),
        ("who pays the rent of the office in Berlin?", "who pays the rent for the Berlin office"),
        ("meteo domani", "meteo di domani?"),
    ],
)
def test_questions_about_the_same_are_one(assistant: Assistant, one: str, other: str) -> None:
    assert groups(assistant, one, other) == [[one, other]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("what is the budget of C40?", "what is the budget of Eurocities?"),
        ("what is the budget of C40?", "what is the phone number of C40?"),
        ("Milan Urban Food Policy Pact budget", "Milan Urban Food Policy Pact mascot"),
        ("rent", "who pays the rent of the office in Berlin?"),
        ("meteo domani", "chi vince il campionato"),
    ],
)
def test_other_questions_are_not(assistant: Assistant, one: str, other: str) -> None:
    assert groups(assistant, one, other) == [[one], [other]]


def test_the_network_that_a_question_names_is_seen(assistant: Assistant) -> None:
    assert look_at(assistant, "how many trees did c40 plant?").network == "c40"


def test_one_that_it_nearly_names_is_seen_as_well(assistant: Assistant) -> None:
    assert look_at(assistant, "eurocitys mascot").network == "eurocities"


def test_the_network_of_the_conversation_is_seen_where_none_is_named(assistant: Assistant) -> None:
    assert look_at(assistant, "and its mascot?", ["icorn"]).network == "icorn"


def test_the_attribute_that_it_resembles_is_seen(assistant: Assistant) -> None:
    assert look_at(assistant, "how many members does c40 have in Africa").attribute == "members"


@pytest.mark.parametrize("text", ["=1+1", "asdf qwer", "meteo domani"])
def test_nonsense_resembles_no_attribute(assistant: Assistant, text: str) -> None:
    assert look_at(assistant, text).attribute is None


@pytest.mark.parametrize("text", ["", "???", "[name]", "[email] [number]"])
def test_what_says_nothing_is_looked_at_as_well(assistant: Assistant, text: str) -> None:
    assert look_at(assistant, text).network is None
