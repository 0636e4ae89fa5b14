"""Keeping a trained classifier in a file, so that it is trained once for each state of the phrases."""

from __future__ import annotations

import hashlib
import logging
import os
import zipfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from intents.classifier import Classifier, Floats

log = logging.getLogger(__name__)

VERSION = "1"
"""Changes whenever features or training change in a way that the phrases do not show."""
KEPT = 4
"""Files kept in the folder; older ones are removed."""


def fingerprint(parts: Iterable[str]) -> str:
    """A short name for a state of the training data."""
    digest = hashlib.sha256(VERSION.encode())
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:20]


def load_classifier(folder: Path, name: str) -> Classifier | None:
    """The classifier kept under `name`; None where there is none, or the file is damaged."""
    file = _file(folder, name)
    try:
        with np.load(file, allow_pickle=False) as kept:
            texts = [str(kept[part]).split("\n") for part in ("classes", "features")]
            return Classifier(texts[0], texts[1], kept["idf"], kept["weights"].astype(np.float32))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        log.warning("The kept model %s is damaged; it is made anew.", file.name)
        return None


def keep_classifier(folder: Path, name: str, classifier: Classifier) -> None:
    """Writes the classifier under `name`, whole or not at all. A folder that cannot be written to is only logged."""
    file = _file(folder, name)
    half = file.with_suffix(f".{os.getpid()}.half")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with half.open("wb") as stream:
            np.savez(
                stream,
                classes=np.array("\n".join(classifier.classes)),
                features=np.array("\n".join(classifier.features)),
                idf=classifier.idf,
                weights=_half_precision(classifier.weights),
            )
        half.replace(file)
        kept = sorted(folder.glob("model-*.npz"), key=lambda old: old.stat().st_mtime)
        for old in kept[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("The trained model cannot be kept (%s); the next start will take longer.", error.strerror)


def _file(folder: Path, name: str) -> Path:
    return folder / f"model-{name}.npz"


def _half_precision(weights: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.float16]]:
    """Half the size, and far more exact than any threshold needs."""
    return weights.astype(np.float16)
