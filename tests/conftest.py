"""What all tests share."""

from __future__ import annotations

import pytest
from hypothesis import configuration, settings

from bot.core_settings import knowledge_dir
from bot.loading import load_assistant
from intents.assistant import Assistant
from tests.city import ROOT
from tests.intents.question_report import SCORES, Scores

# The same examples in each run, so that whoever runs the tests meets the same failure.
# No deadline, which a busy machine would break.
settings.register_profile("tests", derandomize=True, deadline=None, max_examples=200)
settings.load_profile("tests")
# Beside what else is made anew; a folder of its own in the root would be looked through for tests.
configuration.set_hypothesis_home_dir(ROOT / "var" / "hypothesis")


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
