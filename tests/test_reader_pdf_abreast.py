"""PDF files with two ruled tables side by side, as close as cells with frames of their own."""

from __future__ import annotations

import pytest

from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

LEFT = [["复议甲", "复议乙"], ["1", "2"]]
RIGHT = [["诉讼", ""], ["直接", "复议后"], ["13", "14"]]


def beside(*tables, gap=3, height=20):
    """Tables whose tops are level, each cell with a frame of its own."""
    paper = Paper()
    left = 40
    for rows in tables:
        xs = [left + 60 * n for n in range(len(rows[0]) + 1)]
        paper.y = 60
        table(paper, rows, xs, height=height)
        left = xs[-1] + gap
    return [found.rows() for found in ENGINE.tables(paper.data())]


def test_two_tables_side_by_side_that_end_at_other_heights_are_two():
    assert beside(LEFT, RIGHT) == [LEFT, RIGHT]


def test_two_tables_that_end_at_one_height_seem_one():
    """Cells with frames of their own are as far apart."""
    assert beside([*LEFT, ["3", "4"]], RIGHT) == [
        [a + b for a, b in zip([*LEFT, ["3", "4"]], RIGHT, strict=True)]
    ]


def test_framed_cells_over_several_rows_are_one_table():
    """A label beside two rows has its own frame, as high as both."""
    paper = Paper()
    for x0, y0, x1, y1, text in (
        (40, 60, 98, 78, "名称"),
        (101, 60, 160, 78, "甲"),
        (40, 81, 98, 120, "规章"),
        (101, 81, 160, 99, "11"),
        (101, 102, 160, 120, "12"),
    ):
        for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
            paper.rule(*line)
        paper.say(x0 + 5, y0 + 12, text)
    (found,) = ENGINE.tables(paper.data())
    assert found.rows() == [["名称", "甲"], ["规章", "11"], ["规章", "12"]]


def test_a_gap_between_walls_below_rules_of_one_side_alone_parts_no_table():
    """Rules down alone stand right of the gap."""
    paper = Paper()
    table(paper, LEFT, [40, 100, 160])
    for x in (163, 220):
        paper.rule(x, 40, x, 100)
    (found,) = ENGINE.tables(paper.data())
    assert found.rows()[0][:2] == LEFT[0]
