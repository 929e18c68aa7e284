"""Unplaced, row by row: what figures of no row tell of rows without any, or with some beside."""

from __future__ import annotations

from dataclasses import replace

import gouji
from gouji.placing import unplaced, unsound
from small_prints import placed, table, total
from test_order_rows import ROWS, doubted, fruit, loose, plain

SUMS = [total(row) for row in ROWS[:8]]


def strewn(text, count=6):
    (one,) = placed(text, fruit(count))
    return one.labels(sorted(unplaced.strewn(one)))


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
    return unplaced.most(one)


def test_where_most_rows_lack_figures_a_heap_tells_wherever_it_stands():
    bare = loose(*ROWS[:5]).replace(" 1 2 3", "")
    heap = "\n杂\n题\n" + "1 2 3 4\n"
    assert most(f"{bare}\n石榴 1 2 3{heap}") == unplaced.LATER
    assert most(f"{bare}\n石榴 1 2 3\n杂\n题\n1 2 3") != unplaced.LATER, "no more than a row's"
    assert most(f"{bare}\n石榴 1 2 3{heap}".replace("\n", " 1\n", 5)) == unplaced.LATER, "some, or all"
    assert most(plain() + heap) != unplaced.LATER, "most rows are whole"


def short(text, count=6):
    (one,) = placed(text, fruit(count), equations=SUMS)
    return one.labels(sorted(unsound.short(one)))


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


def test_figures_twice_as_many_as_a_row_has_columns_are_no_rows():
    assert most(plain(雪梨="1 2 3 4 5")) == 0
    assert most(plain(雪梨="7 2 9 4 5 6")) == 6


def test_half_of_the_rows_that_lack_figures_are_not_most_of_them():
    heap = "\n杂\n7 2 9 4\n"
    three = dict.fromkeys(ROWS[:3], "")
    assert most(plain(**three) + heap) == 4
    assert most(plain(**three, 樱桃="1") + heap) == unplaced.LATER


def test_figures_and_marks_beside_the_rows_are_counted_run_by_run():
    assert most(plain() + "\n杂\n7") == 1
    assert most(plain() + "\n杂\n— —") == 2
    assert most(plain() + "\n杂\n7 8\n杂\n5 6 7") == 3
    assert most(plain() + "\n杂\n71 92\n.\n83") == 3, "a blank is none, and parts none"
    assert most(plain() + "\n杂\n1 2 3") == 0, "numbers of columns"
    assert most(plain() + "\n数目x\n7") == unplaced.STRAY, "a column's"


def test_three_figures_that_count_from_one_number_columns():
    assert unplaced._are_numbers(["1", "2", "3"])
    assert not unplaced._are_numbers(["1", "2"])
    assert not unplaced._are_numbers(["2", "3", "4"])
    assert not unplaced._are_numbers(["1", "2", "9"])


def heaped(behind, *tables):
    one = placed(f"{plain()}\n{behind}", fruit(), *tables)[0]
    claimed = {s.index for row in one.rows for s in row.slots}
    return unplaced._heap(one.marked, one.chain, claimed)


def test_a_heap_is_more_figures_side_by_side_than_any_block_is_wide():
    assert heaped("杂\n7 8 9 6")
    assert heaped("杂\n7 8\n.\n9 6"), "a blank parts none"
    assert not heaped("杂\n7 8 9")
    assert not heaped("杂\n7 8 9 6", wide())
    assert not heaped("杂\n7 8\n杂\n9 6"), "a text between"
    assert not heaped("杂\n7 8\n~间\n9 6"), "what is no table's"
    assert not heaped("杂\n7 2\n.\n9"), "a blank is no figure"
    assert not heaped("杂|7|8|9|6"), "in columns"


def wide():
    """A table with more columns than the rows' own."""
    own = table("v", "番茄")
    columns = tuple(replace(c, id=f"{c.id}{n}") for n in range(2) for c in own.blocks[0].columns)
    return replace(own, blocks=(replace(own.blocks[0], columns=columns),))


def test_a_heap_is_looked_for_up_to_the_next_print_whatever_other_table_begins():
    plants = table("u", "黄瓜 番茄")
    assert not heaped("苹果\n杂\n7 8 9 6", plants)
    assert heaped("黄瓜\n杂\n7 8 9 6", plants)


def test_a_word_that_is_a_rows_label_too_names_no_column():
    one = placed("苹果 1 2 3\n雪梨 1 2 3\n数目x\n数目y", table("t", "苹果 雪梨 数目x"))[0]
    named = [p.text for p in one.marked.strand.pieces if unplaced.names_column(one.marked, p)]
    assert named == ["数目y"]


def among(text, *tables):
    one = placed(text, fruit(2), *tables)[0]
    return [p.text for p in unplaced._among(one.marked, one.chain.links)]


def test_figures_of_no_row_are_looked_for_between_the_table_before_and_the_next_one():
    own = ["苹果", "1", "2", "3", "雪梨", "4", "5", "6"]
    text, plants = "苹果 1 2 3\n雪梨 4 5 6", table("u", "黄瓜 番茄")
    assert among(f"杂 9\n{text}\n余 8") == ["杂", "9", *own, "余", "8"]
    assert among(f"黄瓜 7 7 7\n杂 9\n{text}\n番茄 8 8 8", plants) == ["杂", "9", *own]
    assert among(f"黄瓜 7 7 7\n{text}", plants) == own
    assert among(f"{text}\n余 8\n苹果 7 7 7") == [*own, "余", "8"]
    assert among(f"杂 9\n~间\n{text}\n~间\n余 8") == own
    assert among(f"杂|9\n{text}\n余|8") == own
