"""What is remembered, and what is forgotten first."""

from __future__ import annotations

from bot.telegram.conversations import Conversation, ConversationKey, ConversationsInMemory


async def test_the_conversation_unused_for_longest_is_forgotten() -> None:
    store = ConversationsInMemory(size=2)
    first, second, third = (ConversationKey(chat=number, user=1) for number in range(3))
    for key in (first, second, first, third):
        await store.save(key, Conversation(language="it"))
    assert (await store.load(first)).language == "it"
    assert await store.load(second) == Conversation()
    assert (await store.load(third)).language == "it"
