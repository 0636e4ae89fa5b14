"""Inline queries: cards to share in any chat."""

from __future__ import annotations

from telegram import InlineQuery, InlineQueryResultsButton, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.telegram.inline import Cards, find_cards
from bot.telegram.sending import LOGGER, is_quiet
from bot.telegram.services import Services
from bot.telegram.texts import text

START_PARAMETER = "inline"
"""What /start gets from the button above the cards."""

CACHE_SECONDS = 300
"""Cards change only with the knowledge; five minutes spare most repeated queries, and hide a correction no longer."""


async def on_inline_query(services: Services, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Lists the cards that fit what was typed, and a way into the chat where none fits."""
    query = update.inline_query
    if query is None:
        return
    language = (await services.asker(update)).interface_language
    found = find_cards(services.assistant, query.query, language)
    into_the_chat = InlineQueryResultsButton(text("inline-no-match", language), start_parameter=START_PARAMETER)
    await _answer(query, found, None if found.cards else into_the_chat)


async def _answer(query: InlineQuery, found: Cards, button: InlineQueryResultsButton | None) -> None:
    try:
        await query.answer(
            [card.article() for card in found.cards],
            cache_time=CACHE_SECONDS,
            is_personal=found.is_personal,
            button=button,
        )
    except BadRequest as error:
        if not is_quiet(error):
            raise
        LOGGER.debug("An inline query was answered too late.")
