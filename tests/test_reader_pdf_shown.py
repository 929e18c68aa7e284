"""PDF files in which a frame or a page shows a part of a table: what seems blank there is not."""

from __future__ import annotations

import pytest

from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

HEAD = ["名称", "自然人", "企业", ""]
ROWS = [["规章", "11", "13", ""], ["文件", "12", "14", ""]]
XS = [40, 100, 160, 220, 250]


def said(paper):
    (document,) = ENGINE.open(paper.data())
    return [line.split("\t")[3] for line in document.text.splitlines() if line.count("\t") == 3]


def framed(*rows):
    paper = Paper()
    table(paper, rows, XS)
    return paper


def test_a_last_column_in_which_nothing_stands_is_not_blank():
    assert said(framed(HEAD, *ROWS)) == 3 * ["\ufffc"]
    assert said(framed([*HEAD[:3], "计"], *ROWS)) == ["计", "", ""]


def test_a_column_whose_name_runs_out_of_the_table_is_not_blank():
    paper = framed([*HEAD[:3], "计"], *ROWS)
    paper.pages[-1] = [line.replace("<8ba10020>", "<8ba18ba18ba18ba10020>") for line in paper.pages[-1]]
    assert said(paper)[1:] == 2 * ["\ufffc"]


def test_a_blank_column_that_a_page_before_names_is_blank():
    paper = framed([*HEAD[:3], "计"], *ROWS)
    paper.turn()
    table(paper, [["", "21", "22", ""]], XS)
    assert said(paper)[1:] == ["", "", ""]
