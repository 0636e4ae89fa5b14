"""The time of one question and of a start, with the real knowledge and with made-up knowledge of growing size.

The goals stand in the constants; `extra_info` of each benchmark holds its median, 99th percentile and memory.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median, quantiles

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from bot.core_settings import knowledge_dir
from bot.loading import load_assistant
from intents.assistant import Assistant
from tests.benchmarks.made_up import made_up_knowledge
from tests.benchmarks.memory import needs_in_own_process, ready
from tests.benchmarks.questions import about_other_networks, single_turns
from tests.city import knowledge

MEDIAN_MS = 0.5
P99_MS = 2.0
GROWTH = 5
"""With any number of aliases the median may be this many times that of the real knowledge."""
LOAD_SECONDS = 10.0
SIZES = (1_000, 10_000, 100_000)
REAL = 0
"""Stands for the real knowledge among the sizes."""
WARM_UP = 100
"""Questions that are asked before the clock counts; none is asked twice, because repairs of words are remembered."""

_medians: dict[int, float] = {}


@cache
def _real() -> Assistant:
    return load_assistant(knowledge_dir(None))


@pytest.fixture(scope="module", params=(REAL, *SIZES), ids=lambda size: f"{size}-aliases" if size else "real")
def sized(request: pytest.FixtureRequest) -> Iterator[tuple[int, Assistant, tuple[str, ...]]]:
    """A size, an assistant whose knowledge is as large, and questions that fit it."""
    size, questions = request.param, single_turns()
    if size == REAL:
        yield size, _real(), questions
        return
    made_up = made_up_knowledge(knowledge(), size)
    assistant = Assistant(made_up, _real().model.trained)
    gc.collect()
    yield size, assistant, tuple(asked.text for asked in about_other_networks(questions, knowledge(), made_up))


def test_one_question(benchmark: BenchmarkFixture, sized: tuple[int, Assistant, tuple[str, ...]]) -> None:
    size, assistant, questions = sized
    times = _time_each(benchmark, assistant, questions)
    middle, late = median(times), quantiles(times, n=100)[98]
    _medians[size] = middle
    benchmark.extra_info |= {"median_ms": round(middle, 3), "p99_ms": round(late, 3)}
    if size == REAL:
        assert middle <= MEDIAN_MS
        assert late <= P99_MS
    elif REAL in _medians:
        assert middle <= GROWTH * _medians[REAL]


def _time_each(benchmark: BenchmarkFixture, assistant: Assistant, questions: Sequence[str]) -> list[float]:
    """Milliseconds for each question, asked one after the other."""
    upcoming = iter(questions)
    rounds = len(questions) - WARM_UP
    benchmark.pedantic(assistant.respond, setup=lambda: ((next(upcoming),), {}), rounds=rounds, warmup_rounds=WARM_UP)
    return [1000 * seconds for seconds in benchmark.stats.stats.data]


@pytest.mark.parametrize("size", [REAL, *SIZES])
def test_start(benchmark: BenchmarkFixture, size: int) -> None:
    """From knowledge in memory, what was learned being kept, to the first answer; with the memory it takes."""
    known, trained = made_up_knowledge(knowledge(), size) if size else knowledge(), _real().model.trained
    gc.collect()
    benchmark.pedantic(ready, args=(known, trained), rounds=1 if size == SIZES[-1] else 3)
    benchmark.extra_info |= needs_in_own_process(size).model_dump()
    assert benchmark.stats.stats.median <= LOAD_SECONDS


def test_load_from_files(benchmark: BenchmarkFixture) -> None:
    """Reading and checking all files, with a kept model."""
    _real()
    benchmark.pedantic(load_assistant, args=(knowledge_dir(None),), rounds=3)
