"""What Telegram hears for what it posts, and what anybody else hears."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from starlette.types import Message, Scope

from bot.telegram.delivery import Delivered
from bot.telegram.webhook import LARGEST_BODY, SECRET_HEADER, webhook_app

SECRET = "a-secret"
UPDATE = b'{"update_id": 1}'


class Office:
    """A webhook, and what it has handed on."""

    def __init__(self) -> None:
        self.delivered: list[Mapping[str, Any]] = []
        self.outcome = Delivered.DONE
        self.may_end = asyncio.Event()
        self.may_end.set()
        self._app = webhook_app(self._deliver, "/telegram", SECRET)

    async def _deliver(self, raw: Mapping[str, Any]) -> Delivered:
        await self.may_end.wait()
        self.delivered.append(raw)
        return self.outcome

    async def post(
        self,
        *parts: bytes,
        secret: str | None = SECRET,
        path: str = "/telegram",
        method: str = "POST",
        is_cut: bool = False,
    ) -> int:
        """The status of a request whose body comes in these parts; fails where the answer has a body."""
        headers = [(b"host", b"example.org")]
        if secret is not None:
            headers.append((SECRET_HEADER.lower().encode(), secret.encode()))
        scope: Scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": headers}
        waiting = iter(_messages(parts, is_cut))
        sent: list[Message] = []

        async def receive() -> Message:
            return next(waiting)

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        start, *bodies = sent
        assert [body["type"] for body in bodies] == ["http.response.body"]
        if path == "/telegram" and method == "POST":
            assert dict(start["headers"]) == {b"content-length": b"0"}
            assert not bodies[0].get("body")
        status: int = start["status"]
        return status


def _messages(parts: Iterable[bytes], is_cut: bool) -> Iterable[Message]:
    """What a server hands on of a body."""
    for part in parts:
        yield {"type": "http.request", "body": part, "more_body": True}
    yield {"type": "http.disconnect"} if is_cut else {"type": "http.request", "body": b"", "more_body": False}


@pytest.fixture
async def office() -> Office:
    return Office()


async def test_an_update_is_handed_on_and_confirmed(office: Office) -> None:
    assert await office.post(UPDATE) == 200
    assert await office.post(b'{"update', b'_id": ', b"2}") == 200, "in whatever parts it comes"
    assert office.delivered == [{"update_id": 1}, {"update_id": 2}]


async def test_it_is_confirmed_only_after_the_work(office: Office) -> None:
    office.may_end.clear()
    posting = asyncio.create_task(office.post(UPDATE))
    await asyncio.sleep(0.01)
    assert not posting.done()
    office.may_end.set()
    assert await posting == 200


async def test_what_cannot_be_done_now_is_asked_for_again(office: Office) -> None:
    office.outcome = Delivered.AGAIN
    assert await office.post(UPDATE) == 503


async def test_the_work_goes_on_where_nobody_waits_for_it_any_more(office: Office) -> None:
    office.may_end.clear()
    posting = asyncio.create_task(office.post(UPDATE))
    await asyncio.sleep(0.01)
    posting.cancel()
    office.may_end.set()
    await asyncio.sleep(0.01)
    assert office.delivered == [{"update_id": 1}]


@pytest.mark.parametrize("secret", [None, "", "another", SECRET + "s", "sécret"])
async def test_who_does_not_know_the_secret_is_turned_away(office: Office, secret: str | None) -> None:
    assert await office.post(UPDATE, secret=secret) == 403


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"1", b"null", b'"text"', b"\xff", b'{"a": "\xff"}'])
async def test_what_is_no_update_is_turned_away(office: Office, body: bytes) -> None:
    assert await office.post(body) == 400


async def test_what_is_cut_off_is_turned_away(office: Office) -> None:
    assert await office.post(UPDATE, is_cut=True) == 400


async def test_what_is_too_large_is_turned_away(office: Office) -> None:
    largest = UPDATE + b" " * (LARGEST_BODY - len(UPDATE))
    assert await office.post(largest) == 200
    assert await office.post(largest[:-100], b" " * 101) == 413
    assert len(office.delivered) == 1


async def test_of_what_is_too_large_no_more_is_read(office: Office) -> None:
    """The messages end where reading should, so that reading on would fail."""
    assert await office.post(b" " * LARGEST_BODY, b" ", is_cut=True) == 413


async def test_there_is_nothing_else_here(office: Office) -> None:
    assert await office.post(UPDATE, path="/") == 404
    assert await office.post(UPDATE, path="/telegram/more") == 404
    assert await office.post(UPDATE, method="GET") == 405
    assert not office.delivered


async def test_nothing_is_handed_on_of_what_is_turned_away(office: Office) -> None:
    await office.post(UPDATE, secret="another")
    await office.post(b"[]")
    assert not office.delivered
