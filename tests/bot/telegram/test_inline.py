"""Inline mode: cards to share in any chat."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store import Store
from intents.assistant import Assistant
from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server.driver import Chat
from tests.telegram_server.html import parse_html


async def test_an_empty_query_lists_every_network(chat: Chat, assistant: Assistant) -> None:
    found = await chat.types("")
    assert found.ids == [f"en:summary:{network.id}:" for network in assistant.knowledge.networks]
    assert found.parameters["cache_time"] == 300
    assert found.is_personal
    assert not found.button
    assert "next_offset" not in found.parameters


@pytest.mark.parametrize("typed", ["c40", "C 40", "C40 Cities Climate Leadership Group"])
async def test_a_name_gives_its_cards(chat: Chat, typed: str) -> None:
    found = await chat.types(typed)
    assert found.ids[:3] == ["en:summary:c40:", "en:role:c40:", "en:link:c40:"]


async def test_a_card_can_be_understood_alone(chat: Chat) -> None:
    card = (await chat.types("mufpp")).cards[0]
    text = card["input_message_content"]["message_text"]
    assert "https://www.milanurbanfoodpolicypact.org/" in text
    assert "1 September 2022" in parse_html(text).text
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
        ("sito mufpp", "it:link:mufpp:"),
        ("quante città fanno parte di c40?", "it:fact.members:c40:"),
    ],
)
async def test_the_fitting_card_comes_first(chat: Chat, typed: str, first: str) -> None:
    assert (await chat.types(typed)).ids[0] == first


@pytest.mark.parametrize(
    ("language", "typed", "title"), [("en", "food", "Networks on food"), ("it", "cibo", "Le reti su: cibo")]
)
async def test_a_topic_lists_its_networks(chat_in: ChatIn, language: str, typed: str, title: str) -> None:
    found = await chat_in(language).types(typed)
    assert found.titles[0] == title
    assert f"{language}:summary:mufpp:" in found.ids


async def test_an_ambiguous_name_lists_all_that_it_may_mean(chat: Chat) -> None:
    assert len((await chat.types("mayors network")).cards) >= 3


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("role", "en:role"), ("ruolo", "it:role"), ("website", "en:link"), ("sito", "it:link"), ("link", "en:link")],
)
async def test_a_word_for_the_kind_alone_lists_all_of_that_kind(
    chat: Chat, assistant: Assistant, typed: str, kind: str
) -> None:
    found = await chat.types(typed)
    assert found.ids == [f"{kind}:{network.id}:" for network in assistant.knowledge.networks]


@pytest.mark.parametrize("typed", ["zzzzqqq", "pizza with pineapple", "?", "😀", "<b>&"])
@pytest.mark.parametrize(("language", "said"), [("en", "Ask me in the chat"), ("it", "Chiedimelo in chat")])
async def test_where_nothing_fits_there_is_a_way_into_the_chat(
    chat_in: ChatIn, typed: str, language: str, said: str
) -> None:
    chat = chat_in(language)
    found = await chat.types(typed)
    assert not found.cards
    assert found.button
    assert said in found.button["text"]
    await chat.says(f"/start {found.button['start_parameter']}")
    assert chat.labels


async def test_cards_follow_the_asker_and_are_kept_apart(chat: Chat, chat_in: ChatIn) -> None:
    italian = await chat_in("it-IT").types("c40")
    assert italian.ids[0] == "it:summary:c40:"
    assert italian.is_personal
    assert not (await chat.types("role c40")).is_personal
    await chat.says("/language it")
    assert (await chat.types("c40")).ids[0] == "it:summary:c40:"


async def test_the_same_question_has_the_same_ids(chat: Chat) -> None:
    for typed in ("", "c40", "food", "mayors network", "we joined +c40+"):
        assert (await chat.types(typed)).ids == (await chat.types(typed)).ids


async def test_every_query_is_answered_within_the_limits(chat: Chat, assistant: Assistant) -> None:
    """The driver fails where an answer breaks a limit."""
    for language in assistant.languages:
        names = [network.name.text(language) for network in assistant.knowledge.networks[::4]]
        topics = [topic.name.text(language) for topic in assistant.knowledge.topics[::6]]
        for typed in (*names, *topics, "a", "e", "the", "x" * 256, "\u202ec40", "c40\x00", "/", "_*["):
            found = await chat.types(typed)
            assert len(found.ids) == len(set(found.ids))
            assert all(1 <= len(id.encode()) <= 64 for id in found.ids), typed


# What is shared


async def test_a_shared_card_leads_back_and_on(chat: Chat) -> None:
    shared = await chat.chooses(await chat.types("c40"), "en:role:c40:")
    assert "Steering Committee" in shared.text
    assert [(b["text"], b.get("url") or b.get("switch_inline_query")) for b in shared.buttons] == [
        ("🔗 Website", "https://www.c40.org/"),
        ("Ask the bot", "https://t.me/networks_bot?start=role-c40"),
        ("↗ Share", "role C40"),
    ]
    again = await chat.types("role C40")
    assert again.ids[0] == "en:role:c40:"


async def test_what_is_shared_most_comes_first(chat: Chat, store: Store) -> None:
    for typed, times in (("efus", 2), ("role wccf", 3), ("mufpp", 1)):
        found = await chat.types(typed)
        for _ in range(times):
            await chat.chooses(found)
    counts = {shared.network: shared.count for shared in await store.shares.most_shared()}
    assert counts == {"wccf": 3, "efus": 2, "mufpp": 1}
    found = await chat_ids(chat)
    assert found[:3] == ["wccf", "efus", "mufpp"]
    assert len(found) == len(set(found)) == 16


async def chat_ids(chat: Chat) -> list[str]:
    """The networks of the whole list, in order."""
    return [id.split(":")[2] for id in (await chat.types("")).ids]


@pytest.mark.parametrize(
    ("typed", "networks"),
    [
        ("food", set()),
        ("compare c40 and efus", {"c40", "efus"}),
        ("we joined +c40+ and +mufpp+", {"c40", "mufpp"}),
        ("how many cities are in c40?", {"c40"}),
    ],
)
async def test_a_share_counts_for_each_network_of_the_card(
    chat: Chat, store: Store, typed: str, networks: set[str]
) -> None:
    await chat.chooses(await chat.types(typed))
    assert {shared.network for shared in await store.shares.most_shared()} == networks


async def test_a_card_that_is_no_longer_known_is_not_counted(chat: Chat, store: Store) -> None:
    found = await chat.types("c40")
    old = {**found.cards[0], "id": "en:summary:no-such:"}
    await chat.chooses(replace(found, parameters={"results": [old]}))
    assert not await store.shares.most_shared()
