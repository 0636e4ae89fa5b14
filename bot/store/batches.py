"""Batches: what comes up while one is being done makes up the next one.

A message costs the database two round trips and a commit. Where many people write at once, theirs are made together,
so that most of the cost is shared; who is alone waits for nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Job = TypeVar("Job")
Outcome = TypeVar("Outcome")


class Batches(Generic[Job, Outcome]):
    """Has jobs done in batches, one batch at a time.

    Args:
        do: does a batch, and gives what came of each job, in their order; an exception is raised to who asked for it.
    """

    def __init__(self, do: Callable[[Sequence[Job]], Awaitable[Sequence[Outcome | Exception]]]) -> None:
        self._do = do
        self._waiting: list[tuple[Job, asyncio.Future[Outcome]]] = []
        self._worker: asyncio.Task[None] | None = None

    async def do(self, job: Job) -> Outcome:
        """What comes of a job. It is done also where who asked for it is cancelled."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Outcome] = loop.create_future()
        self._waiting.append((job, done))
        if self._worker is None:
            self._worker = loop.create_task(self._work_off())
        return await done

    async def finish(self) -> None:
        """Waits until all is done that somebody has asked for."""
        if self._worker:
            await self._worker

    async def _work_off(self) -> None:
        """Does all that is waiting, and what comes up meanwhile, batch by batch."""
        while self._waiting:
            batch, self._waiting = self._waiting, []
            outcomes = await self._outcomes([job for job, _ in batch])
            for (_, done), outcome in zip(batch, outcomes, strict=True):
                if done.done():  # who asked was cancelled
                    continue
                if isinstance(outcome, Exception):
                    done.set_exception(outcome)
                else:
                    done.set_result(outcome)
        self._worker = None

    async def _outcomes(self, jobs: list[Job]) -> Sequence[Outcome | Exception]:
        try:
            return await self._do(jobs)
        except Exception as error:  # whatever it is, nobody must wait for ever
            return [error] * len(jobs)
