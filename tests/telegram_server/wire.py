"""Requests as they come over the wire: JSON, forms and uploads, read into one shape."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from tests.telegram_server.aiogram_api import Kind, field_kinds
from tests.telegram_server.json_types import Json


@dataclass(frozen=True)
class Upload:
    """A file in a request."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """A request: the method, its parameters as JSON values, and files by the names that `attach://` gives them."""

    method: str
    parameters: Json
    uploads: dict[str, Upload]

    def __getitem__(self, name: str) -> Any:
        return self.parameters[name]

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter, or the default."""
        return self.parameters.get(name, default)


async def read_call(method: str, request: web.Request) -> Call:
    """The call that a request makes.

    Raises:
        ValueError: the body is not what its content type says.
    """
    fields: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = await request.read()
        fields |= json.loads(body) if body else {}
    elif request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            name = part.name or ""
            content = await part.read(decode=True)
            if part.filename is None:
                fields[name] = content.decode()
            else:
                uploads[name] = Upload(part.filename, bytes(content))
    else:
        fields |= dict(await request.post())
    return Call(method, decoded(method, fields, uploads), uploads)


def decoded(method: str, fields: Json, uploads: dict[str, Upload]) -> Json:
    """The parameters as JSON values: forms carry text only, and so may JSON. What cannot be read is left as it is."""
    kinds = field_kinds(method)
    parameters = {
        name: _value(kinds.get(name, Kind.TEXT), value) if isinstance(value, str) else value
        for name, value in fields.items()
        if value is not None
    }
    # A file may come under the name of its parameter, without `attach://`.
    return parameters | {name: f"attach://{name}" for name in uploads if kinds.get(name) is Kind.FILE}


def _value(kind: Kind, text: str) -> Any:
    try:
        match kind:
            case Kind.INTEGER:
                return int(text)
            case Kind.ID:
                return int(text) if text.removeprefix("-").isdecimal() else text
            case Kind.FLOAT:
                return float(text)
            case Kind.BOOLEAN:
                return {"true": True, "1": True, "yes": True, "false": False, "0": False}.get(text.lower(), text)
            case Kind.JSON:
                return json.loads(text)
    except ValueError:
        return text
    return text
