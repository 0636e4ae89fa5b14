"""How much the tests of this folder do: little in `make test`, the full figures where SOAK=full, as in `make soak`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

IS_FULL = os.environ.get("SOAK") == "full"


def _figure(name: str, little: int, full: int) -> int:
    """A figure; a variable of its name, such as SOAK_KILLS=50, sets another."""
    return int(os.environ.get(f"SOAK_{name}", full if IS_FULL else little))


KILLS = _figure("KILLS", 4, 200)
"""How often each bot is killed."""
ASKED_OF_REPLICAS = _figure("ASKED", 40, 2_000)
"""Updates that both of two replicas get."""
AWAY_SECONDS = _figure("AWAY", 2, 10)
"""For how long the database is away."""
UPDATES_A_DAY = _figure("UPDATES", 1_500, 100_000)
DAY_SECONDS = _figure("DAY", 8, 800)
"""How long the simulated day takes at least. Where the machine cannot send so much in it, the day is longer."""

FOUND = "soak"
"""The property of a test's report that holds a line of figures."""


def lines(properties: Iterable[tuple[str, Any]]) -> list[str]:
    """All lines of figures."""
    return [line for name, line in properties if name == FOUND]
