"""How the commands come by their assistant: ready from the last start, or made anew where anything has changed."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from bot.snapshot import keep_snapshot, load_snapshot, snapshot_name
from intents.assistant import Assistant

MODELS = Path("var") / "models"
"""Where ready assistants and trained models are kept; they are made anew when code, phrases or knowledge change."""


def load_assistant(knowledge: Path) -> Assistant:
    """The assistant for a knowledge folder. Raises InvalidFilesError where files are wrong."""
    name = snapshot_name(knowledge)
    gc.disable()  # it would look for garbage among objects that all stay
    try:
        assistant = load_snapshot(MODELS, name)
    finally:
        gc.enable()
    if assistant is None:
        assistant = Assistant.load(knowledge, MODELS, on_learning=_say_so)
        keep_snapshot(MODELS, name, assistant)
    gc.freeze()  # nor need it look at them again
    return assistant


def _say_so() -> None:
    """Learning takes some seconds, once for each state of the phrases: nobody should think that nothing happens."""
    print("Learning from the phrases, once; this takes some seconds …", file=sys.stderr, flush=True)  # noqa: T201
