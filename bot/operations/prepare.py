"""A process of its own that checks the knowledge and makes an assistant of it, ready to be read by the bot.

Learning takes half a minute of computing, during which the bot goes on answering. It is started by `reload`:
`python -m bot.operations.prepare FOLDER`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from bot.check import check, readable
from bot.loading import load_assistant
from bot.snapshot import snapshot_name

_NICENESS = 10
"""How much this process gives way to others: to the bot, on a machine with one core."""


class Prepared(BaseModel):
    """What came of it; the process prints it as JSON.

    Attributes:
        snapshot: the name under which the assistant is kept; None where there is none.
        problems: what is wrong in the files, each with file, line and remedy.
    """

    model_config = ConfigDict(frozen=True)

    snapshot: str | None = None
    problems: tuple[str, ...] = ()


def prepare(knowledge: Path) -> Prepared:
    """Checks a knowledge folder and keeps an assistant for it.

    Neither name nor problems are given where files changed meanwhile: then it is to be done again.
    """
    name = snapshot_name(knowledge)
    report = check(knowledge)
    if report.problems:
        return Prepared(problems=tuple(map(readable, report.problems)))
    load_assistant(knowledge)
    return Prepared(snapshot=name) if snapshot_name(knowledge) == name else Prepared()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    sys.stdout.write(prepare(Path(sys.argv[1])).model_dump_json())
