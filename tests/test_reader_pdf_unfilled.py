"""PDF files without rules whose tables stand below each other, some without any figure."""

from __future__ import annotations

import pytest

from pdf_files import Paper
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

XS = [60, 180, 290, 400]
UNFILLED = [["", "第二十条第（六）项"], ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]]
FILLED = [
    ["", "第二十条第（九）项"],
    ["信息内容", "采购项目数量", "采购总金额（单位：万元）"],
    ["政府集中采购", "5"],
]
TITLE = ["二、主动公开政府信息情况"]


def print_of(*rows, pitch=18):
    paper = Paper()
    for row in rows:
        paper.y += pitch
        for x, text in zip(XS, row, strict=False):
            if text:
                paper.say(x + (20 if text.isdigit() else 0), paper.y, text)
    return paper.data()


def cells(data):
    return ENGINE.parse(data).cells


def test_a_figure_is_placed_by_its_own_header_below_tables_without_any():
    found = cells(print_of(TITLE, *UNFILLED, ["行政处罚"], ["行政强制"], *FILLED))
    assert found["proactive/procurement/items"].value == 5
    assert found["proactive/procurement/items"].status == "printed"
    assert found["proactive/procurement/amount"].status == "blank"


def test_rows_of_labels_below_the_names_of_columns_are_blank():
    found = cells(print_of(TITLE, *UNFILLED, ["行政处罚"], *FILLED))
    for column in ("prior_items", "change", "decisions"):
        assert found[f"proactive/penalty/{column}"].status == "blank"


def test_a_label_above_names_is_no_row_below_them():
    found = ENGINE.tables(print_of(TITLE, ["行政强制"], *UNFILLED, ["行政处罚"], *FILLED))
    assert [row[0] for row in found[0].rows()] == ["信息内容", "行政处罚"]
