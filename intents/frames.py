"""The polite or empty frames around a question ("could you please tell me …, thanks"), found at its edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from intents.normalise import normalise


class Frames:
    """Frames of one or more words; the words at their edges tell early that none is there."""

    def __init__(self, frames: Iterable[str]) -> None:
        self._frames = frozenset(tuple(normalise(frame).split()) for frame in frames)
        self._lengths_by_first = _lengths(self._frames, 0)
        self._lengths_by_last = _lengths(self._frames, -1)

    def at_start(self, words: Sequence[str]) -> int:
        """How many words the longest frame at the start takes; 0 for none."""
        lengths = self._lengths_by_first.get(words[0], ()) if words else ()
        fitting = (length for length in lengths if length <= len(words))
        return next((length for length in fitting if tuple(words[:length]) in self._frames), 0)

    def at_end(self, words: Sequence[str]) -> int:
        """How many words the longest frame at the end takes; 0 for none."""
        lengths = self._lengths_by_last.get(words[-1], ()) if words else ()
        fitting = (length for length in lengths if length <= len(words))
        return next((length for length in fitting if tuple(words[-length:]) in self._frames), 0)


def _lengths(frames: Iterable[tuple[str, ...]], place: int) -> dict[str, tuple[int, ...]]:
    """The lengths of the frames that have a word at a place, the longest first."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for frame in frames:
        if frame:
            lengths[frame[place]].add(len(frame))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
