"""Text meant to break things: never unescaped, never too long, never a traceback."""

from __future__ import annotations

import logging

import pytest

from tests.bot.telegram.driver import Chat

HOSTILE = [
    "<b>",
    "</b><a href='https://evil.example'>c40</a>",
    "&",
    "&amp;lt;",
    "_*[c40](tg://user?id=1)~`>#+-=|{}.!",
    "\u202ec40\u2066",
    "\u200f\u200e",
    " ",
    "\u3164",
    "😀",
    "👨‍👩‍👧‍👦" * 500,
    "a" * 4096,
    "<" * 4096,
    "c40 " * 1024,
    "\x00\x01\x1f",
    "c40\x00role",
    "\ud800",
    "the of and",
    "{city} {0} %s",
    "\n\n\n",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
async def test_it_is_answered_within_the_limits(chat: Chat, text: str, caplog: pytest.LogCaptureFixture) -> None:
    """The driver fails where a reply is unescaped, empty or too long."""
    with caplog.at_level(logging.WARNING):
        for typed in (text, f"/network {text}", f"/topic {text}", f"/compare {text}", f"/language {text}", f"/{text}"):
            await chat.says(typed)
            assert chat.last, typed
            assert "<a href='" not in chat.last_html
        await chat.types(text[:256])
    assert not caplog.records


async def test_a_message_without_text_is_answered(chat: Chat) -> None:
    await chat.sends(text="")
    await chat.sends()
