"""A call for each method that tests make."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Bot, InputMediaPhoto

CallOf = Callable[[Bot], Awaitable[object]]

VISIBLE_TWICE: dict[str, CallOf] = {
    "sendMessage": lambda bot: bot.send_message(5, "hello"),
    "sendPhoto": lambda bot: bot.send_photo(5, b"a picture"),
    "forwardMessage": lambda bot: bot.forward_message(5, 6, 7),
}
HARMLESS_TWICE: dict[str, CallOf] = {
    "getMe": lambda bot: bot.get_me(),
    "getUpdates": lambda bot: bot.get_updates(timeout=0),
    "setMyCommands": lambda bot: bot.set_my_commands([("help", "Help")]),
    "editMessageText": lambda bot: bot.edit_message_text("hello", 5, 6),
    "editMessageMedia": lambda bot: bot.edit_message_media(InputMediaPhoto(b"a picture"), 5, 6),
    "deleteMessage": lambda bot: bot.delete_message(5, 6),
    "answerCallbackQuery": lambda bot: bot.answer_callback_query("1"),
    "answerInlineQuery": lambda bot: bot.answer_inline_query("1", []),
    "sendChatAction": lambda bot: bot.send_chat_action(5, "typing"),
}
