"""The few calls of the Bot API that the doctor makes, with the server's time, which the bot's own client leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Generic, TypeVar

import aiohttp
from pydantic import BaseModel, ConfigDict, ValidationError
from telegram.error import NetworkError
from yarl import URL

from bot.settings import Settings
from bot.telegram.requests.fault import fault_of
from bot.telegram.requests.proxies import Proxies

TIME_LIMIT = aiohttp.ClientTimeout(total=10)
_CLIENT_ERRORS = range(400, 500)


class Bot(BaseModel):
    """What getMe tells."""

    model_config = ConfigDict(frozen=True)

    username: str
    can_join_groups: bool = True
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = False
    supports_guest_queries: bool = False


class Webhook(BaseModel):
    """What getWebhookInfo tells."""

    model_config = ConfigDict(frozen=True)

    url: str = ""
    pending_update_count: int = 0
    last_error_date: int | None = None
    last_error_message: str = ""
    allowed_updates: tuple[str, ...] = ()


Result = TypeVar("Result", bound=BaseModel)


class _Answer(BaseModel, Generic[Result]):
    result: Result


@dataclass(frozen=True)
class RefusedError(Exception):
    """Raised where Telegram refuses a call."""

    status: int


class BotApi:
    """Calls the Bot API.

    Attributes:
        server_time: the time as the server told it with its last answer, to the second.
    """

    def __init__(self, settings: Settings, http: aiohttp.ClientSession) -> None:
        token = settings.bot_token.get_secret_value() if settings.bot_token else ""
        self._root = f"{settings.bot_api_url}/bot{token}"
        self._http = http
        self._proxies = Proxies.of_environment()
        self.server_time: datetime | None = None

    async def call(self, method: str, result: type[Result]) -> Result:
        """What a method without parameters gives.

        Raises:
            RefusedError: Telegram refuses.
            NetworkError: no answer of the Bot API came back; its text holds no address.
        """
        try:
            status, payload = await self._exchange(URL(f"{self._root}/{method}"))
        except Exception as error:  # its text may hold the address
            raise fault_of(error).error from None
        if status in _CLIENT_ERRORS:
            raise RefusedError(status)
        try:
            return _Answer[result].model_validate_json(payload).result  # type: ignore[valid-type]
        except ValidationError:
            raise NetworkError(f"what came back (HTTP status {status}) is no answer of the Bot API") from None

    async def _exchange(self, url: URL) -> tuple[int, bytes]:
        proxy = self._proxies.towards(url)
        async with self._http.post(url, proxy=proxy, allow_redirects=False, timeout=TIME_LIMIT) as response:
            if told := response.headers.get("Date"):
                self.server_time = parsedate_to_datetime(told)
            return response.status, await response.read()
