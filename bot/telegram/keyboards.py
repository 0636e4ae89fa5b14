"""The buttons under a reply: what to ask next, the website, sharing, the way back, and whether it helped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardMarkupLimit
from telegram.helpers import create_deep_linked_url

from bot.deep_links import payload
from bot.telegram.callback_data import Action, Press, pack
from bot.telegram.render import shorten, utf16_length
from bot.telegram.sharing import Sharing
from bot.telegram.texts import text
from intents.answers.content import capitalised
from intents.assistant import Assistant
from intents.query import Query
from intents.reply import Block, Bullets, Outcome, Reply

MOST_SUGGESTIONS = int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER) - 8
"""Room for all candidates of a question; the last rows hold up to eight buttons more."""
MOST_OF_A_NETWORK = 4
"""Questions under a reply about one network, the usual ones first; more would push the reply off a phone's screen."""
USUAL = ("role", "more", "related", "summary")
"""What people ask of any network, in the order of its buttons; `button-INTENT` in the texts labels each."""
_LABEL_LIMIT = 60
_HALF_ROW = 18
"""The longest label that a phone shows whole beside another one."""

Row = list[InlineKeyboardButton]


class Keyboards:
    """Makes the buttons for the replies of one assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._sharing = Sharing(assistant)
        self._answered: dict[tuple[str, str], bool] = {}

    def under(self, reply: Reply, back: tuple[Query, ...] = ()) -> InlineKeyboardMarkup | None:
        """The buttons for a reply in a chat; None where there are none.

        Args:
            reply: what they stand under.
            back: what the message showed before, the nearest first.
        """
        told = reply.outcome in (Outcome.ANSWER, Outcome.UNKNOWN)
        steps = (reply.query, *back) if reply.query and reply.query.intent else back
        rows = _rows(self._suggestions(reply, steps))
        leading = [_website(reply)] if reply.links and len(reply.networks) <= 1 else []
        if told and (share := self._share(reply)):
            leading.append(share)
        if leading:
            rows.append(leading)
        last = [*_back(back, reply.language), *(_judgement(reply) if told else ())]
        if last:
            rows.append(last)
        return InlineKeyboardMarkup(rows) if rows else None

    def under_card(self, reply: Reply, username: str) -> InlineKeyboardMarkup:
        """The buttons of a card that was shared where the bot is no member: website, sharing on, the way to the bot."""
        address = create_deep_linked_url(username, payload(reply.query) if reply.query else None)
        ask = InlineKeyboardButton(text("button-ask", reply.language), url=address)
        share = self._share(reply)
        rows = [[_website(reply)]] if reply.links else []
        return InlineKeyboardMarkup([*rows, [ask, share] if share else [ask]])

    def under_picture(self, everything: Reply) -> InlineKeyboardMarkup:
        """The buttons under the picture of all networks: the same as a list, and the page."""
        label = text("button-list", everything.language)
        query = everything.query or Query(intent=everything.intent)
        return InlineKeyboardMarkup([[*_button(label, Press(Action.ASK, query))], [_website(everything)]])

    def without_repeated_choices(self, reply: Reply) -> Reply:
        """The reply without lists of just what its buttons say."""
        offered = reply.suggestions[:MOST_SUGGESTIONS]
        labels = [suggestion.label for suggestion in offered if pack(Press(Action.ASK, suggestion.query))]
        blocks = tuple(block for block in reply.blocks if not _is_repeated(block, labels))
        return reply.model_copy(update={"blocks": blocks}) if blocks else reply

    def _suggestions(self, reply: Reply, steps: tuple[Query, ...]) -> Iterator[InlineKeyboardButton]:
        usual = list(self._usual(reply)) if reply.outcome in (Outcome.ANSWER, Outcome.UNKNOWN) else []
        for query in usual:
            label = text(f"button-{query.intent}", reply.language, city=self._city(reply.language))
            yield from _button(label, Press(Action.ASK, query, steps))
        # The website has a button of its own.
        others = [item for item in reply.suggestions if not usual or item.query.intent not in (*USUAL, "link")]
        for suggestion in others[: max(0, MOST_OF_A_NETWORK - len(usual)) if usual else MOST_SUGGESTIONS]:
            short = self._attribute(suggestion.query, reply.language) if usual else None
            yield from _button(short or suggestion.label, Press(Action.ASK, suggestion.query, steps))

    def _usual(self, reply: Reply) -> Iterator[Query]:
        """The usual questions about a reply's one network that can be answered, but for the one just asked."""
        if len(reply.networks) != 1:
            return
        (network,) = reply.networks
        for intent in USUAL:
            if (reply.query is None or intent != reply.query.intent) and self._is_answered(intent, network):
                yield Query(intent=intent, networks=(network,))

    def _is_answered(self, intent: str, network: str) -> bool:
        if (intent, network) not in self._answered:
            turn = self._assistant.answer(Query(intent=intent, networks=(network,)), self._assistant.languages[0])
            self._answered[intent, network] = turn.reply.outcome is Outcome.ANSWER
        return self._answered[intent, network]

    def _attribute(self, query: Query, language: str) -> str | None:
        """The name of what a query asks for; the network is told by the reply above."""
        if query.attribute is None:
            return None
        return capitalised(self._assistant.knowledge.attribute(query.attribute).name.text(language))

    def _share(self, reply: Reply) -> InlineKeyboardButton | None:
        query = self._sharing.inline_query(reply)
        if query is None:
            return None
        return InlineKeyboardButton(text("button-share", reply.language), switch_inline_query=query)

    def _city(self, language: str) -> str:
        return self._assistant.knowledge.city.name.text(language)


def _website(reply: Reply) -> InlineKeyboardButton:
    """The first link of a reply: the network's site, else what it is called."""
    link = reply.links[0]
    label = text("button-website", reply.language) if reply.networks else shorten(link.label, _LABEL_LIMIT)
    return InlineKeyboardButton(f"🔗 {label}", url=link.url)


def _back(back: tuple[Query, ...], language: str) -> Iterator[InlineKeyboardButton]:
    if back:
        yield from _button(text("button-back", language), Press(Action.ASK, back[0], back[1:]))


def _judgement(reply: Reply) -> Iterator[InlineKeyboardButton]:
    if reply.query:
        # Of a question about a network that was not understood, only the outcome can be judged.
        judged = reply.query.model_copy(update={"intent": reply.query.intent or reply.outcome.value})
        yield from _button("👍", Press(Action.GOOD, judged))
        yield from _button("👎", Press(Action.BAD, judged))


def _button(label: str, press: Press) -> Iterator[InlineKeyboardButton]:
    """The button; none where its label is empty or its data finds no room."""
    shown, data = shorten(label, _LABEL_LIMIT), pack(press)
    if shown and data:
        yield InlineKeyboardButton(shown, callback_data=data)


def _is_repeated(block: Block, labels: list[str]) -> bool:
    """Whether a block is a list, and every line of it is the label of a button."""
    return isinstance(block, Bullets) and all(
        item.label + item.text in labels and not (item.label and item.text) for item in block.items
    )


def _rows(buttons: Iterable[InlineKeyboardButton]) -> list[Row]:
    """The buttons in their order, two in a row where both are short."""
    rows: list[Row] = []
    for button in buttons:
        if rows and len(rows[-1]) == 1 and _is_short(rows[-1][0]) and _is_short(button):
            rows[-1].append(button)
        else:
            rows.append([button])
    return rows


def _is_short(button: InlineKeyboardButton) -> bool:
    return utf16_length(button.text) <= _HALF_ROW
