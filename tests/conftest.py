"""What all tests share."""

from __future__ import annotations

import pytest

from bot.core_settings import knowledge_dir
from bot.loading import load_assistant
from intents.assistant import Assistant


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The assistant with the real knowledge."""
    return load_assistant(knowledge_dir(None))
