"""Ends with 0 where the bot in this container is alive, with 1 and a reason where not; Docker runs it now and then."""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException

PORT = 9090
"""The same default as OPS_PORT's in bot/settings.py, which takes too long to load for a check every half minute."""
SECONDS = 4
"""Less than the time that the Dockerfile gives the check."""


def failure(port: int) -> str | None:
    """Why the bot counts as dead; None where it is alive."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except (OSError, HTTPException) as error:
        return f"/healthz on port {port} does not answer: {type(error).__name__}."
    finally:
        connection.close()
    return None if status == 200 else f"/healthz on port {port} answers {status}."


if __name__ == "__main__":
    sys.exit(failure(int(os.environ.get("OPS_PORT") or PORT)))
