"""New knowledge while the bot runs: used where it is right, named with file and line where it is not."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.core_settings import knowledge_dir
from bot.operations import reload as module
from bot.operations.metrics import Metrics
from bot.operations.prepare import Prepared
from bot.operations.reload import PreparationError, Reloader, prepare_in_child
from intents.assistant import Assistant
from tests.city import ROOT

SECOND_CITY = ROOT / "tests" / "second_city" / "knowledge"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of knowledge that may be changed."""
    return Path(shutil.copytree(SECOND_CITY, tmp_path / "knowledge"))


class Preparing:
    """Stands in for the other process: gives what it is told to, and counts."""

    def __init__(self, *outcomes: Prepared | Exception) -> None:
        self.outcomes = list(outcomes)
        self.calls = 0
        self.called = asyncio.Event()

    async def __call__(self, knowledge: Path) -> Prepared:
        self.calls += 1
        self.called.set()
        outcome = self.outcomes.pop(0) if self.outcomes else Prepared(snapshot="new")
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


Swapped = list[Assistant]


class Looking(Reloader):
    """Counts its looks at the files.

    Attributes:
        looks: how many there were.
        after_look: what somebody does right after each of the next ones.
    """

    def __init__(self, folder: Path, metrics: Metrics, prepare: Callable[[Path], Awaitable[Prepared]]) -> None:
        super().__init__(folder, metrics, prepare=prepare, poll_seconds=0.02, settle_seconds=0.02)
        self.looks = 0
        self.after_look: list[Callable[[], None]] = []

    def _state(self) -> dict[Path, tuple[int, int]]:
        state = super()._state()
        if self.after_look:
            self.after_look.pop()()
        self.looks += 1
        return state

    async def looks_again(self, times: int = 1) -> None:
        """Waits until it has looked so many times from now on."""
        before = self.looks
        await until(lambda: self.looks >= before + times)


Watching = tuple[Swapped, Looking]


@asynccontextmanager
async def watching(
    folder: Path, metrics: Metrics, prepare: Callable[[Path], Awaitable[Prepared]]
) -> AsyncIterator[Watching]:
    swapped: Swapped = []
    stop = asyncio.Event()
    reloader = Looking(folder, metrics, prepare)
    running = asyncio.create_task(reloader.run(swapped.append, stop))
    await reloader.looks_again()
    yield swapped, reloader
    stop.set()
    async with asyncio.timeout(60):
        await running


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(300):
        while not condition():  # noqa: ASYNC110 what is waited for has no event
            await asyncio.sleep(0.01)


def reloads(metrics: Metrics, outcome: str) -> float | None:
    return metrics.registry.get_sample_value("bot_knowledge_reloads_total", {"outcome": outcome})


def edit(folder: Path) -> None:
    with (folder / "city.yaml").open("a", encoding="utf-8") as file:
        file.write("# seen\n")


def add(folder: Path) -> None:
    """A new file, there at once with all its text, as editors and git write them."""
    draft = folder.parent / "new.yaml"
    draft.write_text("id: new\n", encoding="utf-8")
    draft.rename(folder / "networks" / "new.yaml")


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch, assistant: Assistant) -> Assistant:
    """Whatever was prepared, this assistant is what comes of it, and the program has not changed meanwhile."""
    monkeypatch.setattr(module, "_program", lambda: "this one")
    monkeypatch.setattr(module, "load_snapshot", lambda folder, name: assistant)
    return assistant


# When


async def test_nothing_is_done_while_nothing_changes(folder: Path, metrics: Metrics) -> None:
    prepare = Preparing()
    async with watching(folder, metrics, prepare) as (_, reloader):
        await reloader.looks_again(5)
    assert prepare.calls == 0


@pytest.mark.parametrize(
    "change",
    [
        edit,
        lambda folder: (folder / "networks" / "night-pact.yaml").unlink(),
        add,
        lambda folder: os.utime(folder / "topics.yaml"),
        shutil.rmtree,
    ],
    ids=["changed", "removed", "new", "touched", "all gone"],
)
async def test_a_file_that_changes_is_seen(
    change: Callable[[Path], None], folder: Path, metrics: Metrics, handed_over: Assistant
) -> None:
    prepare = Preparing()
    async with watching(folder, metrics, prepare) as (swapped, reloader):
        change(folder)
        await until(lambda: swapped)
        await reloader.looks_again(5)
    assert swapped == [handed_over]
    assert prepare.calls == 1
    assert reloads(metrics, "loaded") == 1


async def test_several_files_saved_one_after_the_other_are_read_once(
    folder: Path, metrics: Metrics, handed_over: Assistant
) -> None:
    prepare = Preparing()
    async with watching(folder, metrics, prepare) as (swapped, reloader):
        reloader.after_look = [lambda: edit(folder)] * 5
        await until(lambda: swapped)
        assert not reloader.after_look
        await reloader.looks_again(5)
    assert prepare.calls == 1


async def test_sighup_asks_for_it(folder: Path, metrics: Metrics, handed_over: Assistant) -> None:
    async with watching(folder, metrics, Preparing()) as (swapped, _):
        os.kill(os.getpid(), signal.SIGHUP)
        await until(lambda: swapped)


async def test_files_that_change_meanwhile_are_read_again(
    folder: Path, metrics: Metrics, handed_over: Assistant
) -> None:
    prepare = Preparing(Prepared())
    async with watching(folder, metrics, prepare) as (swapped, _):
        edit(folder)
        await until(lambda: swapped)
    assert prepare.calls == 2


async def test_it_watches_while_a_block_runs(folder: Path, metrics: Metrics, handed_over: Assistant) -> None:
    swapped: Swapped = []
    reloader = Looking(folder, metrics, Preparing())
    async with reloader.running(swapped.append):
        await reloader.looks_again()
        edit(folder)
        await until(lambda: swapped)
    edit(folder)
    await asyncio.sleep(0.2)
    assert swapped == [handed_over]


# What is wrong


async def test_what_is_wrong_is_named_and_the_old_stays_until_it_is_right(
    folder: Path, metrics: Metrics, handed_over: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    prepare = Preparing(Prepared(problems=("city.yaml:3: There is no name. Add one.",)))
    async with watching(folder, metrics, prepare) as (swapped, _):
        edit(folder)
        await until(lambda: reloads(metrics, "wrong"))
        assert not swapped
        assert "city.yaml:3: There is no name. Add one." in caplog.messages
        edit(folder)
        await until(lambda: swapped)


@pytest.mark.parametrize("error", [PreparationError("It took long."), OSError("no memory"), RuntimeError("Ada")])
async def test_a_failure_is_recorded_and_the_old_stays(
    error: Exception, folder: Path, metrics: Metrics, caplog: pytest.LogCaptureFixture, handed_over: Assistant
) -> None:
    async with watching(folder, metrics, Preparing(error)) as (swapped, _):
        edit(folder)
        await until(lambda: reloads(metrics, "failed"))
        assert not swapped
        assert "the earlier one stays in use" in caplog.text
        assert "Ada" not in caplog.text
        edit(folder)
        await until(lambda: swapped)


async def test_an_assistant_that_is_not_there_is_a_failure(
    folder: Path, metrics: Metrics, caplog: pytest.LogCaptureFixture
) -> None:
    async with watching(folder, metrics, Preparing()):
        edit(folder)
        await until(lambda: reloads(metrics, "failed"))
    assert "See that var/models can be written to." in caplog.text


async def test_an_assistant_of_another_release_is_not_used(
    folder: Path,
    metrics: Metrics,
    caplog: pytest.LogCaptureFixture,
    handed_over: Assistant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with watching(folder, metrics, Preparing()) as (swapped, _):
        monkeypatch.setattr(module, "_program", lambda: "a later one")
        edit(folder)
        await until(lambda: reloads(metrics, "failed"))
    assert not swapped
    assert "Restart the bot" in caplog.text


# The process that prepares


async def test_the_real_knowledge_is_loaded_anew_while_the_event_loop_goes_on(
    assistant: Assistant, metrics: Metrics
) -> None:
    """Nothing has changed, so that what the tests' assistant was loaded from is used and nothing is learned."""
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.01)
            beats += 1

    async with watching(knowledge_dir(None), metrics, prepare_in_child) as (swapped, _):
        beating = asyncio.create_task(beat())
        os.kill(os.getpid(), signal.SIGHUP)
        await until(lambda: swapped)
        beating.cancel()
    assert swapped[0] is not assistant
    question = "which networks are there?"
    assert swapped[0].respond(question).reply == assistant.respond(question).reply
    assert beats > 50
    assert metrics.registry.get_sample_value("bot_knowledge_loaded_age_days") == pytest.approx(0, abs=0.01)


async def test_a_wrong_file_is_found_by_the_check(folder: Path) -> None:
    with (folder / "city.yaml").open("a", encoding="utf-8") as file:
        file.write("no_such_field: 1\n")
    prepared = await prepare_in_child(folder)
    (problem,) = prepared.problems
    line = (folder / "city.yaml").read_text(encoding="utf-8").count("\n")
    assert f"city.yaml:{line}: " in problem
    assert prepared.snapshot is None


async def test_a_process_that_fails_says_so(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(module, "_ROOT", folder)
    monkeypatch.chdir(folder)
    with pytest.raises(PreparationError, match=r"ended with 1 \(.*Run `python -m bot check`"):
        await prepare_in_child(folder)


async def test_a_process_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(module, "LONGEST_PREPARATION", 0.05)
    with pytest.raises(PreparationError, match="It took longer than"):
        await prepare_in_child(folder)


async def test_stopping_does_not_wait_for_it(folder: Path, metrics: Metrics) -> None:
    started = asyncio.Event()

    async def prepare(knowledge: Path) -> Prepared:
        started.set()
        return await prepare_in_child(knowledge)

    async with watching(folder, metrics, prepare) as (swapped, _):
        edit(folder)
        await started.wait()
        await asyncio.sleep(0.05)
    assert not swapped


async def test_the_process_gets_no_secret(monkeypatch: pytest.MonkeyPatch, folder: Path, tmp_path: Path) -> None:
    for name in ("BOT_TOKEN", "DATABASE_URL", "WEBHOOK_SECRET", "LOG_KEY"):
        monkeypatch.setenv(name, "must-not-be-seen")
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\nenv >&2\necho "$@" >&2\nenv | grep -c must-not-be-seen >&2\n')
    python.chmod(0o700)
    monkeypatch.setattr(module.sys, "executable", str(python))
    with pytest.raises(PreparationError, match=r"ended with 1 \(0\)"):
        await prepare_in_child(folder)


@pytest.fixture(autouse=True)
def quiet_children(caplog: pytest.LogCaptureFixture) -> None:
    """What the reloader says."""
    caplog.set_level(logging.INFO, logger="bot.operations.reload")
