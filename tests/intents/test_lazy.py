"""Properties that are worked out when they are first read, and once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from intents.lazy import Lazy, lazy

WORKED: list[int] = []


@dataclass(frozen=True)
class Number:
    value: int

    @lazy
    def square(self) -> int:
        """Its square."""
        WORKED.append(self.value)
        return self.value**2


def test_it_is_worked_out_at_the_first_read_only() -> None:
    WORKED.clear()
    number = Number(3)
    assert not WORKED
    assert [number.square, number.square] == [9, 9]
    assert WORKED == [3]


def test_a_changed_copy_works_it_out_anew() -> None:
    number = Number(3)
    assert number.square == 9
    assert replace(number, value=4).square == 16


def test_the_class_shows_what_it_is() -> None:
    assert isinstance(Number.square, Lazy)
    assert Number.square.__doc__ == "Its square."
