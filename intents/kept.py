"""What was worked out once and may be asked again: a dictionary with a bound."""

from __future__ import annotations

from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(dict[K, V]):
    """A dictionary that starts anew when it is full, so that no sender of strange words can fill the memory.

    Throwing away everything is cruder than throwing away the oldest, and costs nothing until then; people use the
    same words, so what matters is soon there again. A copy or a pickle of it starts empty: it is worked out again.
    """

    def __init__(self, most: int) -> None:
        """Holds no more than `most` entries."""
        super().__init__()
        self._most = most

    def keep(self, key: K, value: V) -> V:
        """Keeps a value, and returns it."""
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value

    def __reduce__(self) -> tuple[type[Kept[K, V]], tuple[int]]:
        return type(self), (self._most,)
