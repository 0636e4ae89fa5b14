"""What can go wrong on the way to the Bot API, in words without the address, which holds the token."""

from __future__ import annotations

import asyncio
import os
import ssl
from dataclasses import dataclass

import aiohttp
from telegram.error import NetworkError, TimedOut


class NotSentError(NetworkError):
    """Raised where Telegram certainly has not got a call, so that the work that it was part of may be done again."""


class NotSentInTimeError(TimedOut, NotSentError):
    """Raised where that is so because something took too long."""


@dataclass(frozen=True)
class Fault:
    """A call that got no answer.

    Attributes:
        error: what the caller is told. It has no cause: the errors of aiohttp quote the address.
        passing: whether another try may fare better.
    """

    error: NetworkError
    passing: bool = True

    @property
    def may_have_arrived(self) -> bool:
        """Whether Telegram may have got the call.

        Once it was sent, this cannot be known: a server that cut the connection before it read the call and one that
        did so after it carried it out look the same, also on a connection that had been idle, where the server may have
        hung up while the call was under way.
        """
        return not isinstance(self.error, NotSentError)


def not_open() -> Fault:
    """A call before `initialize` or after `shutdown`."""
    return Fault(NotSentError("The connections are closed. Call initialize() first."), passing=False)


def no_free_connection() -> Fault:
    """A call that no connection became free for in time."""
    message = "All connections are in use; the call was not sent. Raise the pool size."
    return Fault(NotSentInTimeError(message))


def fault_of(error: Exception) -> Fault:
    """What an error of aiohttp means."""
    match error:
        case aiohttp.ClientConnectorCertificateError():
            message = "The certificate of the Bot API is not trusted. Check the clock, the certificates and the proxy."
            return Fault(NotSentError(message), passing=False)
        case aiohttp.ClientHttpProxyError(status=status):
            message = f"The proxy refused to connect, with HTTP status {status}. Check HTTPS_PROXY."
            return Fault(NotSentError(message), passing=status >= 500)
        case aiohttp.ClientProxyConnectionError():
            return Fault(NotSentError(f"The proxy cannot be reached ({_reason(error)})."))
        case aiohttp.ClientConnectorDNSError():
            return Fault(NotSentError("The name of the Bot API's server cannot be resolved."))
        case aiohttp.ClientConnectorError():
            return Fault(NotSentError(f"The Bot API cannot be reached ({_reason(error)})."))
        case aiohttp.ConnectionTimeoutError():
            return Fault(NotSentInTimeError("No connection to the Bot API came about in time."))
        case asyncio.TimeoutError():
            # Whoever waits has waited long already.
            return Fault(TimedOut("The Bot API did not answer in time."), passing=False)
        case aiohttp.ClientConnectionError() | aiohttp.ClientPayloadError():
            return Fault(NetworkError(f"The connection to the Bot API was cut ({type(error).__name__})."))
        case _:
            # Nobody foresaw it, so where it was raised is kept; its text may hold the address.
            unforeseen = NetworkError(f"The call failed in an unforeseen way ({type(error).__name__}).")
            return Fault(unforeseen.with_traceback(error.__traceback__), passing=False)


def _reason(error: aiohttp.ClientConnectorError) -> str:
    """Why no connection came about, in the system's words and without the host."""
    cause = error.os_error
    if isinstance(cause, ssl.SSLError):  # its number is none of the system's
        return cause.reason or type(cause).__name__
    return os.strerror(cause.errno) if cause.errno else type(cause).__name__
