"""What an assistant of some size needs: `python -m tests.benchmarks.memory ALIASES` prints it as JSON (on Linux).

A process of its own for each size, because memory that was taken once is seldom given back. 0 aliases stand for the
real knowledge.
"""

from __future__ import annotations

import gc
import re
import subprocess
import sys
import time
from pathlib import Path

from pydantic import BaseModel

from bot.core_settings import knowledge_dir
from bot.loading import load_assistant
from intents.assistant import Assistant
from intents.trained import Trained
from knowledge.base import Knowledge
from tests.benchmarks.made_up import made_up_knowledge
from tests.city import ROOT, knowledge


class Needs(BaseModel):
    """Processor seconds to make the assistant for knowledge in memory, and megabytes: knowledge, assistant, all."""

    aliases: int
    seconds: float
    knowledge_mb: float
    assistant_mb: float
    total_mb: float

    def __str__(self) -> str:
        sizes = f"knowledge {self.knowledge_mb} MB, assistant {self.assistant_mb} MB, in all {self.total_mb} MB"
        return f"{self.aliases or 'real'} aliases: made in {self.seconds} s, {sizes}"


def ready(known: Knowledge, trained: Trained) -> Assistant:
    """An assistant that has answered a question with slips, because some indexes are made when first needed."""
    assistant = Assistant(known, trained)
    assistant.respond("Waht is Erocities, and where is the headqarters of Velroa?")
    return assistant


def needs_in_own_process(aliases: int) -> Needs:
    """The needs of an assistant, measured in a fresh process."""
    command = [sys.executable, "-m", "tests.benchmarks.memory", str(aliases)]
    run = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Needs.model_validate_json(run.stdout)


def _needs(aliases: int) -> Needs:
    trained = load_assistant(knowledge_dir(None)).model.trained
    real = knowledge()
    at_start = _resident_mb()
    known = made_up_knowledge(real, aliases) if aliases else real
    with_knowledge = _resident_mb()
    started = time.process_time()
    assistant = ready(known, trained)
    seconds = time.process_time() - started
    total = _resident_mb()
    assert assistant.knowledge is known
    return Needs(
        aliases=aliases,
        seconds=round(seconds, 2),
        knowledge_mb=round(with_knowledge - at_start, 1),
        assistant_mb=round(total - with_knowledge, 1),
        total_mb=round(total, 1),
    )


def _resident_mb() -> float:
    """The memory of this process, garbage collected before."""
    gc.collect()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found, "no VmRSS in /proc/self/status"
    return int(found[1]) / 1024


if __name__ == "__main__":
    print(_needs(int(sys.argv[1])).model_dump_json())
