"""Tables without a schema: what other extractors embed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from typing import Any, Literal

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.harmless import dumps
from gouji.matrix import CellMatrix, Span
from gouji.report import Finding
from gouji.table import export
from gouji.table.header import headers, paths

JOIN = " / "
"""Between the texts of a column's header path."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: its text, its first row and column, over how many it is merged, and where it is printed.

    ``spans`` are half-open, of characters of the document; a blank cell has an empty one. ``header`` says
    whether it stands in a header row or column.
    """

    text: str
    row: int
    col: int
    rowspan: int
    colspan: int
    spans: tuple[Span, ...]
    header: bool


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """One table of a document, as a rectangular grid: the layout that read it, and why it was believed."""

    document: Document
    layout: str
    matrix: CellMatrix
    reason: str = ""

    def __repr__(self) -> str:
        """Which table it is, without the text: notebooks and logs print lists of tables."""
        rows, cols = self.shape
        place = f"{self.document.source}[{self.span[0]}:{self.span[1]}]"
        return f"<Table {self.layout} {rows} x {cols} of {place}{self.caption and f': {self.caption}'}>"

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns, header included."""
        return self.matrix.shape

    @property
    def span(self) -> Span:
        """The half-open stretch of the document's text that holds the table's cells."""
        return self.matrix.extent

    @property
    def caption(self) -> str:
        """The printed caption, empty where there is none."""
        span = self.matrix.caption
        return " ".join(self.document.text[slice(*span)].split()) if span else ""

    @property
    def presentation(self) -> bool:
        """Whether the table only arranges a page (navigation, a frame around other tables)."""
        return self.matrix.presentation

    @cached_property
    def _rows(self) -> list[list[str]]:
        return self.matrix.rows(self.document.text)

    @property
    def _body(self) -> list[list[str]]:
        return self._rows[self.header_rows :]

    @cached_property
    def _headers(self) -> tuple[int, int]:
        return headers(self.matrix, self._rows)

    @property
    def header_rows(self) -> int:
        """Rows at the top that name columns: as marked, else as the content shows."""
        return self._headers[0]

    @property
    def header_cols(self) -> int:
        """Columns at the left that name rows: as marked, else as the content shows."""
        return self._headers[1]

    @property
    def columns(self) -> list[tuple[str, ...]]:
        """For each column its header texts from the top, empty where there is no header."""
        return paths(self._rows, self.header_rows)

    @property
    def names(self) -> list[str]:
        """For each column a name that no other has: its header path, or ``column_3``."""
        return export.unique([JOIN.join(path) for path in self.columns])

    def rows(self, *, merged: Literal["repeat", "once"] = "repeat") -> list[list[str]]:
        """Rows of cell texts, header included; a merged cell in each of its slots, or only in its first.

        A slot that no cell covers is empty. Raises ValueError where ``merged`` is neither.
        """
        if merged == "repeat":
            return [list(row) for row in self._rows]
        if merged != "once":
            raise ValueError(f"merged is {merged!r}; a merged cell may stand by 'repeat' or 'once'")
        out = [[""] * self.shape[1] for _ in range(self.shape[0])]
        for cell in self.cells:
            out[cell.row][cell.col] = cell.text
        return out

    @cached_property
    def cells(self) -> list[TableCell]:
        """The cells in reading order, each once."""
        return list(self._cells())

    def _cells(self) -> Iterator[TableCell]:
        boxes: dict[int, list[int]] = {}
        for row, line in enumerate(self.matrix.owner.tolist()):
            for col, cell in enumerate(line):
                if cell >= 0:
                    box = boxes.setdefault(cell, [row, col, row, col])
                    box[2:] = [row, max(box[3], col)]
        for cell, (row, col, last, right) in sorted(boxes.items()):
            header = row < self.header_rows or col < self.header_cols
            text = self._rows[row][col]
            spans = self.matrix.cell_spans(cell)
            yield TableCell(text, row, col, last - row + 1, right - col + 1, spans, header)

    def to_records(self) -> list[dict[str, str]]:
        """One mapping a row below the header, from the columns' names to the texts."""
        return export.to_records(self._body, self.names)

    def to_csv(self, *, neutralise: bool = False) -> str:
        """The rows as CSV; with ``neutralise`` a text that a spreadsheet would run gets an apostrophe."""
        return export.to_csv(self._rows, neutralise=neutralise)

    def to_markdown(self) -> str:
        """The table as a GFM pipe table; several header rows become one."""
        return export.to_markdown(self._rows, self.header_rows)

    def to_html(self) -> str:
        """The table as HTML with its spans, header cells and caption."""
        rows: list[list[export.HtmlCell]] = [[] for _ in range(self.shape[0])]
        for cell in self.cells:
            rows[cell.row].append(export.HtmlCell(cell.text, cell.rowspan, cell.colspan, header=cell.header))
        return export.to_html(rows, self.caption)

    def to_dict(self) -> dict[str, Any]:
        """The table as plain data; ``spans`` are the half-open source spans of each slot's cell."""
        spans = [[list(s) for s in self.matrix.cell_spans(i)] for i in range(self.matrix.size)]
        return {
            "source": self.document.source,
            "layout": self.layout,
            "reason": self.reason,
            "span": list(self.span),
            "shape": list(self.shape),
            "caption": self.caption,
            "presentation": self.presentation,
            "header_rows": self.header_rows,
            "header_cols": self.header_cols,
            "columns": [list(path) for path in self.columns],
            "rows": self.rows(),
            "spans": [[spans[o] if o >= 0 else [] for o in row] for row in self.matrix.owner.tolist()],
            "merged": [
                [c.row, c.col, c.rowspan, c.colspan] for c in self.cells if c.rowspan > 1 or c.colspan > 1
            ],
        }

    def to_json(self) -> str:
        """The table as JSON, see ``to_dict``."""
        return dumps(self.to_dict())

    def to_pandas(self) -> Any:
        """The rows below the header as a pandas DataFrame of texts; raises GoujiError without pandas."""
        return _library("pandas").DataFrame(self._body, columns=self.names, dtype=str)

    def to_polars(self) -> Any:
        """The rows below the header as a polars DataFrame of texts; raises GoujiError without polars."""
        polars = _library("polars")
        return polars.DataFrame(self._body, dict.fromkeys(self.names, polars.String), orient="row")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows below the header as an Arrow stream of texts, for polars, pandas, pyarrow and duckdb."""
        from gouji import arrow  # noqa: PLC0415 - needs ctypes, which some builds of Python lack

        del requested_schema
        body = self._body
        names, columns = self.names, [[row[c] for row in body] for c in range(self.shape[1])]
        return arrow.lent(names, columns) or arrow.stream(names, columns)

    def _repr_html_(self) -> str:
        """How notebooks show the table."""
        return self.to_html()


def _library(name: str) -> Any:
    """A data frame library that the caller asks for by name."""
    try:
        return import_module(name)
    except ImportError as error:
        raise GoujiError(f"to_{name} needs {name}, which is not installed: pip install {name}") from error


class Tables(list[Table]):
    """The tables of a document in order of place; ``findings`` name failed layouts and limits met."""

    def __init__(self, found: Iterable[Table], findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(found)
        self.findings = findings
