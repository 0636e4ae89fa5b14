"""Calls of the Bot API, timed: a `BaseRequest` around another one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from telegram.request import BaseRequest, RequestData

from bot.operations.metrics import Metrics
from bot.telegram.requests.call import Call

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

_DEFAULT = BaseRequest.DEFAULT_NONE
_FIRST_REFUSAL = 400
_NOT_REACHED = (401, 404)
"""What Telegram answers to a token that it does not know: the bot does not get through."""
_SERVERS_FAULT = 500


class MeasuredRequest(BaseRequest):
    """Makes calls as another request does, and has them counted.

    A call counts with all its tries and pauses, as that is what the person who asked waits for.

    Args:
        request: who makes the calls.
        metrics: where they are counted.
    """

    def __init__(self, request: BaseRequest, metrics: Metrics) -> None:
        self._request = request
        self._metrics = metrics

    @property
    def read_timeout(self) -> float | None:
        """That of the other request."""
        return self._request.read_timeout

    async def initialize(self) -> None:
        """Makes the other request ready."""
        await self._request.initialize()

    async def shutdown(self) -> None:
        """Shuts the other request down."""
        await self._request.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = _DEFAULT,
        write_timeout: ODVInput[float] = _DEFAULT,
        connect_timeout: ODVInput[float] = _DEFAULT,
        pool_timeout: ODVInput[float] = _DEFAULT,
    ) -> tuple[int, bytes]:
        """Makes a call. Gives and raises what the other request does."""
        name = Call.of(method, url, None).name
        started = time.perf_counter()
        try:
            status, payload = await self._request.do_request(
                url, method, request_data, read_timeout, write_timeout, connect_timeout, pool_timeout
            )
        except Exception as error:
            self._metrics.call_failed(name, type(error).__name__)
            raise
        finally:
            self._metrics.called(name, time.perf_counter() - started)
        if status >= _FIRST_REFUSAL:
            self._metrics.call_failed(name, str(status))
        if status < _SERVERS_FAULT and status not in _NOT_REACHED:
            self._metrics.telegram_reached()
        return status, payload

    def parse_json_payload(self, payload: bytes) -> dict[str, Any]:  # type: ignore[override]  # static there
        """What the other request makes of an answer."""
        return self._request.parse_json_payload(payload)
