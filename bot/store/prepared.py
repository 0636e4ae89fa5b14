"""Statements of SQLAlchemy made ready once for the driver, which then runs them without SQLAlchemy's cost each time.

Measured with 64 conversations at once, a load and a save take 0.12 ms of CPU instead of 0.21 on SQLite, and 0.3 instead
of 1.5 on PostgreSQL. The statements stay those of SQLAlchemy, so that one text serves both databases.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy import Dialect, Executable
from sqlalchemy.sql import Select
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from bot.store.database import Parameters, Rows

_Processor = Callable[[Any], Any]


@dataclass(frozen=True)
class _Bind:
    """A parameter: its name, what makes the driver's value of it, and its value where it stands in the statement."""

    name: str
    process: _Processor | None
    is_required: bool
    value: object


class Prepared:
    """One statement, ready for the driver.

    Attributes:
        sql: its text.
        row_count: how many rows it gives, where that is the same each time.
    """

    def __init__(self, statement: Executable, dialect: Dialect, keys: Iterable[str]) -> None:
        compiled = cast("SQLCompiler", statement.compile(dialect=dialect, column_keys=list(keys)))  # type: ignore[attr-defined]
        if compiled.post_compile_params:
            raise ValueError("statements whose text changes with their parameters, as by in_(), cannot be prepared")
        self.sql = compiled.string
        self.row_count = _row_count(statement)
        self._binds = tuple(_bind(compiled, name, dialect) for name in compiled.positiontup or ())
        self._processors = _result_processors(statement, dialect)
        self._row: Callable[[Iterable[Any]], Any] | None = None

    @property
    def size(self) -> int:
        """How many parameters it has."""
        return len(self._binds)

    def values(self, parameters: Mapping[str, object]) -> list[object]:
        """The parameters as the driver takes them, in their order."""
        return [
            value if bind.process is None else bind.process(value)
            for bind in self._binds
            for value in (parameters[bind.name] if bind.is_required else parameters.get(bind.name, bind.value),)
        ]

    def rows(self, names: Iterable[str], found: Sequence[Sequence[Any]]) -> Rows:
        """The driver's rows as named tuples.

        Args:
            names: of the columns.
            found: the rows.
        """
        if self._row is None:
            row_type: Any = namedtuple("Row", list(names), rename=True)  # type: ignore[misc]
            self._row = row_type._make
        if self._processors:
            return [self._row(map(_processed, self._processors, row)) for row in found]
        return [self._row(row) for row in found]


class Preparing:
    """Prepares each statement the first time that it is asked for."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._kept: WeakKeyDictionary[Executable, Prepared] = WeakKeyDictionary()

    def __call__(self, statement: Executable, parameters: Parameters | None) -> Prepared:
        """The statement, ready. All calls with one statement give the same parameters."""
        prepared = self._kept.get(statement)
        if prepared is None:
            first = parameters[0] if isinstance(parameters, Sequence) else parameters or {}
            prepared = self._kept[statement] = Prepared(statement, self._dialect, first)
        return prepared


def _bind(compiled: SQLCompiler, name: str, dialect: Dialect) -> _Bind:
    bind = compiled.binds[name]
    return _Bind(name, _impl(bind.type, dialect).bind_processor(dialect), bind.required, bind.effective_value)


def _row_count(statement: Executable) -> int | None:
    """How many rows a statement gives, where it can give no other number."""
    if isinstance(statement, Select):  # one of columns that are selects themselves gives one row, maybe of NULLs
        return None if statement.get_final_froms() or statement.whereclause is not None else 1
    return 0 if isinstance(statement, UpdateBase) and not statement.exported_columns else None


def _result_processors(statement: Executable, dialect: Dialect) -> tuple[_Processor | None, ...]:
    """For each column of the result what makes our value of the driver's; empty where they are the same."""
    columns = statement.exported_columns if isinstance(statement, Select | UpdateBase) else ()
    found = tuple(_impl(column.type, dialect).result_processor(dialect, None) for column in columns)
    return found if any(found) else ()


def _impl(type: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return type.dialect_impl(dialect)


def _processed(process: _Processor | None, value: object) -> object:
    return value if process is None else process(value)
