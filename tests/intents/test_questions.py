"""The questions of tests/questions, asked in-process; the replies must stay at least as right as they are now."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from intents.assistant import Assistant
from intents.reply import Outcome, Paragraph, Reply, ReplyLink
from tests.city import knowledge
from tests.intents.question_files import (
    AskedTurn,
    Match,
    QuestionFile,
    judge,
    problems,
    question_files,
    read_floors,
    read_question_file,
)
from tests.intents.question_report import HELD, Score, counted


@pytest.mark.parametrize("file", question_files(), ids=lambda file: file.name)
def test_enough_questions_get_the_right_reply(
    file: QuestionFile, assistant: Assistant, record_property: Callable[[str, object], None]
) -> None:
    judged = judge(assistant, file)
    record_property(HELD, counted(file.name, judged))
    score = Score()
    for turn in judged:
        score.add(turn)
    floor = read_floors()[file.name]
    missed = "\n".join(f"  {turn}" for turn in judged if turn.problems)
    assert score.percent >= floor, f"{file.name}: {score.right}/{score.asked}, wanted {floor} %. Missed:\n{missed}"


def test_every_file_has_a_floor_and_every_floor_a_file() -> None:
    assert sorted(read_floors()) == sorted(file.name for file in question_files())


# The data itself


def test_only_networks_that_exist_are_asked_for() -> None:
    known = {network.id for network in knowledge().networks}
    wrong = [
        f"{file.name}:{turn.line}: {sorted(set(turn.networks) - known)}"
        for file in question_files()
        for _, turn in file.turns()
        if not known.issuperset(turn.networks)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_required_fact_is_a_regular_expression() -> None:
    wrong = [wrong for file in question_files() for wrong in _broken_expressions(file)]
    assert not wrong, "\n".join(wrong)


def _broken_expressions(file: QuestionFile) -> Iterator[str]:
    for _, turn in file.turns():
        for pattern in (*turn.facts, *turn.forbid):
            try:
                matches_nothing_at_all = re.compile(pattern).search("") is not None
            except re.error as error:
                yield f"{file.name}:{turn.line}: {pattern!r}: {error}"
                continue
            if matches_nothing_at_all:
                yield f"{file.name}:{turn.line}: {pattern!r} is found in every text"


def test_every_question_requires_something_of_its_reply() -> None:
    free = [
        f"{file.name}:{turn.line}: {turn.text!r}"
        for file in question_files()
        for _, turn in file.turns()
        if set(turn.outcomes) == set(Outcome)
    ]
    assert not free, "\n".join(free)


def test_no_conversation_stands_twice_within_a_language() -> None:
    """A follow-up may be the same words after another question; the same turns in the same order may not."""
    places: defaultdict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for file in question_files():
        for conversation in file.conversations:
            texts = tuple(turn.text.strip().casefold() for turn in conversation.turns)
            places[conversation.language, texts].append(f"{file.name}:{conversation.turns[0].line}")
    twice = [f"{' and '.join(found)}: {texts}" for (_, texts), found in places.items() if len(found) > 1]
    assert not twice, "\n".join(twice)


# Reading and judging


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- {ask: hi, outcome: social, netwroks: [a]}", "netwroks"),
        ("- {ask: hi, outcome: socail}", "socail"),
        ("- {ask: hi, outcome: social, match: most}", "most"),
        ("- {ask: hi}", "outcome"),
        ("- {turns: [{ask: hi, outcome: social}], networks: [a]}", "networks"),
    ],
)
def test_a_slip_in_a_question_file_is_no_requirement_lost(text: str, complaint: str, tmp_path: Path) -> None:
    file = tmp_path / "slip.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises((ValueError, KeyError), match=complaint):
        read_question_file(file)


def test_a_conversation_takes_its_language_from_its_folder_or_says_it(tmp_path: Path) -> None:
    file = tmp_path / "questions.yaml"
    file.write_text("- {ask: hi, outcome: social}\n- {ask: salut, outcome: social, lang: fr}\n", encoding="utf-8")
    read = read_question_file(file)
    assert [conversation.language for conversation in read.conversations] == [tmp_path.name, "fr"]
    assert [turn.line for _, turn in read.turns()] == [1, 2]


def _turn(outcome: str = "answer", **requirements: object) -> AskedTurn:
    return AskedTurn("?", 1, (Outcome(outcome),), **requirements)  # type: ignore[arg-type]


def _reply(outcome: str = "answer", text: str = "40 cities", link: str = "", networks: tuple[str, ...] = ()) -> Reply:
    links = (ReplyLink(label="", url=link),) if link else ()
    blocks = (Paragraph(text=text),)
    return Reply(outcome=Outcome(outcome), networks=networks, language="en", blocks=blocks, links=links)


@pytest.mark.parametrize(
    ("turn", "reply", "complaints"),
    [
        (_turn(), _reply(), []),
        (_turn(), _reply("unknown"), ["outcome"]),
        (_turn(), _reply(text=" "), ["empty"]),
        (_turn(networks=("a",)), _reply(networks=("a",)), []),
        (_turn(networks=("a",)), _reply(networks=("a", "b")), ["networks"]),
        (_turn(networks=("a",), match=Match.SUPERSET), _reply(networks=("a", "b")), []),
        (_turn(networks=("a", "b"), match=Match.SUPERSET), _reply(networks=("a",)), ["networks"]),
        (_turn(networks=("a", "b"), match=Match.ANY), _reply(networks=("b", "c")), []),
        (_turn(networks=("a", "b"), match=Match.ANY), _reply(networks=("c",)), ["networks"]),
        (_turn(match=Match.NONE), _reply(networks=("a",)), ["networks"]),
        (_turn("clarify", match=Match.NONE), _reply("clarify", networks=("a",)), []),
        (_turn("social", networks=("a",)), _reply("social"), []),
        (_turn(facts=(r"\b40\b", "CITIES")), _reply(), []),
        (_turn(facts=(r"\b41\b",)), _reply(), ["fact"]),
        (_turn("unknown", facts=(r"\b41\b",)), _reply("unknown"), []),
        (_turn(forbid=("cities",)), _reply(), ["forbidden"]),
        (_turn("social", forbid=("cities",)), _reply("social"), ["forbidden"]),
        (_turn(link=True), _reply(link="https://a.example"), []),
        (_turn(link=True), _reply(link="http://a.example"), ["link"]),
        (_turn(link=True), _reply(), ["link"]),
    ],
)
def test_a_reply_is_judged_as_in_the_scored_sets(turn: AskedTurn, reply: Reply, complaints: list[str]) -> None:
    found = problems(turn, reply)
    assert len(found) == len(complaints)
    assert all(complaint in problem for complaint, problem in zip(complaints, found, strict=True))
