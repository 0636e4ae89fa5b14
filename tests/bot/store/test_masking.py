"""What is taken out of comments, what stays, and how long it takes at worst."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.store.masking import EMAIL, LINK, NAME, NUMBER, mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        # e-mail addresses
        ("anna.rossi@example.org", EMAIL),
        ("Write to <Anna.Rossi+bot@mail.example.co.uk>!", f"Write to <{EMAIL}>!"),
        ("mailto:anna@example.org.", f"{EMAIL}."),
        ("anna@localhost, o'neill@example.org", f"{EMAIL}, {EMAIL}"),
        ("à.è@exämple.it", EMAIL),
        # links
        ("see https://example.org/a?b=c#d now", f"see {LINK} now"),
        ("HTTP://EXAMPLE.ORG", LINK),
        ("www.example.org", LINK),
        ("example.org.", f"{LINK}."),
        ("t.me/annarossi", LINK),
        ("tg://user?id=12345678", LINK),
        ("https://anna:secret@example.org/", LINK),
        ("my-site.example.org:8080/path, really", f"{LINK} really"),
        # @names
        ("ask @annarossi", f"ask {NAME}"),
        ("(@anna.rossi)", f"({NAME})"),
        ("@anna, @bruno", f"{NAME}, {NAME}"),
        # numbers
        ("+39 02 1234 5678", NUMBER),
        ("call 333-1234567 or (02) 12.34.56", f"call {NUMBER} or {NUMBER}"),
        ("0039/3331234567", NUMBER),
        ("code 123456789", f"code {NUMBER}"),
        ("born 12/05/1980", f"born {NUMBER}"),
        ("I live at 20121", f"I live at {NUMBER}"),
        ("ABCDEF80E12F205X", NUMBER),
        ("IT60 X054 2811 1010 0000 0123 456", f"IT60 X054 {NUMBER}"),
        ("٠١٢٣٤٥٦٧٨٩", NUMBER),
    ],
)
def test_what_tells_of_people_is_masked(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The food pact was signed in 2015, wasn't it?",
        "It has 97 cities, 40 of them since 2005-2016; the page says 2005, 2016.",
        "2010–2020",
        "Il patto è nato nel 2015: 260 città e 12,500 persone.",
        "e.g. this, i.e. that... and so on",
        "C40, ICLEI 2030, net-zero",
        "3.5 out of 10",
        "you @ home",
        "What about 1. cities 2. regions 3. states?",
        "👍🏽 <b>ok</b> _*[`",
    ],
)
def test_what_tells_of_nobody_stays(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="ab1209@.:/+-'_ ([\n", max_size=80) | st.text(max_size=80))
@example("a@b.c@d")
@example("@a@b")
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?@[a-z]{1,8}\.(org|it)", fullmatch=True), st.text(max_size=10))
def test_no_address_is_left_whatever_stands_around_it(address: str, around: str) -> None:
    assert address not in mask(f"{around} {address} {around}")


LONGEST = 4096
"""Characters of a message."""
PIECES = [
    *("a", "1", "@", ".", "-", "+", "(", "_", "'", "à", " ", "a.", "a@", "@a", "a-", "a ", "a.a@", "a+.-", "[email]"),
    *("1 ", "1   ", "1-", "1.1", "1a", "a1", "é1", "٣ ", "2015 ", "2015-"),
    *("http:", "://", "https://", "a://", "www.", "mailto:"),
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("end", ["", "@", "!", "1", "a.b", "://x"])
def test_the_longest_message_takes_at_most_20_ms(piece: str, end: str) -> None:
    text = (piece * LONGEST)[: LONGEST - len(end)] + end
    assert min(_seconds(text) for _ in range(3)) < 0.020


def _seconds(text: str) -> float:
    start = time.perf_counter()
    mask(text)
    return time.perf_counter() - start
