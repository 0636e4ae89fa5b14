"""The Bot API as aiogram types it: a description that is independent of the library under the bot.

Requests are checked against the fields and types of aiogram's models rather than by building the models: for unions,
such as the results of inline queries, that is a hundred times as fast, and tells what is wrong with the type meant.
Updates, which tests make, are built.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import aiogram.methods
import aiogram.types
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import InputFile, Update
from pydantic import BaseModel, ValidationError
from typing_extensions import TypeAliasType

from tests.telegram_server.description import ARRAY, ApiType, Description, Field
from tests.telegram_server.json_types import Json

_SIMPLE = {
    str: "String",
    int: "Integer",
    float: "Float",
    bool: "Boolean",
    datetime: "Integer",
    timedelta: "Integer",
    InputFile: "InputFile",
}


class Kind(Enum):
    """How a parameter is written in a form."""

    TEXT = auto()
    INTEGER = auto()
    ID = auto()
    FLOAT = auto()
    BOOLEAN = auto()
    JSON = auto()
    FILE = auto()


@cache
def all_methods() -> dict[str, type[TelegramMethod[Any]]]:
    """Every method of the Bot API by its name."""
    classes = (getattr(aiogram.methods, name) for name in aiogram.methods.__all__)
    return {
        each.__api_method__: each
        for each in classes
        if isinstance(each, type) and issubclass(each, TelegramMethod) and each is not TelegramMethod
    }


def returns_true(method: str) -> bool:
    """Whether a method has nothing to tell but that it was done."""
    return all_methods()[method].__returning__ is bool


@cache
def aiogram_api() -> Description:
    """All methods and types."""
    found: dict[str, ApiType] = {}
    methods = {name: ApiType(_fields(model, found)) for name, model in all_methods().items()}
    return Description(methods, found)


@cache
def field_kinds(method: str) -> dict[str, Kind]:
    """How each parameter of a method is written; none for a method that there is not."""
    described = aiogram_api().methods.get(method)
    return {name: _kind(set(field.types)) for name, field in described.fields.items()} if described else {}


def update_problems(update: Json) -> Iterator[str]:
    """What is wrong with an update that a test is about to send."""
    try:
        read = Update.model_validate(_without_surrogates(update))
    except ValidationError as error:
        for each in error.errors(include_url=False, include_context=False, include_input=False):
            yield f"{'.'.join(map(str, each['loc']))}: {each['msg']}"
        return
    yield from _unknown_fields(read, "update")


def _unknown_fields(value: object, where: str) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from (f"{where}: there is no {name}" for name in value.model_extra or {})
        for name in value.model_fields_set:
            yield from _unknown_fields(value.__dict__.get(name), f"{where}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _unknown_fields(item, f"{where}.{number}")


def _fields(model: type[BaseModel], found: dict[str, ApiType]) -> dict[str, Field]:
    """The fields of a model, but for those that Telegram no longer has; types that they need are added to `found`."""
    fields = {}
    for name, field in model.model_fields.items():
        extra = field.json_schema_extra
        if not (isinstance(extra, dict) and extra.get("deprecated")):
            names = tuple(dict.fromkeys(_type_names(field.annotation, found)))
            fields[field.alias or name] = Field(names, field.is_required(), _constant(field.annotation))
    return fields


def _type_names(annotation: Any, found: dict[str, ApiType]) -> Iterator[str]:
    """The names of the types that an annotation allows."""
    origin, members = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        for member in members:
            yield from _type_names(member, found)
    elif origin is Annotated:
        yield from _type_names(members[0], found)
    elif origin is Literal:
        yield _SIMPLE.get(type(members[0]), "String")
    elif origin is list:
        inner = tuple(_type_names(members[0], found))
        if len(inner) > 1:
            found["|".join(inner)] = ApiType(subtypes=inner)
        yield ARRAY + "|".join(inner)
    elif annotation not in (Default, type(None)):
        yield _type_name(annotation, found)


def _type_name(annotation: Any, found: dict[str, ApiType]) -> str:
    """The name of one type, which is described under it in `found`."""
    if isinstance(annotation, str):  # a type that contains itself
        return annotation
    if annotation in _SIMPLE:
        return _SIMPLE[annotation]
    name = str(annotation.__name__)
    if name not in found:
        found[name] = ApiType()  # known from here on, for types that contain themselves
        if isinstance(annotation, TypeAliasType):
            found[name] = ApiType(subtypes=tuple(_type_names(annotation.__value__, found)))
        elif issubclass(annotation, BaseModel):
            found[name] = ApiType(_fields(annotation, found))
        else:
            raise TypeError(f"aiogram has a type that is not known here: {annotation}")
    return name


def _constant(annotation: Any) -> str | None:
    """The only value of a field that tells a type from others."""
    values = get_args(annotation) if get_origin(annotation) is Literal else ()
    value = values[0].value if len(values) == 1 and isinstance(values[0], Enum) else None
    return str(value) if value is not None else None


def _kind(names: set[str]) -> Kind:
    if "InputFile" in names:
        return Kind.FILE
    if names - set(_SIMPLE.values()):
        return Kind.JSON
    if "Integer" in names:
        return Kind.ID if "String" in names else Kind.INTEGER
    if "Boolean" in names:
        return Kind.BOOLEAN
    return Kind.FLOAT if "Float" in names else Kind.TEXT


def _without_surrogates(value: Any) -> Any:
    """The same with half characters, which apps can send and pydantic cannot read, replaced."""
    match value:
        case str():
            return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        case dict():
            return {name: _without_surrogates(item) for name, item in value.items()}
        case list():
            return [_without_surrogates(item) for item in value]
    return value
