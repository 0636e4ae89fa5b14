"""What came back: an answer of the Bot API, or something else that stands in its place."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal

from pydantic import BaseModel, Field, ValidationError
from telegram.error import NetworkError

from bot.telegram.requests.fault import Fault


@dataclass(frozen=True)
class Answer:
    """An answer that python-telegram-bot understands, be it a success or a refusal."""

    status: int
    payload: bytes


@dataclass(frozen=True)
class Pause:
    """Telegram did not take the call and asks for some seconds of silence first."""

    seconds: int


class _Parameters(BaseModel):
    retry_after: int = Field(default=0, ge=0)


class _Refusal(BaseModel):
    """What the Bot API answers where it does not answer with a result."""

    ok: Literal[False]
    description: str = ""
    parameters: _Parameters = _Parameters()


def judge(status: int, payload: bytes) -> Answer | Pause | Fault:
    """What an HTTP response means.

    An error page that is no refusal by the Bot API comes from something on the way, such as a proxy. It is a fault of
    the network, whatever its status: python-telegram-bot would take a 403 for a person who blocked the bot and a 404
    for a wrong token, and show the page in its error and its log, with the address and so the token if the page has it.
    """
    if HTTPStatus(HTTPStatus.OK) <= status < HTTPStatus.MULTIPLE_CHOICES:
        return Answer(status, payload)
    try:
        refusal = _Refusal.model_validate_json(payload)
    except ValidationError:
        message = f"HTTP status {status} came without an answer of the Bot API. Check BOT_API_URL and the proxy."
        return Fault(NetworkError(message), passing=_is_servers(status))
    if status == HTTPStatus.TOO_MANY_REQUESTS and refusal.parameters.retry_after:
        return Pause(refusal.parameters.retry_after)
    if _is_servers(status):
        return Fault(NetworkError(refusal.description or f"HTTP status {status}"))
    return Answer(status, payload)


def _is_servers(status: int) -> bool:
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR
