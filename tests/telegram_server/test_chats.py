"""The driver, with a bot of python-telegram-bot behind it: what people do and see."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
    Update,
)
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from tests.telegram_server.processing import through
from tests.telegram_server.server import FakeTelegram

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("more", callback_data="more")]])


def article(text: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(f"<b>{text}</b>", parse_mode="HTML")
    return InlineQueryResultArticle("one", "title", content, reply_markup=KEYBOARD)


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A bot that answers every kind of update in the simplest way."""
    message = update.message or update.edited_message
    if update.callback_query:
        await update.callback_query.answer("pressed")
        await update.callback_query.edit_message_text(f"more: {update.callback_query.data}", reply_markup=KEYBOARD)
    elif update.inline_query:
        await update.inline_query.answer([article(update.inline_query.query)], cache_time=1)
    elif update.guest_message:
        await update.guest_message.answer_guest_query(article(update.guest_message.text or ""))
    elif message and message.text and not message.via_bot:
        reply = ReplyParameters(message.message_id)
        await message.reply_html(f"<i>{message.text}</i>", reply_markup=KEYBOARD, reply_parameters=reply)


@pytest_asyncio.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[FakeTelegram]:
    """The server with the bot behind it."""
    builder = ApplicationBuilder().token(telegram.token).base_url(f"{telegram.url}/bot").updater(None)
    application: Application = builder.build()  # type: ignore[type-arg]
    application.add_handler(TypeHandler(Update, echo))
    async with application:
        telegram.process = through(application)
        yield telegram


async def test_a_private_chat(bot: FakeTelegram) -> None:
    ada = bot.private(language="it")
    await ada.says("cos'è?")
    reply = await ada.reply()
    assert (reply.text, reply.html, reply.labels) == ("cos'è?", "<i>cos'è?</i>", ["more"])
    assert [(entity.type, entity.offset, entity.length) for entity in reply.entities] == [("italic", 0, 6)]
    assert reply.result["reply_to_message"]["text"] == "cos'è?"
    await ada.presses("more")
    assert ada.last == "more: more"
    assert [notice.parameters["text"] for notice in ada.notices] == ["pressed"]
    assert [message["text"] for message in ada.messages_of_bot] == ["more: more"]
    assert not bot.state.queries.callbacks


async def test_an_edit_and_an_answer(bot: FakeTelegram) -> None:
    ada = bot.private()
    await ada.says("one")
    await ada.edits("two")
    assert ada.last == "two"
    await ada.answers("three")
    assert ada.last == "three"


async def test_a_topic_of_a_group(bot: FakeTelegram) -> None:
    ada = bot.private().in_group(bot.group(-1005, topics={4: "Food"}), topic=4)
    await ada.says("hello")
    reply = await ada.reply()
    assert reply.result["message_thread_id"] == 4
    assert reply.result["chat"]["is_forum"]


async def test_cards_are_shared_and_pressed(bot: FakeTelegram) -> None:
    ada, group = bot.private(), bot.group()
    results = await ada.types("food")
    assert (results.ids, results.titles, results.is_personal) == (["one"], ["title"], False)
    card = await ada.chooses(results, "one", into=group)
    assert card.text == "food"
    await ada.presses("more", under=card)
    assert card.text == "more: more"
    assert len(ada.replies) == 1


async def test_a_guest_is_answered(bot: FakeTelegram) -> None:
    ada = bot.private().in_group(-1007)
    await ada.calls_as_guest("@networks_bot what?")
    assert ada.last == "@networks_bot what?"
    assert not bot.state.queries.guests


async def test_a_group_becomes_a_supergroup(bot: FakeTelegram) -> None:
    ada = bot.private().in_group(bot.group(-5, kind="group"))
    there = await ada.upgrades_group(-1009)
    await there.says("hello")
    assert there.last == "hello"


@pytest.mark.parametrize("verb", ["blocks", "unblocks"])
async def test_the_bot_is_blocked(bot: FakeTelegram, verb: str) -> None:
    await getattr(bot.private(), verb)()


async def test_what_the_bot_does_wrong_fails_the_test_that_made_it(bot: FakeTelegram) -> None:
    ada = bot.private()
    with pytest.raises(AssertionError, match="Unsupported start tag"):
        await ada.says("a <c40> b")
    with bot.expects_refusal() as problems:
        await ada.says("<c40>")
    assert problems == ['sendMessage: can\'t parse entities: Unsupported start tag "c40" at byte offset 3']
    bot.problems.clear()


async def test_what_telegram_would_not_send_fails_the_test(bot: FakeTelegram) -> None:
    with pytest.raises(AssertionError, match="Telegram would not send"):
        await bot.private().sends(text=5)
