"""Tables without a schema: what other extractors embed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gouji.document import Document
from gouji.matrix import CellMatrix, Span


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A cell matrix with the document it was read from and the layout that read it."""

    document: Document
    layout: str
    matrix: CellMatrix

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.matrix.shape

    @property
    def span(self) -> Span:
        """The half-open stretch of the document's text that holds the table's cells."""
        return self.matrix.extent

    def rows(self) -> list[list[str]]:
        """Rows of cell texts; a merged cell is repeated in each of its slots."""
        return self.matrix.rows(self.document.text)

    def to_dict(self) -> dict[str, Any]:
        """The table as plain data, with the half-open source spans of each slot's cell."""
        spans = [[list(s) for s in self.matrix.cell_spans(i)] for i in range(self.matrix.size)]
        return {
            "layout": self.layout,
            "span": list(self.span),
            "shape": list(self.shape),
            "header_rows": self.matrix.header_rows,
            "header_cols": self.matrix.header_cols,
            "rows": self.rows(),
            "spans": [[spans[o] if o >= 0 else [] for o in row] for row in self.matrix.owner.tolist()],
        }
