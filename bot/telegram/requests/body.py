"""What is sent along with a call, in a form that the Bot API accepts."""

from __future__ import annotations

import io
from urllib.parse import urlencode

from aiohttp import BytesIOPayload, BytesPayload, FormData, Payload

from bot.telegram.requests.call import Call

_FORM = "application/x-www-form-urlencoded"

_AT_ONCE = 2**20
"""Bytes that are written in one piece at most: aiohttp warns that more would hold up all else meanwhile."""


def body_of(call: Call) -> Payload | FormData | None:
    """The fields as a form; with files, which are sent in pieces, as multipart/form-data.

    A body can be sent once: each try needs its own.
    """
    if call.files:
        return _multipart(call)
    if not call.fields:
        return None
    form = urlencode(call.fields).encode()
    if len(form) <= _AT_ONCE:
        return BytesPayload(form, content_type=_FORM)
    return BytesIOPayload(io.BytesIO(form), content_type=_FORM)


def _multipart(call: Call) -> FormData:
    form = FormData(quote_fields=False)  # Telegram shows a file's name as it comes, percent signs and all
    for name, value in call.fields.items():
        form.add_field(name, value)
    for file in call.files:
        form.add_field(file.part, io.BytesIO(file.content), filename=file.name, content_type=file.mime_type)
    return form
