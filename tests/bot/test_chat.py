"""The chat: numbers pick suggestions, commands work, and pipes are answered line by line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from bot import chat as chat_module
from bot.chat import HISTORY, Conversation, answer_piped, chat
from bot.completion import CommandCompleter
from bot.render_rich import Screen
from bot.render_text import plain_text, readable_text
from intents.assistant import Assistant
from intents.query import Query
from intents.reply import Bullets, Heading, Item, Note, Outcome, Paragraph, Reply, ReplyLink, Suggestion


@pytest.fixture
def conversation(assistant: Assistant) -> Conversation:
    return Conversation(assistant, "en")


def reply_to(conversation: Conversation, text: str) -> Reply:
    reply = conversation.reply(text)
    assert isinstance(reply, Reply)
    return reply


# The conversation


def test_a_number_picks_a_suggestion_without_reading_it_again(conversation: Conversation) -> None:
    offered = reply_to(conversation, "/role mayors network").suggestions
    reply = reply_to(conversation, "2")
    assert (reply.intent, reply.networks) == ("role", offered[1].query.networks)


def test_a_number_that_there_is_not(conversation: Conversation) -> None:
    count = len(reply_to(conversation, "what is c40?").suggestions)
    assert conversation.reply("77") == f"There is no choice 77 here: the last reply offers {count}."
    assert conversation.reply("0") == f"There is no choice 0 here: the last reply offers {count}."
    assert reply_to(conversation, "1").networks == ("c40",)


def test_a_year_is_no_choice(conversation: Conversation) -> None:
    reply_to(conversation, "what is c40?")
    assert reply_to(conversation, "2015").language == "en"


def test_the_thread_is_kept(conversation: Conversation) -> None:
    reply_to(conversation, "/c40")
    assert reply_to(conversation, "and its website?").networks == ("c40",)


def test_the_language_that_was_chosen_is_spoken(conversation: Conversation) -> None:
    reply_to(conversation, "/language")
    assert reply_to(conversation, "2").language == "it"
    assert reply_to(conversation, "/help").language == "it"


# Pipes


def test_piped_lines(conversation: Conversation) -> None:
    output = io.StringIO()
    answer_piped(conversation, ["what is c40?\n", "\n", "  \n", "and its website?\n"], output)
    shown = output.getvalue()
    assert shown.count("https://www.c40.org/") >= 2
    assert "1. " in shown


def test_a_pipe_instead_of_a_terminal(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("/c40\n"))
    chat(assistant, "en")
    assert "C40" in capsys.readouterr().out


def test_a_closed_input(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    chat(assistant, "en")


# The terminal


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(chat_module, "is_terminal", lambda: True)
    return tmp_path


def type_lines(assistant: Assistant, typed: str) -> None:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(typed)
        chat(assistant, "en")


def test_a_conversation_in_the_terminal(
    assistant: Assistant, terminal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    type_lines(assistant, "/role mayors network\r2\r\x04")
    shown = capsys.readouterr().out
    assert "Ask about the networks of Milan" in shown
    assert "2. MMC" in shown
    assert "mayorsmigrationcouncil" in shown
    assert shown.rstrip().endswith("Goodbye!")
    assert "+/role mayors network" in (terminal / HISTORY).read_text(encoding="utf-8")


def test_ctrl_c_drops_the_line_and_the_chat_goes_on(
    assistant: Assistant, terminal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    type_lines(assistant, "half a ques\x03/c40\r\x04")
    assert "https://www.c40.org/" in capsys.readouterr().out


def completions(assistant: Assistant, text: str) -> Iterator[str]:
    completer = CommandCompleter(assistant, lambda: "en")
    return (found.text for found in completer.get_completions(Document(text), CompleteEvent()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/netw", ["/networks", "/network"]),
        ("/role c4", ["C40"]),
        ("/topic foo", ["food", "food waste"]),
        ("/language it", ["Italiano"]),
        ("/help x", []),
        ("what is c4", []),
        ("/xyz", []),
    ],
)
def test_completion(assistant: Assistant, text: str, expected: list[str]) -> None:
    assert list(completions(assistant, text)) == expected


# How a reply looks

REPLY = Reply(
    outcome=Outcome.ANSWER,
    language="en",
    blocks=(
        Heading(text="[bold]Rivers[/]"),
        Paragraph(text="A league of 40 cities."),
        Bullets(items=(Item(label="Seat", text="Ghent"), Item(text="Only text"), Item(label="Only label"))),
        Note(text="As of May 2024."),
    ),
    links=(ReplyLink(label="Website", url="https://rivers.example.org/"),),
    suggestions=(Suggestion(label="Its seat", query=Query(intent="fact.headquarters")),),
)

CONTENT = """\
[bold]Rivers[/]

A league of 40 cities.

- Seat: Ghent
- Only text
- Only label

As of May 2024."""


def test_plain_text_is_the_content() -> None:
    assert plain_text(REPLY) == CONTENT


def test_readable_text_adds_links_and_suggestions() -> None:
    more = "Website: https://rivers.example.org/"
    assert readable_text(REPLY) == f"{CONTENT}\n\n{more}\n\nYou can go on with:\n- Its seat"
    assert readable_text(REPLY, numbered=True).endswith("\n\nType a number to choose:\n1. Its seat")


def test_choices_are_not_listed_twice() -> None:
    choice = REPLY.model_copy(
        update={
            "outcome": Outcome.CLARIFY,
            "blocks": (Paragraph(text="Which?"), Bullets(items=(Item(label="Its seat"),))),
            "links": (),
        }
    )
    assert readable_text(choice) == "Which?\n\n- Its seat"
    assert plain_text(choice) == "Which?\n\n- Its seat"


def test_the_screen_shows_everything_and_reads_no_markup() -> None:
    console = Console(file=io.StringIO(), width=80, force_terminal=False)
    Screen(console).show(REPLY)
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    for text in (
        "[bold]Rivers[/]",
        "Seat: Ghent",
        "Only label",
        "May 2024",
        "https://rivers.example.org/",
        "1. Its seat",
    ):
        assert text in shown
