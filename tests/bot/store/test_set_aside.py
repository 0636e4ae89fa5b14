"""Updates that could not be read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store import Store
from bot.store.set_aside import LONGEST, SetAsideUpdate, form
from tests.bot.store.conftest import Clock

UPDATE = {
    "update_id": 123,
    "message": {"message_id": 7, "from": {"id": 7001, "is_bot": False, "first_name": "Anna"}, "text": "secret words"},
}


async def test_its_form_is_kept_without_its_words(store: Store, clock: Clock) -> None:
    await store.set_aside.add(42, UPDATE, "KeyError: 'chat'")
    told = '{"update_id": 123, "message": {"message_id": 7, "from": {"id": 7001, "is_bot": false, '
    told += '"first_name": "4 characters"}, "text": "12 characters"}}'
    assert await store.set_aside.all() == (SetAsideUpdate(42, 123, "KeyError: 'chat'", told, clock.time),)


@pytest.mark.parametrize(
    ("update", "told"),
    [
        ({"chat": {"id": -1001234567890}}, {"chat": {"id": "13 digits"}}),
        (
            {"location": {"latitude": 45.4642, "longitude": 9.19}},
            {"location": {"latitude": "6 digits", "longitude": 9.19}},
        ),
        ({"Anna Rossi": 1}, {"10 characters": 1}),
        ([1, None, True, "a"], [1, None, True, "1 characters"]),
        (b"no json", "7 characters"),
        ("no json", "7 characters"),
        (None, None),
        (object(), "object"),
        (10**5_000, "5000 digits"),
        (float("nan"), "no number"),
    ],
    ids=map(str, range(10)),
)
def test_what_is_left_of_each_kind_of_value(update: object, told: object) -> None:
    assert json.loads(form(update)) == told


def test_it_is_bounded() -> None:
    nested: object = "deep"
    for _ in range(900):
        nested = [nested]
    assert len(form(nested)) < 200
    assert len(form({f"field_{number}": "text" for number in range(5_000)})) == LONGEST


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_whatever_comes_has_a_form(update: object) -> None:
    json.loads(form(update))


@given(st.text(st.characters(categories=["Lu", "Lt", "Lo", "Nd"]), min_size=6, max_size=20))
def test_no_text_is_left_wherever_it_stands(words: str) -> None:
    assert words not in form({"message": {"text": words, words: [words], "entities": [{"url": words}]}})


@pytest.mark.parametrize("update", [{}, {"update_id": "x"}, {"update_id": 2**70}, {"update_id": True}, [], None])
async def test_one_without_a_number_is_kept_as_well(store: Store, update: object) -> None:
    await store.set_aside.add(42, update, "no number")
    assert (await store.set_aside.all())[0].update_id is None


async def test_a_reason_is_masked_and_bounded(store: Store) -> None:
    await store.set_aside.add(42, {}, "wrong: anna@example.org " + "x " * 1_000)
    (aside,) = await store.set_aside.all()
    assert aside.reason.startswith("wrong: [email]")
    assert len(aside.reason) == 300
