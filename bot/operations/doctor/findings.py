"""What was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is, as it is shown."""

    WELL = "✓"
    DOUBT = "!"
    WRONG = "✗"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. No part of it holds the token, a password or a secret.

    Attributes:
        subject: what was looked at, such as "Webhook".
        level: how bad it is.
        sentence: what is so.
        remedy: what to do about it; "" where nothing is to be done.
    """

    subject: str
    level: Level
    sentence: str
    remedy: str = ""


def well(subject: str, sentence: str) -> Finding:
    """All is as it should be."""
    return Finding(subject, Level.WELL, sentence)


def doubt(subject: str, sentence: str, remedy: str) -> Finding:
    """The bot works, but perhaps not as meant."""
    return Finding(subject, Level.DOUBT, sentence, remedy)


def wrong(subject: str, sentence: str, remedy: str) -> Finding:
    """The bot does not work like this."""
    return Finding(subject, Level.WRONG, sentence, remedy)
