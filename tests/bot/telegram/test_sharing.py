"""Share buttons: what they type finds that very card first."""

from __future__ import annotations

import pytest

from bot.telegram.inline import find_cards
from bot.telegram.sharing import Sharing
from intents.assistant import Assistant
from intents.query import Query
from intents.reply import Outcome
from tests.bot.telegram.chatting import ChatIn


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("intent", ["summary", "role", "link"])
async def test_the_card_that_is_shared_comes_first(
    chat_in: ChatIn, assistant: Assistant, language: str, intent: str
) -> None:
    chat, share = chat_in(language), "↗ Share" if language == "en" else "↗ Condividi"
    for network in assistant.knowledge.networks:
        query = Query(intent=intent, networks=(network.id,))
        if assistant.answer(query, language).reply.outcome is not Outcome.ANSWER:
            continue
        await chat.presses_data(f"v2?{query.key()}")
        (typed,) = [button["switch_inline_query"] for button in chat.buttons if button["text"] == share]
        assert (await chat.types(typed)).ids[0] == f"{language}:{query.key()}", typed


@pytest.mark.parametrize("language", ["en", "it"])
def test_topics_and_the_list_of_all_can_be_shared(assistant: Assistant, language: str) -> None:
    """Some topics have the name of a network, which comes first: their lists have no share button."""
    sharing, without = Sharing(assistant), []
    topics = [topic.id for topic in assistant.knowledge.topics if assistant.knowledge.networks_about(topic.id)]
    for query in (*(Query(intent="list-topic", topics=(id,)) for id in topics), Query(intent="list-all")):
        typed = sharing.inline_query(assistant.answer(query, language).reply)
        if typed is None:
            without.append(query.topics)
        else:
            assert find_cards(assistant, typed, language).cards[0].query.key() == query.key(), typed
    assert len(without) <= 3, without


@pytest.mark.parametrize("language", ["en", "it"])
def test_what_is_shared_is_short_enough_to_be_typed(assistant: Assistant, language: str) -> None:
    sharing = Sharing(assistant)
    for attribute in assistant.knowledge.attributes:
        for network in assistant.knowledge.networks[:4]:
            query = Query(intent=f"fact.{attribute.id}", networks=(network.id,))
            typed = sharing.inline_query(assistant.answer(query, language).reply)
            assert typed is None or len(typed) <= 256


def test_what_asks_of_another_place_is_not_shared(assistant: Assistant) -> None:
    reply = assistant.respond("is Rome a member of c40?").reply
    assert reply.query
    assert reply.query.place
    assert Sharing(assistant).inline_query(reply) is None
