"""What all tests share."""

from __future__ import annotations

import pytest

from bot.core_settings import knowledge_dir
from bot.loading import load_assistant
from intents.assistant import Assistant
from tests.intents.question_report import SCORES, Scores


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The assistant with the real knowledge."""
    return load_assistant(knowledge_dir(None))


def pytest_configure(config: pytest.Config) -> None:
    """Makes room for the scores of the questions."""
    config.stash[SCORES] = Scores()


@pytest.fixture(scope="session")
def scores(pytestconfig: pytest.Config) -> Scores:
    """The scores of this run, shown at its end."""
    return pytestconfig.stash[SCORES]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Shows how many questions hold."""
    lines = list(config.stash[SCORES].lines())
    if lines:
        terminalreporter.section("questions that hold")
        for line in lines:
            terminalreporter.line(line)
