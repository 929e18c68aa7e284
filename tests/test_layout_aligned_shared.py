"""Real converters' prints of made reports: no row of figures that the report does not have."""

import json

import pytest

from gouji.document import Document
from gouji.numerals import read
from gouji_layouts.aligned import gouji_cell_matrices
from outside import MATRIX, shared

CONVERTERS = (
    "cr_pdfplumber_layout",
    "cr_pdftotext_layout",
    "cr_pymupdf_sort",
    "html_links",
    "html_lynx",
    "html_pandas_string",
    "html_w3m",
    "lo_pdfplumber_layout",
    "lo_pdftotext_layout",
    "lo_pymupdf_sort",
)
WIDTHS = {7: "requests", 15: "review_litigation"}


def rows(path):
    """The printed values of each row of figures with as many columns as a table has."""
    document = Document(path.read_bytes().decode("utf-8", "replace"))
    for matrix in gouji_cell_matrices(document):
        matrix.validate(len(document.text))
        slots = matrix.shape[1] - matrix.header_cols
        for row, owners in zip(matrix.rows(document.text), matrix.owner.tolist(), strict=True):
            cells = [read(c) for c, o in zip(row, owners, strict=True) if o >= 0]
            if matrix.grid:
                whole = slots in WIDTHS and min(owners[-slots:]) >= 0
                cells = cells[-slots:] if whole else []
            values = [c for c in cells if c.kind != "text"]
            if len(values) in WIDTHS and any(v.kind == "figure" for v in values):
                yield tuple(v.value for v in values)


def printed(report):
    """The rows of the report's two wide tables: seven values a row, or all fifteen."""
    cells = json.loads((MATRIX / f"{report}.truth.json").read_text(encoding="utf-8"))["cells"]
    found = {}
    for key, cell in cells.items():
        table, row, _ = key.split("/")
        value = read(cell["raw"]).value if cell["raw"] else None
        if table in WIDTHS.values():
            found.setdefault(row if table == "requests" else table, []).append(value)
    return set(map(tuple, found.values()))


def reports():
    return sorted(p.name for p in MATRIX.glob("m7-*") if p.is_dir()) if MATRIX.is_dir() else ["(missing)"]


@pytest.mark.shared
@pytest.mark.parametrize("converter", CONVERTERS)
@pytest.mark.parametrize("report", reports())
def test_every_row_of_figures_is_one_of_the_report(report, converter):
    path = shared(f"matrix/{report}/{converter}.txt")
    assert set(rows(path)) <= printed(report)


@pytest.mark.shared
@pytest.mark.parametrize("converter", [c for c in CONVERTERS if not c.startswith("html")])
def test_most_rows_of_a_printed_page_are_found(converter):
    shared("matrix")
    whole = {r: {row for row in printed(r) if None not in row} for r in reports()}
    met = sum(len(whole[r] & set(rows(MATRIX / r / f"{converter}.txt"))) for r in whole)
    assert met >= 0.8 * sum(map(len, whole.values()))
