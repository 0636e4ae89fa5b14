"""A conversation in the terminal: with line editing and completion for people, line by line for pipes."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from bot.command_replies import spoken_language
from bot.commands import pick, respond
from bot.render_text import readable_text
from bot.wording import say
from intents.assistant import Assistant, Turn
from intents.context import EMPTY
from intents.reply import Reply, Suggestion

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

HISTORY = Path("var") / "chat-history"
PROMPT = "> "
LONGEST_NUMBER = 2
"""Digits of a number that picks a suggestion; more are a question, such as a year."""


class Conversation:
    """One conversation: its context, and the suggestions that the last reply offers by number."""

    def __init__(self, assistant: Assistant, default_language: str) -> None:
        self._assistant = assistant
        self._default_language = default_language
        self._context = EMPTY
        self._suggestions: tuple[Suggestion, ...] = ()

    @property
    def language(self) -> str:
        """The language that it is held in."""
        return spoken_language(self._assistant, self._context.language, self._default_language)

    def reply(self, text: str) -> Reply | str:
        """The reply to what was typed; a sentence where it is the number of no suggestion."""
        text = text.strip()
        if self._suggestions and text.isdecimal() and len(text) <= LONGEST_NUMBER:
            return self._pick(int(text))
        return self._keep(respond(self._assistant, text, self._context, self._default_language))

    def _pick(self, number: int) -> Reply | str:
        if not 1 <= number <= len(self._suggestions):
            return say("chat-no-such-number", self.language, number=number, count=len(self._suggestions))
        query = self._suggestions[number - 1].query
        return self._keep(pick(self._assistant, query, self.language, self._context))

    def _keep(self, turn: Turn) -> Reply:
        self._context, self._suggestions = turn.context, turn.reply.suggestions
        return turn.reply


def chat(assistant: Assistant, default_language: str) -> None:
    """Talks until the input ends: with a person at a terminal, or with the lines of a pipe."""
    conversation = Conversation(assistant, default_language)
    if is_terminal():
        _talk(assistant, conversation)
    elif sys.stdin is not None:
        answer_piped(conversation, sys.stdin, sys.stdout)


def is_terminal() -> bool:
    """Whether a person sits there: input and output are both a terminal. A closed one is none."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def answer_piped(conversation: Conversation, lines: Iterable[str], output: TextIO) -> None:
    """Writes the reply to each line; empty lines are passed over."""
    for line in lines:
        if line.strip():
            reply = conversation.reply(line)
            output.write(reply if isinstance(reply, str) else readable_text(reply, numbered=True))
            output.write("\n\n")
            output.flush()


def _talk(assistant: Assistant, conversation: Conversation) -> None:
    from bot.render_rich import Screen

    screen = Screen()
    session = _session(assistant, conversation)
    city = assistant.knowledge.city.name.text(conversation.language)
    screen.remark(say("chat-welcome", conversation.language, city=city))
    while True:
        try:
            text = session.prompt(PROMPT)
        except KeyboardInterrupt:  # Ctrl+C drops the line that is being typed
            continue
        except EOFError:
            break
        if text.strip():
            reply = conversation.reply(text)
            screen.remark(reply) if isinstance(reply, str) else screen.show(reply)
    screen.remark(say("chat-goodbye", conversation.language))


def _session(assistant: Assistant, conversation: Conversation) -> PromptSession[str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory

    from bot.completion import CommandCompleter

    HISTORY.parent.mkdir(parents=True, exist_ok=True)
    completer = CommandCompleter(assistant, lambda: conversation.language)
    return PromptSession(history=FileHistory(str(HISTORY)), completer=completer, complete_while_typing=True)
