"""Telegram's limits for each method, beyond the types of its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from tests.telegram_server.entities import utf16_length
from tests.telegram_server.json_types import Json
from tests.telegram_server.keyboard_limits import has_right_start_parameter, keyboard_findings
from tests.telegram_server.links import checked_link
from tests.telegram_server.refusal import Finding
from tests.telegram_server.text_limits import CAPTION, INLINE_TEXT, MESSAGE_TEXT, is_blank, text_findings
from tests.telegram_server.wire import Call

Check: TypeAlias = Callable[[Call], Iterator[Finding]]

MOST_RESULTS = 50
MOST_COMMANDS = 100
NOTICE_LENGTH = 200
ID_BYTES = 64

_ACTIONS = re.compile(
    "typing|upload_photo|(record|upload)_(video|voice|video_note)|upload_document|choose_sticker|find_location"
)
_LENGTHS = {
    "setMyName": ("name", 64, "BOT_TITLE_INVALID"),
    "setMyDescription": ("description", 512, "BOT_DESCRIPTION_INVALID"),
    "setMyShortDescription": ("short_description", 120, "BOT_ABOUT_INVALID"),
}


def limit_findings(call: Call) -> Iterator[Finding]:
    """What breaks a limit in a call."""
    if call.get("reply_markup") == {"inline_keyboard": []} and not call.method.startswith("edit"):
        yield Finding("a keyboard without buttons", is_refused=False)
    yield from keyboard_findings(call.get("reply_markup"))
    yield from _CHECKS.get(call.method, _nothing)(call)


def _nothing(call: Call) -> Iterator[Finding]:
    yield from ()


def _text(call: Call) -> Iterator[Finding]:
    if call.method == "editMessageText" and "rich_message" in call.parameters:
        return
    yield from text_findings(call.parameters, MESSAGE_TEXT)
    yield from _preview(call.parameters)


def _caption(call: Call) -> Iterator[Finding]:
    yield from text_findings(call.parameters, CAPTION)


def _media(call: Call) -> Iterator[Finding]:
    if isinstance(media := call.get("media"), dict):
        yield from text_findings(media, CAPTION)


def _preview(content: Json) -> Iterator[Finding]:
    options = content.get("link_preview_options")
    if isinstance(options, dict) and "url" in options and checked_link(str(options["url"])) is None:
        yield Finding("WEBPAGE_URL_INVALID")


def _notice(call: Call) -> Iterator[Finding]:
    if utf16_length(str(call.get("text", ""))) > NOTICE_LENGTH:
        yield Finding("MESSAGE_TOO_LONG")


def _action(call: Call) -> Iterator[Finding]:
    if not _ACTIONS.fullmatch(str(call.get("action"))):
        yield Finding("wrong parameter action in request")


def _inline_answer(call: Call) -> Iterator[Finding]:
    results = [result for result in call.get("results", ()) if isinstance(result, dict)]
    if len(results) > MOST_RESULTS:
        yield Finding("RESULTS_TOO_MUCH")
    ids = [result.get("id") for result in results]
    if len(set(ids)) < len(ids):
        yield Finding("RESULT_ID_DUPLICATE")
    if len(str(call.get("next_offset", "")).encode()) > ID_BYTES:
        yield Finding("NEXT_OFFSET_INVALID")
    for result in results:
        yield from _result(result)
    if isinstance(button := call.get("button"), dict):
        if is_blank(str(button.get("text", ""))):
            yield Finding("inline query results button text must be non-empty")
        if "web_app" not in button and not has_right_start_parameter(button.get("start_parameter")):
            yield Finding("START_PARAM_INVALID")


def _guest_answer(call: Call) -> Iterator[Finding]:
    if isinstance(result := call.get("result"), dict):
        yield from _result(result)


def _result(result: Json) -> Iterator[Finding]:
    if not 1 <= len(str(result.get("id", "")).encode("utf-8", "surrogatepass")) <= ID_BYTES:
        yield Finding("RESULT_ID_INVALID")
    if result.get("type") == "article" and is_blank(str(result.get("title", ""))):
        yield Finding("ARTICLE_TITLE_EMPTY")
    for name in ("url", "thumbnail_url", "photo_url", "document_url"):
        if name in result and not str(result[name]).startswith(("https://", "http://")):
            yield Finding("WEBDOCUMENT_URL_INVALID")
    content = result.get("input_message_content")
    if isinstance(content, dict) and "message_text" in content:
        yield from text_findings(content, INLINE_TEXT)
        yield from _preview(content)
    yield from text_findings(result, CAPTION)
    yield from keyboard_findings(result.get("reply_markup"))


def _commands(call: Call) -> Iterator[Finding]:
    yield from _language(call)
    commands = [command for command in call.get("commands", ()) if isinstance(command, dict)]
    if len(commands) > MOST_COMMANDS:
        yield Finding("BOT_COMMANDS_TOO_MUCH")
    names = [str(command.get("command")) for command in commands]
    if any(not re.fullmatch("[a-z0-9_]{1,32}", name) for name in names):
        yield Finding("BOT_COMMAND_INVALID")
    if len(set(names)) < len(names):
        yield Finding(f"a command twice, of {names}", is_refused=False)
    if any(not 1 <= utf16_length(str(command.get("description", "")).strip()) <= 256 for command in commands):
        yield Finding("BOT_COMMAND_DESCRIPTION_INVALID")


def _profile(call: Call) -> Iterator[Finding]:
    name, limit, description = _LENGTHS[call.method]
    yield from _language(call)
    if utf16_length(str(call.get(name, ""))) > limit:
        yield Finding(description)


def _language(call: Call) -> Iterator[Finding]:
    if not re.fullmatch("([a-z]{2})?", str(call.get("language_code", ""))):
        yield Finding("LANG_CODE_INVALID")


def _webhook(call: Call) -> Iterator[Finding]:
    secret: Any = call.get("secret_token", "")
    if len(str(secret)) > 256:
        yield Finding("secret token is too long")
    elif not re.fullmatch("[A-Za-z0-9_-]*", str(secret)):
        yield Finding("secret token contains unallowed characters")


_CHECKS: dict[str, Check] = {
    "sendMessage": _text,
    "editMessageText": _text,
    "sendPhoto": _caption,
    "sendDocument": _caption,
    "editMessageCaption": _caption,
    "editMessageMedia": _media,
    "answerCallbackQuery": _notice,
    "answerInlineQuery": _inline_answer,
    "answerGuestQuery": _guest_answer,
    "sendChatAction": _action,
    "setMyCommands": _commands,
    "setWebhook": _webhook,
    **dict.fromkeys(_LENGTHS, _profile),
}
