"""Cards to share: a reply that stands alone, among people who may not know the bot."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import InlineQueryResultLimit, ParseMode

from bot.telegram.render import link_preview, render, shorten
from intents.assistant import Assistant
from intents.query import Query
from intents.reply import Bullets, Heading, Note, Paragraph, Reply

_ID_LIMIT = int(InlineQueryResultLimit.MAX_ID_LENGTH)
_TITLE_LIMIT = 80
_DESCRIPTION_LIMIT = 140
"""About what a phone shows of a card."""
_MOST_NAMES = 3
"""Networks named in a title."""


@dataclass(frozen=True)
class Card:
    """One result of an inline query: what the list shows of it, the reply that it shares, and what that answers."""

    id: str
    title: str
    description: str
    reply: Reply
    query: Query

    def article(self, markup: InlineKeyboardMarkup | None) -> InlineQueryResultArticle:
        """The card as Telegram takes it, with the buttons that are to stand under it."""
        return InlineQueryResultArticle(
            id=self.id,
            title=self.title,
            description=self.description,
            input_message_content=InputTextMessageContent(
                render(self.reply)[0], parse_mode=ParseMode.HTML, link_preview_options=link_preview(self.reply)
            ),
            reply_markup=markup,
        )


@dataclass(frozen=True)
class CardMaker:
    """Makes cards in one language."""

    assistant: Assistant
    language: str

    def ask(self, query: Query) -> Card:
        """The card of the answer to a query."""
        return self.of_reply(self.assistant.answer(query, self.language).reply, query)

    def of_reply(self, reply: Reply, query: Query) -> Card:
        """The card of a reply to a query."""
        reply = self._with_source(reply)
        return Card(
            id=_id(f"{reply.language}:{query.key()}"),
            title=shorten(self._title(reply, query), _TITLE_LIMIT),
            description=shorten(_gist(reply), _DESCRIPTION_LIMIT),
            reply=reply,
            query=query,
        )

    def _title(self, reply: Reply, query: Query) -> str:
        """What the card is about: the networks, and what of them, as far as the question says."""
        knowledge, say = self.assistant.knowledge, self.assistant.sentence
        networks = [knowledge.network(id) for id in query.networks]
        names = ", ".join(network.short_name.text(self.language) for network in networks[:_MOST_NAMES])
        emoji = networks[0].emoji if len(networks) == 1 else ""
        if names and query.intent == "summary":
            return f"{emoji} {names}"
        if names and query.intent in ("role", "link"):
            return f"{emoji} {say(f'ask_{query.intent}', self.language, network=names)}"
        if names and query.attribute:
            attribute = knowledge.attribute(query.attribute).name.text(self.language)
            return f"{emoji} {say('ask_fact', self.language, network=names, attribute=attribute)}"
        if query.intent == "list-topic" and query.topics:
            topics = ", ".join(knowledge.topic(id).name.text(self.language) for id in query.topics)
            return say("ask_list-topic", self.language, topic=topics)
        headings = (block.text for block in reply.blocks if isinstance(block, Heading))
        leads = (block.text.rstrip(":") for block in reply.blocks if isinstance(block, Paragraph))
        return next(headings, "") or names or next(leads, "") or _gist(reply)

    def _with_source(self, reply: Reply) -> Reply:
        """The reply with a link and its source, also where it would do without in a chat."""
        note, page = self.assistant.source(reply.language)
        has_note = any(isinstance(block, Note) for block in reply.blocks)
        blocks = reply.blocks if has_note else (*reply.blocks, note)
        return reply.model_copy(update={"links": reply.links or (page,), "blocks": blocks})


def _gist(reply: Reply) -> str:
    """What the reply says first, but for words that only lead to a list."""
    for block in reply.blocks:
        match block:
            case Paragraph(text=said) if said and not said.endswith(":"):
                return said
            case Bullets(items=items) if items:
                return " ".join(item.label or item.text for item in items)
    return ""


def _id(key: str) -> str:
    """An id that stays the same for the same card: its key, or a hash of it where Telegram would not take it."""
    return key if len(key.encode()) <= _ID_LIMIT else hashlib.sha256(key.encode()).hexdigest()[:_ID_LIMIT]
