"""The buttons under a reply: what to ask next, and the link that matters most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardMarkupLimit

from bot.telegram.callback_data import pack_query
from bot.telegram.render import shorten, utf16_length
from intents.reply import Block, Bullets, Reply

_MOST_BUTTONS = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER) - 1
_LABEL_LIMIT = 60
_HALF_ROW = 18
"""The longest label that a phone shows whole beside another one."""


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The buttons for a reply in a chat; None where there are none."""
    rows = _rows(_suggestions(reply))
    if reply.links:
        rows.append([InlineKeyboardButton(f"🔗 {shorten(reply.links[0].label, _LABEL_LIMIT)}", url=reply.links[0].url)])
    return InlineKeyboardMarkup(rows) if rows else None


def without_repeated_choices(reply: Reply) -> Reply:
    """The reply without lists of just what its buttons say."""
    labels = [suggestion.label for suggestion in reply.suggestions[:_MOST_BUTTONS] if pack_query(suggestion.query)]
    blocks = tuple(block for block in reply.blocks if not _is_repeated(block, labels))
    return reply.model_copy(update={"blocks": blocks}) if blocks else reply


def link_keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The link alone, for a card shared where nobody else may talk with the bot; None where there is none."""
    return keyboard(reply.model_copy(update={"suggestions": ()}))


def _suggestions(reply: Reply) -> Iterator[InlineKeyboardButton]:
    for suggestion in reply.suggestions[:_MOST_BUTTONS]:
        label = shorten(suggestion.label, _LABEL_LIMIT)
        data = pack_query(suggestion.query)
        if label and data:
            yield InlineKeyboardButton(label, callback_data=data)


def _is_repeated(block: Block, labels: list[str]) -> bool:
    """Whether a block is a list, and every line of it is the label of a button."""
    return isinstance(block, Bullets) and all(
        item.label + item.text in labels and not (item.label and item.text) for item in block.items
    )


def _rows(buttons: Iterable[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """The buttons in their order, two in a row where both are short."""
    rows: list[list[InlineKeyboardButton]] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and _is_short(rows[-1][0]) and _is_short(button):
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _is_short(button: InlineKeyboardButton) -> bool:
    return utf16_length(button.text) <= _HALF_ROW
