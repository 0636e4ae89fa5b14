"""Telegram's own machine-readable description of the Bot API, where it is at hand: a second check of every request.

`BOTAPI_JSON` names the file; else it is looked for in `shared/botapi` beside the repository. Without it, requests are
checked against aiogram's types alone, and the tests that need the description are shown as skipped.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path

from tests.telegram_server.description import ApiType, Description, Field
from tests.telegram_server.json_types import Json

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "botapi" / "api.json"
_CONSTANT = re.compile(r"must be “?\"?([a-z0-9_]+)”?\"?$")


@cache
def bot_api() -> Description | None:
    """The description; None where it is not at hand.

    Raises:
        FileNotFoundError: `BOTAPI_JSON` names a file that there is not.
    """
    named = os.environ.get("BOTAPI_JSON")
    if not named and not _BESIDE.exists():
        return None
    read = json.loads(Path(named or _BESIDE).read_text(encoding="utf-8"))
    return Description(
        methods={name: _type(of) for name, of in read["methods"].items()},
        types={name: _type(of) for name, of in read["types"].items()},
    )


def _type(of: Json) -> ApiType:
    return ApiType({f["name"]: _field(f) for f in of.get("fields", ())}, tuple(of.get("subtypes", ())))


def _field(of: Json) -> Field:
    constant = _CONSTANT.search(of["description"])
    return Field(tuple(of["types"]), of["required"], constant[1] if constant else None)
