"""YAML files read so that every value still knows its line.

A `Document` holds the plain data of one file, and the line of each value by its path, so that an error in the data
can name the place where an editor must look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from knowledge.problems import InvalidFilesError, Problem

# The C parser is five times faster; PyYAML's wheels carry it, builds from source may not.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Place = tuple[str | int, ...]
"""The way to a value inside a file: keys and positions, such as ("facts", 0, "value")."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """One YAML file: its data and the line of every value."""

    file: Path
    data: object
    lines: dict[Place, int]

    def line(self, place: Sequence[str | int] = ()) -> int:
        """The line of the value at `place`, or of its nearest parent that the file holds."""
        steps = tuple(place)
        while steps not in self.lines and steps:
            steps = steps[:-1]
        return self.lines.get(steps, 1)

    def problem(self, place: Sequence[str | int], message: str, remedy: str) -> Problem:
        """A problem with the value at `place`."""
        return Problem(self.file, self.line(place), message, remedy)


def read_document(file: Path) -> Document:
    """The YAML file with its lines.

    Raises:
        InvalidFilesError: the file cannot be read, is not YAML, or has the same key twice in one place.
    """
    try:
        text = file.read_text(encoding="utf-8")
        loader = _Loader(text)
        try:
            node = loader.get_single_node()
            lines: dict[Place, int] = {}
            problems: list[Problem] = []
            if alias := _alias(node, set()):
                message = "An alias (*name) stands here."
                raise InvalidFilesError([Problem(file, alias.start_mark.line + 1, message, "Write the value out.")])
            data = None if node is None else _build(file, loader, node, (), lines, problems)
        finally:
            loader.dispose()
    except OSError as error:
        remedy = "Check that the file exists and may be read."
        raise InvalidFilesError([Problem(file, 1, f"The file cannot be read: {error.strerror}.", remedy)]) from error
    except UnicodeDecodeError as error:
        raise InvalidFilesError([Problem(file, 1, "The file is not UTF-8 text.", "Save it as UTF-8.")]) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InvalidFilesError([_not_yaml(file, error)]) from error
    if problems:
        raise InvalidFilesError(problems)
    return Document(file, data, lines)


def _alias(node: yaml.Node | None, seen: set[int]) -> yaml.Node | None:
    """A node that stands in several places: a few nested ones would grow into a document without end."""
    if node is None or id(node) in seen:
        return node
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        inner = list(node.value)
    else:
        inner = [part for pair in node.value for part in pair] if isinstance(node, yaml.MappingNode) else []
    return next((found for part in inner if (found := _alias(part, seen))), None)


def _not_yaml(file: Path, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark is not None else 1
    what = getattr(error, "problem", None) or str(error).splitlines()[0]
    remedy = "Look at this line and the one before: indentation, a missing quote, or a ':' inside an unquoted text."
    return Problem(file, line, f"This is not valid YAML: {what}.", remedy)


def _build(
    file: Path, loader: yaml.SafeLoader, node: yaml.Node, place: Place, lines: dict[Place, int], problems: list[Problem]
) -> object:
    """The data of `node`, filling `lines` on the way."""
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_build(file, loader, item, (*place, n), lines, problems) for n, item in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value if _is_plain_word(node) else loader.construct_object(node)
    mapping: dict[str, object] = {}
    for key_node, value_node in node.value:
        # Keys stay as they are written: the YAML of 1.1 would read the key "no" or "on" as a truth value.
        key = str(key_node.value)
        if key in mapping:
            message = f"The key {key!r} stands twice in one place."
            problems.append(Problem(file, key_node.start_mark.line + 1, message, "Keep one of the two."))
        value = _build(file, loader, value_node, (*place, key), lines, problems)
        lines[(*place, key)] = key_node.start_mark.line + 1
        mapping[key] = value
    return mapping


def _is_plain_word(node: yaml.Node) -> bool:
    """Whether a value is meant as text although YAML 1.1 reads it otherwise: yes, no, on, off, and dates."""
    if node.tag == "tag:yaml.org,2002:bool":
        return str(node.value).lower() not in {"true", "false"}
    return bool(node.tag == "tag:yaml.org,2002:timestamp")


def parse_document(document: Document, model: type[M]) -> M:
    """The document as a `model`.

    Raises:
        InvalidFilesError: with one problem for each value that does not fit, its line and a remedy.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise InvalidFilesError(_problems(document, error)) from error


def parse_list(document: Document, model: type[M]) -> tuple[M, ...]:
    """The document as a list of `model`; raises as `parse_document` does."""
    adapter: TypeAdapter[tuple[M, ...]] = TypeAdapter(tuple[model, ...])  # type: ignore[valid-type]
    try:
        return adapter.validate_python(document.data)
    except ValidationError as error:
        raise InvalidFilesError(_problems(document, error)) from error


_REMEDIES = {
    "extra_forbidden": "Remove it, or correct its spelling; the allowed keys are in the JSON Schema.",
    "missing": "Add it.",
    "enum": "Use one of the words listed.",
}


def _problems(document: Document, error: ValidationError) -> list[Problem]:
    found: dict[Place, Problem] = {}
    for detail in error.errors():
        place = tuple(step for step in detail["loc"])
        known = place
        while known and known not in document.lines:
            known = known[:-1]
        if known in found:  # a union of types complains once for each of them
            continue
        name = ".".join(str(step) for step in place) or "the file"
        kind = detail["type"]
        message = {
            "extra_forbidden": f"The key '{name}' is not known here.",
            "missing": f"The key '{name}' is missing.",
        }.get(kind, f"The value of '{name}' is wrong: {detail['msg'].removeprefix('Value error, ')}.")
        found[known] = document.problem(place, message, _REMEDIES.get(kind, "Correct the value."))
    return list(found.values())
