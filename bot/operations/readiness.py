"""Whether the bot can answer: the store is there, the knowledge is loaded, Telegram is reached."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.store.errors import StoreError
from bot.telegram.logs import describe

LOGGER = logging.getLogger(__name__)

TIME_LIMIT = 5.0
"""Seconds for all checks together; who asks gives up after about ten."""
REACHED_WITHIN = 5 * 60.0
"""Seconds for which an answer of Telegram counts; long polling brings one every half minute."""
PROBE_PAUSE = 30.0
"""Seconds between two calls of Telegram that are made only to see whether it answers."""


@dataclass(frozen=True)
class Checked:
    """What a check found, with a sentence for the operator that holds nothing secret."""

    is_well: bool
    sentence: str


Check: TypeAlias = Callable[[], Awaitable[Checked]]


async def check_all(checks: Mapping[str, Check]) -> dict[str, Checked]:
    """What each check finds, side by side. One that fails or takes too long is not well."""
    found = await asyncio.gather(*map(_checked, checks.values()))
    return dict(zip(checks, found, strict=True))


def store_check(ping: Callable[[], Awaitable[object]]) -> Check:
    """Whether the store answers.

    Args:
        ping: reads something small; raises StoreError where it cannot.
    """

    async def check() -> Checked:
        try:
            await ping()
        except StoreError as error:
            return Checked(False, str(error))  # its sentences hold no secrets
        return Checked(True, "The store answers.")

    return check


def knowledge_check(networks: Callable[[], int]) -> Check:
    """Whether there is knowledge to answer from.

    Args:
        networks: how many networks are known; 0 while none are loaded.
    """

    async def check() -> Checked:
        known = networks()
        return Checked(known > 0, f"{known} networks are known." if known else "No knowledge is loaded.")

    return check


class TelegramCheck:
    """Whether Telegram was reached lately. Where nobody had anything to ask of it for a while, it is called.

    Args:
        last_reached: when Telegram last answered, in seconds since 1970; 0 for never.
        probe: a harmless call, such as getMe, which counts as reaching it; raises an error where it fails.
        clock: tells the time in seconds since 1970.
    """

    def __init__(
        self,
        last_reached: Callable[[], float],
        probe: Callable[[], Awaitable[object]],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._last_reached = last_reached
        self._probe = probe
        self._clock = clock
        self._probed = -PROBE_PAUSE
        self._error = ""

    async def __call__(self) -> Checked:
        """What is so now; at most every half minute it takes a call to find out."""
        ago = self._clock() - self._last_reached()
        if ago >= REACHED_WITHIN and self._clock() - self._probed >= PROBE_PAUSE:
            self._probed = self._clock()
            try:
                async with asyncio.timeout(TIME_LIMIT - 1):
                    await self._probe()
                self._error = ""
            except Exception as error:  # whatever it is, Telegram is not reached
                self._error = f" ({describe(error)})"
            ago = self._clock() - self._last_reached()
        if ago < REACHED_WITHIN:
            return Checked(True, f"Telegram answered {max(0, round(ago))} s ago.")
        return Checked(False, f"Telegram does not answer{self._error}. Check the connection and BOT_API_URL.")


async def _checked(check: Check) -> Checked:
    try:
        async with asyncio.timeout(TIME_LIMIT):
            return await check()
    except TimeoutError:
        return Checked(False, f"It took longer than {TIME_LIMIT:g} s to find out.")
    except Exception as error:  # a check that fails must not hide what the others found
        LOGGER.error("A check of readiness failed: %s", describe(error))
        return Checked(False, f"The check failed ({type(error).__name__}); see the log.")
