"""The connections to the Bot API's server."""

from __future__ import annotations

import asyncio

from aiohttp import ClientSession, DummyCookieJar, TCPConnector
from telegram.request import BaseRequest
from yarl import URL

from bot.telegram.requests.answer import Answer, Pause, judge
from bot.telegram.requests.body import body_of
from bot.telegram.requests.call import Call
from bot.telegram.requests.fault import Fault, fault_of, no_free_connection
from bot.telegram.requests.proxies import Proxies
from bot.telegram.requests.timeouts import Timeouts

_IDLE = 15.0
"""Seconds after which an idle connection is closed. Long enough for a conversation, and before servers hang up, nginx
after 75 seconds for one: a call that crosses with that is lost, and may not be repeated if it sends a message."""


class Connections:
    """A bounded number of connections, kept open between calls. To be made within the event loop.

    Args:
        pool_size: how many calls are under way at most, each on a connection of its own.
    """

    def __init__(self, pool_size: int) -> None:
        self._free = asyncio.Semaphore(pool_size)
        self._proxies = Proxies.of_environment()
        self._session = ClientSession(
            connector=TCPConnector(limit=pool_size, keepalive_timeout=_IDLE),
            cookie_jar=DummyCookieJar(),
            headers={"User-Agent": BaseRequest.USER_AGENT},
        )

    async def close(self) -> None:
        """Closes all, and waits until they are closed."""
        await self._session.close()

    async def attempt(self, call: Call, timeouts: Timeouts) -> Answer | Pause | Fault:
        """Makes a call once."""
        # Not left to aiohttp, which counts waiting and connecting as one: a busy pool would look like a dead server.
        if self._free.locked():  # a timer is set only where there is something to wait for
            try:
                async with asyncio.timeout(timeouts.pool):
                    await self._free.acquire()
            except TimeoutError:
                return no_free_connection()
        else:
            await self._free.acquire()
        try:
            return await self._exchange(call, timeouts)
        except Exception as error:  # whatever it is, its text may hold the address
            return fault_of(error)
        finally:
            self._free.release()

    async def _exchange(self, call: Call, timeouts: Timeouts) -> Answer | Pause | Fault:
        url = URL(call.url)
        async with self._session.request(
            call.http_method,
            url,
            data=body_of(call),
            proxy=self._proxies.towards(url),
            timeout=timeouts.towards_aiohttp(call),
            allow_redirects=False,  # the Bot API has none, and another host must not get the token
        ) as response:
            return judge(response.status, await response.read())
