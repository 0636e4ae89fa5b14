"""A bounded memory of what was worked out before."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(dict[K, V]):
    """A dictionary that holds no more than `most` values: it is emptied when it is full, and fills anew.

    What recurs is soon there again, and nothing has to be noted each time that a value is read.
    """

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def keep(self, key: K, value: V) -> V:
        """The value, kept under the key."""
        if len(self) >= self.most:
            self.clear()
        self[key] = value
        return value
