"""Messages, chats and files are kept as Telegram keeps them; what can happen to them is refused, and no problem."""

from __future__ import annotations

import struct
from typing import Any

import aiohttp
import pytest

from tests.telegram_server.client import Client
from tests.telegram_server.methods.edits import NOT_MODIFIED
from tests.telegram_server.queries import TOO_OLD
from tests.telegram_server.server import FakeTelegram

KEYBOARD = {"inline_keyboard": [[{"text": "more", "callback_data": "more"}]]}


def png(width: int = 1280, height: int = 720) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)


async def upload(telegram: FakeTelegram, content: bytes, **fields: str) -> tuple[int, dict[str, Any]]:
    form = aiohttp.FormData({"chat_id": "7", **fields})
    form.add_field("photo", content, filename="overview.png")
    url = f"{telegram.url}/bot{telegram.token}/sendPhoto"
    async with aiohttp.ClientSession() as session, session.post(url, data=form) as response:
        return response.status, await response.json()


async def test_a_message_is_stored_as_people_see_it(call: Client, telegram: FakeTelegram) -> None:
    sent = (await call("sendMessage", chat_id=7, text="<b>a</b>", parse_mode="HTML", reply_markup=KEYBOARD)).result
    assert (sent["text"], sent["entities"]) == ("a", [{"type": "bold", "offset": 0, "length": 1}])
    assert telegram.private().messages_of_bot == [sent]
    assert telegram.requests[0].buttons == KEYBOARD["inline_keyboard"][0]


async def test_an_edit_changes_the_text_and_takes_the_keyboard_away(call: Client, telegram: FakeTelegram) -> None:
    id = (await call("sendMessage", chat_id=7, text="a", reply_markup=KEYBOARD)).result["message_id"]
    edited = (await call("editMessageText", chat_id=7, message_id=id, text="b")).result
    assert edited["text"] == "b"
    assert "reply_markup" not in edited
    again = await call("editMessageText", chat_id=7, message_id=id, text="b")
    assert (again.status, again.description) == (400, f"Bad Request: {NOT_MODIFIED}")
    with_buttons = (await call("editMessageReplyMarkup", chat_id=7, message_id=id, reply_markup=KEYBOARD)).result
    assert (with_buttons["text"], with_buttons["reply_markup"]) == ("b", KEYBOARD)


async def test_a_card_is_edited_by_its_id(call: Client, telegram: FakeTelegram) -> None:
    telegram.state.inline_messages["card"] = {"text": "a"}
    assert (await call("editMessageText", inline_message_id="card", text="b")).result is True
    assert telegram.state.inline_messages["card"] == {"text": "b"}
    assert (await call("editMessageText", inline_message_id="card", text="b")).description.endswith(NOT_MODIFIED)
    assert (await call("editMessageText", inline_message_id="x", text="b")).description.endswith("MESSAGE_ID_INVALID")


async def test_a_deleted_message_can_be_replied_to_only_where_that_is_allowed(call: Client) -> None:
    id = (await call("sendMessage", chat_id=7, text="a")).result["message_id"]
    reply = (await call("sendMessage", chat_id=7, text="b", reply_parameters={"message_id": id})).result
    assert reply["reply_to_message"]["text"] == "a"
    assert (await call("deleteMessage", chat_id=7, message_id=id)).result is True
    refused = await call("sendMessage", chat_id=7, text="b", reply_parameters={"message_id": id})
    assert refused.description == "Bad Request: message to be replied not found"
    allowed = {"message_id": id, "allow_sending_without_reply": True}
    assert "reply_to_message" not in (await call("sendMessage", chat_id=7, text="b", reply_parameters=allowed)).result
    for method, description in (
        ("deleteMessage", "message to delete not found"),
        ("editMessageText", "message to edit not found"),
    ):
        text = {"text": "c"} if method == "editMessageText" else {}
        gone = await call(method, chat_id=7, message_id=id, **text)
        assert gone.description == f"Bad Request: {description}"


async def test_what_cannot_be_deleted_or_edited(call: Client, telegram: FakeTelegram) -> None:
    group = telegram.group().room
    id = (await call("sendMessage", chat_id=-1001, text="a")).result["message_id"]
    group.old.add(id)
    said = telegram.state.chats.new_message(group, telegram.private().user, text="b")["message_id"]
    for message_id in (id, said):
        refused = await call("deleteMessage", chat_id=-1001, message_id=message_id)
        assert refused.description == "Bad Request: message can't be deleted"
    with telegram.expects_refusal():
        refused = await call("editMessageText", chat_id=-1001, message_id=said, text="c")
    assert refused.description == "Bad Request: message can't be edited"


@pytest.mark.parametrize(
    ("status", "description"),
    [
        ("left", "Forbidden: bot is not a member of the supergroup chat"),
        ("kicked", "Forbidden: bot was kicked from the supergroup chat"),
    ],
)
async def test_the_bot_is_not_in_the_group(call: Client, telegram: FakeTelegram, status: str, description: str) -> None:
    telegram.group().room.bot = status
    answer = await call("sendMessage", chat_id=-1001, text="a")
    assert (answer.status, answer.description) == (403, description)


async def test_blocked_and_never_started(call: Client, telegram: FakeTelegram) -> None:
    telegram.private().room.bot = "kicked"
    answer = await call("sendMessage", chat_id=7, text="a")
    assert (answer.status, answer.description) == (403, "Forbidden: bot was blocked by the user")
    telegram.state.chats.meet({"id": 8, "is_bot": False, "first_name": "Bob"})
    answer = await call("sendMessage", chat_id=8, text="a")
    assert (answer.status, answer.description) == (403, "Forbidden: bot can't initiate conversation with a user")


async def test_a_group_that_moved_says_where(call: Client, telegram: FakeTelegram) -> None:
    telegram.group(-5, kind="group").room.migrated_to = -1009
    answer = await call("sendMessage", chat_id=-5, text="a")
    assert answer.status == 400
    assert answer.body["parameters"] == {"migrate_to_chat_id": -1009}


async def test_topics(call: Client, telegram: FakeTelegram) -> None:
    group = telegram.group(-1002, topics={4: "Food"})
    in_topic = (await call("sendMessage", chat_id=-1002, text="a", message_thread_id=4)).result
    assert in_topic["is_topic_message"]
    reply = {"message_id": in_topic["message_id"]}
    assert (await call("sendMessage", chat_id=-1002, text="b", reply_parameters=reply)).result["message_thread_id"] == 4
    missing = await call("sendMessage", chat_id=-1002, text="a", message_thread_id=5)
    assert missing.description == "Bad Request: message thread not found"
    group.room.closed_topics.add(4)
    closed = await call("sendMessage", chat_id=-1002, text="a", message_thread_id=4)
    assert closed.description == "Bad Request: TOPIC_CLOSED"


async def test_messages_of_supergroups_are_counted_apart(call: Client) -> None:
    ids = [(await call("sendMessage", chat_id=chat, text="a")).result["message_id"] for chat in (7, -1001, -1001)]
    assert ids[1:] == [1, 2]
    assert ids[0] > 100


async def test_a_picture_is_sent_again_by_its_id(call: Client, telegram: FakeTelegram) -> None:
    status, body = await upload(telegram, png(), caption="<b>a</b>", parse_mode="HTML")
    assert status == 200
    photo = body["result"]["photo"][-1]
    assert (photo["width"], photo["height"], body["result"]["caption"]) == (1280, 720, "a")
    again = (await call("sendPhoto", chat_id=7, photo=photo["file_id"])).result
    assert again["photo"] == body["result"]["photo"]
    file = (await call("getFile", file_id=photo["file_id"])).result
    async with call.session.get(f"{telegram.url}/file/bot{telegram.token}/{file['file_path']}") as response:
        assert await response.read() == png()
    media = {"type": "photo", "media": photo["file_id"], "caption": "b"}
    edited = await call("editMessageMedia", chat_id=7, message_id=again["message_id"], media=media)
    assert edited.result["caption"] == "b"
    captioned = await call("editMessageCaption", chat_id=7, message_id=again["message_id"], caption="c")
    assert captioned.result["caption"] == "c"
    telegram.state.files.forget()
    unknown = await call("sendPhoto", chat_id=7, photo=photo["file_id"])
    assert unknown.description == "Bad Request: wrong file identifier/HTTP URL specified"


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_what_is_no_picture_is_refused(
    call: Client, telegram: FakeTelegram, content: bytes, description: str
) -> None:
    with telegram.expects_refusal():
        status, body = await upload(telegram, content)
    assert (status, body["description"]) == (400, f"Bad Request: {description}")


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("answerCallbackQuery", {"callback_query_id": "q"}),
        ("answerInlineQuery", {"inline_query_id": "q", "results": []}),
    ],
)
async def test_a_query_is_answered_once_and_in_time(
    call: Client, telegram: FakeTelegram, method: str, parameters: dict[str, Any]
) -> None:
    for ids in (telegram.state.queries.callbacks, telegram.state.queries.inline):
        ids.add("q")
    assert (await call(method, **parameters)).result is True
    late = await call(method, **parameters)
    assert (late.status, late.description) == (400, f"Bad Request: {TOO_OLD}")
    telegram.state.queries.callbacks.add("q")
    telegram.state.queries.expire()
    assert (await call(method, **parameters)).status == 400


async def test_menus_and_descriptions_are_kept_by_language_and_scope(call: Client) -> None:
    commands = [{"command": "help", "description": "d"}]
    await call("setMyCommands", commands=commands, scope={"type": "all_group_chats"}, language_code="it")
    assert (await call("getMyCommands")).result == []
    italian: dict[str, Any] = {"scope": {"type": "all_group_chats"}, "language_code": "it"}
    assert (await call("getMyCommands", **italian)).result == commands
    await call("deleteMyCommands", **italian)
    assert (await call("getMyCommands", **italian)).result == []
    await call("setMyDescription", description="ciao", language_code="it")
    assert (await call("getMyDescription", language_code="it")).result == {"description": "ciao"}
    assert (await call("getMyDescription")).result == {"description": ""}
    assert (await call("getMyName")).result == {"name": "Networks"}
    assert (await call("getMyShortDescription")).result == {"short_description": ""}


async def test_tokens_and_methods(call: Client, telegram: FakeTelegram) -> None:
    wrong = await call("getMe", token="123456:another")
    assert (wrong.status, wrong.body) == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    assert (await call("getMe", token="none")).status == 404
    assert (await call("getMe")).result["username"] == "networks_bot"
    assert (await call("getChat", chat_id=7)).result["type"] == "private"
    with telegram.expects_refusal() as problems:
        unknown = await call("sendThought", chat_id=7)
    assert (unknown.status, unknown.description) == (404, "Not Found: method not found")
    assert problems == ["sendThought: there is no such method"]
