"""The html layout on real converters' output: every row of figures of the truth stands in some grid row."""

import html as entities
import json

import pytest

from gouji.document import Document
from gouji_layouts.html import gouji_cell_matrices
from outside import shared

PRINTERS = (
    "html_raw.html",
    "docx_lo_html.html",
    "docx_pandoc_html.html",
    "html_pandoc_html.html",
    "html_trafilatura_xml.html",
)


def decoded(path):
    data = path.read_bytes()
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("gb18030")


def wanted(path):
    """The printed figures of each row of the truth, blanks left out."""
    rows = {}
    for key, cell in json.loads(path.read_text("utf-8"))["cells"].items():
        row = rows.setdefault(key.rpartition("/")[0], [])
        if cell["raw"]:
            row.append(cell["raw"])
    return rows


def holds(row, figures):
    rest = iter(row)
    return all(figure in rest for figure in figures)


@pytest.mark.shared
@pytest.mark.parametrize("printer", PRINTERS)
def test_every_row_of_figures_stands_in_a_grid_row(printer):
    paths = sorted(shared("matrix").glob(f"m7-*/{printer}"))
    assert paths
    for path in paths:
        text = decoded(path)
        rows = [row for matrix in gouji_cell_matrices(Document(text)) for row in matrix.rows(text)]
        rows = [[entities.unescape(cell) for cell in row] for row in rows]
        truth = wanted(path.parent.with_name(path.parent.name + ".truth.json"))
        assert len(truth) > 15
        assert [key for key, figures in truth.items() if not any(holds(row, figures) for row in rows)] == []
