"""A plain HTTP client for the server's own tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.telegram_server.json_types import Json
from tests.telegram_server.server import FakeTelegram


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    body: Json

    @property
    def result(self) -> Any:
        """What it gave."""
        assert self.body["ok"], self.body
        return self.body["result"]

    @property
    def description(self) -> str:
        """Why it refused."""
        assert not self.body["ok"], self.body
        return str(self.body["description"])


@dataclass(frozen=True)
class Client:
    """Calls methods with JSON bodies."""

    telegram: FakeTelegram
    session: aiohttp.ClientSession

    async def __call__(self, method: str, token: str | None = None, **parameters: Any) -> Answer:
        """Calls a method."""
        url = f"{self.telegram.url}/bot{token or self.telegram.token}/{method}"
        async with self.session.post(url, json=parameters) as response:
            return Answer(response.status, await response.json())
