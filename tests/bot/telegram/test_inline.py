"""Inline mode: cards to share in any chat."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from intents.assistant import Assistant
from tests.bot.telegram import wire
from tests.bot.telegram.driver import Chat


async def test_an_empty_query_lists_every_network(chat: Chat, assistant: Assistant) -> None:
    found = await chat.types("")
    assert found.ids == [f"en:summary:{network.id}:" for network in assistant.knowledge.networks]
    assert found.parameters["cache_time"] == 300
    assert not found.button


@pytest.mark.parametrize("typed", ["c40", "C 40", "C40 Cities Climate Leadership Group"])
async def test_a_name_gives_its_cards(chat: Chat, typed: str) -> None:
    found = await chat.types(typed)
    assert found.ids[:3] == ["en:summary:c40:", "en:role:c40:", "en:link:c40:"]


async def test_a_card_can_be_understood_alone(chat: Chat) -> None:
    card = (await chat.types("mufpp")).cards[0]
    text = card["input_message_content"]["message_text"]
    assert "https://www.milanurbanfoodpolicypact.org/" in text
    assert "1 September 2022" in wire.plain(text)
    assert card["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://www.milanurbanfoodpolicypact.org/"
    assert card["title"] == "🍎 Milan Pact"
    assert card["description"].startswith("The Milan Urban Food Policy Pact")


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("role c40", "en:role:c40:"),
        ("c40 role", "en:role:c40:"),
        ("link mufpp", "en:link:mufpp:"),
        ("mufpp website", "en:link:mufpp:"),
        ("eurocites", "en:summary:eurocities:"),
        ("euroc", "en:summary:eurocities:"),
        ("food", "en:list-topic::food"),
        ("how many cities are in c40?", "en:fact.members:c40:"),
        ("ruolo c40", "it:role:c40:"),
        ("quante città fanno parte di c40?", "it:fact.members:c40:"),
    ],
)
async def test_the_fitting_card_comes_first(chat: Chat, typed: str, first: str) -> None:
    assert (await chat.types(typed)).ids[0] == first


async def test_a_topic_lists_its_networks(chat: Chat) -> None:
    found = await chat.types("food")
    assert found.titles[0] == "Networks on food"
    assert "en:summary:mufpp:" in found.ids


async def test_an_ambiguous_name_lists_all_that_it_may_mean(chat: Chat) -> None:
    assert len((await chat.types("mayors network")).cards) >= 3


async def test_a_word_for_the_kind_alone_lists_all_of_that_kind(chat: Chat, assistant: Assistant) -> None:
    found = await chat.types("role")
    assert found.ids == [f"en:role:{network.id}:" for network in assistant.knowledge.networks]


@pytest.mark.parametrize("typed", ["zzzzqqq", "pizza with pineapple", "?", "😀", "<b>&"])
async def test_where_nothing_fits_there_is_a_way_into_the_chat(chat: Chat, typed: str) -> None:
    found = await chat.types(typed)
    assert not found.cards
    assert found.button == {"text": "Nothing fits. Ask me in the chat", "start_parameter": "inline"}


async def test_cards_follow_the_asker_and_are_kept_apart(chat: Chat, chat_in: Callable[[str | None], Chat]) -> None:
    italian = await chat_in("it-IT").types("c40")
    assert italian.ids[0] == "it:summary:c40:"
    assert italian.is_personal
    assert not (await chat.types("role c40")).is_personal
    await chat.says("/language it")
    assert (await chat.types("c40")).ids[0] == "it:summary:c40:"


async def test_every_query_is_answered_within_the_limits(chat: Chat, assistant: Assistant) -> None:
    """The driver fails where an answer breaks a limit."""
    for language in assistant.languages:
        names = [network.name.text(language) for network in assistant.knowledge.networks]
        topics = [topic.name.text(language) for topic in assistant.knowledge.topics]
        for typed in (*names, *topics, "a", "e", "the", "x" * 256, "\u202ec40", "c40\x00", "/", "_*["):
            await chat.types(typed)
