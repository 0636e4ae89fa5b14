"""Addresses as Telegram takes them."""

from __future__ import annotations

import re

_LINK = re.compile(r"(?:(?P<scheme>[a-z][a-z0-9+.-]*)://)?(?P<host>[^/?#\s:@]+)(?P<rest>[:/?#]\S*)?", re.IGNORECASE)
_SCHEMES = {"http", "https", "tg", "ton", "tonsite"}


def checked_link(url: str) -> str | None:
    """The address as Telegram keeps it; None for one that it drops without a word."""
    match = _LINK.fullmatch(url.strip())
    if not match:
        return None
    scheme, host = (match["scheme"] or "http").lower(), match["host"]
    if scheme not in _SCHEMES or (scheme in ("http", "https") and "." not in host and host != "localhost"):
        return None
    return f"{scheme}://{host}{match['rest'] or '/'}"
