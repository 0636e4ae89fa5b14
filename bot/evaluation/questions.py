"""Questions with what their replies must meet: read from files, and the judgement of a reply.

There are two formats. In a YAML file each entry of a list is a conversation; one of a single turn is written without
`turns`. In a JSON Lines file each line is one. What a turn may require, and how a reply is judged, is that of the sets
that the assistant is scored on, so that both measures mean the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.render_text import plain_text
from intents.reply import Outcome, Reply
from knowledge.documents import Document, Place, read_document

FORMATS = (".yaml", ".jsonl")
NO_QUESTIONS = {"floors.yaml"}
"""Files that lie among the questions and hold none."""

_ONCE = {"tags", "lang", "id"}
"""Keys that a conversation has once, however many turns it has."""
_TURN = {"outcome", "networks", "match", "facts", "forbid", "link"}


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


# Reading


def find_files(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files that are named, and those of questions in the folders that are named, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = (file for file in sorted(path.rglob("*")) if file.suffix in FORMATS and file.name not in NO_QUESTIONS)
        found |= dict.fromkeys(file.resolve() for file in (inside if path.is_dir() else (path,)))
    return tuple(found)


def read_question_file(file: Path) -> QuestionFile:
    """The questions of a file, in either format.

    Raises:
        ValueError: a line, a key or a value is wrong; it says which.
        InvalidFilesError: the file cannot be read, or is no YAML.
        OSError: the file cannot be read.
    """
    in_lines = file.suffix == ".jsonl"
    document = _read_lines(file) if in_lines else read_document(file)
    if not isinstance(document.data, list):
        raise ValueError(_placed(file, 1, "this is no list of questions"))
    asks = "text" if in_lines else "ask"
    folder = file.absolute().parent.name
    return QuestionFile(f"{folder}/{file.stem}", tuple(_conversations(document, document.data, asks, folder)))


def _read_lines(file: Path) -> Document:
    """A JSON Lines file as the list of its objects, each with its line."""
    objects: list[object] = []
    lines: dict[Place, int] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            lines[len(objects),] = number
            try:
                objects.append(json.loads(line))
            except ValueError as error:
                raise ValueError(_placed(file, number, error)) from error
    return Document(file, objects, lines)


def _conversations(document: Document, entries: list[Any], asks: str, folder: str) -> Iterator[Conversation]:
    """The conversations of a file whose turns have their text under the key `asks`.

    Their language is the name of the folder where they name none.
    """
    for number, entry in enumerate(entries):
        try:
            yield _conversation(document, entry, number, asks, folder)
        except ValueError as error:
            raise ValueError(_placed(document.file, document.line((number,)), error)) from error


def _placed(file: Path, line: int, what: object) -> str:
    return f"{file.parent.name}/{file.name}:{line}: {what}"


def _conversation(document: Document, data: Any, number: int, asks: str, folder: str) -> Conversation:
    several = isinstance(data, dict) and "turns" in data
    _check_keys(data, _ONCE | ({"turns"} if several else {asks, *_TURN}))
    asked = data["turns"] if several else [{key: value for key, value in data.items() if key not in _ONCE}]
    if not isinstance(asked, list) or not asked:
        raise ValueError("a conversation needs a list of turns")
    turns = tuple(_turn(turn, asks, document.line((number, "turns", place))) for place, turn in enumerate(asked))
    return Conversation(str(data.get("lang", folder)), _texts(data, "tags"), turns)


def _turn(data: Any, asks: str, line: int) -> AskedTurn:
    _check_keys(data, {asks, "tags", *_TURN})
    if missing := {asks, "outcome"} - data.keys():
        raise ValueError(f"missing keys {sorted(missing)}")
    outcome = data["outcome"]
    return AskedTurn(
        text=str(data[asks]),
        line=line,
        outcomes=tuple(Outcome(name) for name in (outcome if isinstance(outcome, list) else [outcome])),
        networks=_texts(data, "networks"),
        match=Match(data.get("match", Match.EXACT)),
        facts=_texts(data, "facts"),
        forbid=_texts(data, "forbid"),
        link=bool(data.get("link", False)),
    )


def _texts(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, ())
    if isinstance(value, str) or not isinstance(value, Sequence):  # the letters of a text would become the list
        raise ValueError(f"the value of {key!r} is no list")
    return tuple(map(str, value))


def _check_keys(data: Any, known: set[str]) -> None:
    if not isinstance(data, dict):
        raise ValueError("this is no question")
    if unknown := data.keys() - known:
        raise ValueError(f"unknown keys {sorted(unknown)}")


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
