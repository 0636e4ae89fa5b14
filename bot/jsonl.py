"""Questions and replies as JSON Lines: one object in, one object out, in the same order and at once.

Lines of one conversation share a context. A line that is no question gives an error in its place, and the run goes on.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import TextIO

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.commands import respond
from bot.render_text import plain_text
from intents.assistant import Assistant
from intents.context import EMPTY, Context
from intents.reply import Reply, ReplyLink

MOST_CONVERSATIONS = 10_000
"""Conversations whose context is kept; the one that was silent for longest is forgotten first."""


class QuestionLine(BaseModel):
    """One line of the input; keys that it does not name are ignored."""

    model_config = ConfigDict(frozen=True, strict=True)

    conversation: str | int
    text: str
    language: str | None = None


class ReplyLine(BaseModel):
    """One line of the output."""

    model_config = ConfigDict(frozen=True)

    conversation: str | int
    text: str
    outcome: str
    intent: str
    networks: tuple[str, ...]
    language: str
    confidence: float
    links: tuple[ReplyLink, ...]
    suggestions: tuple[str, ...]


class ErrorLine(BaseModel):
    """What stands in the place of a reply to a line that is no question."""

    model_config = ConfigDict(frozen=True)

    error: str


class Conversations:
    """The contexts of the conversations that spoke last."""

    def __init__(self, most: int = MOST_CONVERSATIONS) -> None:
        self._most = most
        self._contexts: OrderedDict[str | int, Context] = OrderedDict()

    def context(self, conversation: str | int) -> Context:
        """The context of a conversation, empty for a new or forgotten one."""
        return self._contexts.get(conversation, EMPTY)

    def keep(self, conversation: str | int, context: Context) -> None:
        """Remembers the context of the conversation that spoke now."""
        self._contexts[conversation] = context
        self._contexts.move_to_end(conversation)
        if len(self._contexts) > self._most:
            self._contexts.popitem(last=False)


def answer_lines(assistant: Assistant, lines: Iterable[bytes], output: TextIO, default_language: str) -> bool:
    """Writes a reply for every line.

    Args:
        assistant: who answers.
        lines: the input, one JSON object a line, in UTF-8.
        output: where replies go; only ASCII is written.
        default_language: the language where neither question, conversation nor line tells one.

    Returns:
        Whether every line was a question.
    """
    conversations = Conversations()
    all_right = True
    for line in lines:
        reply = _answer_line(assistant, line, conversations, default_language)
        all_right = all_right and isinstance(reply, ReplyLine)
        # Escapes keep every reply on one line, whatever a reader takes for a line's end.
        output.write(reply.model_dump_json(ensure_ascii=True) + "\n")
        output.flush()
    return all_right


def _answer_line(
    assistant: Assistant, line: bytes, conversations: Conversations, default_language: str
) -> ReplyLine | ErrorLine:
    try:
        question = QuestionLine.model_validate_json(line)
    except ValidationError as error:
        return ErrorLine(error=_reason(error))
    context = conversations.context(question.conversation)
    turn = respond(assistant, question.text, context, question.language or default_language)
    conversations.keep(question.conversation, turn.context)
    return _reply_line(question.conversation, turn.reply)


def _reply_line(conversation: str | int, reply: Reply) -> ReplyLine:
    return ReplyLine(
        conversation=conversation,
        text=plain_text(reply),
        outcome=reply.outcome,
        intent=reply.intent,
        networks=reply.networks,
        language=reply.language,
        confidence=round(reply.confidence, 4),
        links=reply.links,
        suggestions=tuple(suggestion.label for suggestion in reply.suggestions),
    )


def _reason(error: ValidationError) -> str:
    """What is wrong with a line, in a sentence that does not repeat it."""
    detail = error.errors(include_url=False, include_input=False, include_context=False)[0]
    key = ".".join(str(step) for step in detail["loc"][:1])
    wanted = 'Each line must be an object such as {"conversation": "1", "text": "..."}.'
    if detail["type"] == "json_invalid":
        return f"This line is not JSON. {wanted}"
    if not key:
        return f"This line is no JSON object. {wanted}"
    if detail["type"] == "missing":
        return f"The key '{key}' is missing. {wanted}"
    return f"The value of '{key}' must be a text. {wanted}"
