"""Completion in the terminal chat: commands, and the names that stand after them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from bot.command_replies import spoken_languages
from bot.commands import COMMANDS
from bot.wording import say
from intents.assistant import Assistant


class CommandCompleter(Completer):
    """Completes a line that begins with a slash."""

    def __init__(self, assistant: Assistant, language: Callable[[], str]) -> None:
        """Prepares the completion.

        Args:
            assistant: whose networks and topics are completed.
            language: gives the language of the conversation at that moment.
        """
        self._assistant = assistant
        self._language = language

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """The commands, or the names, that what was typed may become."""
        typed = document.text_before_cursor
        if not typed.startswith("/"):
            return
        name, space, argument = typed[1:].partition(" ")
        if not space:
            yield from self._commands(name)
        else:
            for value in self._arguments(name):
                if value.casefold().startswith(argument.casefold()):
                    yield Completion(value, start_position=-len(argument))

    def _commands(self, beginning: str) -> Iterator[Completion]:
        for name in COMMANDS:
            if name.startswith(beginning.casefold()):
                meaning = say(f"command-{name}", self._language())
                yield Completion(f"/{name}", start_position=-len(beginning) - 1, display_meta=meaning)

    def _arguments(self, command: str) -> list[str]:
        knowledge, language = self._assistant.knowledge, self._language()
        if command in {"network", "role", "link", "compare"}:
            return [network.short_name.text(language) for network in knowledge.networks]
        if command == "topic":
            return [topic.name.text(language) for topic in knowledge.topics]
        if command == "language":
            return [say("language-name", code) for code in spoken_languages(self._assistant)]
        return []
