"""Links that open the chat with the bot and ask something there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest

from bot.deep_links import payload, read_payload
from intents.query import Query
from knowledge.models import Holder
from tests.bot.telegram.chatting import ChatIn
from tests.city import knowledge
from tests.telegram_server.driver import Chat


def queries() -> Iterator[Query]:
    """All that can be asked of the knowledge without another place in it."""
    known = knowledge()
    ids = [network.id for network in known.networks]
    about_one = ["summary", "role", "link", "more", "related", "acronym", "scope"]
    for intent in (*about_one, *(f"fact.{attribute.id}" for attribute in known.attributes)):
        yield from (Query(intent=intent, networks=(id,)) for id in ids)
    yield from (Query(intent="compare", networks=pair) for pair in itertools.permutations(ids[:6], 2))
    yield from (Query(intent="list-topic", topics=(topic.id,)) for topic in known.topics)
    yield from (Query(intent="list-scope", scopes=(scope.id,)) for scope in known.scopes)
    yield Query(intent="list-year", years=("2015",))
    yield from (Query(intent=intent) for intent in ("list-all", "roles", "source", "rank"))


def test_every_link_is_short_enough_and_asks_what_was_meant() -> None:
    for query in queries():
        made = payload(query)
        assert made, query
        assert re.fullmatch("[A-Za-z0-9_-]{1,64}", made)
        assert read_payload(made, knowledge()) == query, made


@pytest.mark.parametrize(
    ("query", "made"),
    [
        (Query(intent="summary", networks=("c40",)), "c40"),
        (Query(intent="role", networks=("c40",)), "role-c40"),
        (Query(intent="fact.members", networks=("c40",)), "fact-members-c40"),
        (Query(intent="list-topic", topics=("food",)), "list-topic-food"),
    ],
)
def test_links_that_people_read_are_plain(query: Query, made: str) -> None:
    assert payload(query) == made


def test_what_a_link_cannot_hold_gets_none() -> None:
    assert payload(Query(intent="fact.member-check", networks=("c40",), place="Rome")) is None
    ids = tuple(network.id for network in knowledge().networks)
    assert payload(Query(intent="compare", networks=ids)) is None


def test_a_link_may_ask_for_more() -> None:
    assert payload(Query(intent="role", networks=("c40",), holder=Holder.MAYOR)) == "role-c40"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "role-",
        "-c40",
        "role-nothing",
        "fact-nothing-c40",
        "greet-c40",
        "q_",
        "q_!!",
        "q_AAAA",
        "c40?",
        "è",
        "x" * 65,
    ],
)
def test_nonsense_asks_nothing(text: str) -> None:
    assert read_payload(text, knowledge()) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("c40", "97 cities"),
        ("C40", "97 cities"),
        ("role-c40", "Steering Committee"),
        ("link-c40", "c40.org"),
        ("fact-members-c40", "97"),
        ("list-topic-food", "Milan Urban Food Policy Pact"),
        ("topic-food", "Milan Urban Food Policy Pact"),
        ("urban-agenda-air-quality", "Partnership on Air Quality"),
        (payload(Query(intent="list-all")), "lists 16 networks"),
        (payload(Query(intent="compare", networks=("c40", "efus"))), "Efus"),
    ],
)
async def test_a_link_is_answered(chat: Chat, typed: str, said: str) -> None:
    await chat.says(f"/start {typed}")
    assert said in chat.last or said in chat.last_html


async def test_a_link_is_answered_in_the_language_of_the_app(chat_in: ChatIn) -> None:
    chat = chat_in("it-IT")
    await chat.says("/start role-c40")
    assert "Il Sindaco di Milano" in chat.last
    await chat.says("e il sito?")
    assert "c40.org" in chat.last_html


@pytest.mark.parametrize("typed", ["inline", "q_AAAA", "role-nothing", "zzz", "<b>", "-", "_"])
@pytest.mark.parametrize(("language", "said"), [("en", "Hello!"), ("it", "Ciao!")])
async def test_nonsense_greets(chat_in: ChatIn, typed: str, language: str, said: str) -> None:
    chat = chat_in(language)
    await chat.says(f"/start {typed}")
    assert said in chat.last


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("c40", "a worldwide network of mayors"),
        ("role c40", "Steering Committee"),
        ("food", "deal with food"),
        ("how many cities are in c40?", "97 major cities"),
        ("quante città fanno parte di c40?", "97"),
    ],
)
async def test_the_link_of_a_shared_card_leads_to_the_same_answer(chat: Chat, typed: str, said: str) -> None:
    shared = await chat.chooses(await chat.types(typed))
    (address,) = [button["url"] for button in shared.buttons if "?start=" in button.get("url", "")]
    await chat.says(f"/start {address.partition('?start=')[2]}")
    assert said in shared.text
    assert said in chat.last
