"""A reply as Telegram is sent it, made once for all who get the same reply."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from telegram import InlineKeyboardMarkup

from bot.telegram.keyboards import Keyboards
from bot.telegram.render import link_preview, render
from intents.query import Query
from intents.reply import Outcome, Paragraph, Reply

MOST_KEPT = 2048
"""Replies that are kept; there are some hundred that nearly all questions get."""


@dataclass(frozen=True)
class Shown:
    """What is sent.

    Attributes:
        texts: one text as HTML for each message, nearly always a single one.
        preview: of its link, as JSON.
        buttons: what stands under the last message, as JSON.
    """

    texts: tuple[str, ...]
    preview: str
    buttons: str | None = None


class Showing:
    """Shows the replies of one assistant.

    Text and buttons take half a millisecond to make, and are the same for the same reply; so they are kept, and found
    again in 0.02. Who asks what was asked before gets the very same object from the assistant: that is found at once,
    where two that are equal have to be compared.
    """

    def __init__(self, keyboards: Keyboards) -> None:
        self._keyboards = keyboards
        self._kept = lru_cache(MOST_KEPT)(self._show)
        self._kept_for = lru_cache(MOST_KEPT)(self._show_equal)

    def show(self, reply: Reply, back: tuple[Query, ...] = ()) -> Shown:
        """A reply with its buttons.

        Args:
            reply: what is shown.
            back: what the message showed before, the nearest first.
        """
        return self._kept_for(_This(reply), back)

    def _show_equal(self, this: _This, back: tuple[Query, ...]) -> Shown:
        # How sure the understanding was is not shown, so it tells no two replies apart.
        return self._kept(this.reply.model_copy(update={"confidence": 1.0}), back)

    def _show(self, reply: Reply, back: tuple[Query, ...]) -> Shown:
        return _shown(self._keyboards.without_repeated_choices(reply), self._keyboards.under(reply, back))


class _This:
    """A reply that equals nothing but itself."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply

    def __hash__(self) -> int:
        return id(self.reply)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and self.reply is other.reply


def sentence(text: str, language: str) -> Shown:
    """A sentence that the surface itself says."""
    return _shown(Reply(outcome=Outcome.SOCIAL, language=language, blocks=(Paragraph(text=text),)), None)


def _shown(reply: Reply, markup: InlineKeyboardMarkup | None) -> Shown:
    return Shown(render(reply), link_preview(reply).to_json(), markup.to_json() if markup else None)
