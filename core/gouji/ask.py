"""Asking a plugin: within its time, and believing nothing it returns before it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import numpy as np

from gouji.budget import Budget
from gouji.document import Document
from gouji.errors import MatrixError, PluginError
from gouji.matrix import MISSING, CellMatrix

Reader = Callable[..., Iterable[CellMatrix] | None]


def ask(reader: Reader, document: Document, budget: Budget) -> list[CellMatrix]:
    """The matrices of one layout plugin, each sound, those without cells left out.

    Raises what the plugin raises, PluginError where it takes too long or returns what is no matrix, and
    MatrixError for a matrix that does not fit the document.
    """
    return budget.run(partial(_taken, reader, document))


def _taken(reader: Reader, document: Document) -> list[CellMatrix]:
    try:
        found = reader(document=document)
    except SystemExit as error:
        raise PluginError(f"it tried to end the program ({error})") from error
    return list(_sound(() if found is None else found, document))


def _sound(found: Any, document: Document) -> Iterator[CellMatrix]:
    length = len(document.text)
    if isinstance(found, str | bytes | CellMatrix) or not isinstance(found, Iterable):
        raise PluginError(f"it returned {_kind(found)}; it must return or yield CellMatrix objects")
    for count, matrix in enumerate(found):
        if not isinstance(matrix, CellMatrix):
            raise PluginError(f"it returned {_kind(matrix)} among its matrices; see gouji.matrix.from_rows")
        if count > length:
            raise PluginError(f"it returned more than {count} matrices for {length} characters")
        matrix.validate(length)
        if matrix.size:
            check_cells(matrix)
            yield matrix


def _kind(value: object) -> str:
    return f"a {type(value).__name__}"


def check_cells(matrix: CellMatrix) -> None:
    """Raise MatrixError unless every cell owns a slot and cells are numbered in reading order."""
    owners = matrix.owner[matrix.owner != MISSING]
    if len(owners) == matrix.size and (owners == np.arange(matrix.size)).all():
        return
    cells, first = np.unique(owners, return_index=True)
    if len(cells) != matrix.size:
        lost = np.setdiff1d(np.arange(matrix.size), cells)[0]
        raise MatrixError(f"cell {lost} owns no slot; give each cell a slot of owner")
    if (np.diff(first) < 0).any():
        raise MatrixError("cells are not numbered in reading order; number them row by row, left to right")
