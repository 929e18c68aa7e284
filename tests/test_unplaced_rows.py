"""Unplaced, row by row: what figures of no row tell of rows without any, or with some beside."""

from __future__ import annotations

import gouji
from gouji.placing import unplaced, unsound
from small_prints import placed, total
from test_order_rows import ROWS, doubted, fruit, loose, plain

SUMS = [total(row) for row in ROWS[:8]]


def strewn(text, count=6):
    (one,) = placed(text, fruit(count))
    return one.labels(sorted(unplaced.strewn(one.marked, one.found, one.rows)))


def broken(**instead):
    """Rows of which three print figures that are broken over lines."""
    return plain(**{"雪梨": "1 2 3 4 5", "樱桃": "1 2 3 4", "石榴": "1 2 3 4 5 6"} | instead)


def test_where_figures_are_broken_a_row_behind_others_of_no_row_may_have_lost_digits_to_them():
    assert strewn(broken().replace("葡萄", "杂 7 8\n项 葡萄")) == ["葡萄"]
    assert strewn(broken().replace("葡萄", "杂 项 葡萄")) == []
    assert strewn(plain().replace("葡萄", "杂 7 8\n项 葡萄")) == [], "no row has more than its columns"
    assert strewn(broken(雪梨="1 2 3").replace("葡萄", "杂 7 8\n项 葡萄")) == [], "two rows have"


def test_figures_above_the_first_row_and_of_rows_are_none_of_no_row():
    assert strewn("7 8\n杂\n" + broken()) == []
    assert strewn(broken()) == []
    assert strewn(broken(苹果="").replace("雪梨", "杂 7 8\n项 雪梨")) == [], "a row without any has them"


def most(text, count=6):
    (one,) = placed(text, fruit(count))
    return unplaced.most(one.marked, one.found, one.rows)


def test_where_most_rows_lack_figures_a_heap_tells_wherever_it_stands():
    bare = loose(*ROWS[:5]).replace(" 1 2 3", "")
    heap = "\n杂\n题\n" + "1 2 3 4\n"
    assert most(f"{bare}\n石榴 1 2 3{heap}") == unplaced.LATER
    assert most(f"{bare}\n石榴 1 2 3\n杂\n题\n1 2 3") != unplaced.LATER, "no more than a row's"
    assert most(f"{bare}\n石榴 1 2 3{heap}".replace("\n", " 1\n", 5)) == unplaced.LATER, "some, or all"
    assert most(plain() + heap) != unplaced.LATER, "most rows are whole"


def short(text, count=6):
    (one,) = placed(text, fruit(count), equations=SUMS)
    return one.labels(sorted(unsound.short(one.found, one.rows, [True] * len(one.rows))))


def test_rows_with_fewer_figures_than_columns_are_no_better_than_most_of_them():
    few = {"雪梨": "4 5", "樱桃": "1 2", "石榴": "7 8"}
    assert short(plain(**few)) == ["雪梨", "樱桃", "石榴"]
    assert short(plain(**few, 葡萄="4 4")) == ["雪梨", "樱桃", "葡萄", "石榴"]
    assert short(plain(**few, 葡萄="4 4", 苹果="3 3", 李子="5 5")) == [], "as many add up"
    assert short(plain(雪梨="4 5", 樱桃="1 2")) == [], "two"
    assert short(plain(**few, 葡萄="4")) == ["雪梨", "樱桃", "石榴"], "a lone figure adds up to nothing"


def test_figures_jammed_above_a_bare_row_leave_it_open():
    assert "葡萄" in doubted(plain(葡萄="").replace("葡萄", "杂\n12-7\n葡萄"))
    assert "葡萄" not in doubted(plain(葡萄="").replace("葡萄", "杂\n第-页\n葡萄")), "no digits"
    assert "葡萄" not in doubted(plain().replace("葡萄", "杂\n12-7\n葡萄")), "a whole row"


def test_a_label_printed_several_times_on_end_has_the_figures_behind_the_last():
    one = placed(loose(*ROWS[:5], "石榴 石榴 石榴"), fruit())[0]
    assert [s.text for s in one.rows[-1].slots] == ["1", "2", "3"]


def test_a_figure_glued_to_a_label_is_no_ordinal_of_the_heading_below():
    change = "信息内容上一年项目数量本年增/减"
    lines = [
        "二、主动公开政府信息情况",
        *("第二十条第（一）项", "信息内容本年新制作数量本年新公开数量对外公开总数量", "规章6", "规范性文件7"),
        *("第二十条第（五）项", f"{change}处理决定数量", "行政许可12", "其他对外管理服务事项+9"),
        *("第二十条第（六）项", f"{change}处理决定数量", "行政处罚7", "行政强制-9"),
        *("第二十条第（八）项", change, "行政事业性收费11"),
        *("第二十条第（九）项", "信息内容采购项目数量采购总金额", "政府集中采购3639892"),
    ]
    cells = gouji.parse("\n".join(lines)).cells
    assert {cells[f"proactive/fees/{c}"].status for c in ("prior_items", "change")} == {"ambiguous"}
