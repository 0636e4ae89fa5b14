"""Questions as data: the YAML files under tests/questions, and the judgement of a reply to one of their turns.

A file is a list of conversations; one of a single turn is written without `turns`. What a turn may require, and how a
reply is judged, is that of the sets that the assistant is scored on, so that both measures mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from bot.render_text import plain_text
from intents.assistant import Assistant
from intents.context import EMPTY
from intents.reply import Outcome, Reply
from knowledge.documents import Document, Place, read_document

FOLDER = Path(__file__).parents[1] / "questions"
FLOORS = FOLDER / "floors.yaml"
"""For each file the percentage of right turns that it must not fall below."""

_ONCE = {"tags", "lang"}
"""Keys that a conversation has once, however many turns it has."""
_TURN = {"ask", "outcome", "networks", "match", "facts", "forbid", "link"}


class Match(StrEnum):
    """How the networks of a reply must agree with those that are wanted."""

    EXACT = "exact"
    SUPERSET = "superset"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True)
class AskedTurn:
    """One question with everything that its reply must meet."""

    text: str
    line: int
    outcomes: tuple[Outcome, ...]
    networks: tuple[str, ...] = ()
    match: Match = Match.EXACT
    facts: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    link: bool = False


@dataclass(frozen=True)
class Conversation:
    """Turns that share a context."""

    language: str
    tags: tuple[str, ...]
    turns: tuple[AskedTurn, ...]


@dataclass(frozen=True)
class QuestionFile:
    """One file: its name, such as "en/about", and its conversations."""

    name: str
    conversations: tuple[Conversation, ...]

    def turns(self) -> Iterator[tuple[Conversation, AskedTurn]]:
        """Every turn with the conversation that it belongs to."""
        return ((conversation, turn) for conversation in self.conversations for turn in conversation.turns)


@dataclass(frozen=True)
class Judged:
    """A turn with the reply that it got, and the requirements that the reply does not meet."""

    language: str
    turn: AskedTurn
    reply: Reply
    problems: tuple[str, ...]

    def __str__(self) -> str:
        said = plain_text(self.reply).replace("\n", " ")[:120]
        return f"line {self.turn.line}: {self.turn.text!r}\n    {'; '.join(self.problems)}\n    said: {said!r}"


# Reading


@cache
def question_files() -> tuple[QuestionFile, ...]:
    """All files of questions, in a fixed order. Raises ValueError or KeyError where one is wrong."""
    return tuple(read_question_file(file) for file in sorted(FOLDER.glob("*/*.yaml")))


def read_question_file(file: Path) -> QuestionFile:
    """The questions of a file.

    Raises:
        ValueError: a key, an outcome or a way to match is unknown.
        KeyError: a turn has no `ask` or no `outcome`.
    """
    document = read_document(file)
    assert isinstance(document.data, list), f"{file.name} is no list"
    folder = file.parent.name
    items = (_conversation(document, item, number, folder) for number, item in enumerate(document.data))
    return QuestionFile(f"{folder}/{file.stem}", tuple(items))


def _conversation(document: Document, item: dict[str, object], number: int, folder: str) -> Conversation:
    """The conversation of one entry; its language is that of its folder where it names none."""
    once = {key: value for key, value in item.items() if key in _ONCE or key == "turns"}
    several = once.pop("turns", None)
    turns = several or [{key: value for key, value in item.items() if key not in _ONCE}]
    known = _ONCE | ({"turns"} if several else _TURN)
    _check_keys(document, item, (number,), known)
    return Conversation(
        language=str(once.get("lang", folder)),
        tags=tuple(once.get("tags", ())),
        turns=tuple(
            _turn(document, turn, (number, "turns", place) if several else (number,))
            for place, turn in enumerate(turns)
        ),
    )


def _turn(document: Document, data: dict[str, object], place: Place) -> AskedTurn:
    _check_keys(document, data, place, _TURN | {"tags"})
    outcome = data["outcome"]
    return AskedTurn(
        text=str(data["ask"]),
        line=document.line(place),
        outcomes=tuple(Outcome(name) for name in (outcome if isinstance(outcome, list) else [outcome])),
        networks=tuple(data.get("networks", ())),
        match=Match(data.get("match", Match.EXACT)),
        facts=tuple(data.get("facts", ())),
        forbid=tuple(data.get("forbid", ())),
        link=bool(data.get("link", False)),
    )


def _check_keys(document: Document, data: dict[str, object], place: Place, known: set[str]) -> None:
    if unknown := data.keys() - known:
        raise ValueError(f"{document.file.name}:{document.line(place)}: unknown keys {sorted(unknown)}")


def read_floors() -> Mapping[str, float]:
    """For each file the least percentage of right turns."""
    floors = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    return {name: float(floor) for name, floor in floors.items()}


# Judging


def problems(turn: AskedTurn, reply: Reply) -> tuple[str, ...]:
    """The requirements of `turn` that `reply` does not meet."""
    return tuple(_problems(turn, reply, plain_text(reply)))


def _problems(turn: AskedTurn, reply: Reply, text: str) -> Iterator[str]:
    if reply.outcome not in turn.outcomes:
        yield f"outcome {reply.outcome.value!r}, wanted {[outcome.value for outcome in turn.outcomes]}"
    got, wanted = list(reply.networks), list(turn.networks)
    about_networks = reply.outcome in {Outcome.ANSWER, Outcome.UNKNOWN, Outcome.CLARIFY}
    if wanted and about_networks and not _agrees(set(got), set(wanted), turn.match):
        yield f"networks {got}, wanted {turn.match.value} {wanted}"
    if turn.match is Match.NONE and got and reply.outcome in {Outcome.ANSWER, Outcome.UNKNOWN}:
        yield f"networks {got}, wanted none"
    if not text.strip():
        yield "empty text"
    if reply.outcome is Outcome.ANSWER:
        yield from (f"fact not in the text: {fact}" for fact in turn.facts if not re.search(fact, text, re.IGNORECASE))
        if turn.link and not any(link.url.startswith("https://") for link in reply.links):
            yield "no https link with the reply"
    yield from (f"forbidden in the text: {bad}" for bad in turn.forbid if re.search(bad, text, re.IGNORECASE))


def _agrees(got: set[str], wanted: set[str], match: Match) -> bool:
    return {
        Match.EXACT: got == wanted,
        Match.SUPERSET: got >= wanted,
        Match.ANY: bool(got & wanted),
        Match.NONE: not got,
    }[match]


def judge(assistant: Assistant, file: QuestionFile) -> tuple[Judged, ...]:
    """Every turn of a file, asked in its conversation and judged."""
    judged = []
    for conversation in file.conversations:
        context = EMPTY
        for turn in conversation.turns:
            answered = assistant.respond(turn.text, context)
            context = answered.context
            judged.append(Judged(conversation.language, turn, answered.reply, problems(turn, answered.reply)))
    return tuple(judged)
