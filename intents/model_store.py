"""Keeping what was learned in a file, so that it is trained once for each state of the phrases."""

from __future__ import annotations

import hashlib
import logging
import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from intents.classifier import Classifier, Floats
from intents.kept_files import written_whole
from intents.trained import Trained

log = logging.getLogger(__name__)

VERSION = "4"
"""Changes whenever features or training change in a way that the phrases do not show."""


def fingerprint(files: Iterable[Path]) -> str:
    """A short name for the state of the files that are learned from."""
    digest = hashlib.sha256(VERSION.encode())
    for file in files:
        content = file.read_bytes()
        digest.update(f"{file.name} {len(content)} ".encode())
        digest.update(content)
    return digest.hexdigest()[:20]


def load_trained(folder: Path, name: str) -> Trained | None:
    """What was learned and kept under `name`; None where there is none, or the file is damaged."""
    file = _file(folder, name)
    try:
        with np.load(file, allow_pickle=False) as kept:
            classes = str(kept["classes"]).split("\n")
            classifier = Classifier(classes, kept["keys"], kept["idf"], kept["weights"].astype(np.float32))
            return Trained.from_json(classifier, str(kept["rest"]), kept["exact_keys"], kept["exact_numbers"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        log.warning("The kept model %s is damaged; it is made anew.", file.name)
        return None


def keep_trained(folder: Path, name: str, trained: Trained) -> None:
    """Writes what was learned under `name`, whole or not at all. A folder that cannot be written to is only logged."""
    file = _file(folder, name)
    classifier = trained.classifier
    try:
        with written_whole(file, "model-*.npz") as stream:
            np.savez(
                stream,
                classes=np.array("\n".join(classifier.classes)),
                keys=classifier.keys,
                idf=classifier.idf,
                weights=_half_precision(classifier.weights),
                exact_keys=trained.exact.keys,
                exact_numbers=trained.exact.numbers,
                rest=np.array(trained.rest_as_json()),
            )
    except OSError as error:
        log.warning("What was learned cannot be kept (%s); the next start will take longer.", error.strerror)


def _file(folder: Path, name: str) -> Path:
    return folder / f"model-{name}.npz"


def _half_precision(weights: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.float16]]:
    """Half the size, and far more exact than any threshold needs."""
    return weights.astype(np.float16)
