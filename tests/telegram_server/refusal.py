"""What Telegram answers when it does not do what it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.telegram_server.json_types import Json


class Refusal(Exception):  # noqa: N818 - it is an answer first
    """An answer that is not "ok".

    Attributes:
        status: the HTTP status, also in the body.
        description: Telegram's sentence, with "Bad Request: " or the like in front.
        parameters: what a bot may do about it, such as `retry_after`.
        is_problem: whether only a fault of the bot can be the reason; else it is a thing that happens, such as a
            message deleted meanwhile, which a bot must cope with.
    """

    def __init__(
        self, status: int, description: str, *, parameters: Json | None = None, is_problem: bool = False
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters
        self.is_problem = is_problem

    def body(self) -> Json:
        """The answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(description: str) -> Refusal:
    """A refusal because of how things stand."""
    return Refusal(400, f"Bad Request: {description}")


def wrong_request(description: str) -> Refusal:
    """A refusal because of the request alone."""
    return Refusal(400, f"Bad Request: {description}", is_problem=True)


@dataclass(frozen=True)
class Finding:
    """Something wrong with a request: what Telegram answers, or what it takes but nobody can have meant."""

    description: str
    is_refused: bool = True
