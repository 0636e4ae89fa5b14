"""No regular expression of ours can be made slow: each gets 4,096 characters of the worst kinds."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import bot
import intents
import knowledge
from tests.speed import is_within

LENGTH = 4096
"""Characters of the longest message that Telegram delivers."""
MOST_SECONDS = 0.02
ATTEMPTS = 3
"""The best of some attempts counts, since the machine may be busy with something else."""

_UNITS = (
    *"a1 .,;:!?<>&@#+-_/=()[]{}'\"\\~%*é\n\t",
    *(
        "aa ",
        "a1",
        "1 ",
        "a.",
        "a-",
        "a@",
        "@a.",
        "<a",
        "<a ",
        "&a",
        "&#",
        "+a",
        "a b,",
        "http://a",
        "via ",
        "mi chiamo ",
        "A ",
        "0039 ",
    ),
    *("{", "}", "{a", "%(", "a:", "v2?", "v2?a:<", "fact.a:", "a=", "1:", "..", "a\n", "́"),
)
"""What texts are made of by repeating it; an end that fits nothing makes a pattern go back over all of it."""
_ENDS = ("", "!", "\n", ">", "@", "a", " ", "\x00")


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern for texts that a module of ours holds, by its name."""
    for package in (bot, intents, knowledge):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("__main__") or ".migrations" in module.name:
                continue
            for name, value in vars(importlib.import_module(module.name)).items():
                if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    yield f"{module.name}.{name}", value


FOUND = dict(patterns())


def test_the_patterns_are_found() -> None:
    assert len(FOUND) >= 10


@pytest.mark.parametrize("name", sorted(FOUND))
def test_it_is_fast_on_the_longest_texts(name: str) -> None:
    pattern = FOUND[name]
    slow = [
        (unit, end) for unit in _UNITS for end in _ENDS if not is_within(_seconds(pattern, unit, end), MOST_SECONDS)
    ]
    assert not slow


def _seconds(pattern: re.Pattern[str], unit: str, end: str) -> float:
    """Processor time of everything that one can do with a pattern and a text, at best."""
    text = (unit * LENGTH)[: LENGTH - len(end)] + end
    best = float("inf")
    for _ in range(ATTEMPTS):
        start = time.process_time()
        pattern.fullmatch(text)
        pattern.match(text)
        sum(1 for _ in pattern.finditer(text))
        best = min(best, time.process_time() - start)
        if best <= MOST_SECONDS:
            break
    return best
