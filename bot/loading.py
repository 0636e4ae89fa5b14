"""How the commands come by their assistant: with the trained model kept between starts."""

from __future__ import annotations

import sys
from pathlib import Path

from intents.assistant import Assistant

MODELS = Path("var") / "models"
"""Where trained models are kept; they are made anew when phrases or knowledge change."""


def load_assistant(knowledge: Path) -> Assistant:
    """The assistant for a knowledge folder. Raises InvalidFilesError where files are wrong."""
    return Assistant.load(knowledge, MODELS, on_learning=_say_so)


def _say_so() -> None:
    """Learning takes some seconds, once for each state of the phrases: nobody should think that nothing happens."""
    print("Learning from the phrases, once; this takes some seconds …", file=sys.stderr, flush=True)  # noqa: T201
