"""The real knowledge, loaded once for the tests that are made from it before any fixture runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bot.core_settings import knowledge_dir
from knowledge.base import Knowledge, load_knowledge

ROOT = Path(__file__).parents[1]
"""The project's folder."""


@cache
def knowledge() -> Knowledge:
    """What is known about the project's own city."""
    return load_knowledge(knowledge_dir(None))
