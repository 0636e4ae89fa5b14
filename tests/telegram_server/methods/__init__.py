"""What the server does for each method of the Bot API that it acts out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from tests.telegram_server.methods import delivery, edits, messages, profile, queries
from tests.telegram_server.state import State
from tests.telegram_server.wire import Call

Action: TypeAlias = Callable[[State, Call], Any | Awaitable[Any]]

ACTIONS: dict[str, Action] = {
    "getMe": profile.get_me,
    "getUpdates": delivery.get_updates,
    "setWebhook": delivery.set_webhook,
    "deleteWebhook": delivery.delete_webhook,
    "getWebhookInfo": delivery.get_webhook_info,
    "sendMessage": messages.send_message,
    "sendPhoto": messages.send_photo,
    "sendDocument": messages.send_document,
    "sendChatAction": messages.send_chat_action,
    "setMessageReaction": messages.set_reaction,
    "deleteMessage": messages.delete_message,
    "getFile": messages.get_file,
    "getChat": messages.get_chat,
    "editMessageText": edits.edit_text,
    "editMessageCaption": edits.edit_caption,
    "editMessageMedia": edits.edit_media,
    "editMessageReplyMarkup": edits.edit_keyboard,
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
    "answerGuestQuery": queries.answer_guest_query,
    "setMyName": profile.set_text,
    "getMyName": profile.get_text,
    "setMyDescription": profile.set_text,
    "getMyDescription": profile.get_text,
    "setMyShortDescription": profile.set_text,
    "getMyShortDescription": profile.get_text,
    "setMyCommands": profile.set_commands,
    "getMyCommands": profile.get_commands,
    "deleteMyCommands": profile.delete_commands,
}
"""All others that return True, such as setMyDefaultAdministratorRights, are checked and do nothing."""
