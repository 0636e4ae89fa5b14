"""The questions that are asked in benchmarks: the project's own, as they are or with other networks in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from intents.language import language_codes, load_language
from intents.mentions import MentionLinker
from intents.names import EXACT
from intents.normalise import tokenise
from knowledge.base import Knowledge
from tests.benchmarks.made_up import names_of
from tests.intents.question_files import AskedTurn, question_files


@dataclass(frozen=True)
class Asked:
    """A question, and the networks that were put into it."""

    text: str
    networks: frozenset[str] = frozenset()


def first_turns() -> tuple[tuple[str, AskedTurn], ...]:
    """The first turn of each of the project's conversations, with the name of its file."""
    return tuple((file.name, talk.turns[0]) for file in question_files() for talk in file.conversations)


def single_turns() -> tuple[str, ...]:
    """The questions of the project's own sets that need no conversation."""
    return tuple(
        conversation.turns[0].text
        for file in question_files()
        for conversation in file.conversations
        if len(conversation.turns) == 1
    )


def about_other_networks(questions: Sequence[str], real: Knowledge, made_up: Knowledge) -> tuple[Asked, ...]:
    """The questions with names of made-up networks where they name a real one; a slip stays a slip.

    Questions that name none stay as they are: lists, topics, talk, and what must be refused.
    """
    linker = MentionLinker(real, [load_language(code) for code in language_codes()])
    names = _names(made_up)
    return tuple(_about_others(text, linker, names) for text in questions)


def _about_others(text: str, linker: MentionLinker, names: Iterator[tuple[str, str]]) -> Asked:
    tokens = tokenise(text)
    ids = set()
    for mention in reversed(linker.link(tokens).networks):
        id, name = next(names)
        ids.add(id)
        written = name if mention.score == EXACT else _with_slip(name)
        text = text[: tokens[mention.start].start] + written + text[tokens[mention.end - 1].end :]
    return Asked(text, frozenset(ids))


def _names(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The networks, spread over all of them, each time with another of their names."""
    networks = knowledge.networks
    step = max(1, len(networks) // 997)
    for number in cycle(range(len(networks))):
        network = networks[number * step % len(networks)]
        names = names_of(network)
        yield network.id, names[number % len(names)]


def _with_slip(name: str) -> str:
    """A name with the third and fourth letters of its longest word in the wrong order."""
    longest = max(name.split(), key=len)
    return name.replace(longest, longest[:2] + longest[2:4][::-1] + longest[4:])
