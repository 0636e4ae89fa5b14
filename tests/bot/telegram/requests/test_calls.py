"""Calls as they arrive: fields, files, connections, proxies."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMediaPhoto
from telegram.error import NetworkError

from bot.telegram.requests import AiohttpRequest
from tests.bot.telegram.requests.conftest import BotWith
from tests.bot.telegram.requests.faulty_telegram import MESSAGE, TOKEN, FaultyTelegram, Upload, hang_up, result

TEXT = "Perché “no”? 50% & <b>più</b>;\n+1 🥦"


async def test_a_message_arrives_as_it_was_written(bot: Bot, server: FaultyTelegram) -> None:
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("Più", callback_data="1:più")]])
    message = await bot.send_message(5, TEXT, reply_markup=buttons)
    assert message.text == "sent"
    (call,) = server.calls
    assert (call.method, call.fields["chat_id"], call.fields["text"]) == ("sendMessage", "5", TEXT)
    assert json.loads(call.fields["reply_markup"])["inline_keyboard"][0][0]["callback_data"] == "1:più"
    assert "python-telegram-bot" in call.headers["User-Agent"]


async def test_a_picture_arrives_with_its_name_type_and_bytes(bot: Bot, server: FaultyTelegram) -> None:
    picture = bytes(range(256)) * 8192  # 2 MB, more than aiohttp would send in one piece
    await bot.send_photo(5, picture, caption=TEXT, filename='La "città" 50%.png')
    (call,) = server.calls
    assert call.fields == {"chat_id": "5", "caption": TEXT}
    assert call.files == {"photo": Upload('La "città" 50%.png', picture, "image/png")}


async def test_an_open_file_is_sent_too_and_stays_open(bot: Bot, server: FaultyTelegram, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one fact")
    with (tmp_path / "a.txt").open("rb") as file:
        await bot.send_document(5, InputFile(file, read_file_handle=False))
        assert not file.closed
    assert server.calls[0].files["document"] == Upload("a.txt", b"one fact", "text/plain")


async def test_files_within_json_are_attached(bot: Bot, server: FaultyTelegram) -> None:
    server.will("sendMediaGroup", result([MESSAGE]))
    await bot.send_media_group(5, [InputMediaPhoto(io.BytesIO(name)) for name in (b"one", b"two")])
    (call,) = server.calls
    attached = [item["media"].removeprefix("attach://") for item in json.loads(call.fields["media"])]
    assert [call.files[name].content for name in attached] == [b"one", b"two"]


async def test_a_very_long_form_arrives(bot: Bot, server: FaultyTelegram) -> None:
    text = "è" * 200_000
    await bot.send_message(5, text)
    assert server.calls[0].fields["text"] == text


async def test_a_file_is_downloaded(bot: Bot, server: FaultyTelegram) -> None:
    server.will("getFile", result({"file_id": "1", "file_unique_id": "1", "file_path": "photos/è 1.jpg"}))
    content = await (await bot.get_file("1")).download_as_bytearray()
    assert json.loads(content)["ok"]  # the server answers downloads as it does calls
    assert server.calls[1].target == f"/bot{TOKEN}/photos/%C3%A8%201.jpg"


async def test_connections_are_kept(bot: Bot, server: FaultyTelegram) -> None:
    for _ in range(3):
        await bot.send_message(5, "hello")
    assert {call.connection for call in server.calls} == {0}


async def test_an_idle_connection_that_the_server_closed_is_not_used(bot: Bot, server: FaultyTelegram) -> None:
    server.will("sendMessage", hang_up)
    await bot.send_message(5, "hello")
    await bot.get_me()  # time for the news to arrive
    await bot.send_message(5, "hello")
    assert server.count("sendMessage") == 2


async def test_redirections_are_not_followed(bot: Bot, server: FaultyTelegram) -> None:
    elsewhere = FaultyTelegram()
    await elsewhere.start()

    async def redirect(request: object) -> web.Response:
        return web.Response(status=307, headers={"Location": elsewhere.base_url + "/getMe"})

    server.will("getMe", redirect)
    with pytest.raises(NetworkError, match="307"):
        await bot.get_me()
    await elsewhere.stop()
    assert not elsewhere.calls


async def test_it_can_be_shut_down_and_started_again(bot_with: BotWith, server: FaultyTelegram) -> None:
    request = AiohttpRequest()
    bot = bot_with(request)
    for _ in range(2):
        with pytest.raises(NetworkError, match="initialize"):
            await bot.send_message(5, "hello")
        await request.initialize()
        await request.initialize()  # python-telegram-bot does so where one object serves all calls
        await bot.send_message(5, "hello")
        await request.shutdown()
        await request.shutdown()
    assert server.count("sendMessage") == 2
