"""Sentences with links in them: `+name+` in an inline query becomes a link to that network's website.

"We joined +food-pact+ with +cities-forum+" gives one result, the sentence with both links. A name that may mean
several networks gives one result for each of them.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import InlineQueryResultLimit, ParseMode

from bot.telegram.render import escape, shorten
from bot.telegram.texts import text
from intents.assistant import Assistant

PREFIX = "links"
"""Begins the id of such a result, so that what is chosen can be counted."""
MOST_SENTENCES = 8
"""Results for one sentence, however many networks its names may mean."""
_NAME = re.compile(r"\+([^+\n]{1,80})\+")
_ID_LIMIT = int(InlineQueryResultLimit.MAX_ID_LENGTH)
_DESCRIPTION_LIMIT = 140


@dataclass(frozen=True)
class LinkSentence:
    """A sentence with links: its networks, in order, and its text as HTML and without links."""

    networks: tuple[str, ...]
    html: str
    plain: str

    @property
    def id(self) -> str:
        """The same for the same sentence: its networks where they find room, and a hash of the text."""
        digest = hashlib.sha256(self.html.encode()).hexdigest()[:8]
        named = f"{PREFIX}:{','.join(dict.fromkeys(self.networks))}:{digest}"
        return named if len(named.encode()) <= _ID_LIMIT else f"{PREFIX}::{digest}"

    def article(self, language: str) -> InlineQueryResultArticle:
        """The sentence as a result of an inline query."""
        return InlineQueryResultArticle(
            id=self.id,
            title=text("inline-insert", language),
            description=shorten(self.plain, _DESCRIPTION_LIMIT),
            input_message_content=InputTextMessageContent(
                self.html, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
            ),
        )


def find_sentences(assistant: Assistant, typed: str, language: str) -> tuple[LinkSentence, ...]:
    """The sentences that a text with names between plus signs may become; none where no name is a network's."""
    parts = _NAME.split(typed)  # text, name, text, name, …, text
    meant = [_meant(assistant, name) for name in parts[1::2]]
    if not any(meant):
        return ()
    choices = itertools.product(*((ids or (None,)) for ids in meant))
    return tuple(_sentence(assistant, parts, chosen, language) for chosen in itertools.islice(choices, MOST_SENTENCES))


def _meant(assistant: Assistant, name: str) -> tuple[str, ...]:
    """The networks with a website that a name, or a slip of one, may mean."""
    found = assistant.find_networks(name)
    return tuple(id for id in found.networks or found.near if assistant.knowledge.network(id).website)


def _sentence(assistant: Assistant, parts: Sequence[str], chosen: Sequence[str | None], language: str) -> LinkSentence:
    linked = [_link(assistant, id, name, language) for id, name in zip(chosen, parts[1::2], strict=True)]
    html = "".join(_woven([escape(part) for part in parts[::2]], [link for link, _ in linked]))
    plain = "".join(_woven(parts[::2], [name for _, name in linked]))
    return LinkSentence(tuple(id for id in chosen if id), html, plain)


def _link(assistant: Assistant, id: str | None, typed: str, language: str) -> tuple[str, str]:
    """A network's name as a link and as plain text; what was typed stays where it is no network's name."""
    network = assistant.knowledge.network(id) if id else None
    if network is None or network.website is None:
        return escape(f"+{typed}+"), f"+{typed}+"
    name = network.short_name.text(language)
    return f'<a href="{escape(network.website.url)}">{escape(name)}</a>', name


def _woven(texts: Sequence[str], between: Sequence[str]) -> Iterator[str]:
    for before, link in itertools.zip_longest(texts, between, fillvalue=""):
        yield before
        yield link
