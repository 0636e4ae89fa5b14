"""Mistyped words find the words that they may stand for, as surely as if all known words were looked at."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from intents.word_index import LONG, MAX_WORD, Near, WordIndex, slips_allowed

KNOWN = ["mat", "cities", "cares", "network", "networks", "resilience", "association", "c40", "agenda2030"]


@pytest.fixture(scope="module")
def index() -> WordIndex:
    return WordIndex(KNOWN)


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("network", "network"),
        ("netwrok", "network"),  # swapped
        ("netork", "network"),  # missing
        ("nettwork", "network"),  # doubled
        ("networl", "network"),  # the key beside
        ("resilence", "resilience"),
        ("resillience", "resilience"),
        ("asociacion", "association"),  # two slips in a long word
        ("resliience", "resilience"),  # a swap where two thirds of the word meet
        ("reislince", "resilience"),  # the same, and a letter missing in the last third
        ("mta", "mat"),
        ("matt", "mat"),
    ],
)
def test_a_slip_is_found(index: WordIndex, typed: str, known: str) -> None:
    assert index.near(typed, shortest=3)[0].word == known


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("bat", "another letter in a word of three is another word"),
        ("bares", "another first letter of a short word is another word"),
        ("ntwrk", "two slips in a word of seven are too many"),
        ("c41", "digits are no slip"),
        ("agenda2031", "digits are no slip"),
        ("resonance", "three slips are too many"),
        ("", "nothing was typed"),
        ("x", "one letter tells nothing"),
        ("a" * (MAX_WORD + 1), "nothing as long is a word"),
    ],
)
def test_another_word_is_not_taken_for_a_slip(index: WordIndex, typed: str, why: str) -> None:
    assert index.near(typed, shortest=3) == [], why


def test_the_nearest_comes_first(index: WordIndex) -> None:
    assert index.near("networks") == [Near("networks", 0), Near("network", 1)]


def test_short_known_words_are_offered_only_where_asked_for(index: WordIndex) -> None:
    assert index.near("matt") == []
    assert index.near("matt", shortest=3) == [Near("mat", 1)]


@pytest.mark.parametrize(("known", "slips"), [("ab", 0), ("mat", 1), ("network", 1), ("networks", 2), ("a" * 20, 2)])
def test_longer_words_may_have_more_slips(known: str, slips: int) -> None:
    assert slips_allowed(known) == slips


# Against looking at every word

LETTERS = "abc1"
"""Few letters, so that words come near to each other."""
words = st.text(alphabet=LETTERS, min_size=1, max_size=14)


def within_allowance(known: list[str], typed: str, shortest: int) -> set[tuple[str, int]]:
    """All known words that are near enough, with the same digits, each with its slips."""
    near = ((word, OSA.distance(typed, word)) for word in known if max(3, shortest) <= len(word) <= MAX_WORD)
    return {(word, slips) for word, slips in near if slips <= slips_allowed(word) and _digits(word) == _digits(typed)}


def is_surely_a_slip(typed: str, word: str) -> bool:
    """Whether fingers slip like that also in a short word: two letters swapped, or one more after the first letter."""
    swapped = len(typed) == len(word) and sorted(typed) == sorted(word)
    return (
        typed == word
        or len(word) >= LONG
        or swapped
        or (len(word) > 3 and typed[0] == word[0] and len(typed) > len(word))
    )


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


@given(st.lists(words, max_size=30, unique=True), words, st.sampled_from([3, 4, 5]))
def test_every_word_that_is_surely_near_is_found_and_none_that_is_far(
    known: list[str], typed: str, shortest: int
) -> None:
    assume(len(typed) > 1)
    near = WordIndex(known).near(typed, shortest=shortest)
    found = {(each.word, each.slips) for each in near}
    all_near = within_allowance(known, typed, shortest)
    assert {(word, slips) for word, slips in all_near if is_surely_a_slip(typed, word)} <= found <= all_near
    assert [each.slips for each in near] == sorted(each.slips for each in near)


@st.composite
def slipped(draw: st.DrawFn) -> tuple[str, str]:
    """A word, and the same word with up to two slips of the fingers."""
    word = draw(st.text(alphabet="abcdefg", min_size=4, max_size=16))
    typed = word
    for _ in range(draw(st.integers(0, slips_allowed(word)))):
        place = draw(st.integers(0, len(typed) - 1))
        letter = draw(st.sampled_from("abcdefg"))
        typed = draw(
            st.sampled_from(
                [
                    typed[:place] + typed[place + 1 :],
                    typed[:place] + letter + typed[place:],
                    typed[:place] + letter + typed[place + 1 :],
                    typed[:place] + typed[place : place + 2][::-1] + typed[place + 2 :],
                ]
            )
        )
    return word, typed


@given(slipped())
def test_a_word_with_the_slips_that_it_allows_is_found(pair: tuple[str, str]) -> None:
    word, typed = pair
    assume(len(typed) > 1 and is_surely_a_slip(typed, word) and within_allowance([word], typed, 4))
    assert [near.word for near in WordIndex([word]).near(typed)] == [word]
