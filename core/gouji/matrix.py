"""The cell matrix: what a layout plugin returns for one printed table or fragment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, reduce
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gouji.errors import MatrixError

Int32 = NDArray[np.int32]
Span = tuple[int, int]

MISSING = -1
"""Owner of a slot that no cell covers (a ragged row's end, a hole in an HTML table)."""


@dataclass(frozen=True, slots=True, eq=False)
class CellMatrix:
    """The physical grid of one printed table or fragment, as arrays.

    ``owner`` has shape (rows, cols) and holds for each slot the index of the cell that covers it, or
    ``MISSING``; a merged cell owns several slots. Cells are numbered in reading order. Cell ``i`` has the
    half-open character spans ``spans[indptr[i]:indptr[i + 1]]`` of the document's text: several for a cell
    wrapped over lines or pages, one empty span for a cell that is printed blank.

    ``grid`` says whether a column index is evidence. Where it is False (one cell, piece or character a
    line) only the reading order is, and a blank cell may have left no trace.

    ``texts`` has what each cell says where that is not its characters joined: escapes and entities
    decoded, lines of a wrapped cell parted by a newline. ``presentation`` marks a table that arranges a
    page and holds no data of its own.
    """

    owner: Int32
    indptr: Int32
    spans: Int32
    header_rows: int = 0
    header_cols: int = 0
    grid: bool = True
    caption: Span | None = None
    texts: tuple[str, ...] | None = None
    presentation: bool = False

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        rows, cols = self.owner.shape
        return int(rows), int(cols)

    @property
    def ragged(self) -> bool:
        """Whether any row has no cell in the last column: then a column's index says little."""
        return bool((self.owner[:, -1] == MISSING).any())

    @property
    def slots(self) -> int:
        """The number of slots."""
        return int(self.owner.size)

    @property
    def size(self) -> int:
        """The number of cells."""
        return len(self.indptr) - 1

    @property
    def extent(self) -> Span:
        """The half-open stretch of text from the first to the last character of any cell."""
        if not len(self.spans):
            return (0, 0)
        return int(self.spans[:, 0].min()), int(self.spans[:, 1].max())

    def cell_spans(self, cell: int) -> tuple[Span, ...]:
        """The half-open spans of one cell, in reading order."""
        part = self.spans[self.indptr[cell] : self.indptr[cell + 1]].tolist()
        return tuple((a, b) for a, b in part)

    def cell_text(self, cell: int, text: str) -> str:
        """What one cell says: ``texts`` if there are any, else its characters joined without a blank."""
        if self.texts is not None:
            return self.texts[cell]
        return "".join(text[a:b] for a, b in self.cell_spans(cell))

    def rows(self, text: str) -> list[list[str]]:
        """The grid as text: a merged cell is repeated in each of its slots, a missing slot is empty."""
        cells = [self.cell_text(i, text) for i in range(self.size)]
        return [[cells[o] if o >= 0 else "" for o in row] for row in self.owner.tolist()]

    def validate(self, length: int) -> None:
        """Raise MatrixError unless arrays fit each other and all spans lie within ``length`` characters."""
        if self.owner.ndim != 2 or self.spans.ndim != 2 or self.spans.shape[1:] != (2,):  # noqa: PLR2004
            raise MatrixError("owner and spans must be two-dimensional, spans with two columns")
        if self.owner.size and (self.owner.min() < MISSING or self.owner.max() >= self.size):
            raise MatrixError(f"owner names cells outside 0..{self.size - 1}")
        if len(self.indptr) < 1 or self.indptr[0] != 0 or self.indptr[-1] != len(self.spans):
            raise MatrixError("indptr must run from 0 to the number of spans")
        if (self.indptr[1:] < self.indptr[:-1]).any():
            raise MatrixError("indptr must not fall")
        if self.texts is not None and len(self.texts) != self.size:
            raise MatrixError(f"texts has {len(self.texts)} entries for {self.size} cells")
        self._validate_spans(length)

    def _validate_spans(self, length: int) -> None:
        for first in range(0, len(self.spans), _SOME):
            _validate(self.spans[first : first + _SOME], length)


def _validate(some: Int32, length: int) -> None:
    """Raise MatrixError unless some spans lie within so many characters."""
    if some.min() < 0 or some.max() > length or (some[:, 0] > some[:, 1]).any():
        raise MatrixError(f"a span lies outside the document's {length} characters or is reversed")


_SOME = 1 << 18
"""Spans looked at together."""
_NOTHING_SAID: Mapping[int, str] = MappingProxyType({})
_TOGETHER = 4096
"""Rows whose texts are cut together: the numbers of all spans of a large table would take gigabytes."""


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """The one span of each cell of rows of as many cells, as offsets from where the row begins.

    ``begins`` has shape (rows,), ``edges`` shape (rows, 2 * cells) in the narrowest unit that holds a row: of
    short cells spans would take many times the text's memory.
    """

    begins: Int32
    edges: NDArray[np.unsignedinteger[Any]]

    @classmethod
    def empty(cls, begins: Int32, width: int, longest: int) -> Packed:
        """Rows to be filled, none longer than so many characters."""
        unit = next(unit for unit in (np.uint8, np.uint16, np.uint32) if longest <= np.iinfo(unit).max)
        return cls(begins, np.empty((len(begins), 2 * width), dtype=unit))

    @classmethod
    def of(cls, spans: Int32, width: int) -> Packed:
        """Spans of shape (cells, 2), row by row; a row's cells may stand in any order."""
        rows = spans.reshape(-1, 2 * width)
        begins = rows.min(axis=1)
        packed = cls.empty(begins, width, int((rows.max(axis=1) - begins).max(initial=0)))
        packed.edges[:] = rows - begins[:, None]
        return packed

    def spans(self, first: int = 0, last: int | None = None) -> Int32:
        """The spans of some rows, shape (cells, 2)."""
        begins, edges = self.begins[first:last], self.edges[first:last]
        return (begins[:, None] + edges.astype(np.int32)).reshape(-1, 2)

    def sizes(self, first: int = 0, last: int | None = None) -> NDArray[np.unsignedinteger[Any]]:
        """The length of each cell of some rows, shape (rows, cells)."""
        edges = self.edges[first:last]
        return edges[:, 1::2] - edges[:, ::2]


class Uniform(CellMatrix):
    """A matrix in which each slot is a cell of its own with one span: its spans are all it has to hold.

    Of a table of millions of cells ``owner`` and ``indptr`` only count, and ``spans`` repeat where the row
    begins; they are made when they are asked for, and so are ``texts``. That takes a third of the memory,
    less where cells are short. Make one with ``uniform``.
    """

    _packed: Packed
    _said: Mapping[int, str]
    _text: str

    def __new__(cls, *values: Any, **named: Any) -> CellMatrix:  # type: ignore[misc]
        """Without values one to be filled; with them (``dataclasses.replace``) a matrix of its arrays."""
        return CellMatrix(*values, **named) if values or named else object.__new__(cls)

    def __reduce__(self) -> tuple[type[CellMatrix], tuple[Any, ...]]:
        """A copy is a matrix of its arrays."""
        return CellMatrix, tuple(getattr(self, field.name) for field in fields(CellMatrix))

    @cached_property
    def owner(self) -> Int32:
        """The cell of each slot."""
        return _counted(self.size).reshape(self.shape)

    @cached_property
    def indptr(self) -> Int32:
        """Where each cell's only span stands."""
        return _counted(self.size + 1)

    @cached_property
    def spans(self) -> Int32:
        """The span of each cell."""
        spans = self._packed.spans()
        spans.setflags(write=False)
        return spans

    @cached_property
    def texts(self) -> tuple[str, ...] | None:
        """What each cell says, None where each says its characters."""
        if not self._said:
            return None
        return tuple(text for row in self._rows(self._text) for text in row)

    @cached_property
    def extent(self) -> Span:
        """The half-open stretch of text from the first to the last character of any cell."""
        if not self.size:
            return (0, 0)
        ends = ((int(part[:, 0].min()), int(part[:, 1].max())) for part in self._parts())
        return reduce(lambda one, other: (min(one[0], other[0]), max(one[1], other[1])), ends)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns of the grid."""
        rows, edges = self._packed.edges.shape
        return rows, edges // 2

    @property
    def ragged(self) -> bool:
        """No row is short."""
        return False

    @property
    def slots(self) -> int:
        """The number of slots."""
        return self.size

    @property
    def size(self) -> int:
        """The number of cells."""
        return self._packed.edges.size // 2

    def cell_spans(self, cell: int) -> tuple[Span, ...]:
        """The half-open span of one cell."""
        row, col = divmod(cell, self.shape[1])
        begin = int(self._packed.begins[row])
        start, stop = self._packed.edges[row, 2 * col : 2 * col + 2].tolist()
        return ((begin + start, begin + stop),)

    def cell_text(self, cell: int, text: str) -> str:
        """What one cell says."""
        ((start, stop),) = self.cell_spans(cell)
        return self._said.get(cell, text[start:stop])

    def rows(self, text: str) -> list[list[str]]:
        """The grid as text."""
        return list(self._rows(text))

    def _parts(self) -> Iterator[Int32]:
        """The spans, some rows at a time."""
        return (
            self._packed.spans(first, first + _TOGETHER)
            for first in range(0, len(self._packed.begins), _TOGETHER)
        )

    def _rows(self, text: str) -> Iterator[list[str]]:
        width, first = self.shape[1], 0
        for part in self._parts():
            cells = [text[a:b] for a, b in part.tolist()]
            if self._said:
                said = self._said
                cells = [said.get(at, cell) for at, cell in enumerate(cells, first)]
            yield from (cells[at : at + width] for at in range(0, len(cells), width))
            first += len(cells)

    def validate(self, length: int) -> None:
        """Raise MatrixError unless all spans lie within ``length`` characters."""
        for part in self._parts():
            _validate(part, length)


def _counted(size: int) -> Int32:
    numbers = np.arange(size, dtype=np.int32)
    numbers.setflags(write=False)
    return numbers


def uniform(
    spans: Int32 | Packed,
    width: int,
    *,
    header_rows: int = 0,
    header_cols: int = 0,
    caption: Span | None = None,
    said: Mapping[int, str] = _NOTHING_SAID,
    text: str = "",
    presentation: bool = False,
) -> CellMatrix:
    """Build a matrix of rows of ``width`` cells from the one span of each cell, row by row: shape (cells, 2).

    Spans may be packed. ``said`` has for a cell's number what it says where that is not its characters in
    ``text``.
    """
    packed = spans if isinstance(spans, Packed) else _packed(spans, width)
    made = Uniform.__new__(Uniform)
    told = {"header_rows": header_rows, "header_cols": header_cols, "grid": True, "caption": caption}
    own = {"_packed": packed, "_said": said, "_text": text if said else ""}
    for name, value in {"presentation": presentation, **told, **own}.items():
        object.__setattr__(made, name, value)
    return made


def _packed(spans: Int32, width: int) -> Packed:
    if spans.ndim != 2 or spans.shape[1] != 2 or width < 1 or len(spans) % width:  # noqa: PLR2004
        raise MatrixError(f"spans of shape {spans.shape} are no rows of {width} cells")
    return Packed.of(spans, width)


def freeze(
    owner: Int32,
    cells: Sequence[Sequence[Span]],
    *,
    header_rows: int = 0,
    header_cols: int = 0,
    grid: bool = True,
    caption: Span | None = None,
    texts: Sequence[str] | None = None,
    presentation: bool = False,
) -> CellMatrix:
    """Build a matrix from an owner grid and the spans of each cell; the arrays become read-only."""
    counts = np.fromiter((len(c) for c in cells), dtype=np.int32, count=len(cells))
    indptr = np.zeros(len(cells) + 1, dtype=np.int32)
    np.cumsum(counts, out=indptr[1:])
    flat = [edge for cell in cells for span in cell for edge in span]
    spans = np.array(flat, dtype=np.int32).reshape(-1, 2)
    for array in (owner, indptr, spans):
        array.setflags(write=False)
    said = None if texts is None else tuple(texts)
    return CellMatrix(owner, indptr, spans, header_rows, header_cols, grid, caption, said, presentation)


def from_rows(
    rows: Iterable[Sequence[Sequence[Span]]],
    *,
    header_rows: int = 0,
    header_cols: int = 0,
    grid: bool = True,
    caption: Span | None = None,
    texts: Sequence[str] | None = None,
) -> CellMatrix:
    """Build a matrix without merged cells from rows of cells, each cell a sequence of spans.

    Rows may differ in length; the slots after a short row's end are ``MISSING``.
    """
    listed = [list(row) for row in rows]
    lengths = np.fromiter((len(r) for r in listed), dtype=np.int32, count=len(listed))
    width = int(lengths.max()) if listed else 0
    starts = np.cumsum(lengths) - lengths
    slots = np.arange(width, dtype=np.int32)[None, :]
    owner = np.where(slots < lengths[:, None], starts[:, None] + slots, MISSING).astype(np.int32)
    cells = [cell for row in listed for cell in row]
    return freeze(
        owner,
        cells,
        header_rows=header_rows,
        header_cols=header_cols,
        grid=grid,
        caption=caption,
        texts=texts,
    )
