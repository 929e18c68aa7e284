"""Figures that narrow columns broke behind the comma of a group of digits, in texts without columns."""

from __future__ import annotations

import gouji

TEXT = """
    供     2.没有现成信息需要另行制作                          3                 3
理         3.补正后申请内容仍不明确
          2.重复申请
    理     3.要求提供公开出版物                                             964
          4.无正当理由大量反复申请
          5.要求行政机关确认或重新出具已获
          取信息
                                                      31{mark}         31{mark}
    （六）其他处理                                 6
                                                      241         247
                              6,7               22,         55,
    （七）总计                           32    ,18         98          ,42
               4         4              19    62                      9    9
"""
ROW = "requests/results.other/"


def stated(mark):
    """The figures of the row below the broken ones."""
    cells = gouji.parse(TEXT.format(mark=mark)).cells
    return {key: cell.value for key, cell in cells.items() if key.startswith(ROW) and cell.value is not None}


def test_a_sum_of_the_ends_of_broken_figures_proves_nothing():
    """6 + 241 = 247 holds, and 6 + 31,241 = 31,247 is what was printed."""
    assert stated(",") == {}
    assert stated("，") == {}


def test_figures_below_whole_ones_are_a_rows():
    assert stated("")[f"{ROW}total"] == 247
