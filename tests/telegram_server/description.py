"""Descriptions of the Bot API, and the check of requests against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

from tests.telegram_server.json_types import Json

ARRAY = "Array of "
_SIMPLE: dict[str, Callable[[Any], bool]] = {
    "String": lambda value: isinstance(value, str),
    "InputFile": lambda value: isinstance(value, str),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Float": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "Boolean": lambda value: isinstance(value, bool),
}
_TELLING = ("type", "source", "status")
"""Fields that tell one type from another."""


@dataclass(frozen=True)
class Field:
    """A parameter of a method, or a field of a type.

    Attributes:
        types: names of the types that it may have, any of them after "Array of ".
        constant: the only value that it may have, such as "article" for the type of a result.
    """

    types: tuple[str, ...]
    is_required: bool = False
    constant: str | None = None


Fields: TypeAlias = Mapping[str, Field]


@dataclass(frozen=True)
class ApiType:
    """A type of object: its fields, or the types that it may be."""

    fields: Fields = field(default_factory=dict)
    subtypes: tuple[str, ...] = ()

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The fields that must be there."""
        return tuple(name for name, field in self.fields.items() if field.is_required)

    @cached_property
    def constants(self) -> dict[str, str]:
        """What tells the type from others."""
        return {name: field.constant for name, field in self.fields.items() if field.constant}


@dataclass(frozen=True)
class Description:
    """The methods and types of the Bot API, as one source tells them."""

    methods: Mapping[str, ApiType]
    types: Mapping[str, ApiType]
    _known: dict[tuple[object, ...], tuple[str, ...]] = field(default_factory=dict, repr=False)

    def problems(self, method: str, parameters: Json) -> list[str]:
        """What is wrong with a call: types, what is missing, and what there is not."""
        return self._in_object(self.methods[method], parameters, method) if method in self.methods else []

    def _in_object(self, of: ApiType, value: Json, where: str) -> list[str]:
        found = [f"{where}: {name} is missing" for name in of.required if name not in value]
        for name, item in value.items():
            if field := of.fields.get(name):
                found += self._in_value(field.types, item, f"{where}.{name}")
                if field.constant and item != field.constant:
                    found.append(f"{where}.{name}: {item!r:.80} is not {field.constant!r}")
            else:
                found.append(f"{where}: there is no {name}")
        return found

    def _in_value(self, types: tuple[str, ...], value: Any, where: str) -> list[str]:
        """What is wrong with a value that may be of several types: with the one that it comes nearest to."""
        best: list[str] | None = None
        for type in types if len(types) == 1 else self._fitting(types, value):
            found = self._in_one(type, value, where)
            if not found:
                return found
            best = found if best is None or len(found) < len(best) else best
        return best or []

    def _in_one(self, type: str, value: Any, where: str) -> list[str]:
        if check := _SIMPLE.get(type):
            return [] if check(value) else [f"{where}: {value!r:.80} is no {type}"]
        if type.startswith(ARRAY):
            if not isinstance(value, list):
                return [f"{where}: {value!r:.80} is no list"]
            inner = (type.removeprefix(ARRAY),)
            return [p for n, item in enumerate(value) for p in self._in_value(inner, item, f"{where}.{n}")]
        of = self.types[type]
        if of.subtypes:
            return self._in_value(of.subtypes, value, where)
        return (
            self._in_object(of, value, where) if isinstance(value, dict) else [f"{where}: {value!r:.80} is no {type}"]
        )

    def _fitting(self, types: tuple[str, ...], value: Any) -> tuple[str, ...]:
        """The types that a value can have by its shape, and by the fields that tell one type from another."""
        shape, tells = type(value), None
        if isinstance(value, dict):
            tells = tuple(str(value.get(name)) for name in _TELLING)
        key = (types, shape, tells)
        if key not in self._known:
            fitting = tuple(type for type in types if _has_shape(type, shape)) or types
            if tells:
                fitting = tuple(type for type in fitting if self._may_be(type, tells)) or fitting
            self._known[key] = fitting
        return self._known[key]

    def _may_be(self, type: str, tells: tuple[str, ...]) -> bool:
        constants = self.types[type].constants if type in self.types else {}
        return all(constants.get(name) in (None, told) for name, told in zip(_TELLING, tells, strict=True))


def _has_shape(type: str, shape: type) -> bool:
    if type.startswith(ARRAY):
        return shape is list
    return (type not in _SIMPLE) == (shape is dict)
