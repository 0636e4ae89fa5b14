"""Properties that are worked out when they are first read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class Lazy(Generic[Owner, Value]):
    """A property whose value is worked out once and then is a plain attribute of its object.

    The same as `functools.cached_property`, but for the lock that this takes in Python 3.11. A question has some
    twenty such properties, and each object is one thread's, so that the lock would cost more than most of the work.
    """

    def __init__(self, work: Callable[[Owner], Value]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, owner: None, kind: type[Any]) -> Lazy[Owner, Value]: ...
    @overload
    def __get__(self, owner: Owner, kind: type[Any]) -> Value: ...
    def __get__(self, owner: Owner | None, kind: type[Any]) -> Lazy[Owner, Value] | Value:
        if owner is None:
            return self
        # Later reads find the value in the object itself, and do not come here.
        value = owner.__dict__[self._name] = self._work(owner)
        return value


lazy = Lazy
