"""A run of question sets through the assistant, in-process: each turn with its reply, its judgement and its time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from bot.commands import respond
from bot.evaluation.questions import AskedTurn, Conversation, QuestionFile, problems
from bot.render_text import plain_text
from intents.assistant import Assistant
from intents.context import EMPTY, Context
from intents.reply import Reply

MOST_SAID = 120
"""Characters of a reply that are shown beside a miss."""


@dataclass(frozen=True)
class Judged:
    """A turn with the reply that it got, and the requirements that the reply does not meet.

    Attributes:
        file: the name of its file.
        conversation: the conversation that it belongs to.
        place: its place in the conversation, from 0.
        context: what the conversation remembered before it.
        reply: what was answered.
        problems: what is wrong with the reply; nothing where it is right.
        seconds: the time that the reply took.
    """

    file: str
    conversation: Conversation
    place: int
    context: Context
    reply: Reply
    problems: tuple[str, ...]
    seconds: float

    @property
    def turn(self) -> AskedTurn:
        """What was asked, and what its reply must meet."""
        return self.conversation.turns[self.place]

    @property
    def language(self) -> str:
        """The language of the conversation."""
        return self.conversation.language

    @property
    def is_right(self) -> bool:
        """Whether the reply meets everything."""
        return not self.problems

    @property
    def said(self) -> str:
        """The beginning of the reply on one line."""
        return plain_text(self.reply).replace("\n", " ")[:MOST_SAID]

    def __str__(self) -> str:
        return f"line {self.turn.line}: {self.turn.text!r}\n    {'; '.join(self.problems)}\n    said: {self.said!r}"


def judge(assistant: Assistant, file: QuestionFile, default_language: str = "en") -> Iterator[Judged]:
    """Every turn of a file, asked in its conversation, with the judgement of its reply."""
    for conversation in file.conversations:
        context = EMPTY
        for place, turn in enumerate(conversation.turns):
            started = perf_counter()
            answered = respond(assistant, turn.text, context, default_language)
            seconds = perf_counter() - started
            wrong = problems(turn, answered.reply)
            yield Judged(file.name, conversation, place, context, answered.reply, wrong, seconds)
            context = answered.context
