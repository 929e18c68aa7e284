import re

import gouji_typst
import pytest

from gouji.layout import Document
from gouji.testing import Layout, Renderer

SIGNS = re.compile(r"([\\#\[\]*_$@<>`~\"'/=+-])")


def escaped(text):
    return SIGNS.sub(r"\\\1", text)


def cell(box):
    spans = (("rowspan", box.rowspan), ("colspan", box.colspan))
    said = ", ".join(f"{name}: {count}" for name, count in spans if count > 1)
    return f"table.cell({said})[{box.text}]" if said else f"[{box.text}]"


def table(width, lines):
    return f"#table(\n  columns: {width},\n" + "".join(f"  {', '.join(line)},\n" for line in lines) + ")\n"


def draw(rows):
    return table(len(rows[0]), [[f"[{text}]" for text in row] for row in rows])


def sheet(printed, options):
    return table(printed.width, [[cell(box) for box in row] for row in printed.rows if row]).rstrip()


PANDOC = """\
#figure(
  align(center)[#table(
    columns: (30%, 1fr, auto),
    align: (auto,right,right,),
    table.header([事项], [甲#footnote[见附表]], [乙],),
    table.hline(),
    [#strong[取水] \\#1], [12], [],
    table.cell(colspan: 2)[*合计* (件)], [12],
  )]
  , kind: table
  )
"""
SPANS = """\
= 年报
#table(columns: (auto,) * 3, // 三列
  table.header(table.cell(rowspan: 2)[事项], table.cell(colspan: 2, [数量]), [甲], [乙]),
  [规章], [1], [
    2
  ],
)
"""
CASES = [
    (
        PANDOC,
        [[["事项", "甲见附表", "乙"], ["取水 #1", "12", ""], ["合计 (件)", "合计 (件)", "12"]]],
    ),
    (SPANS, [[["事项", "数量", "数量"], ["事项", "甲", "乙"], ["规章", "1", "2"]]]),
]
MARKS = (
    "#table(",
    "table.cell(rowspan: 99)[",
    "table.header(",
    "[",
    "]",
    "(",
    ")",
    "columns: 3,",
    "\\",
    '"',
    "/*",
)
LAYOUT = Layout(
    gouji_typst,
    draw,
    CASES,
    marks=MARKS,
    renderer=Renderer("typst", "typst", sheet, "= {}"),
    escape=escaped,
    markup=True,
)


def test_laws(layout_law):
    layout_law(LAYOUT)


def test_header_rows():
    [matrix] = gouji_typst.gouji_cell_matrices(Document(SPANS))
    assert matrix.header_rows == 2


@pytest.mark.parametrize(
    "text", ["#table(columns: 2, [1], [2]", "#let table(n) = n", "#table()", "#table(columns: 0, [1])"]
)
def test_what_is_no_table(text):
    assert list(gouji_typst.gouji_cell_matrices(Document(text))) == []
