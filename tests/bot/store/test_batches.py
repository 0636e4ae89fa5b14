"""What comes up while a batch is being done makes up the next one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.store.batches import Batches


class Work:
    """Doubles numbers, in batches that wait until they may end; of a negative one it complains."""

    def __init__(self) -> None:
        self.seen: list[list[int]] = []
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self, batch: Sequence[int]) -> Sequence[int | Exception]:
        self.seen.append(list(batch))
        await self.may_end.wait()
        if 0 in batch:
            raise RuntimeError("a batch that nobody foresaw")
        return [2 * number if number > 0 else ValueError(number) for number in batch]


@pytest.fixture
async def work() -> Work:
    return Work()


@pytest.fixture
async def batches(work: Work) -> Batches[int, int]:
    return Batches(work)


async def test_who_is_alone_waits_for_nobody(work: Work, batches: Batches[int, int]) -> None:
    assert await batches.do(1) == 2
    assert await batches.do(2) == 4
    assert work.seen == [[1], [2]]


async def test_what_comes_up_at_once_is_done_together(work: Work, batches: Batches[int, int]) -> None:
    assert await asyncio.gather(*map(batches.do, (3, 1, 2))) == [6, 2, 4]
    assert work.seen == [[3, 1, 2]]


async def test_what_comes_up_meanwhile_is_the_next_batch(work: Work, batches: Batches[int, int]) -> None:
    work.may_end.clear()
    first = asyncio.create_task(batches.do(1))
    await asyncio.sleep(0.01)
    others = [asyncio.create_task(batches.do(number)) for number in (2, 3)]
    await asyncio.sleep(0.01)
    assert work.seen == [[1]]
    work.may_end.set()
    assert await asyncio.gather(first, *others) == [2, 4, 6]
    assert work.seen == [[1], [2, 3]]


async def test_the_error_of_one_is_told_to_nobody_else(batches: Batches[int, int]) -> None:
    first, second, third = await asyncio.gather(*map(batches.do, (1, -1, 2)), return_exceptions=True)
    assert (first, third) == (2, 4)
    assert isinstance(second, ValueError)


async def test_where_a_whole_batch_fails_nobody_waits_for_ever(batches: Batches[int, int]) -> None:
    found = await asyncio.gather(*map(batches.do, (1, 0)), return_exceptions=True)
    assert [type(each) for each in found] == [RuntimeError, RuntimeError]
    assert await batches.do(1) == 2, "and the next batch is done"


async def test_what_was_asked_for_is_done_though_who_asked_has_gone(work: Work, batches: Batches[int, int]) -> None:
    impatient, patient = (asyncio.create_task(batches.do(number)) for number in (1, 2))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await patient == 4
    assert work.seen == [[1, 2]]


async def test_at_the_end_it_can_be_waited_for(work: Work, batches: Batches[int, int]) -> None:
    await batches.finish()
    last = asyncio.create_task(batches.do(1))
    await asyncio.sleep(0)
    await batches.finish()
    assert work.seen == [[1]]
    assert await last == 2
