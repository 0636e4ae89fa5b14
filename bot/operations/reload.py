"""New knowledge without a restart: on SIGHUP, or when a file changes; what is wrong never replaces what is right.

The files are checked and learned from in a process of its own (see `prepare`). What the bot itself does is to read the
result: that holds it up for about a fifth of a second, and clearing away the old assistant for about as long again.
The sentences under bot/texts belong to the program and change with a restart only.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError

from bot.loading import MODELS
from bot.operations.metrics import Metrics
from bot.operations.prepare import Prepared
from bot.snapshot import load_snapshot
from bot.telegram.logs import describe
from intents import lexicon
from intents.assistant import Assistant
from intents.model_store import fingerprint
from intents.phrases import intent_files
from knowledge.base import knowledge_files

LOGGER = logging.getLogger(__name__)

Swap: TypeAlias = Callable[[Assistant], None]
Prepare: TypeAlias = Callable[[Path], Awaitable[Prepared]]

POLL_SECONDS = 5.0
"""Seconds between two looks at the files; one look at two hundred takes 5 ms, in a thread."""
SETTLE_SECONDS = 2.0
"""For how long no file may change before they are read: who edits saves one after the other."""
LONGEST_PREPARATION = 900.0
"""Seconds after which a preparation is given up. It takes 40 s of computing, and minutes where a machine is busy."""

_ROOT = Path(__file__).parents[2]
_SECRETS = ("BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL", "LOG_KEY")

_State: TypeAlias = dict[Path, tuple[int, int]]
"""For each file when it was changed, and its size."""


class PreparationError(Exception):
    """Raised where no assistant could be made for a reason other than wrong files."""


class Reloader:
    """Watches the files of the knowledge and the phrases.

    To be made at the start of the bot: it remembers the program's own state, as an assistant that a later release of
    the program has made cannot be used by this one.

    Args:
        knowledge: the folder of the city.
        metrics: where reloads are counted.
        prepare: makes an assistant ready.
        poll_seconds: between two looks at the files.
        settle_seconds: for how long no file may change before they are read.
    """

    def __init__(
        self,
        knowledge: Path,
        metrics: Metrics,
        *,
        prepare: Prepare | None = None,
        poll_seconds: float = POLL_SECONDS,
        settle_seconds: float = SETTLE_SECONDS,
    ) -> None:
        self._knowledge = knowledge
        self._metrics = metrics
        self._prepare = prepare or prepare_in_child
        self._poll_seconds = poll_seconds
        self._settle_seconds = settle_seconds
        self._hung_up = asyncio.Event()
        self._program = _program()

    @asynccontextmanager
    async def running(self, swap: Swap) -> AsyncIterator[None]:
        """Watches while the block runs, as `run` does."""
        stop = asyncio.Event()
        task = asyncio.create_task(self.run(swap, stop))
        try:
            yield
        finally:
            stop.set()
            await task

    async def run(self, swap: Swap, stop: asyncio.Event) -> None:
        """Watches until `stop` is set. A reload that fails is recorded, and the earlier assistant stays.

        Args:
            swap: puts a new assistant in the place of the old one.
            stop: ends it; a preparation under way is broken off.
        """
        with self._on_hangup():
            watching = asyncio.create_task(self._watch(swap))
            stopping = asyncio.create_task(stop.wait())
            try:
                await asyncio.wait((watching, stopping), return_when=asyncio.FIRST_COMPLETED)
            finally:
                watching.cancel()
                stopping.cancel()
                await asyncio.gather(watching, stopping, return_exceptions=True)
            if not watching.cancelled():
                watching.result()

    async def _watch(self, swap: Swap) -> None:
        seen = await asyncio.to_thread(self._state)
        while True:
            was_asked = await self._pause()
            state = await asyncio.to_thread(self._state)
            if was_asked or state != seen:
                seen = await self._settled(state)
                await self._reload(swap)

    async def _pause(self) -> bool:
        """Waits until it is time to look at the files; True where somebody asked for it."""
        try:
            async with asyncio.timeout(self._poll_seconds):
                await self._hung_up.wait()
        except TimeoutError:
            return False
        self._hung_up.clear()
        return True

    async def _settled(self, state: _State) -> _State:
        """The files' state when nobody changes them any more."""
        while True:
            await asyncio.sleep(self._settle_seconds)
            before, state = state, await asyncio.to_thread(self._state)
            if state == before:
                return state

    async def _reload(self, swap: Swap) -> None:
        LOGGER.info("The knowledge is checked and loaded anew.")
        try:
            prepared = await self._prepare(self._knowledge)
            if prepared.problems:
                self._keep_old(prepared.problems)
            elif prepared.snapshot:
                await self._use(prepared.snapshot, swap)
            else:
                self._hung_up.set()  # files changed meanwhile
        except Exception as error:  # whatever it is, the bot goes on with what it has
            reason = str(error) if isinstance(error, PreparationError) else describe(error)
            LOGGER.error("The knowledge could not be loaded anew; the earlier one stays in use. %s", reason)
            self._metrics.knowledge_reloaded("failed")

    def _keep_old(self, problems: tuple[str, ...]) -> None:
        for problem in problems:
            LOGGER.error("%s", problem)
        LOGGER.error("The earlier knowledge stays in use. Once the files are corrected, they are loaded by themselves.")
        self._metrics.knowledge_reloaded("wrong")

    async def _use(self, snapshot: str, swap: Swap) -> None:
        if _program() != self._program:
            raise PreparationError("The program has changed as well. Restart the bot.")
        gc.disable()  # it would look for garbage among objects that all stay
        try:
            assistant = await asyncio.to_thread(load_snapshot, MODELS, snapshot)
        finally:
            gc.enable()
        if assistant is None:
            raise PreparationError(f"It could not be handed over. See that {MODELS} can be written to.")
        swap(assistant)
        self._metrics.knowledge_loaded(assistant.knowledge.city.page_date)
        self._metrics.knowledge_reloaded("loaded")
        LOGGER.info("The new knowledge is in use: %d networks.", len(assistant.knowledge.networks))
        _clear_away()

    def _state(self) -> _State:
        found: _State = {}
        for file in (*knowledge_files(self._knowledge), *intent_files(), *lexicon.FOLDER.glob("*.txt")):
            try:
                status = file.stat()
            except FileNotFoundError:  # it went after the folder was listed
                continue
            found[file] = (status.st_mtime_ns, status.st_size)
        return found

    @contextmanager
    def _on_hangup(self) -> Iterator[None]:
        """Takes SIGHUP as a request to reload, where the system has it; by itself it would end the program."""
        hangup = getattr(signal, "SIGHUP", None)
        if hangup is None:
            yield
            return
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(hangup, self._hung_up.set)
        try:
            yield
        finally:
            loop.remove_signal_handler(hangup)


async def prepare_in_child(knowledge: Path) -> Prepared:
    """Has another process check the files and keep an assistant; ends it where this is cancelled.

    Raises:
        PreparationError: the process failed, or took too long.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.operations.prepare", str(knowledge)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment,
    )
    try:
        async with asyncio.timeout(LONGEST_PREPARATION):
            output, errors = await process.communicate()
    except TimeoutError:
        raise PreparationError(f"It took longer than {LONGEST_PREPARATION:g} s. Run `python -m bot check`.") from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    try:
        return Prepared.model_validate_json(output)
    except ValidationError:
        last = errors.decode(errors="replace").strip().rpartition("\n")[2]
        raise PreparationError(
            f"The process ended with {process.returncode} ({last}). Run `python -m bot check`."
        ) from None


def _program() -> str:
    """A name for the state of the code that assistants are made of."""
    return fingerprint(sorted(file for package in ("intents", "knowledge") for file in (_ROOT / package).rglob("*.py")))


def _clear_away() -> None:
    """Frees the memory of the assistant that was replaced, which the start had exempted from garbage collection."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
