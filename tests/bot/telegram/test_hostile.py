"""Text meant to break things: never unescaped, never too long, never a traceback."""

from __future__ import annotations

import logging

import pytest

from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server.driver import Chat

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
    assert not caplog.records


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
async def test_it_is_harmless_behind_the_bots_name(chat: Chat, text: str, caplog: pytest.LogCaptureFixture) -> None:
    short = text[:100]
    with caplog.at_level(logging.WARNING):
        for typed in (short, f"role {short}", f"{short} link", f"we joined +c40+ {short}", f"+{short}+ +c40+"):
            await chat.types(typed)
    assert not caplog.records


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
async def test_it_is_harmless_in_groups_edits_links_and_remarks(
    chat: Chat, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    group = chat.in_group(-1001)
    with caplog.at_level(logging.WARNING):
        await group.says(f"@networks_bot {text}"[:4096])
        await group.edits(f"@networks_bot what is C40? {text}"[:4096])
        await chat.says(f"/start {text}"[:4096])
        assert chat.last
        await chat.says(f"/feedback {text}"[:4096])
        assert chat.last
        await chat.in_group(-1002).calls_as_guest(f"@networks_bot {text}"[:4096])
    assert not caplog.records


@pytest.mark.parametrize(
    "data", ["\x00", "v2?" + "<" * 61, "v2?a:b:c<a:b:c", "v2+:::", "v1:\u202e", "v2?=:=:=", "😀" * 16]
)
async def test_what_no_button_of_ours_carries_is_answered(
    chat_in: ChatIn, data: str, caplog: pytest.LogCaptureFixture
) -> None:
    chat = chat_in("en")
    with caplog.at_level(logging.WARNING):
        await chat.presses_data(data)
    assert len(chat.notices) == 1
    assert not caplog.records


async def test_a_message_without_text_is_answered(chat: Chat) -> None:
    await chat.sends(text="")
    await chat.sends()
    assert "text only" in chat.last
