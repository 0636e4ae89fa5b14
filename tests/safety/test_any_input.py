"""Whatever comes in, nothing breaks: properties that hold for any text, any data of buttons, any file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands import respond
from bot.deep_links import payload, read_payload
from bot.jsonl import answer_lines
from bot.render_text import plain_text
from bot.store.masking import mask
from bot.store.set_aside import form
from bot.telegram.callback_data import LIMIT, Action, Press, pack, unpack
from bot.telegram.keyboards import Keyboards
from bot.telegram.render import LIMIT as LONGEST_MESSAGE
from bot.telegram.render import clean, render, shorten, utf16_length
from intents.assistant import Assistant
from intents.context import EMPTY
from intents.normalise import MAX_LENGTH, normalise, tokenise
from intents.query import Query
from intents.reply import Bullets, Heading, Item, Note, Outcome, Paragraph, Reply, ReplyLink
from knowledge.documents import read_document
from knowledge.problems import InvalidFilesError, Problem
from tests.telegram_server.html import parse_html

ANY_TEXT = st.text(st.characters(codec=None), max_size=300)
"""Any characters, halves of characters and control characters too."""
WORDS = """what is c40 eurocities mufpp and the il di e quanti members città role +c40+ /role @bot ? ! , . < > & 🌍
  \u0301 \x00"""
LIKE_A_QUESTION = st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join)
KEY_LIKE = st.text("v12?+-<:,.abcdefghijklmnopqrstuvwxyz04", max_size=80)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
NOT_HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=NOT_HEALTH)


@QUICK
@given(text=ANY_TEXT | LIKE_A_QUESTION, language=st.sampled_from(["en", "it", "it-IT", "", "xx", None]))
def test_any_message_gets_a_reply_that_can_be_sent(assistant: Assistant, text: str, language: str | None) -> None:
    turn = respond(assistant, text, EMPTY, language)
    again = respond(assistant, text, turn.context, language)
    for reply in (turn.reply, again.reply):
        assert plain_text(reply).strip()
        for message in render(reply):
            assert utf16_length(parse_html(message).text) <= LONGEST_MESSAGE


@QUICK
@given(text=ANY_TEXT | LIKE_A_QUESTION)
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in tokenise(text):
        assert token.text
        assert text[token.start : token.end] == token.raw
    assert normalise(normalise(text)) == normalise(text)
    assert tokenise(text + " " * MAX_LENGTH) == tokenise(text)


@QUICK
@given(texts=st.lists(ANY_TEXT, min_size=1, max_size=6))
def test_any_text_is_shown_as_it_is(texts: list[str]) -> None:
    first, *others = texts
    blocks = (Heading(text=first), Paragraph(text="x" + first), Note(text=first))
    items = Bullets(items=tuple(Item(label=text, text=text) for text in others))
    link = ReplyLink(label=first, url="https://example.org/")
    reply = Reply(outcome=Outcome.ANSWER, language="en", blocks=(*blocks, items), links=(link,))
    shown = "".join(parse_html(message).text for message in render(reply))
    words = clean("x" + first).split()
    assert all(word in shown for word in words[:1])


@QUICK
@given(text=ANY_TEXT, limit=st.integers(2, 100))
def test_what_is_shortened_fits(text: str, limit: int) -> None:
    assert utf16_length(shorten(text, limit)) <= limit


@QUICK
@given(data=ANY_TEXT | KEY_LIKE)
def test_any_data_of_a_button_is_read_or_refused(assistant: Assistant, data: str) -> None:
    press = unpack(data, assistant.knowledge)
    if press is not None:
        packed = pack(press)
        assert packed is None or len(packed.encode()) <= LIMIT


def test_what_is_packed_is_read_back(assistant: Assistant) -> None:
    ids = [network.id for network in assistant.knowledge.networks]
    keyboards = Keyboards(assistant)
    for id in ids:
        press = Press(Action.ASK, Query(intent="role", networks=(id,)), (Query(intent="summary", networks=(id,)),))
        assert unpack(pack(press) or "", assistant.knowledge) == press
        assert keyboards.under(assistant.answer(press.query, "en").reply)


@QUICK
@given(text=ANY_TEXT | st.from_regex(r"[A-Za-z0-9_-]{0,70}", fullmatch=True))
def test_any_start_payload_is_read_or_refused(assistant: Assistant, text: str) -> None:
    query = read_payload(text, assistant.knowledge)
    if query is not None:
        written = payload(query)
        assert written is None or read_payload(written, assistant.knowledge) == query


@QUICK
@given(content=st.binary(max_size=200) | ANY_TEXT.map(lambda text: text.encode("utf-8", "replace")))
def test_any_yaml_is_read_or_named_as_wrong(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "some.yaml"
    file.write_bytes(content)
    problems: tuple[Problem, ...] = ()
    try:
        read_document(file)
    except InvalidFilesError as error:
        problems = tuple(error.problems)
    assert all(problem.remedy for problem in problems)


@QUICK
@given(text=ANY_TEXT)
def test_masking_takes_any_text(text: str) -> None:
    assert mask(mask(text)) == mask(text) or len(mask(text)) <= 4 * len(text) + 100


@QUICK
@given(update=JSON)
def test_the_form_of_any_update_is_json_without_its_words(update: object) -> None:
    json.loads(form(update))


@QUICK
@given(lines=st.lists(st.binary(max_size=80), max_size=5))
def test_any_line_gets_a_line(assistant: Assistant, lines: list[bytes]) -> None:
    import io

    output = io.StringIO()
    answer_lines(assistant, [line.replace(b"\n", b" ") for line in lines], output, "en")
    assert len(output.getvalue().splitlines()) == len(lines)


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "a" * 10_000, "؀" * 5_000, "ﷺ" * 4_096])
def test_odd_texts_get_a_reply(assistant: Assistant, text: str) -> None:
    assert plain_text(respond(assistant, text).reply)
