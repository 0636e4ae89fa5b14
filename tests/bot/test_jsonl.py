"""JSON Lines: one reply for each line, in order and at once; conversations apart; bad lines named in their place."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.jsonl import Conversations, answer_lines
from intents.assistant import Assistant
from intents.context import EMPTY, Context

KEYS = ["conversation", "text", "outcome", "intent", "networks", "language", "confidence", "links", "suggestions"]


def line(text: str, conversation: object = "a", **more: object) -> bytes:
    return json.dumps({"conversation": conversation, "text": text, **more}).encode() + b"\n"


def answer(assistant: Assistant, *lines: bytes, language: str = "en") -> tuple[list[dict[str, Any]], bool]:
    output = io.StringIO()
    all_right = answer_lines(assistant, lines, output, language)
    return [json.loads(reply) for reply in output.getvalue().splitlines()], all_right


def test_the_form_of_a_reply(assistant: Assistant) -> None:
    (reply,), all_right = answer(assistant, line("what is MUFPP?", "any id"))
    assert all_right
    assert list(reply) == KEYS
    assert reply["conversation"] == "any id"
    assert (reply["outcome"], reply["networks"], reply["language"]) == ("answer", ["mufpp"], "en")
    assert 0 <= reply["confidence"] <= 1
    assert all(list(link) == ["label", "url"] and link["url"].startswith("https://") for link in reply["links"])
    assert all(isinstance(suggestion, str) for suggestion in reply["suggestions"])


def test_the_order_is_kept_and_conversations_do_not_mix(assistant: Assistant) -> None:
    replies, _ = answer(
        assistant,
        line("what is c40?", "one"),
        line("what is eurocities?", "two"),
        line("and its website?", "one"),
        line("and its website?", "two"),
        line("and its website?", "three"),
    )
    assert [reply["conversation"] for reply in replies] == ["one", "two", "one", "two", "three"]
    assert replies[2]["networks"] == ["c40"]
    assert replies[3]["networks"] == ["eurocities"]
    assert replies[4]["outcome"] == "clarify"


def test_commands(assistant: Assistant) -> None:
    replies, _ = answer(assistant, line("/role c40"), line("/start"), line("/c40"), line("/role"))
    assert [reply["outcome"] for reply in replies] == ["answer", "social", "answer", "clarify"]
    assert replies[0]["intent"] == "role"


def test_the_language_of_the_line_is_a_hint(assistant: Assistant) -> None:
    replies, _ = answer(
        assistant,
        line("c40", 1, language="it"),
        line("c40", 2, language="it-IT"),
        line("c40", 3, language=None),
        line("c40", 4, language="fr"),
        line("what is the role of milan in c40?", 5, language="it"),
    )
    assert [reply["language"] for reply in replies] == ["it", "it", "en", "en", "en"]


def test_the_default_language(assistant: Assistant) -> None:
    (reply,), _ = answer(assistant, line("c40"), language="it")
    assert reply["language"] == "it"


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (b"not json\n", "not JSON"),
        (b"\n", "not JSON"),
        (b"\xff\xfe\n", "not JSON"),
        (b'{"conversation": "a", "text": "cut o\n', "not JSON"),
        (b"[1, 2]\n", "no JSON object"),
        (b"null\n", "no JSON object"),
        (b'"c40"\n', "no JSON object"),
        (b'{"conversation": "a"}\n', "The key 'text' is missing."),
        (b'{"text": "c40"}\n', "The key 'conversation' is missing."),
        (b'{"conversation": "a", "text": 7}\n', "The value of 'text' must be a text."),
        (b'{"conversation": "a", "text": null}\n', "The value of 'text' must be a text."),
        (b'{"conversation": [], "text": "c40"}\n', "The value of 'conversation' must be a text."),
        (b'{"conversation": "a", "text": "\\ud800"}\n', "not JSON"),
        (b"[" * 100_000 + b"\n", "not JSON"),
    ],
)
def test_a_bad_line_has_an_error_in_its_place(assistant: Assistant, bad: bytes, message: str) -> None:
    replies, all_right = answer(assistant, line("what is c40?"), bad, line("and its website?"))
    assert not all_right
    assert list(replies[1]) == ["error"]
    assert message in replies[1]["error"]
    assert replies[2]["networks"] == ["c40"]


def test_errors_do_not_repeat_what_was_typed(assistant: Assistant) -> None:
    (reply,), _ = answer(assistant, b'{"conversation": "a", "text": ["my secret"]}\n')
    assert "secret" not in reply["error"]


@pytest.mark.parametrize(
    "text", ["", " ", "😀", "😀" * 2000, "a" * 4096, "a" * 100_000, "\x00\x01\x1b[2J", "\u2028\u0085", "🇮🇹‍", "؟"]
)
def test_odd_texts_get_a_clear_reply_on_one_line(assistant: Assistant, text: str) -> None:
    (reply,), all_right = answer(assistant, line(text))
    assert all_right
    assert reply["text"].strip()


def test_numbers_and_unknown_keys_are_taken(assistant: Assistant) -> None:
    (reply,), all_right = answer(assistant, line("what is c40?", 7, client="test"))
    assert all_right
    assert reply["conversation"] == 7


def test_replies_are_plain_ascii(assistant: Assistant) -> None:
    output = io.StringIO()
    answer_lines(assistant, [line("cos'è la rete delle città resilienti?")], output, "it")
    assert output.getvalue().isascii()
    assert output.getvalue().count("\n") == 1


def test_each_reply_is_written_before_the_next_line_is_read(assistant: Assistant) -> None:
    flushed: list[int] = []

    class Output(io.StringIO):
        def flush(self) -> None:
            flushed.append(self.getvalue().count("\n"))

    def lines() -> Iterator[bytes]:
        for number in range(3):
            assert flushed == list(range(1, number + 1))
            yield line("hello")

    answer_lines(assistant, lines(), Output(), "en")
    assert flushed == [1, 2, 3]


def test_conversations_that_were_silent_for_longest_are_forgotten() -> None:
    conversations = Conversations(most=2)
    for id in ("a", "b", "a", "c"):
        conversations.keep(id, Context(language="it"))
    assert conversations.context("b") == EMPTY
    assert conversations.context("a") == conversations.context("c") == Context(language="it")
