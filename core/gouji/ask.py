"""Asking a plugin: within its time, and believing nothing it returns before it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from gouji.budget import Budget
from gouji.document import Document
from gouji.errors import MatrixError, PluginError
from gouji.matrix import MISSING, CellMatrix, Uniform

Reader = Callable[..., Iterable[CellMatrix] | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """The matrices of a plugin, and for each limit that they went beyond what was left out for it."""

    matrices: list[CellMatrix]
    over: Mapping[str, str]


def ask(reader: Reader, document: Document, budget: Budget) -> Answer:
    """The matrices of one layout plugin, each sound, those without cells left out, within the limits.

    Raises what the plugin raises, PluginError where it takes too long or returns what is no matrix, and
    MatrixError for a matrix that does not fit the document.
    """
    return budget.run(partial(_taken, reader, document))


def _taken(reader: Reader, document: Document) -> Answer:
    try:
        found = reader(document=document)
    except SystemExit as error:
        raise PluginError(f"it tried to end the program ({error})") from error
    over: dict[str, str] = {}
    matrices = list(_sound(() if found is None else found, document, over))
    return Answer(_shallow(matrices, document, over), over)


def _shallow(matrices: list[CellMatrix], document: Document, over: dict[str, str]) -> list[CellMatrix]:
    """The matrices that lie in no more others than the limit says."""
    around: list[int] = []
    order = sorted(range(len(matrices)), key=lambda i: (matrices[i].extent[0], -matrices[i].extent[1]))
    deep: set[int] = set()
    for i in order:
        start, stop = matrices[i].extent
        while around and around[-1] <= start:
            around.pop()
        around.append(stop)
        if len(around) > document.limits.nesting:
            deep.add(i)
    if deep:
        most = document.limits.nesting
        over["nesting"] = f"{len(deep)} tables stand in more than {most} others and were left out"
    return [m for i, m in enumerate(matrices) if i not in deep]


def _sound(found: Any, document: Document, over: dict[str, str]) -> Iterator[CellMatrix]:
    length, limits = len(document.text), document.limits
    if isinstance(found, str | bytes | CellMatrix) or not isinstance(found, Iterable):
        raise PluginError(f"it returned {_kind(found)}; it must return or yield CellMatrix objects")
    for count, matrix in enumerate(found):
        if not isinstance(matrix, CellMatrix):
            raise PluginError(f"it returned {_kind(matrix)} among its matrices; see gouji.matrix.from_rows")
        if count > length:
            raise PluginError(f"it returned more than {count} matrices for {length} characters")
        if count >= limits.tables:
            over["tables"] = f"tables after the first {limits.tables} were left out"
            return
        if matrix.slots > limits.slots:
            over["slots"] = f"a table of {matrix.slots} slots, more than {limits.slots}, was left out"
            continue
        matrix.validate(length)
        if matrix.size:
            check_cells(matrix)
            yield matrix


def _kind(value: object) -> str:
    return f"a {type(value).__name__}"


def check_cells(matrix: CellMatrix) -> None:
    """Raise MatrixError unless every cell owns a slot and cells are numbered in reading order."""
    if isinstance(matrix, Uniform):
        return
    owners = matrix.owner[matrix.owner != MISSING]
    if len(owners) == matrix.size and (owners == np.arange(matrix.size)).all():
        return
    cells, first = np.unique(owners, return_index=True)
    if len(cells) != matrix.size:
        lost = np.setdiff1d(np.arange(matrix.size), cells)[0]
        raise MatrixError(f"cell {lost} owns no slot; give each cell a slot of owner")
    if (np.diff(first) < 0).any():
        raise MatrixError("cells are not numbered in reading order; number them row by row, left to right")
