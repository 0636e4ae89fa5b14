"""A day's traffic of thousands of people: who comes when, and how updates get to the bot."""

from __future__ import annotations

import asyncio
import io
import random
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import aiohttp

from tests.intents.question_files import question_files
from tests.soak.posting import TAKEN, post
from tests.telegram_server.chats import Chats, Room
from tests.telegram_server.driver import Chat, Group
from tests.telegram_server.json_types import Json
from tests.telegram_server.record import Request
from tests.telegram_server.server import FakeTelegram

PEOPLE = 4_000
_GROUPS = 60
_VISITS_AT_ONCE = 24
_SENT_AGAIN = 0.01
"""The part of the updates that Telegram sends a second time."""
_REMEMBERED = 6
"""Messages that are kept of each chat, so that this process does not fill up; people look at the last ones."""
_LANGUAGES: tuple[str | None, ...] = ("it", "en", "it-IT", "de", None)

Visit: TypeAlias = Callable[["Traffic", Chat], Awaitable[None]]
"""What a person does in a few minutes."""


class Traffic:
    """The people, and how they send their updates to a bot.

    Args:
        telegram: whom they are at.
        port: where the bot listens.
        count: updates in all.
        seconds: over how much time they are spread at least.

    Attributes:
        kinds: how many updates of each kind were sent, by what people did.
        sent: how many in all, those that were sent a second time left out.
        card: the id of a result that an inline query brought lately.
    """

    def __init__(self, telegram: FakeTelegram, port: int, count: int, seconds: float) -> None:
        self.telegram = telegram
        self.random = random.Random(count)
        self.kinds: Counter[str] = Counter()
        self.sent = 0
        self.card = ""
        self._port = port
        self._count = count
        self._seconds = seconds
        self._began = time.monotonic()
        self._session: aiohttp.ClientSession | None = None
        telegram.process = self._post
        telegram.requests = _Passing(self._notice)
        telegram.state.chats = _ManyChats()
        telegram.state.webhook.set = _known  # type: ignore[method-assign]
        self._people = deque(telegram.private(1_000 + n, self.random.choice(_LANGUAGES)) for n in range(PEOPLE))
        self._groups = [telegram.group(-1_000_000 - n) for n in range(_GROUPS)]
        self._conversations = [
            [turn.text for turn in talk.turns] for file in question_files() for talk in file.conversations
        ]

    @property
    def part(self) -> float:
        """How much of the day is over."""
        return self.sent / self._count

    def conversation(self) -> list[str]:
        """What somebody says, one after the other."""
        return self.random.choice(self._conversations)

    def group(self) -> Group:
        """Some group."""
        return self.random.choice(self._groups)

    async def run(self, opening: Visit, visit: Visit) -> None:
        """Has people come, one after the other and some at once, until all is sent; waits until the bot listens.

        Args:
            opening: what the first one does, before the others come.
            visit: what each of the others does.
        """
        async with aiohttp.ClientSession() as self._session:
            while not await self.knock("", b""):  # noqa: ASYNC110 nobody tells when it listens
                await asyncio.sleep(0.05)
            self._began = time.monotonic()
            await self._come(opening)
            async with asyncio.TaskGroup() as visits:
                for _ in range(_VISITS_AT_ONCE):
                    visits.create_task(self._visits(visit))

    async def do(self, kind: str, doing: Awaitable[object]) -> None:
        """Does something when its time has come; raises AssertionError where the bot then calls Telegram wrongly."""
        early = self.part * self._seconds - (time.monotonic() - self._began)
        if early > 0:
            await asyncio.sleep(early)
        self.kinds[kind] += 1
        self.sent += 1
        await doing

    async def send(self, content: Json) -> None:
        """Sends what Telegram would never send as an update."""
        await self._post({"update_id": self.telegram.state.updates.next_id(), **content})

    async def knock(self, secret: str, body: bytes) -> int:
        """Posts what is no update; gives the status."""
        assert self._session
        return await post(self._session, self._port, secret, data=io.BytesIO(body))

    async def _visits(self, visit: Visit) -> None:
        while self.sent < self._count:
            await self._come(visit)

    async def _come(self, visit: Visit) -> None:
        person = self._people.popleft()
        await visit(self, person)
        for room in (person.room, *(group.room for group in self._groups)):
            _tidy(room)
        self._people.append(person)

    async def _post(self, update: Json) -> None:
        """Posts an update until it is taken; some come again."""
        assert self._session
        assert await post(self._session, self._port, json=update) == TAKEN
        if self.random.random() < _SENT_AGAIN:
            self.kinds["sent again"] += 1
            assert await post(self._session, self._port, json=update) == TAKEN

    def _notice(self, request: Request) -> None:
        for result in request.parameters.get("results", [])[:1]:
            self.card = result["id"]


async def _known(url: str, secret: str | None, max_connections: int = 40) -> None:
    """The bot's own address speaks HTTPS; its port is known."""


def _tidy(room: Room) -> None:
    for id in list(room.messages)[:-_REMEMBERED]:
        del room.messages[id]


class _ManyChats(Chats):
    """Finds a chat by its id without looking at all of them."""

    def room(self, chat_id: int | str) -> Room:
        found = self.rooms.get(chat_id) if isinstance(chat_id, int) else None
        return found or super().room(chat_id)


class _Passing(list[Any]):
    """A list that shows what is added to somebody, and keeps nothing."""

    def __init__(self, notice: Callable[[Request], None]) -> None:
        super().__init__()
        self._notice = notice

    def append(self, item: Request) -> None:
        self._notice(item)
