"""Buttons and what they carry."""

from __future__ import annotations

from bot.telegram.callback_data import LIMIT, pack_query, unpack_query
from bot.telegram.keyboards import keyboard, link_keyboard, without_repeated_choices
from intents.assistant import Assistant
from intents.query import Query
from intents.reply import Bullets, Item, Outcome, Paragraph, Reply, ReplyLink, Suggestion
from knowledge.models import Holder

SUMMARY = Query(intent="summary", networks=("c40",))


def reply(*labels: str, query: Query = SUMMARY, links: tuple[ReplyLink, ...] = ()) -> Reply:
    suggestions = tuple(Suggestion(label=label, query=query) for label in labels)
    return Reply(
        outcome=Outcome.CLARIFY, language="en", blocks=(Paragraph(text="?"),), suggestions=suggestions, links=links
    )


def rows(said: Reply) -> list[list[str]]:
    markup = keyboard(said)
    return [[button.text for button in row] for row in markup.inline_keyboard] if markup else []


def test_short_labels_share_a_row() -> None:
    assert rows(reply("One", "Two", "Three", "a label that needs a row", "Four")) == [
        ["One", "Two"],
        ["Three"],
        ["a label that needs a row"],
        ["Four"],
    ]


def test_a_list_of_what_the_buttons_say_is_left_out() -> None:
    def shown(*items: Item) -> list[str]:
        said = reply("One", "Two").model_copy(update={"blocks": (Paragraph(text="Which?"), Bullets(items=items))})
        return [block.block for block in without_repeated_choices(said).blocks]

    assert shown(Item(text="One"), Item(label="Two")) == ["paragraph"]
    assert shown(Item(text="One"), Item(text="Three")) == ["paragraph", "bullets"]
    assert shown(Item(text="One"), Item(label="Two", text="more of it")) == ["paragraph", "bullets"]


def test_a_list_stays_where_a_button_is_missing() -> None:
    said = reply("One", query=Query(intent="fact.member-check", place="Rome"))
    said = said.model_copy(update={"blocks": (Paragraph(text="Which?"), Bullets(items=(Item(text="One"),)))})
    assert without_repeated_choices(said) == said


def test_the_first_link_has_a_button() -> None:
    links = tuple(ReplyLink(label=label, url=f"https://example.org/{label}") for label in ("first", "second"))
    assert rows(reply("One", links=links)) == [["One"], ["🔗 first"]]
    card = link_keyboard(reply("One", links=links))
    assert card
    assert [[button.url for button in row] for row in card.inline_keyboard] == [["https://example.org/first"]]


def test_no_buttons_no_keyboard() -> None:
    assert keyboard(reply()) is None
    assert link_keyboard(reply("One")) is None


def test_a_query_too_long_to_carry_gets_no_button() -> None:
    query = Query(intent="compare", networks=tuple(f"network-{number}" for number in range(9)))
    assert pack_query(query) is None
    assert rows(reply("One", query=query)) == []


def test_labels_are_cleaned_and_there_are_never_too_many() -> None:
    assert rows(reply("\x00", "a\nb\u202e")) == [["a b"]]
    assert sum(map(len, rows(reply(*map(str, range(300)), links=(ReplyLink(label="l", url="https://e.org"),))))) == 100


def test_every_query_about_one_or_two_networks_can_be_carried(assistant: Assistant) -> None:
    knowledge = assistant.knowledge
    ids = [network.id for network in knowledge.networks]
    intents = ["summary", "role", "link", *(f"fact.{attribute.id}" for attribute in knowledge.attributes)]
    queries = [Query(intent=intent, networks=(id,)) for intent in intents for id in ids]
    queries += [Query(intent="compare", networks=(one, other)) for one in ids for other in ids if one != other]
    queries += [Query(intent="list-topic", topics=(topic.id,)) for topic in knowledge.topics]
    queries += [Query(intent="list-scope", scopes=(scope.id,)) for scope in knowledge.scopes]
    for query in queries:
        data = pack_query(query)
        assert data is not None, query
        assert len(data.encode()) <= LIMIT
        assert unpack_query(data, knowledge) == query


def test_a_key_may_ask_for_more_but_not_for_something_else(assistant: Assistant) -> None:
    role = Query(intent="role", networks=("c40",), holder=Holder.MAYOR)
    assert unpack_query(pack_query(role) or "", assistant.knowledge) == Query(intent="role", networks=("c40",))
    assert pack_query(Query(intent="fact.member-check", networks=("c40",), place="Rome")) is None
