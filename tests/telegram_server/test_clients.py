"""The server serves what people use: python-telegram-bot and aiogram as they are, and forms of each kind."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator

import aiogram
import aiohttp
import pytest
import pytest_asyncio
import telegram as ptb
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import BufferedInputFile, LinkPreviewOptions
from telegram.error import Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.ext import Application, ApplicationBuilder, ContextTypes, TypeHandler

from tests.telegram_server import updates
from tests.telegram_server.faults import Cut, Hang, blocked, flood
from tests.telegram_server.server import FakeTelegram
from tests.telegram_server.test_messages import png
from tests.telegram_server.threads import telegram_in_a_thread


@pytest_asyncio.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[ptb.Bot]:
    """A bot of python-telegram-bot, whose person has started it."""
    telegram.private()
    async with ptb.Bot(telegram.token, f"{telegram.url}/bot", f"{telegram.url}/file/bot") as bot:
        yield bot


async def test_python_telegram_bot(bot: ptb.Bot, telegram: FakeTelegram) -> None:
    assert bot.username == "networks_bot"
    keyboard = ptb.InlineKeyboardMarkup.from_button(ptb.InlineKeyboardButton("a", callback_data="b"))
    sent = await bot.send_message(7, "<b>è</b> &amp; 😀", parse_mode="HTML", reply_markup=keyboard)
    assert (sent.text, sent.text_html) == ("è & 😀", "<b>è</b> &amp; 😀")
    edited = await sent.edit_text("b")
    assert isinstance(edited, ptb.Message)
    photo = await bot.send_photo(7, png(), caption="c")
    again = await bot.send_photo(7, photo.photo[-1].file_id)
    assert again.photo == photo.photo
    changed = await again.edit_media(ptb.InputMediaPhoto(png(800, 600)))
    assert isinstance(changed, ptb.Message)
    assert changed.photo[-1].width == 800
    assert bytes(await (await changed.photo[-1].get_file()).download_as_bytearray()) == png(800, 600)
    commands = [ptb.BotCommand("help", "d")]
    await bot.set_my_commands(commands, ptb.BotCommandScopeAllPrivateChats(), "it")
    assert list(await bot.get_my_commands(ptb.BotCommandScopeAllPrivateChats(), "it")) == commands
    assert telegram.state.profile.menu("it", "all_private_chats") == ["help"]
    assert await bot.send_chat_action(7, "typing")
    assert (await bot.get_chat(7)).first_name == "Ada"
    assert (await bot.get_webhook_info()).url == ""
    telegram.queue({"message": updates.message(telegram.private().chat, telegram.private().user, 1, text="hi")})
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["hi"]


async def test_faults_as_python_telegram_bot_meets_them(
    bot: ptb.Bot, telegram: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # without it, RetryAfter warns of a later release
    hang = Hang("sendMessage")
    for fault, error in (
        (flood("sendMessage", 3), RetryAfter),
        (blocked("sendMessage"), Forbidden),
        (Cut("sendMessage"), NetworkError),
        (Cut("sendMessage", after_acceptance=True), NetworkError),
        (hang, TimedOut),
    ):
        telegram.faults.append(fault)
        with pytest.raises(error):
            await bot.send_message(7, "a", read_timeout=2)
    assert len(telegram.private().messages_of_bot) == 1, "what was cut after it was accepted"


@pytest.mark.parametrize("name", updates.MALFORMED)
async def test_malformed_updates_are_more_than_python_telegram_bot_can_read(bot: ptb.Bot, name: str) -> None:
    with pytest.raises((KeyError, TypeError, AttributeError)):
        ptb.Update.de_json({"update_id": 1, **updates.MALFORMED[name]}, bot)


@pytest.mark.parametrize("name", updates.ODD)
async def test_odd_updates_can_be_read(bot: ptb.Bot, name: str) -> None:
    assert ptb.Update.de_json({"update_id": 1, **updates.ODD[name]}, bot).effective_user is None


async def test_aiogram(telegram: FakeTelegram) -> None:
    telegram.private()
    session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.url))
    async with aiogram.Bot(telegram.token, session) as bot:
        assert (await bot.me()).username == "networks_bot"
        preview = LinkPreviewOptions(is_disabled=True)
        sent = await bot.send_message(7, "<b>è</b>", parse_mode="HTML", link_preview_options=preview)
        assert sent.html_text == "<b>è</b>"
        photo = await bot.send_photo(7, BufferedInputFile(png(), "a.png"), caption="c")
        assert photo.caption == "c"


@pytest.mark.parametrize("as_upload", [False, True])
async def test_forms(telegram: FakeTelegram, as_upload: bool) -> None:
    telegram.private()
    keyboard = {"inline_keyboard": [[{"text": "1", "callback_data": "2"}]]}
    fields = {"chat_id": "7", "text": "42", "disable_notification": "true", "reply_markup": json.dumps(keyboard)}
    data = aiohttp.FormData(fields, default_to_multipart=as_upload)
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    async with aiohttp.ClientSession() as session, session.post(url, data=data) as response:
        assert response.status == 200
    assert telegram.requests[0].parameters == {
        "chat_id": 7,
        "text": "42",
        "disable_notification": True,
        "reply_markup": keyboard,
    }


async def repeat(update: ptb.Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def build(url: str, token: str) -> Application:  # type: ignore[type-arg]
    application = ApplicationBuilder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(TypeHandler(ptb.Update, repeat))
    return application


async def test_a_bot_that_polls(telegram: FakeTelegram) -> None:
    telegram.quiet = 0.1  # python-telegram-bot confirms updates before it works on them
    ada = telegram.private()
    application = build(telegram.url, telegram.token)
    async with application:
        assert application.updater
        await application.updater.start_polling()
        await application.start()
        for text in ("one", "two"):
            await ada.says(text)
            assert (await ada.reply()).text == text
        await ada.sends(photo=[{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}])
        assert not ada.replies
        await application.updater.stop()
        await application.stop()
    assert not telegram.state.updates.pending


def test_a_bot_with_a_loop_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    with telegram_in_a_thread() as beside:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        application = build(beside.telegram.url, beside.telegram.token)

        async def stop_after_one_answer(application: Application) -> None:  # type: ignore[type-arg]
            async def stop() -> None:
                try:
                    await asyncio.to_thread(beside.run, beside.telegram.wait_for(lambda: ada.messages_of_bot), 15)
                finally:
                    application.stop_running()

            ada = beside.telegram.private()
            beside.loop.call_soon_threadsafe(said, beside.telegram)
            application.bot_data["stop"] = asyncio.create_task(stop())

        application.post_init = stop_after_one_answer
        application.run_polling(stop_signals=())
        asyncio.set_event_loop(None)
        assert beside.telegram.private().messages_of_bot[-1]["text"] == "hi"


def said(telegram: FakeTelegram) -> None:
    ada = telegram.private()
    telegram.queue({"message": updates.message(ada.chat, ada.user, 1, text="hi")})
