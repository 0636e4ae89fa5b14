"""The real knowledge, loaded once for the tests that are made from it before any fixture runs; and assistants."""

from __future__ import annotations

import fcntl
from functools import cache
from pathlib import Path

from bot.core_settings import knowledge_dir
from bot.loading import MODELS, load_assistant
from intents.assistant import Assistant
from knowledge.base import Knowledge, load_knowledge

ROOT = Path(__file__).parents[1]
"""The project's folder."""


@cache
def knowledge() -> Knowledge:
    """What is known about the project's own city."""
    return load_knowledge(knowledge_dir(None))


def loaded(folder: Path) -> Assistant:
    """The assistant of a city. Where several processes run tests, one learns, and the others wait and take over."""
    (ROOT / MODELS).mkdir(parents=True, exist_ok=True)
    with (ROOT / MODELS / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return load_assistant(folder)
