"""The check of a schema file: all its faults, or all that is odd about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from gouji.errors import InputError, SchemaError
from gouji.schema import Schema
from gouji.schema.faults import faults
from gouji.schema.file import read, values_of
from gouji.schema.lint import lint_labels, paths
from gouji.schema.lint_equations import lint_equations
from gouji.schema.remark import Remark, located

Trial = Callable[[Schema], Iterable[Remark]]
"""A further look at a schema that can be read; the path of a remark may be a key, or a row's part of one."""


def check_file(path: Path, *trials: Trial) -> list[Remark]:
    """The remarks on a file, faults first; raises InputError where it cannot be read at all."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}; check the path") from error
    except ValueError as error:
        raise InputError(f"{path}: is no UTF-8: {error}; save it as UTF-8") from error
    return check_text(text, path.name, *trials)


def check_text(text: str, name: str, *trials: Trial) -> list[Remark]:
    """The remarks on the text of a schema file, faults first, each with its path and line."""
    try:
        values = values_of(text, name)
    except SchemaError as error:
        return [_broken(str(error).removeprefix(f"{name}: "))]
    found = list(faults(values, name))
    if not any(r.kind == "fault" for r in found):
        schema = read(values, name)
        found += [*lint_labels(schema, values), *lint_equations(schema, values)]
        places = paths(schema, values)
        found += (replace(r, path=places.get(r.path, r.path)) for r in _tried(schema, trials))
    return located(found, text, values)


def _tried(schema: Schema, trials: Iterable[Trial]) -> Iterator[Remark]:
    for trial in trials:
        yield from trial(schema)


def _broken(problem: str) -> Remark:
    """The remark on text that is no TOML; its message begins with the line."""
    head, _, rest = problem.partition(": ")
    line = head.removeprefix("line ")
    return Remark("fault", "", rest, int(line)) if line.isdigit() else Remark("fault", "", problem)
