"""What all tests share."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, configuration, settings

from bot.core_settings import knowledge_dir
from intents.assistant import Assistant
from tests.city import ROOT, loaded
from tests.intents.question_report import lines as question_lines
from tests.soak.figures import lines as soak_lines

# The same examples in each run, so that whoever runs the tests meets the same failure.
# No deadline and no word on slow examples, which a busy machine would break.
settings.register_profile(
    "tests", derandomize=True, deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")
# Beside what else is made anew; a folder of its own in the root would be looked through for tests.
configuration.set_hypothesis_home_dir(ROOT / "var" / "hypothesis")

SOAK = "tests/soak/"
LONG = (SOAK, "tests/intents/test_second_city.py")
"""What takes long, and where a fresh clone learns: begun first, by one process each."""


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The assistant with the real knowledge."""
    return loaded(knowledge_dir(None))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several processes share the tests, what takes long comes first, so that nobody waits for it at the end."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """The tests of a file share what they use, so one process has them; so with all of tests/soak, which need much."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return SOAK if nodeid.startswith(SOAK) else nodeid.partition("::")[0]

    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows how many questions hold, and what the soak tests have found."""
    reports = [report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)]
    properties = [each for report in reports if report.when == "call" for each in report.user_properties]
    for title, lines in (("soak", soak_lines(properties)), ("questions that hold", question_lines(properties))):
        if lines:
            terminalreporter.section(title)
            for line in lines:
                terminalreporter.line(line)
