"""What is taken out of comments, what stays, and how long it takes at worst."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.store.masking import ADDRESS, EMAIL, LINK, NAME, NUMBER, mask
from tests.speed import is_within


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
        ("IT60 X054 2811 1010 0000 0123 456", NUMBER),
        ("pay to IT60X0542811101000000123456, please", f"pay to {NUMBER}, please"),
        ("DE89 3704 0044 0532 0130 00", NUMBER),
        ("codice fiscale RSSNNA80E41F205X", f"codice fiscale {NUMBER}"),
        ("RSS NNA 80E41 F205X", NUMBER),
        ("targa AB 123 CD, o ab123cd", f"targa {NUMBER}, o {NUMBER}"),
        ("٠١٢٣٤٥٦٧٨٩", NUMBER),
        # postal addresses
        ("abito in via Garibaldi 12", f"abito in {ADDRESS}"),
        ("abito in via giuseppe garibaldi 12/b, da sempre", f"abito in {ADDRESS}, da sempre"),
        ("Piazza della Scala, 2", ADDRESS),
        ("in Corso Vittorio Emanuele n. 15?", f"in {ADDRESS}?"),
        ("la buca in via Garibaldi", f"la buca in {ADDRESS}"),
        ("at 221b Baker Street", f"at {ADDRESS}"),
        ("10 downing street", ADDRESS),
        # names that are introduced
        ("mi chiamo Anna", f"mi chiamo {NAME}"),
        ("Mi chiamo anna rossi, vorrei sapere", f"Mi chiamo {NAME}, vorrei sapere"),
        ("my name is Anna Maria Rossi.", f"my name is {NAME}."),
        ("Sono Anna Rossi e chiedo", f"Sono {NAME} e chiedo"),
        ("Ciao, sono la Anna", f"Ciao, sono la {NAME}"),
        ("Hello, I'm Anna", f"Hello, I'm {NAME}"),
        ("ask Dr. Rossi or Signora Bianchi", f"ask Dr. {NAME} or Signora {NAME}"),
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
        "Quali sono le reti sul clima? Chi sono i membri?",
        "quali sono Climate Club e Food Pact",
        "sono un cittadino",
        "I am a student",
        "quali progetti sono in corso nel 2030?",
        "come vi scrivo, via e-mail?",
        "AB, CD 12 and EU27",
    ],
)
def test_what_tells_of_nobody_stays(text: str) -> None:
    assert mask(text) == text


WORDS = [
    "via",
    "Anna",
    "sono",
    "mi chiamo",
    "I'm",
    "Dr.",
    "12",
    "AB 123 CD",
    "street",
    "rossi",
    ",",
    "+39 02",
    "[name]",
]


@given(
    st.text(alphabet="ab1209@.:/+-'_ ([\n", max_size=80)
    | st.text(max_size=80)
    | st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)
)
@example("a@b.c@d")
@example("@a@b")
def test_masking_twice_is_masking_once(text: str) -> None:
    assert mask(mask(text)) == mask(text)


@given(st.from_regex(r"[a-z]{1,8}(\.[a-z]{1,8})?@[a-z]{1,8}\.(org|it)", fullmatch=True), st.text(max_size=10))
def test_no_address_is_left_whatever_stands_around_it(address: str, around: str) -> None:
    assert address not in mask(f"{around} {address} {around}")


def test_what_no_database_can_hold_is_left_out() -> None:
    assert mask("half \ud800 and \0 nothing") == "half ? and  nothing"


LONGEST = 4096
"""Characters of a message."""
PIECES = [
    *("a", "1", "@", ".", "-", "+", "(", "_", "'", "à", " ", "a.", "a@", "@a", "a-", "a ", "a.a@", "a+.-", "[email]"),
    *("1 ", "1   ", "1-", "1.1", "1a", "a1", "é1", "٣ ", "2015 ", "2015-"),
    *("via ", "via a ", "via A", "via A ", "via a 1 ", "1 a ", "1 a street ", "corso A a ", "n. "),
    *("sono A", "sono Aa ", "I'm Aa ", ", sono ", "mi chiamo ", "mi chiamo a ", "Aa ", "dr ", "Dr. Aa "),
    *("AB", "AB12", "AB12 ", "AB12 ABCD ", "ABCDEF80A01", "AB 123", "AAA "),
    *("http:", "://", "https://", "a://", "www.", "mailto:"),
]


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("end", ["", "@", "!", "1", "a.b", "://x"])
def test_the_longest_message_takes_at_most_20_ms(piece: str, end: str) -> None:
    text = (piece * LONGEST)[: LONGEST - len(end)] + end
    assert any(is_within(_seconds(text), 0.020) for _ in range(3))


def _seconds(text: str) -> float:
    start = time.process_time()
    mask(text)
    return time.process_time() - start
