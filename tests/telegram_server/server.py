"""The server: the Bot API over HTTP on loopback. It checks every request, acts on it as Telegram does, and keeps it."""

from __future__ import annotations

import asyncio
import inspect
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeAlias

from aiohttp import web

from tests.telegram_server.aiogram_api import all_methods, returns_true, update_problems
from tests.telegram_server.checks import check
from tests.telegram_server.driver import Chat, Group
from tests.telegram_server.faults import AnyFault, Hang
from tests.telegram_server.json_types import Json
from tests.telegram_server.methods import ACTIONS
from tests.telegram_server.record import Request
from tests.telegram_server.refusal import Refusal, wrong_request
from tests.telegram_server.state import State
from tests.telegram_server.update_queue import Pending, UpdateQueue
from tests.telegram_server.webhook import Webhook
from tests.telegram_server.wire import Call, read_call

TOKEN = "123456:a-token-that-must-not-be-seen"
BOT: Json = {
    "id": 123456,
    "is_bot": True,
    "first_name": "Networks",
    "username": "networks_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
    "supports_guest_queries": True,
}

Process: TypeAlias = Callable[[Json], Awaitable[None]]
"""Hands an update to the bot, and comes back when the bot is done with it."""


class FakeTelegram:
    """Telegram, for one bot.

    Attributes:
        requests: every request that was made, also those refused.
        problems: what is wrong with requests; every test must leave it empty, or expect it with `expects_refusal`.
        faults: what goes wrong next.
        process: hands updates to the bot directly; None has it poll or get webhooks.
        quiet: with polling or webhooks, for how long the bot must have made no request to count as done; nothing
            is needed for a bot that confirms updates after its work.
        time_limit: how long the bot may take, in seconds.
        expects_problems: whether requests may be wrong now.
        inline_feedback: whether the bot is told which results are chosen, as BotFather can set.
    """

    def __init__(self, token: str = TOKEN, process: Process | None = None) -> None:
        self.token = token
        queue = UpdateQueue()
        self.state = State(dict(BOT), queue, Webhook(queue, self._act_by_webhook))
        self.requests: list[Request] = []
        self.problems: list[str] = []
        self.expects_problems = False
        self.faults: list[AnyFault] = []
        self.process = process
        self.quiet = 0.0
        self.time_limit = 60.0
        self.inline_feedback = True
        self.url = ""
        self._in_flight = 0
        self._last_request = 0.0
        self._hangs: list[Hang] = []
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.router.add_route("*", "/bot{token}/{method}", self._serve)
        application.router.add_get("/file/bot{token}/{path:.+}", self._serve_file)
        self._runner = web.AppRunner(application, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.state.webhook.stop()
        self.state.updates.end_poll("Conflict: the server stops")
        for hang in self._hangs:
            hang.release()
        if self._runner:
            await self._runner.cleanup()

    # How tests talk

    def private(self, user: int = 7, language: str | None = "en", name: str = "Ada") -> Chat:
        """A person's private chat with the bot, which they have started."""
        return Chat(self, user, language, name)

    def group(
        self, id: int = -1001, title: str = "Clerks", kind: str = "supergroup", topics: dict[int, str] | None = None
    ) -> Group:
        """A group that the bot is in; with topics, a forum."""
        forum = {"is_forum": True} if topics else {}
        room = self.state.chats.enter({"id": id, "type": kind, "title": title, **forum})
        room.topics |= topics or {}
        return Group(room)

    def of(self, *methods: str) -> list[Request]:
        """The requests of these methods, in order."""
        return [request for request in self.requests if request.method in methods]

    @contextmanager
    def expects_refusal(self) -> Iterator[list[str]]:
        """Within it, requests may be wrong, and one must be; gives what was wrong."""
        before, self.problems = self.problems, []
        expected, self.expects_problems = self.problems, True
        try:
            yield expected
        finally:
            self.problems, self.expects_problems = before, False
        assert expected, "no request was wrong"

    # Updates

    async def deliver(self, content: Json, update_id: int | None = None, *, is_valid: bool = True) -> Pending:
        """Sends an update to the bot and waits until the bot is done with it.

        Args:
            content: the update without its id; see `updates`.
            update_id: the id, to send the same update again; the next one by default.
            is_valid: False for what Telegram would never send.
        """
        pending = self.queue(content, update_id, is_valid=is_valid)
        if self.process:
            self.state.updates.pending.remove(pending)
            await self.process(pending.body)
        else:
            await self.done_with(pending)
        return pending

    def queue(self, content: Json, update_id: int | None = None, *, is_valid: bool = True) -> Pending:
        """Has an update wait for the bot."""
        id = self.state.updates.next_id() if update_id is None else update_id
        pending = Pending(id, {"update_id": id, **content})
        if is_valid:
            problems = list(update_problems(pending.body))
            assert not problems, f"Telegram would not send this update: {problems}"
            self.state.learn(content)
        self.state.updates.add(pending)
        return pending

    async def done_with(self, pending: Pending) -> None:
        """Waits until the bot has taken an update, and has made all its requests.

        Raises:
            AssertionError: it takes too long.
        """
        await self.wait_for(lambda: not self.state.updates.has(pending))
        taken = time.monotonic()
        await self.wait_for(lambda: self._is_quiet_since(taken))

    async def wait_for(self, condition: Callable[[], object], time_limit: float | None = None) -> None:
        """Waits until something is so.

        Raises:
            AssertionError: it takes too long.
        """
        end = time.monotonic() + (self.time_limit if time_limit is None else time_limit)
        while not condition():
            assert time.monotonic() < end, f"waited too long; the last requests were {self.requests[-3:]}"
            await asyncio.sleep(0.002)

    def _is_quiet_since(self, moment: float) -> bool:
        return not self._in_flight and time.monotonic() - max(moment, self._last_request) >= self.quiet

    # Requests

    async def _serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.match_info["token"] != self.token:
            return _answer(_wrong_token(request.match_info["token"]))
        if method not in all_methods():
            self.problems.append(f"{method}: there is no such method")
            return _answer(Refusal(404, "Not Found: method not found"))
        counts = method != "getUpdates"
        self._in_flight += counts
        try:
            return await self._serve_call(method, request)
        finally:
            self._in_flight -= counts
            self._last_request = time.monotonic() if counts else self._last_request

    async def _serve_call(self, method: str, request: web.Request) -> web.Response:
        fault = next((fault for fault in self.faults if fault.method == method), AnyFault(method))
        if fault in self.faults:
            self.faults.remove(fault)
        if isinstance(fault, Hang):
            self._hangs.append(fault)
        try:
            call = await read_call(method, request)
        except ValueError as error:
            self.problems.append(f"{method}: the body cannot be read: {error}")
            return _answer(Refusal(400, "Bad Request: can't parse request"))
        refusal = None
        record = Request(method, call.parameters, call.uploads)
        if fault.is_recorded:
            problems, refusal = check(call)
            self.problems += problems
            self.requests.append(record)
        if instead := await fault.before(request):
            return instead
        try:
            record.result = await self._act(call, refusal)
            record.is_done = True
        except Refusal as error:
            record.refusal = error
        return await fault.after(request) or _answer(record.refusal or record.result)

    async def _act(self, call: Call, refusal: Refusal | None) -> Any:
        """Does what is asked.

        Raises:
            Refusal: it cannot be done.
        """
        if refusal:
            raise refusal
        action = ACTIONS.get(call.method)
        try:
            if action is None and not returns_true(call.method):
                raise wrong_request(f"this server does not act out {call.method}")
            result = action(self.state, call) if action else True
            return await result if inspect.isawaitable(result) else result
        except Refusal as error:
            if error.is_problem:
                self.problems.append(f"{call.method}: {error.description.removeprefix('Bad Request: ')}")
            raise
        except Exception as error:
            self.problems.append(f"{call.method}: this server failed: {error!r}")
            raise

    async def _act_by_webhook(self, method: str, parameters: Json) -> Any:
        call = Call(method, parameters, {})
        record = Request(method, parameters, {})
        self.requests.append(record)
        problems, refusal = check(call)
        self.problems += problems
        record.result = await self._act(call, refusal)
        record.is_done = True
        return record.result

    async def _serve_file(self, request: web.Request) -> web.Response:
        files = {file.path: file for file in self.state.files.stored.values()}
        file = files.get(request.match_info["path"])
        if request.match_info["token"] != self.token or file is None:
            return _answer(Refusal(404, "Not Found"))
        return web.Response(body=file.content)


def _answer(result: object) -> web.Response:
    if isinstance(result, Refusal):
        return web.json_response(result.body(), status=result.status)
    return web.json_response({"ok": True, "result": result})


def _wrong_token(token: str) -> Refusal:
    """What looks like a token is told from what does not."""
    return Refusal(401, "Unauthorized") if re.fullmatch(r"\d+:[\w-]+", token) else Refusal(404, "Not Found")
