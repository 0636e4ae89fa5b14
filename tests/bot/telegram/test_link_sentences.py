"""`+name+` inside a sentence that is typed behind the bot's name becomes a link."""

from __future__ import annotations

import pytest

from intents.assistant import Assistant
from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server.driver import Chat
from tests.telegram_server.html import parse_html

C40 = '<a href="https://www.c40.org/">C40</a>'
MUFPP = '<a href="https://www.milanurbanfoodpolicypact.org/">Milan Pact</a>'


async def sentences(chat: Chat, typed: str) -> list[str]:
    """The sentences that can be sent, as HTML."""
    return [card["input_message_content"]["message_text"] for card in (await chat.types(typed)).cards]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("+c40+", C40),
        ("Milan is in +c40+ since 2009.", f"Milan is in {C40} since 2009."),
        ("+C40+ and +mufpp+ work together", f"{C40} and {MUFPP} work together"),
        ("+c40++mufpp+", f"{C40}{MUFPP}"),
        ("+c40+ and +c40+", f"{C40} and {C40}"),
        ("we like +zzzqqq+ and +c40+", f"we like +zzzqqq+ and {C40}"),
        ("+<b>+ and +c40+", f"+&lt;b&gt;+ and {C40}"),
        ("see +eurocites+", 'see <a href="https://eurocities.eu/">Eurocities</a>'),
    ],
)
async def test_names_become_links(chat: Chat, typed: str, sent: str) -> None:
    assert await sentences(chat, typed) == [sent]


async def test_the_names_are_in_the_language_of_the_asker(chat_in: ChatIn) -> None:
    (sent,) = await sentences(chat_in("it"), "Milano ha promosso il +mufpp+.")
    assert parse_html(sent).text == "Milano ha promosso il Patto di Milano."


async def test_a_name_that_may_mean_several_gives_one_sentence_for_each(chat: Chat) -> None:
    found = await chat.types("meet the +mayors network+ there")
    shown = [card["description"] for card in found.cards]
    assert shown[:2] == ["meet the Champion Mayors there", "meet the MMC there"]
    assert len(shown) >= 3


async def test_several_unclear_names_give_a_bounded_list(chat: Chat) -> None:
    found = await chat.types(" ".join(["+mayors network+"] * 6))
    assert 2 <= len(found.cards) <= 8
    assert len(set(found.ids)) == len(found.ids)


async def test_such_sentences_are_for_the_asker_alone(chat: Chat) -> None:
    found = await chat.types("secret: +c40+")
    assert found.is_personal
    assert "secret" not in "".join(found.ids)


async def test_sentences_have_stable_ids_of_their_own(chat: Chat) -> None:
    one, other = [(await chat.types(f"{word} +c40+")).ids for word in ("with", "in")]
    assert one == (await chat.types("with +c40+")).ids
    assert one != other


async def test_every_network_can_be_linked(chat: Chat, assistant: Assistant) -> None:
    for network in assistant.knowledge.networks:
        sent = await sentences(chat, f"see +{network.name.text('en')}+")
        assert network.website
        assert any(network.website.url in parse_html(html).entities[0].url for html in sent), network.id


@pytest.mark.parametrize("typed", ["+zzzqqq+", "a + b + c", "++", "+ +", "+c40"])
async def test_without_a_known_name_it_is_an_ordinary_query(chat: Chat, typed: str) -> None:
    found = await chat.types(typed)
    assert not [id for id in found.ids if id.startswith("links")]
