"""What is kept has a bound, and stays behind when its owner is copied or pickled."""

from __future__ import annotations

import copy
import pickle

from intents.kept import Kept


def test_what_is_kept_is_there_and_returned() -> None:
    kept: Kept[str, int] = Kept(2)
    assert kept.keep("one", 1) == 1
    assert kept.get("one") == 1
    assert kept.get("two") is None


def test_it_starts_anew_when_it_is_full() -> None:
    kept: Kept[int, int] = Kept(2)
    for number in range(3):
        kept.keep(number, number)
    assert dict(kept) == {2: 2}


def test_copies_start_empty_and_keep_the_bound() -> None:
    kept: Kept[int, int] = Kept(2)
    kept.keep(0, 0)
    for other in (pickle.loads(pickle.dumps(kept)), copy.deepcopy(kept)):
        assert dict(other) == {}
        for number in range(3):
            other.keep(number, number)
        assert dict(other) == {2: 2}
    assert dict(kept) == {0: 0}
