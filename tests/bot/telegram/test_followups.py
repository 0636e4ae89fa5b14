"""The thread of a conversation: what keeps it, what ends it, and whose it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.store import Store
from bot.telegram.application import build
from intents.assistant import Assistant
from tests.bot.telegram.chatting import ChatIn, MovedClock, delivered_to
from tests.telegram_server.driver import Chat
from tests.telegram_server.server import FakeTelegram


class Runs:
    """A bot that can be stopped and started again on the same database."""

    def __init__(self, settings: Settings, assistant: Assistant, telegram: FakeTelegram, folder: Path) -> None:
        self.settings, self.assistant, self.telegram, self.folder = settings, assistant, telegram, folder
        self.clock = MovedClock()

    @asynccontextmanager
    async def start(self) -> AsyncIterator[None]:
        url = f"sqlite+aiosqlite:///{self.folder}/kept.db"
        async with Store.open(url, clock=self.clock) as store:
            built = build(self.settings, self.assistant, store, pictures=self.folder)
            async with built.application:
                self.telegram.process = delivered_to(built, store)
                yield
        self.telegram.process = None


@pytest.fixture
def runs(settings: Settings, assistant: Assistant, telegram: FakeTelegram, tmp_path: Path) -> Runs:
    return Runs(settings, assistant, telegram, tmp_path)


async def asks_for_the_website(chat: Chat) -> str:
    """What the bot takes "its website" to be; "" where it does not know whose."""
    await chat.says("and its website?")
    return chat.last_html if "c40.org" in chat.last_html else ""


async def test_a_restart_does_not_break_the_thread(runs: Runs, telegram: FakeTelegram) -> None:
    chat = telegram.private()
    async with runs.start():
        await chat.says("what is C40?")
    async with runs.start():
        assert await asks_for_the_website(chat)


async def test_a_choice_survives_a_restart(runs: Runs, telegram: FakeTelegram) -> None:
    chat = telegram.private()
    async with runs.start():
        await chat.says("mayors network")
    async with runs.start():
        await chat.says("the second one")
        assert "Mayors Migration Council" in chat.last


async def test_a_language_survives_a_restart_and_a_long_silence(runs: Runs, telegram: FakeTelegram) -> None:
    chat = telegram.private()
    async with runs.start():
        await chat.says("/language it")
    runs.clock.goes_on(timedelta(days=400))
    async with runs.start():
        await chat.says("/help")
        assert "Chiedimi" in chat.last


@pytest.mark.parametrize(("silence", "is_kept"), [(29, True), (31, False)])
async def test_the_thread_ends_after_half_an_hour_of_silence(
    runs: Runs, telegram: FakeTelegram, silence: int, is_kept: bool
) -> None:
    chat = telegram.private()
    async with runs.start():
        await chat.says("what is C40?")
        runs.clock.goes_on(timedelta(minutes=silence))
        assert bool(await asks_for_the_website(chat)) is is_kept


async def test_each_message_begins_the_half_hour_anew(runs: Runs, telegram: FakeTelegram) -> None:
    chat = telegram.private()
    async with runs.start():
        await chat.says("what is C40?")
        for question in ("how many members does it have?", "and since when is Milan in it?"):
            runs.clock.goes_on(timedelta(minutes=20))
            await chat.says(question)
            assert "C40" in chat.last
        runs.clock.goes_on(timedelta(minutes=20))
        assert await asks_for_the_website(chat)


@pytest.mark.parametrize(
    ("language", "question", "next_question"),
    [("en", "what is C40?", "and its website?"), ("it", "che cos'è C40?", "e il sito?")],
)
async def test_the_thread_is_kept_until_new(chat_in: ChatIn, language: str, question: str, next_question: str) -> None:
    chat = chat_in(language)
    await chat.says(question)
    await chat.says(next_question)
    assert "c40.org" in chat.last_html
    await chat.says("/new")
    await chat.says(next_question)
    assert "c40.org" not in chat.last_html


def two_in_a_group(chat: Chat) -> tuple[Chat, Chat]:
    """Two people in the same group, the first of them the one of the chat."""
    group = chat.telegram.group(-1001)
    return chat.in_group(group), chat.telegram.private(8, name="Bob").in_group(group)


async def test_each_person_has_an_own_thread(chat: Chat) -> None:
    ada, bob = two_in_a_group(chat)
    await ada.says("@networks_bot what is C40?")
    await bob.says("@networks_bot what is EFUS?")
    await ada.says("@networks_bot and its website?")
    assert "c40.org" in ada.last_html
    await bob.says("@networks_bot and its website?")
    assert "efus.eu" in bob.last_html


async def test_each_topic_has_an_own_thread(chat: Chat) -> None:
    forum = chat.telegram.group(-1005, topics={3: "Climate", 4: "Security"})
    climate, security = chat.in_group(forum, topic=3), chat.in_group(forum, topic=4)
    await climate.says("@networks_bot what is C40?")
    await security.says("@networks_bot what is EFUS?")
    await climate.says("@networks_bot and its website?")
    assert "c40.org" in climate.last_html
    assert climate.replies[-1].result["message_thread_id"] == 3


async def test_a_group_knows_nothing_of_the_private_chat(chat: Chat) -> None:
    await chat.says("what is C40?")
    group = chat.in_group(-1001)
    await group.says("@networks_bot and its website?")
    assert "c40.org" not in group.last_html


async def test_a_button_in_a_group_goes_on_with_the_thread_of_who_presses(chat: Chat) -> None:
    ada, bob = two_in_a_group(chat)
    await ada.says("@networks_bot what is C40?")
    await bob.presses("Milan’s role")
    await bob.says("@networks_bot and its website?")
    assert "c40.org" in bob.last_html
