"""Long lists of cards come in pages, whatever the client asks for."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.settings import Settings
from bot.store import Store
from bot.telegram.application import build
from intents.assistant import Assistant
from knowledge.base import Knowledge
from tests.benchmarks.made_up import made_up_knowledge
from tests.bot.telegram.chatting import delivered_to
from tests.city import knowledge
from tests.telegram_server.driver import Chat
from tests.telegram_server.server import FakeTelegram

NETWORKS = 120


@pytest.fixture(scope="module")
def many() -> Knowledge:
    """Knowledge with more networks than one answer has room for."""
    return made_up_knowledge(knowledge(), NETWORKS * 10)


@pytest.fixture(scope="module")
def assistant_of_many(assistant: Assistant, many: Knowledge) -> Assistant:
    """It has learned of the real city, which is enough for names."""
    return Assistant(many, assistant.model.trained)


@pytest_asyncio.fixture
async def chat(
    settings: Settings, assistant_of_many: Assistant, store: Store, telegram: FakeTelegram
) -> AsyncIterator[Chat]:
    built = build(settings, assistant_of_many, store)
    async with built.application:
        telegram.process = delivered_to(built, store)
        yield telegram.private()


async def test_the_pages_hold_every_card_once(chat: Chat, many: Knowledge) -> None:
    ids, offset = list[str](), ""
    for size in (50, 50, 20):
        page = await chat.types("", offset)
        assert len(page.cards) == size
        ids += page.ids
        offset = page.next_offset
    assert offset == ""
    assert ids == [f"en:summary:{network.id}:" for network in many.networks]


async def test_the_last_page_offers_no_other(chat: Chat) -> None:
    last = await chat.types("", "100")
    assert "next_offset" not in last.parameters


@pytest.mark.parametrize("offset", ["-1", "-50", "abc", "1e9", "0x10", "٣", "²", " ", "\u202e", "[]", "9" * 64])
async def test_nonsense_begins_again(chat: Chat, offset: str) -> None:
    page = await chat.types("", offset)
    assert page.ids == (await chat.types("")).ids


@pytest.mark.parametrize("offset", ["120", "99999"])
async def test_behind_the_end_there_is_nothing(chat: Chat, offset: str) -> None:
    page = await chat.types("", offset)
    assert not page.cards
    assert not page.button
    assert "next_offset" not in page.parameters


async def test_the_order_does_not_jump_between_pages(chat: Chat, many: Knowledge) -> None:
    """What is shared while someone scrolls comes first the next time; a page may repeat a card, but no limit breaks."""
    await chat.chooses(await chat.types(""), 10)
    first = await chat.types("")
    assert first.ids[0] == f"en:summary:{many.networks[10].id}:"
    second = await chat.types("", first.next_offset)
    assert not set(first.ids) & set(second.ids)
