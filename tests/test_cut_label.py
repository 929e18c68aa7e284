"""Labels of which a grid's cell shows a part: they name a row where no other label has that part."""

from __future__ import annotations

import pytest

import form_prints
import gouji

ROW, KEY = "2.其他法律行政法规禁止公开", "requests/results.refused.law_forbidden"
BEFORE, BEHIND = "1.属于国家秘密", "3.危及“三安全一稳定”"
VALUES = form_prints.values()
PRINT = form_prints.printed("pipes-grid", VALUES)
OWN = {f"{KEY}/{c}": str(VALUES[f"{KEY}/{c}"]) for c in ("natural", "business", "total")}


def stated(text):
    found = gouji.parse(text)
    return {key: str(found[key].value) for key in OWN if found[key].status == "printed"}


def shown(text, of=ROW):
    """A report whose row is printed with this text for its label."""
    assert of in PRINT
    return PRINT.replace(of, text)


@pytest.mark.parametrize(
    "text",
    [
        "2.其他法律行政法",
        "2.其他法",
        "其他法律行政法规禁止",
        "律行政法规禁止公",
        "规禁止公开",
        "律行政法",
    ],
)
def test_a_part_of_one_label_names_its_row_and_is_told(text):
    assert stated(shown(text)) == OWN
    told = [f.message for f in gouji.parse(shown(text)).findings if f.code == "label-wording"]
    assert any(f"label {text} instead of {ROW}" in message for message in told)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3.其他法律行政法", "another row's number"),
        ("2.法律行政法规禁止", "a number before what does not begin the label"),
        ("律行政", "too short without a number"),
        ("行政机关不再处理其政府信息", "two rows have it"),
        ("2.其他法律规定", "no part"),
        ("2.", "nothing"),
        ("2.其", "other labels begin so"),
    ],
)
def test_other_texts_name_none(text, why):
    assert stated(shown(text)) == {}, why


def test_behind_its_number_one_sign_is_enough():
    found = gouji.parse(shown("3.危", BEHIND))
    assert found["requests/results.refused.stability/total"].status == "printed"


def test_a_part_out_of_the_forms_place_names_none():
    moved = shown("甲").replace(BEHIND, "2.其他法律行政法").replace(BEFORE, BEHIND)
    assert stated(moved) == {}


def test_a_part_names_no_row_whose_label_stands_elsewhere():
    assert stated(PRINT.replace(BEHIND, "2.其他法律行政法")) == OWN


def test_a_part_beside_which_no_figure_stands_names_none():
    line = next(line for line in PRINT.splitlines() if ROW in line)
    bare = "|".join(x if ROW in x or "不予公开" in x else " " for x in line.split("|"))
    assert stated(PRINT.replace(line, bare.replace(ROW, "2.其他法律行政法"))) == {}


def cells(text):
    """The row of the print and its cells of figures, the first one replaced by this text."""
    line = next(line for line in PRINT.splitlines() if ROW in line)
    first = f"| {OWN[KEY + '/natural']} |"
    assert first in line
    return line, line.replace(first, f"| {text} |", 1).replace(ROW, "2.其他法律行政法")


def test_signs_for_none_beside_a_part_name_its_row():
    line, _ = cells("1")
    head, _, figures = line.partition(ROW)
    signs = "".join("/" if sign.isdigit() else sign for sign in figures).replace("//", "/")
    found = gouji.parse(PRINT.replace(line, f"{head}2.其他法律行政法{signs}"))
    assert found[f"{KEY}/natural"].status == "blank"


def test_a_part_beside_which_other_text_stands_names_none():
    line, other = cells("见附件")
    assert stated(PRINT.replace(line, other)) == {}


def test_two_parts_of_one_label_name_none():
    assert stated(shown("2.其他法律行政法").replace(BEHIND, "2.其他法律行")) == {}


def test_without_columns_a_part_names_none():
    loose = form_prints.printed("row-per-line", VALUES)
    assert ROW in loose
    assert stated(loose) == OWN
    assert stated(loose.replace(ROW, "2.其他法律行政法")) == {}
