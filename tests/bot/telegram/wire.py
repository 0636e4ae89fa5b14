"""What Telegram takes: each request is checked for its fields and limits, and HTML is parsed as strictly as there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_LINKS = {"link_preview_options"}
_FIELDS: dict[str, tuple[set[str], set[str]]] = {
    "getMe": (set(), set()),
    "getUpdates": (set(), {"offset", "limit", "timeout", "allowed_updates"}),
    "deleteWebhook": (set(), {"drop_pending_updates"}),
    "getMyCommands": (set(), {"scope", "language_code"}),
    "setMyCommands": ({"commands"}, {"scope", "language_code"}),
    "sendMessage": (
        {"chat_id", "text"},
        {"parse_mode", "reply_markup", "reply_parameters", "message_thread_id", "entities", *_LINKS},
    ),
    "editMessageText": (
        {"text"},
        {"chat_id", "message_id", "inline_message_id", "parse_mode", "reply_markup", "entities", *_LINKS},
    ),
    "answerCallbackQuery": ({"callback_query_id"}, {"text", "show_alert", "url", "cache_time"}),
    "answerInlineQuery": ({"inline_query_id", "results"}, {"cache_time", "is_personal", "next_offset", "button"}),
}
"""The methods that the bot uses, with the fields that each must and may have."""

_TOKEN = re.compile(
    r'<(?P<open>b|i|a href="[^"<>]+")>|</(?P<close>b|i|a)>|&(?P<entity>lt|gt|amp|quot|#x?[0-9a-f]+);|[^<>&]'
)
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def problems(method: str, parameters: Json) -> Iterator[str]:
    """What Telegram would refuse in a request, and what it would silently ignore."""
    if method not in _FIELDS:
        yield f"{method} is no method that the bot uses"
        return
    required, optional = _FIELDS[method]
    yield from (f"{method}: {name} is missing" for name in sorted(required - parameters.keys()))
    yield from (f"{method}: there is no {name}" for name in sorted(parameters.keys() - required - optional))
    yield from _text_problems(parameters)
    yield from _keyboard_problems(parameters.get("reply_markup", {}))
    if method == "answerCallbackQuery" and utf16(parameters.get("text", "")) > 200:
        yield "a notice may have 200 characters"
    if method == "answerInlineQuery":
        yield from _inline_problems(parameters)
    for command in parameters.get("commands", []):
        if not re.fullmatch("[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
            yield f"a command that Telegram refuses: {command}"


def plain(html: str) -> str:
    """The text that people see. Raises ValueError where Telegram would find the HTML wrong."""
    shown, position, stack = "", 0, list[str]()
    while position < len(html):
        token = _TOKEN.match(html, position)
        if not token:
            raise ValueError(f"unescaped at {position}: {html[position : position + 30]!r}")
        position = token.end()
        if token["open"]:
            stack.append(token["open"][0])
        elif token["close"]:
            if not stack or stack.pop() != token["close"]:
                raise ValueError(f"a tag closed that was not open, at {position}")
        elif name := token["entity"]:
            code = name.removeprefix("#")
            shown += _ENTITIES.get(name) or chr(int(code[1:], 16) if code.startswith("x") else int(code))
        else:
            shown += token[0]
    if stack:
        raise ValueError(f"tags left open: {stack}")
    return shown


def utf16(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def _text_problems(content: Json) -> Iterator[str]:
    text = content.get("text", content.get("message_text"))
    if text is None:
        return
    if content.get("parse_mode") == "HTML":
        try:
            text = plain(text)
        except ValueError as error:
            yield str(error)
    if not text.strip() or utf16(text) > 4096:
        yield f"a text of {utf16(text)} characters"
    if re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\u202e]", text):
        yield "a control character in a text"


def _keyboard_problems(markup: Json) -> Iterator[str]:
    rows = markup.get("inline_keyboard", [])
    if markup and not rows:
        yield "an empty keyboard"
    if any(not 1 <= len(row) <= 8 for row in rows) or sum(map(len, rows)) > 100:
        yield "too many buttons"
    for button in (button for row in rows for button in row):
        if not button["text"].strip() or len(button) != 2:
            yield f"a button without text, or with more or less than one action: {button}"
        if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
            yield f"callback data of {len(button['callback_data'].encode())} bytes"
        if not re.match("https://", button.get("url", "https://")):
            yield f"a button's address: {button}"


def _inline_problems(parameters: Json) -> Iterator[str]:
    results = parameters["results"]
    ids = [result["id"] for result in results]
    if len(results) > 50 or len(set(ids)) != len(ids):
        yield f"{len(results)} results, {len(set(ids))} ids"
    if any(not 1 <= len(id.encode()) <= 64 for id in ids):
        yield f"an id that is empty or longer than 64 bytes: {ids}"
    for result in results:
        if not result["title"].strip():
            yield f"a result without title: {result['id']}"
        yield from _text_problems(result["input_message_content"])
        yield from _keyboard_problems(result.get("reply_markup", {}))
    if (button := parameters.get("button")) and not re.fullmatch("[A-Za-z0-9_-]{1,64}", button["start_parameter"]):
        yield f"a start parameter that Telegram refuses: {button}"
