"""Words for nothing (无) in texts without columns: a cell's where figures stand beside them, else prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji

HEAD = "二、主动公开政府信息情况 第二十条第（一）项 信息内容 本年新制作数量 本年新公开数量 对外公开总数量"
ROWS = {
    "规章": 3,
    "规范性文件": 3,
    "第二十条第（五）项 信息内容 上一年项目数量 本年增/减 处理决定数量 行政许可": 3,
    "其他对外管理服务事项": 3,
    "第二十条第（六）项 信息内容 上一年项目数量 本年增/减 处理决定数量 行政处罚": 3,
    "行政强制": 3,
    "第二十条第（八）项 信息内容 上一年项目数量 本年增/减 行政事业性收费": 2,
    "第二十条第（九）项 信息内容 采购项目数量 采购总金额 政府集中采购": 2,
}
SECTION = "六、其他需要报告的事项"


def printed(cells, *, lines, sign):
    """The first table of 2019, a row or a piece a line."""
    rows = [HEAD]
    for label, count in ROWS.items():
        own = [cells.pop(0) for _ in range(count)]
        rows.append(" ".join([label, *(sign if text is None else text for text in own)]))
    text = "\n".join(rows)
    return text.replace(" ", "\n" if lines else " ") + f"\n{SECTION}\n无\n"


def said(text):
    return {key: (cell.status, cell.value) for key, cell in gouji.parse(text).cells.items()}


figures = st.one_of(st.none(), st.integers(0, 99).map(str))


@given(st.lists(figures, min_size=22, max_size=22), st.booleans(), st.sampled_from(["无", "無", "不适用"]))
def test_a_word_for_nothing_says_what_a_sign_for_it_says(cells, lines, word):
    signs, words = (printed(list(cells), lines=lines, sign=sign) for sign in ("/", word))
    if lines and any(cells[n] is None for n in range(22)):
        stated = {key: own for key, own in said(words).items() if own[1] is not None}
        assert stated.items() <= said(signs).items()
    else:
        assert said(words) == said(signs)


@pytest.mark.parametrize("lines", [False, True])
def test_a_figure_behind_a_word_for_nothing_is_in_its_column(lines):
    cells = [*["1"] * 18, None, "-62", None, "28.56"]
    found = gouji.parse(printed(cells, lines=lines, sign="无")).cells
    assert found["proactive/fees/change"].value == -62
    assert found["proactive/fees/prior_items"].status == "blank"
    assert str(found["proactive/procurement/amount"].value) == "28.56"


def test_a_row_of_words_for_nothing_below_the_rest_of_its_label_is_its_rows():
    text = printed([*["7"] * 20, None, "5"], lines=False, sign="无").replace(
        "政府集中采购 ", "政府集中\n采购 "
    )
    assert gouji.parse(text).cells["proactive/procurement/amount"].value == 5


def test_a_word_below_a_sections_title_is_prose():
    text = f"五、存在的主要问题及改进情况\n无\n{printed(['3'] * 22, lines=True, sign='无')}"
    found = [value for key, (_, value) in said(text).items() if key.startswith("proactive/")]
    assert found == [3] * 22
