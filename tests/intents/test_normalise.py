"""However a text is typed, it comes out in one form that can be compared."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.normalise import MAX_LENGTH, fold, normalise, tokenise


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("What is it?", "what is it"),
        ("  two\t words\n", "two words"),
        ("WHAT IS IT", "what is it"),
        ("Città più attività", "citta piu attivita"),
        ("citta\u0300", "citta"),
        ("l'aria", "l aria"),
        ("l’aria", "l aria"),
        ("#CityNetwork @city", "citynetwork city"),
        ("snake_case", "snake case"),
        ("well-known", "well known"),
        ("Growth & Solidarity", "growth solidarity"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("𝓯𝓪𝓷𝓬𝔂 𝕓𝕠𝕝𝕕", "fancy bold"),
        ("ⓒⓘⓡⓒⓛⓔ", "circle"),
        ("ﬁne", "fine"),
        ("n\u200bet\u200dwork", "network"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u202enetwork\u202c", "network"),
        ("<b>bold</b> text", "bold text"),
        ("&lt;b&gt;bold&lt;/b&gt;", "bold"),
        ("a &amp; b", "a b"),
        ("1 < 2", "1 2"),
        ("1,5 °C", "1 5 c"),
        ("", ""),
        ("?!… 🌍", ""),
        ("\x00\x07", ""),
        ("\ud800", ""),
    ],
)
def test_one_form(typed: str, form: str) -> None:
    assert normalise(typed) == form


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("nеtwоrk", "network"),  # two Cyrillic letters among Latin ones
        ("сеть", "сеть"),  # Russian stays Russian
        ("ОКО", "oko"),  # a short word of nothing but look-alikes is taken for a disguise
        ("δίκτυο", "δικτυο"),
    ],
)
def test_letters_that_look_latin_are_latin_only_in_latin_words(typed: str, form: str) -> None:
    assert normalise(typed) == form


def test_a_token_knows_its_place_and_how_it_was_typed() -> None:
    text = "Città: <b>C40</b> OK"
    tokens = tokenise(text)
    assert [token.text for token in tokens] == ["citta", "c40", "ok"]
    assert [token.raw for token in tokens] == ["Città", "C40", "OK"]
    assert [text[token.start : token.end] for token in tokens] == ["Città", "C40", "OK"]
    assert [token.is_capitalised for token in tokens] == [True, True, True]
    assert [token.is_capitals for token in tokens] == [False, True, True]


def test_no_more_is_read_than_telegram_delivers() -> None:
    assert len(tokenise("a " * MAX_LENGTH)) == MAX_LENGTH // 2


@given(st.text())
def test_any_text_has_a_form_and_the_form_is_its_own_form(text: str) -> None:
    form = normalise(text)
    assert normalise(form) == form


@given(st.text())
def test_every_token_stands_where_it_says(text: str) -> None:
    tokens = tokenise(text)
    assert all(token.text and text[token.start : token.end] == token.raw for token in tokens)
    assert all(one.end <= other.end and one.start <= other.start for one, other in pairwise(tokens))


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_text_takes_a_shorter_way_to_the_same_form(text: str) -> None:
    # A soft hyphen is no plain text, and nothing of the form.
    assert normalise(text) == normalise(text + "\u00ad")


@given(st.text(alphabet="abcdefgh è ù", max_size=30))
def test_case_and_accents_do_not_matter(text: str) -> None:
    assert normalise(text.upper()) == normalise(text) == normalise(fold(text))
