"""What is sent along with a call, in a form that the Bot API accepts."""

from __future__ import annotations

import io
import json

from aiohttp import BytesIOPayload, BytesPayload, FormData, Payload

from bot.telegram.requests.call import Call

_JSON = "application/json"
_encoded = json.JSONEncoder(ensure_ascii=False).encode  # json.dumps would make an encoder for each call

_AT_ONCE = 2**20
"""Bytes that are written in one piece at most: aiohttp warns that more would hold up all else meanwhile."""


def body_of(call: Call) -> Payload | FormData | None:
    """The fields as JSON; with files, which are sent in pieces, as multipart/form-data.

    The Bot API takes a text within JSON as it takes a field of a form, so that lists and objects may be JSON within
    JSON, as they come from python-telegram-bot. A reply takes 0.06 ms as JSON and 0.2
    as a form, of which each byte is looked at.

    A body can be sent once: each try needs its own.
    """
    if call.files:
        return _multipart(call)
    if not call.fields:
        return None
    content = _encoded(dict(call.fields)).encode()
    if len(content) <= _AT_ONCE:
        return BytesPayload(content, content_type=_JSON)
    return BytesIOPayload(io.BytesIO(content), content_type=_JSON)


def _multipart(call: Call) -> FormData:
    form = FormData(quote_fields=False)  # Telegram shows a file's name as it comes, percent signs and all
    for name, value in call.fields.items():
        form.add_field(name, value)
    for file in call.files:
        form.add_field(file.part, io.BytesIO(file.content), filename=file.name, content_type=file.mime_type)
    return form
