"""Inline queries: cards to share in any chat, sentences with links, and the count of what is shared."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import InlineQuery, InlineQueryResultArticle, InlineQueryResultsButton, Update
from telegram.constants import InlineQueryLimit
from telegram.ext import ContextTypes

from bot.telegram.inline import find_cards
from bot.telegram.link_sentences import PREFIX, find_sentences
from bot.telegram.sending import quietly
from bot.telegram.services import Services
from bot.telegram.texts import text

START_PARAMETER = "inline"
"""What /start gets from the button above the cards."""

CACHE_SECONDS = 300
"""Cards change only with the knowledge; five minutes spare most repeated queries, and hide a correction no longer."""

PAGE = int(InlineQueryLimit.RESULTS)


async def on_inline_query(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Lists the cards that fit what was typed, and a way into the chat where none fits."""
    query = update.inline_query
    if query is None:
        return
    language = services.asker(update).interface_language
    username = query.get_bot().username
    sentences = find_sentences(services.assistant, query.query, language)
    results = [sentence.article(language) for sentence in sentences]
    is_personal = True
    if not results:
        shared = [] if query.query.strip() else await services.store.shares.most_shared()
        found = find_cards(services.assistant, query.query, language, [network.network for network in shared])
        results = [card.article(services.keyboards.under_card(card.reply, username)) for card in found.cards]
        is_personal = found.is_personal
    into_the_chat = InlineQueryResultsButton(text("inline-no-match", language), start_parameter=START_PARAMETER)
    await _answer(query, results, is_personal, None if results else into_the_chat)


async def on_chosen_result(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Counts a card that was shared, for each network that it is about; who shared it is not kept."""
    if update.chosen_inline_result:
        card = update.chosen_inline_result.result_id
        await services.store.shares.count(card, _networks(card, services))


def _networks(card: str, services: Services) -> tuple[str, ...]:
    """The networks in the id of a card ("en:summary:food-pact:") or of a sentence ("links:food-pact:1a2b3c4d")."""
    parts = card.split(":")
    named = parts[1] if parts[0] == PREFIX else "".join(parts[2:3])
    known = {network.id for network in services.assistant.knowledge.networks}
    return tuple(id for id in named.split(",") if id in known)


async def _answer(
    query: InlineQuery,
    results: Sequence[InlineQueryResultArticle],
    is_personal: bool,
    button: InlineQueryResultsButton | None,
) -> None:
    """Sends one page of the results; the client names the page by the offset that it was given, or by nonsense."""
    start = int(query.offset) if query.offset.isascii() and query.offset.isdigit() and len(query.offset) < 6 else 0
    end = start + PAGE
    with quietly("An inline query was answered too late."):
        await query.answer(
            results[start:end],
            cache_time=CACHE_SECONDS,
            is_personal=is_personal,
            # None where there is no more: python-telegram-bot sends an empty text as "[]", an offset to go on from.
            next_offset=str(end) if end < len(results) else None,
            button=button,
        )
