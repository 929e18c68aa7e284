"""Broken figures in aligned text: digits above and below a row's line are one figure where a sum proves it."""

from __future__ import annotations

import pytest

import gouji
from gouji.document import Document
from gouji.report import Report
from gouji_layouts.aligned import gouji_cell_matrices

HEADER = """\
三、收到和处理政府信息公开申请情况
                                    申请人情况
                                          法人或其他组织
                          自然人  商业企业  科研机构  社会公益组织  法律服务机构  其他   总计
"""
PLACES = (26, 34, 44, 54, 66, 78, 86)
"""Where the columns' figures begin."""


def laid(cells, label="", indent=0):
    """One line with texts at the columns' places; wide signs count as one."""
    line = label
    for place, text in zip(PLACES, cells, strict=True):
        if text:
            line = line.ljust(place - indent) + text
    return line


def printed(above, middle, below, label="一、本年新收政府信息公开申请数量"):
    rows = [
        laid(above),
        laid(middle, label),
        laid(below),
        laid(["64", "6", "0", "4", "3", "0", "77"], "二、上年结转政府信息公开申请数量"),
        laid(["261", "23", "0", "12", "0", "0", "296"], "三、本年度办理结果 （一）予以公开"),
    ]
    return HEADER + "\n".join(rows) + "\n"


def received(text) -> dict[str, tuple[str, object]]:
    report: Report = gouji.parse(text)
    name = "requests/received/"
    return {c.key.removeprefix(name): (c.status, c.value) for c in report if c.key.startswith(name)}


WHOLE = ["2788", "305", "0", "215", "88", "0", ""]


def test_a_figure_above_and_below_its_rows_line_is_one_where_the_sum_says_so():
    found = received(printed([""] * 6 + ["339"], WHOLE, [""] * 6 + ["6"]))
    assert found["total"] == ("solved", 3396)
    assert [value for _, value in found.values()] == [2788, 305, 0, 215, 88, 0, 3396]


def test_its_characters_are_those_of_both_lines():
    text = printed([""] * 6 + ["339"], WHOLE, [""] * 6 + ["6"])
    cell = gouji.parse(text)["requests/received/total"]
    assert [text[a:b] for a, b in cell.spans] == ["339", "6"]
    assert cell.raw == "3396"


def test_several_figures_of_a_row_may_be_broken():
    above, below = ["278", "", "", "", "", "", "339"], ["8", "", "", "", "", "", "6"]
    assert received(printed(above, ["", *WHOLE[1:]], below))["natural"] == ("solved", 2788)


@pytest.mark.parametrize(
    ("above", "below"), [("339", "7"), ("33", "9"), ("0", "6")], ids=["other", "longer", "zero"]
)
def test_digits_that_no_sum_proves_to_be_one_are_no_figure(above, below):
    found = received(printed([""] * 6 + [above], WHOLE, [""] * 6 + [below]))
    assert found["total"][1] is None
    assert all(status != "blank" for status, _ in found.values())


def test_digits_that_do_not_stand_below_each_other_are_not_one():
    found = received(printed([""] * 6 + ["339"], WHOLE, ["6"] + [""] * 6))
    assert {value for _, value in found.values()} == {None}


def test_the_layout_gives_one_cell_with_both_lines():
    text = printed([""] * 6 + ["339"], WHOLE, [""] * 6 + ["6"])
    cells = [own for m in gouji_cell_matrices(Document(text)) for row in m.rows(text) for own in row]
    assert "3396" in cells
    assert "339" not in cells


def test_rows_with_labels_of_their_own_stay_rows():
    text = HEADER + "\n".join(
        laid(cells, label)
        for label, cells in (
            ("甲", ["", "", "", "", "", "", "339"]),
            ("乙", WHOLE),
            ("丙", ["", "", "", "", "", "", "6"]),
            ("丁", ["1", "2", "3", "4", "5", "6", "21"]),
        )
    )
    cells = [own for m in gouji_cell_matrices(Document(text)) for row in m.rows(text) for own in row]
    assert "3396" not in cells
