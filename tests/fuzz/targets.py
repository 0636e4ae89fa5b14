"""A coverage-guided fuzzer on everything that reads what others write: `make fuzz`, a minute for each target.

    python -m tests.fuzz.targets NAME [libFuzzer options]

Each target takes bytes and must neither raise nor hang; what it finds is left in a file beside, to become a test.
"""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["bot", "intents", "knowledge"]):
    from bot.commands import respond
    from bot.core_settings import knowledge_dir
    from bot.deep_links import read_payload
    from bot.loading import load_assistant
    from bot.store.masking import mask
    from bot.store.set_aside import form
    from bot.telegram.callback_data import unpack
    from bot.telegram.link_sentences import find_sentences
    from bot.telegram.render import render
    from bot.update_origin import origin_of
    from knowledge.documents import read_document
    from knowledge.problems import InvalidFilesError

ASSISTANT = load_assistant(knowledge_dir(None))


def message(text: str) -> None:
    """Understanding, answering and rendering."""
    render(respond(ASSISTANT, text).reply)


def command(text: str) -> None:
    """Commands and their arguments."""
    render(respond(ASSISTANT, f"/{text}").reply)


def inline(text: str) -> None:
    """Sentences with names between plus signs."""
    for found in find_sentences(ASSISTANT, text, "en"):
        found.article("en")


def button(text: str) -> None:
    """Data of buttons and payloads of links."""
    unpack(text, ASSISTANT.knowledge)
    unpack(f"v2?{text}", ASSISTANT.knowledge)
    read_payload(text, ASSISTANT.knowledge)


def update(text: str) -> None:
    """Updates as they come."""
    try:
        raw = json.loads(text)
    except ValueError:
        return
    form(raw)
    if isinstance(raw, dict):
        origin_of(raw)


def masking(text: str) -> None:
    """What people write to the editors."""
    mask(text)


def yaml(text: str) -> None:
    """Files of editors."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "some.yaml"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        with contextlib.suppress(InvalidFilesError):
            read_document(file)


TARGETS: dict[str, Callable[[str], None]] = {
    target.__name__: target for target in (message, command, inline, button, update, masking, yaml)
}


def main() -> None:
    """Fuzzes the target that is named."""
    target = TARGETS[sys.argv.pop(1)]

    def one(data: bytes) -> None:
        target(atheris.FuzzedDataProvider(data).ConsumeUnicode(len(data)))

    atheris.Setup([*sys.argv, "-timeout=5", "-max_len=4096"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
