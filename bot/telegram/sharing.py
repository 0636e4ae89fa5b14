"""What to type behind the bot's name so that the first card is a given one: the text of a share button."""

from __future__ import annotations

from collections.abc import Iterator

from bot.telegram.inline import first_card
from bot.telegram.texts import text
from intents.assistant import Assistant
from intents.query import Query
from intents.reply import Reply

LONGEST = 128
"""Characters of a text to share by; a longer question is shared by the network's name."""


class Sharing:
    """Finds the texts that share replies, and keeps them: they are the same for everybody."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._kept: dict[tuple[str, str], str | None] = {}

    def inline_query(self, reply: Reply) -> str | None:
        """The inline query whose first card is this reply; None for what is not to be shared."""
        if reply.query is None or not reply.query.intent or reply.query.place is not None:
            return None
        key = (reply.language, reply.query.key())
        if key not in self._kept:
            self._kept[key] = self._find(reply.query, reply.language)
        return self._kept[key]

    def _find(self, query: Query, language: str) -> str | None:
        for candidate in self._candidates(query, language):
            card = first_card(self._assistant, candidate, language)
            if card and card.query.key() == query.key() and card.reply.language == language:
                return candidate
        return self._names(query, language) or None

    def _candidates(self, query: Query, language: str) -> Iterator[str]:
        """Texts that may stand for a query, the shortest first."""
        name = self._names(query, language)
        words = f"inline-{query.intent}-words"
        if query.intent == "summary":
            yield name
        elif query.intent in ("role", "link"):
            yield f"{text(words, language).partition(',')[0]} {name}"
        yield from (self._assistant.knowledge.topic(id).name.text(language) for id in query.topics)
        label = self._assistant.label(query, language)
        if len(label) <= LONGEST:
            yield label

    def _names(self, query: Query, language: str) -> str:
        networks = (self._assistant.knowledge.network(id) for id in query.networks[:1])
        return "".join(network.short_name.text(language) for network in networks)
