"""Which buttons stand under which reply."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardMarkup

from bot.telegram.keyboards import Keyboards
from intents.assistant import Assistant
from intents.query import Query
from intents.reply import Bullets, Item, Outcome, Paragraph, Reply, ReplyLink, Suggestion

SUMMARY = Query(intent="summary", networks=("c40",))


@pytest.fixture(scope="module")
def keyboards(assistant: Assistant) -> Keyboards:
    return Keyboards(assistant)


def reply(*labels: str, query: Query = SUMMARY, links: tuple[ReplyLink, ...] = ()) -> Reply:
    """A question that offers these choices."""
    suggestions = tuple(Suggestion(label=label, query=query) for label in labels)
    return Reply(
        outcome=Outcome.CLARIFY, language="en", blocks=(Paragraph(text="?"),), suggestions=suggestions, links=links
    )


def link(label: str) -> ReplyLink:
    return ReplyLink(label=label, url=f"https://example.org/{label}")


def rows(markup: InlineKeyboardMarkup | None) -> list[list[str]]:
    return [[button.text for button in row] for row in markup.inline_keyboard] if markup else []


def test_short_labels_share_a_row(keyboards: Keyboards) -> None:
    assert rows(keyboards.under(reply("One", "Two", "Three", "a label that needs a row", "Four"))) == [
        ["One", "Two"],
        ["Three"],
        ["a label that needs a row"],
        ["Four"],
    ]


def test_an_answer_ends_with_website_and_sharing_then_back_and_judgement(
    keyboards: Keyboards, assistant: Assistant
) -> None:
    answer = assistant.answer(SUMMARY, "en").reply
    assert rows(keyboards.under(answer))[-2:] == [["🔗 Website", "↗ Share"], ["👍", "👎"]]
    role = Query(intent="role", networks=("c40",))
    assert rows(keyboards.under(answer, (role,)))[-1] == ["‹ Back", "👍", "👎"]


def test_a_question_that_is_asked_back_is_neither_shared_nor_judged(keyboards: Keyboards, assistant: Assistant) -> None:
    asked = assistant.respond("mayors network").reply
    assert asked.outcome is Outcome.CLARIFY
    shown = [label for row in rows(keyboards.under(asked)) for label in row]
    assert not {"↗ Share", "👍", "👎"} & set(shown)


def test_only_what_can_be_answered_is_offered(keyboards: Keyboards, assistant: Assistant) -> None:
    bare = next(network for network in assistant.knowledge.networks if not network.membership.roles)
    answer = assistant.answer(Query(intent="summary", networks=(bare.id,)), "en").reply
    assert "Milan’s role" not in [label for row in rows(keyboards.under(answer)) for label in row]


def test_a_list_of_what_the_buttons_say_is_left_out(keyboards: Keyboards) -> None:
    def shown(*items: Item) -> list[str]:
        said = reply("One", "Two").model_copy(update={"blocks": (Paragraph(text="Which?"), Bullets(items=items))})
        return [block.block for block in keyboards.without_repeated_choices(said).blocks]

    assert shown(Item(text="One"), Item(label="Two")) == ["paragraph"]
    assert shown(Item(text="One"), Item(text="Three")) == ["paragraph", "bullets"]
    assert shown(Item(text="One"), Item(label="Two", text="more of it")) == ["paragraph", "bullets"]


def test_a_list_stays_where_a_button_is_missing(keyboards: Keyboards) -> None:
    said = reply("One", query=Query(intent="fact.member-check", place="Rome"))
    said = said.model_copy(update={"blocks": (Paragraph(text="Which?"), Bullets(items=(Item(text="One"),)))})
    assert keyboards.without_repeated_choices(said) == said


def test_the_first_link_has_a_button(keyboards: Keyboards) -> None:
    assert rows(keyboards.under(reply("One", links=(link("first"), link("second"))))) == [["One"], ["🔗 first"]]


def test_a_card_has_only_buttons_that_work_where_the_bot_is_not(keyboards: Keyboards, assistant: Assistant) -> None:
    card = keyboards.under_card(assistant.answer(SUMMARY, "en").reply, "networks_bot")
    assert rows(card) == [["🔗 Website"], ["Ask the bot", "↗ Share"]]
    assert [button.url for row in card.inline_keyboard for button in row] == [
        "https://www.c40.org/",
        "https://t.me/networks_bot?start=c40",
        None,
    ]
    assert rows(keyboards.under_card(reply(), "networks_bot")) == [["Ask the bot"]]


def test_no_buttons_no_keyboard(keyboards: Keyboards) -> None:
    assert keyboards.under(reply()) is None


def test_a_query_too_long_to_carry_gets_no_button(keyboards: Keyboards) -> None:
    query = Query(intent="compare", networks=tuple(f"network-{number}" for number in range(9)))
    assert rows(keyboards.under(reply("One", query=query))) == []


def test_labels_are_cleaned_and_there_are_never_too_many(keyboards: Keyboards) -> None:
    assert rows(keyboards.under(reply("\x00", "a\nb\u202e"))) == [["a b"]]
    many = keyboards.under(reply(*map(str, range(300)), links=(link("l"),)), back=(SUMMARY,))
    assert 90 <= sum(map(len, rows(many))) <= 100
    assert rows(many)[-1] == ["‹ Back"]
