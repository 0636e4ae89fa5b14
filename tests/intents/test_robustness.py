"""Whatever is sent gets a reply: in time, without an exception, and without the sender's text in it."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render_text import readable_text
from intents.assistant import Assistant
from intents.context import EMPTY
from intents.normalise import MAX_LENGTH
from intents.reply import Outcome, Reply
from tests.speed import is_within

MOST_SECONDS = 0.2
"""What the longest and worst message may take, in time of the processor, which a busy machine does not change."""
ATTEMPTS = 3
"""What is learned on the way (a cache, a first import) is no fault of the message."""
PATIENCE = 5.0
"""Seconds of the processor after which a reply is no longer waited for."""

MARK = "zqxjkvbw"
"""A word that no reply can hold by chance."""


class TooLongError(Exception):
    """Raised in a reply that takes so long that it may never end."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Interrupts what takes the processor for more than `seconds`."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError(f"no reply after {seconds} s")

    former = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def reply_to(assistant: Assistant, text: str) -> Reply:
    with patience(PATIENCE):
        return assistant.respond(text).reply


# Nothing to understand


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\t",
        "\u00a0\u2003\u3164",
        "\u200b\u200d\ufeff",
        "\u200f\u200e\u202e\u2066",
        "\x00\x01\x1f\x7f",
        "?!…",
        "😀",
        "\u1369",
        "👨‍👩‍👧‍👦🏳️‍🌈",
        "\ud800",
        "\udfff\ud800",
        "\uffff\U0010ffff",
        "&#0;&#1114112;",
        "<>",
        "{city} {0} %s",
    ],
    ids=ascii,
)
def test_a_message_without_a_word_is_told_what_can_be_asked(assistant: Assistant, text: str) -> None:
    reply = reply_to(assistant, text)
    assert reply.outcome is Outcome.FALLBACK
    assert reply.suggestions
    assert readable_text(reply).strip()


@pytest.mark.parametrize("text", ["the of and", "di la e per con", "is it of the", "a", "e", "il lo la"])
def test_grammar_alone_is_no_question(assistant: Assistant, text: str) -> None:
    assert reply_to(assistant, text).outcome in {Outcome.FALLBACK, Outcome.SOCIAL, Outcome.CLARIFY}


# Disguises of a question


@pytest.mark.parametrize(
    "text",
    [
        "\u202ewhat is C40?\u202c",
        "\u200fwhat is C40?\u200f",
        "<b>what</b> is <i>C40</i>?",
        "&lt;b&gt;what is C40&lt;/b&gt;",
        "what\x00 is\x01 C40\x1f?",
        "what is C40? \ud800",
        "what\u200b is\u200b C\u200b40?",
        "ｗｈａｔ ｉｓ Ｃ４０？",
        "𝔀𝓱𝓪𝓽 𝓲𝓼 𝓒40?",
        "🌍 what is C40? 🌍",
        "what is С40?",  # the C is Cyrillic
        "WHAT IS C40??????",
        "what is C40?" + " " * 4000,
    ],
    ids=lambda text: ascii(text)[:40],
)
def test_a_question_in_disguise_is_the_question(assistant: Assistant, text: str) -> None:
    reply = reply_to(assistant, text)
    assert (reply.outcome, reply.networks) == (Outcome.ANSWER, ("c40",))


def test_what_stands_behind_the_longest_message_is_not_read(assistant: Assistant) -> None:
    assert reply_to(assistant, " " * MAX_LENGTH + "what is C40?").outcome is Outcome.FALLBACK


# Long messages


def _random_text(alphabet: str, length: int) -> str:
    chosen = random.Random(1)
    return "".join(chosen.choice(alphabet) for _ in range(length))


LONG = {
    "one letter": "a",
    "one word of one letter": "a ",
    "single letters of a name": "c 4 0 ",
    "single letters": "q w x ",
    "a word of three letters": "abx ",
    "a name": "c40 ",
    "a name of several words": "milan urban food policy pact ",
    "names with slips": "eurocites mufppp resiliant cites netwrok ",
    "words run together": "whatisthenetwork",
    "words run together, in words": "whatisthenetworkofthecities ",
    "words that nobody knows": _random_text("abcdefghij ", MAX_LENGTH),
    "long words that nobody knows": _random_text("abcdefghij", 60) + " ",
    "letters at random": _random_text("abcdefghijklmnopqrstuvwxyz", MAX_LENGTH),
    "only grammar": "the of and ",
    "only grammar, other language": "di la e per con ",
    "frames": "hello please could you tell me ",
    "questions": "what is c40? ",
    "question words": "what, who, where, ",
    "sentences of one word": "city. ",
    "years": "2015 ",
    "digits": "1234567890",
    "places": "roma parigi barcelona ",
    "topics": "climate food culture ",
    "attributes": "members founders website role ",
    "full stops": ".",
    "acronym with dots": "c.4.0. ",
    "lines": "\n",
    "less than": "<",
    "tags": "<b>c40</b>",
    "tags that never close": "<a ",
    "entities": "&lt;",
    "entities that never end": "&amp",
    "emoji": "👨‍👩‍👧‍👦",
    "combining marks": "c\u0301\u0302\u0303",
    "invisible": "\u200b",
    "right to left": "\u202ec40 ",
    "decorated letters": "𝓬40 ",
    "letters that look latin": "с",
    "Greek": "δίκτυο ",
    "Chinese": "网络",
    "ligatures that grow": "\ufdfa",
    "lone surrogates": "\ud800",
    "apostrophes": "l'aria ",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG.keys())
def test_the_longest_message_is_answered_in_time(assistant: Assistant, piece: str) -> None:
    text = (piece * MAX_LENGTH)[:MAX_LENGTH]
    times = []
    for _ in range(ATTEMPTS):
        started = time.process_time()
        reply = reply_to(assistant, text)
        times.append(time.process_time() - started)
        if times[-1] <= MOST_SECONDS:
            break
    assert is_within(min(times), MOST_SECONDS)
    assert readable_text(reply).strip()
    assert len(reply.suggestions) < 20


def test_a_long_message_that_asks_one_thing_is_answered(assistant: Assistant) -> None:
    text = "blah blah " * 30 + ". How many cities are in Eurocities? " + "blah blah " * 30
    reply = reply_to(assistant, text)
    assert (reply.outcome, reply.networks) == (Outcome.ANSWER, ("eurocities",))


# The sender's own text


@pytest.mark.parametrize(
    "text",
    [
        MARK,
        f"what is {MARK}?",
        f"what is C40 {MARK}?",
        f"C40 and {MARK}",
        f"is {MARK} a member of C40?",
        f"compare C40 and {MARK}",
        f"networks about {MARK}",
        f"who is {MARK} in C40?",
        f"<b>{MARK}</b> C40",
        f"hello {MARK}",
        f"say '{MARK}'",
        f"how many {MARK} are in C40?",
        f"{MARK} {MARK}. {MARK}? C40 {MARK}!",
    ],
)
def test_no_reply_repeats_what_was_typed(assistant: Assistant, text: str) -> None:
    assert MARK not in readable_text(reply_to(assistant, text)).lower()


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("is bercelona a member of C40?", "bercelona"),
        ("is londra a member of C40?", "<londra>"),
        ("fa parte di C40 anche bercelona?", "bercelona"),
        ("which networks were founded in 1234?", "1234"),
        ("what happened in 2099?", "20990"),
        ("is <i>Bxrcelona</i> a member of C40?", "bxrcelona"),
    ],
)
def test_a_slip_is_not_repeated(assistant: Assistant, text: str, typed: str) -> None:
    assert typed not in readable_text(reply_to(assistant, text)).lower()


@given(st.text(max_size=200))
def test_any_text_gets_a_reply(assistant: Assistant, text: str) -> None:
    turn = assistant.respond(text)
    assert readable_text(turn.reply).strip()
    assert 0 <= turn.reply.confidence <= 1
    # What it leaves behind can be used by the next turn.
    assert readable_text(assistant.respond("and its website?", turn.context).reply).strip()


PIECES = st.sampled_from(
    [
        "what",
        "is",
        "c40",
        "eurocities",
        "and",
        "not",
        "the",
        "second",
        "one",
        "network",
        "mayors",
        "role",
        "2015",
        "?",
        ".",
    ]
)


@settings(max_examples=100)
@given(st.lists(st.lists(PIECES, max_size=8).map(" ".join), min_size=1, max_size=4))
def test_any_conversation_goes_on(assistant: Assistant, texts: list[str]) -> None:
    context = EMPTY
    for text in texts:
        turn = assistant.respond(text, context)
        context = turn.context
        assert readable_text(turn.reply).strip()
        known = {network.id for network in assistant.knowledge.networks}
        assert known.issuperset(turn.reply.networks)
