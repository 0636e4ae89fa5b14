"""What people can know of what is stored of them, have erased, and tell the editors."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.commands import PRIVACY_SENTENCES
from bot.store import Store
from bot.store.feedback import Verdict
from bot.store.privacy import holdings
from bot.store.tables import metadata
from bot.wording import say
from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server.driver import Chat

ADA = 40_414_243
"""A person whose number stands for nothing else."""
NAMED_TIMES = {
    timedelta(minutes=30): "half an hour|mezz'ora",
    timedelta(hours=48): "48 hours|two days|48 ore|due giorni",
    timedelta(days=30): "30 days|a month|30 giorni|un mese",
    timedelta(days=90): "90 days|three months|90 giorni|tre mesi",
    timedelta(days=365): r"\b(a|one) year|un anno",
    timedelta(days=730): "two years|due anni",
}
"""How sentences say how long something is kept."""


async def tables_with(store: Store, user: int) -> set[str]:
    """The tables that hold something of a person or of the private chat with them."""
    found = {table.name: await store._database.fetch(select(table)) for table in metadata.sorted_tables}
    return {name for name, rows in found.items() if any(str(user) in str(tuple(row)) for row in rows)}


# 👍 and 👎


@pytest.mark.parametrize(
    ("language", "question", "thanks"), [("en", "what is C40?", "Noted"), ("it", "che cos'è C40?", "Annotato")]
)
async def test_a_judgement_is_kept_and_nothing_more_is_asked(
    chat_in: ChatIn, store: Store, language: str, question: str, thanks: str
) -> None:
    chat = chat_in(language)
    await chat.says(question)
    answer = chat.replies[-1].message_id
    await chat.presses("👍")
    assert thanks in chat.notices[0].parameters["text"]
    assert not chat.replies
    (opinion,) = await store.feedback.all()
    assert (opinion.chat, opinion.message, opinion.user, opinion.verdict) == (7, answer, 7, Verdict.GOOD)
    assert (opinion.intent, opinion.networks) == ("summary", ("c40",))
    assert (opinion.language, opinion.surface) == (language, "private")


async def test_a_judgement_can_be_changed(chat: Chat, store: Store) -> None:
    await chat.says("what is C40?")
    for sign in ("👍", "👎", "👎"):
        await chat.presses(sign)
        assert len(chat.notices) == 1
    assert [opinion.verdict for opinion in await store.feedback.all()] == [Verdict.BAD]


async def test_everybody_in_a_group_judges_for_themselves(chat: Chat, store: Store) -> None:
    group = chat.telegram.group(-1001)
    ada, bob = chat.in_group(group), chat.telegram.private(8, name="Bob").in_group(group)
    await ada.says("@networks_bot what is C40?")
    await ada.presses("👍")
    await bob.presses("👎")
    opinions = {opinion.user: opinion for opinion in await store.feedback.all()}
    assert {user: opinion.verdict for user, opinion in opinions.items()} == {7: Verdict.GOOD, 8: Verdict.BAD}
    assert opinions[8].surface == "supergroup"


async def test_a_judgement_is_about_what_the_message_shows_now(chat: Chat, store: Store) -> None:
    await chat.says("what is C40?")
    await chat.presses("Milan’s role")
    await chat.presses("👎")
    assert [opinion.intent for opinion in await store.feedback.all()] == ["role"]


async def test_a_question_that_was_not_understood_can_be_judged(chat: Chat, store: Store) -> None:
    await chat.says("_*[c40](tg://user?id=1)~`>#+-=|{}.!")
    assert "↗ Share" not in [button["text"] for button in chat.buttons]
    await chat.presses("👎")
    (opinion,) = await store.feedback.all()
    assert (opinion.intent, opinion.networks) == ("unknown", ("c40",))
    # The first button asks something else, and has no way back to what was not understood.
    await chat.presses(chat.telegram.of("sendMessage")[-1].labels[0])
    assert "‹ Back" not in chat.labels


# /feedback


@pytest.mark.parametrize(("language", "thanks"), [("en", "the editors will read"), ("it", "la redazione")])
async def test_a_remark_reaches_the_editors_without_what_tells_who_wrote_it(
    chat_in: ChatIn, store: Store, language: str, thanks: str
) -> None:
    chat = chat_in(language)
    await chat.says("/feedback C40 has 96 cities, call 333 1234567 or ada@example.org, see https://c40.org @ada")
    assert thanks in chat.last
    (comment,) = await store.comments.all()
    assert comment.text == "C40 has 96 cities, call [number] or [email], see [link] [name]"
    assert comment.language == language


@pytest.mark.parametrize(
    "typed",
    ["/feedback the year is wrong", "/feedback\nthe year is wrong", "/feedback@networks_bot  the year is wrong"],
)
async def test_ways_to_write_a_remark(chat: Chat, store: Store, typed: str) -> None:
    await chat.says(typed)
    assert [comment.text for comment in await store.comments.all()] == ["the year is wrong"]


@pytest.mark.parametrize(("language", "said"), [("en", "Write your remark"), ("it", "Scrivi l'osservazione")])
async def test_without_a_remark_it_says_how(chat_in: ChatIn, store: Store, language: str, said: str) -> None:
    chat = chat_in(language)
    await chat.says("/feedback")
    assert said in chat.last
    assert not await store.comments.all()


# /about and /privacy


@pytest.mark.parametrize(
    ("language", "official", "page", "date"),
    [
        ("en", "I am not an official service", "“Networks and Partnerships”", "1 September 2022"),
        ("it", "Non sono un servizio ufficiale", "«Reti e coordinamenti»", "1 settembre 2022"),
    ],
)
async def test_about_says_what_it_is_whose_and_from_where(
    chat_in: ChatIn, language: str, official: str, page: str, date: str
) -> None:
    chat = chat_in(language)
    await chat.says("/about")
    for part in (official, page, date):
        assert part in chat.last
    assert any("comune.milano.it" in button.get("url", "") for button in chat.buttons)


@pytest.mark.parametrize(("language", "how"), [("en", "/forget erases"), ("it", "Con /forget")])
async def test_privacy_tells_of_everything_that_is_stored(chat_in: ChatIn, language: str, how: str) -> None:
    chat = chat_in(language)
    await chat.says("/privacy")
    for key in PRIVACY_SENTENCES:
        assert say(key, language) in chat.last
    assert how in chat.last


def test_privacy_agrees_with_the_tables() -> None:
    assert len(PRIVACY_SENTENCES) == len(set(PRIVACY_SENTENCES))
    assert set(PRIVACY_SENTENCES) == {holding.sentence for holding in holdings() if holding.sentence}
    silent = {holding.table: holding.columns for holding in holdings() if holding.sentence is None}
    assert not any({"user", "chat"} & set(columns) for columns in silent.values())


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("key", PRIVACY_SENTENCES)
def test_privacy_names_the_times_that_the_tables_keep(key: str, language: str) -> None:
    kept = {holding.kept for holding in holdings() if holding.sentence == key and holding.kept}
    assert kept <= NAMED_TIMES.keys(), "say in NAMED_TIMES how sentences name this time"
    assert {time for time, names in NAMED_TIMES.items() if re.search(names, say(key, language))} == kept


# /forget


@pytest.mark.parametrize(("language", "said"), [("en", "is erased"), ("it", "è cancellato")])
async def test_forget_leaves_nothing_of_the_sender(chat: Chat, store: Store, language: str, said: str) -> None:
    ada = chat.telegram.private(ADA, language)
    group = ada.in_group(-1001)
    await ada.says(f"/language {language}")
    await ada.says("C40")
    await ada.presses("👍")
    await ada.says("/feedback thanks")
    await group.says("@networks_bot C40")
    await group.presses("👎")
    assert await tables_with(store, ADA) >= {"conversations", "languages", "feedback", "comments", "answers"}
    await ada.says("/forget")
    assert said in ada.last
    assert not await tables_with(store, ADA)


async def test_forget_leaves_what_is_stored_of_others(chat: Chat, store: Store) -> None:
    other = chat.telegram.private(8)
    for each in (chat, other):
        await each.says("what is C40?")
        await each.presses("👍")
    await chat.says("/forget")
    assert [opinion.user for opinion in await store.feedback.all()] == [8]
    await other.says("and its website?")
    assert "c40.org" in other.last_html


async def test_after_forget_all_begins_anew(chat: Chat) -> None:
    await chat.says("/language it")
    await chat.says("che cos'è C40?")
    await chat.says("/forget")
    await chat.says("/help")
    assert "Ask me" in chat.last
    await chat.says("what is C40?")
    assert "97 cities" in chat.last
    await chat.says("and its website?")
    assert "c40.org" in chat.last_html
    await chat.says("/forget")
    await chat.says("and its website?")
    assert "c40.org" not in chat.last_html


async def test_an_edit_erases_nothing(chat: Chat) -> None:
    await chat.says("what is C40?")
    await chat.edits("/forget")
    assert not chat.replies
    await chat.says("and its website?")
    assert "c40.org" in chat.last_html


# Blocked


async def test_who_blocks_the_bot_is_forgotten(chat: Chat, store: Store) -> None:
    ada = chat.telegram.private(ADA)
    await ada.says("/language it")
    await ada.says("C40")
    assert await tables_with(store, ADA)
    await ada.blocks()
    assert not await tables_with(store, ADA)
    await ada.unblocks()
    await ada.says("/help")
    assert "Ask me" in ada.last


async def test_who_turns_out_to_have_blocked_the_bot_is_forgotten(
    chat: Chat, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    ada = chat.telegram.private(ADA)
    await ada.says("what is C40?")
    ada.room.bot = "kicked"
    await ada.says("and its website?")
    assert not await tables_with(store, ADA)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
