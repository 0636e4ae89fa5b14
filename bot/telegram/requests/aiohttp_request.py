"""Calls of the Bot API over aiohttp, for python-telegram-bot."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING, Any

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.telegram.requests.answer import Answer, Pause
from bot.telegram.requests.call import GET_UPDATES, Call
from bot.telegram.requests.connections import Connections
from bot.telegram.requests.fault import Fault, not_open
from bot.telegram.requests.flood import FloodGate
from bot.telegram.requests.timeouts import Timeouts

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

LOGGER = logging.getLogger(__name__)

_BACK_OFF = (0.2, 1.0)
"""Seconds before the second and the third try, which is the last. A connection that was cut works again at once, a
server that restarts often within a second, and whoever waits for a reply gives up not much later."""

_DEFAULT = BaseRequest.DEFAULT_NONE


class AiohttpRequest(BaseRequest):
    """Makes the calls of python-telegram-bot, and makes them again where that helps and nobody sees a thing twice.

    - Telegram's "too many requests" is waited out, by all calls to that chat. Only getUpdates is told at once, as the
      loop around it has nothing else to do than wait.
    - A call that did not reach Telegram is made again; one that may have arrived only if that is harmless.
    - Neither errors nor logs hold an address or the token.

    Args:
        timeouts: how long a call may take that says nothing else.
        pool_size: how many calls are under way at most. At a tenth of a second each, 64 are twenty times as many as
            Telegram lets a bot send.
        flood_patience: for how many seconds a call waits for Telegram's flood limits at most, in all its tries.
    """

    def __init__(self, timeouts: Timeouts | None = None, *, pool_size: int = 64, flood_patience: float = 60.0) -> None:
        self._timeouts = timeouts or Timeouts()
        self._pool_size = pool_size
        self._flood_patience = flood_patience
        self._flood = FloodGate()
        self._connections: Connections | None = None

    @property
    def read_timeout(self) -> float | None:
        """For how many seconds a call waits for its answer if it says nothing else; getUpdates adds its own to it."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Makes ready. Connections are opened as they are needed, through the proxy that the environment names."""
        if self._connections is None:
            self._connections = Connections(self._pool_size)

    async def shutdown(self) -> None:
        """Closes the connections and waits until they are closed. Calls under way fail."""
        connections, self._connections = self._connections, None
        if connections is not None:
            await connections.close()

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
        """Makes a call; gives the HTTP status and the body.

        Raises:
            NotSentError: Telegram has not got it.
            TimedOut: it took too long; Telegram may have got it, unless this is a NotSentError too.
            NetworkError: no answer of the Bot API came back, though Telegram may have got the call.
            RetryAfter: Telegram asks for more patience than there is.
        """
        call = Call.of(method, url, request_data)
        timeouts = self._timeouts.but(
            read=read_timeout, write=write_timeout, connect=connect_timeout, pool=pool_timeout
        )
        answer = await self._answer(call, timeouts)
        return answer.status, answer.payload

    async def _answer(self, call: Call, timeouts: Timeouts) -> Answer:
        """The answer to a call, in as many tries as it takes and may take."""
        patience = self._flood_patience if call.name != GET_UPDATES else 0.0
        pauses = iter(_BACK_OFF)
        while True:
            patience -= await self._flood.wait(call.lane, patience)
            outcome = await self._attempt(call, timeouts)
            match outcome:
                case Answer():
                    return outcome
                case Pause(seconds):
                    LOGGER.warning("Telegram asks for a pause of %s s after %s.", seconds, call.name)
                    self._flood.close(call.lane, seconds)
                case Fault(error):
                    pause = next(pauses, None) if outcome.passing and _may_repeat(call, outcome) else None
                    if pause is None:
                        # Not raised while aiohttp's error is handled, which would stay attached to it.
                        raise error
                    LOGGER.info("%s is tried again: %s", call.name, error)
                    await asyncio.sleep(pause)

    async def _attempt(self, call: Call, timeouts: Timeouts) -> Answer | Pause | Fault:
        """Makes a call once, unless it was shut down, maybe while the call waited."""
        return await self._connections.attempt(call, timeouts) if self._connections else not_open()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """What the Bot API answered.

        Raises:
            NetworkError: it is no JSON object, as a page that something on the way put in its place. It is left out of
                the error and the log, where python-telegram-bot would show it: it may quote the address.
        """
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise NetworkError("What came back is no answer of the Bot API. Check BOT_API_URL and the proxy.")
        return answer


def _may_repeat(call: Call, fault: Fault) -> bool:
    return call.is_harmless_twice or not fault.may_have_arrived
