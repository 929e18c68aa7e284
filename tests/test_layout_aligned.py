"""Tables whose columns are made by blanks: each figure in its proven column, or only in its order."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Document
from gouji.numerals import read
from gouji.testing import clock
from gouji_layouts.aligned import gouji_cell_matrices

HEADS = ("自然人", "商业企业", "科研机构", "社会组织", "其他", "合计")
NAMES = ("一、新收申请", "二、结转申请", "三、予以公开", "四、部分公开的申请", "五、不予公开", "六、其他")


def matrices(text):
    found = list(gouji_cell_matrices(Document(text)))
    for matrix in found:
        matrix.validate(len(text))
    return found


def figures(matrix, text):
    """The value cells of each row that prints a figure; a blank of a grid is ''."""
    out = []
    for row, owners in list(zip(matrix.rows(text), matrix.owner.tolist(), strict=True))[matrix.header_rows :]:
        cells = [c for c, o in zip(row, owners, strict=True) if o >= 0]
        values = [c for c in cells if read(c).kind in ("figure", "blank")]
        if any(read(c).kind == "figure" for c in values):
            out.append(values)
    return out


def width(text, unit):
    if unit == "chars":
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def draw(rows, unit, align, gap=2):
    """Print a grid of strings in columns of equal place."""
    sizes = [max(width(row[i], unit) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        parts = []
        for i, cell in enumerate(row):
            free = sizes[i] - width(cell, unit)
            left = 0 if i == 0 or align == "left" else free if align == "right" else free // 2
            parts.append(" " * left + cell + " " * (free - left))
        lines.append((" " * gap).join(parts).rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("unit", ["chars", "display"])
@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_full_rows_are_a_grid_in_either_unit(unit, align):
    rows = [["项目", *HEADS]] + [[n, *(str(i * 10 + j) for j in range(6))] for i, n in enumerate(NAMES)]
    text = draw(rows, unit, align)
    (matrix,) = matrices(text)
    assert matrix.grid
    assert matrix.rows(text) == [["项目", *[""] * 6], ["", *HEADS], *rows[1:]]
    assert (matrix.header_rows, matrix.header_cols) == (2, 1)


@st.composite
def tables(draw_from):
    size = draw_from(st.integers(2, 6))
    cell = st.sampled_from(["", "0", "7", "15", "1,204", "30467", "-3"])
    rows = draw_from(st.lists(st.lists(cell, min_size=size, max_size=size), min_size=1, max_size=6))
    return [list(HEADS[:size]), *rows]


@given(tables(), st.sampled_from(["chars", "display"]), st.sampled_from(["left", "right", "center"]))
def test_no_figure_is_ever_in_a_wrong_column(table, unit, align):
    rows = [["项目", *table[0]]] + [[n, *row] for n, row in zip(NAMES, table[1:], strict=False)]
    text = draw(rows, unit, align)
    expected = [row for row in table[1:] if any(row)]
    for matrix in matrices(text):
        read_rows = figures(matrix, text)
        if matrix.grid:
            assert all(row in expected for row in read_rows)
        else:
            assert all(row in [[c for c in e if c] for e in expected] for row in read_rows)


def test_a_row_with_blanks_stands_under_its_columns():
    full = [["一、新收", "10", "20", "30"], ["二、结转", "11", "21", "31"]]
    text = draw([["项目", *HEADS[:3]], *full, ["三、公开", "", "22", ""]], "chars", "right")
    (matrix,) = matrices(text)
    assert matrix.rows(text)[-1] == ["三、公开", "", "22", ""]


def test_a_column_blank_in_every_row_is_known_from_the_header():
    rows = [["项目", *HEADS[:3]]] + [[n, str(i), "", str(i)] for i, n in enumerate(NAMES[:4])]
    text = draw(rows, "chars", "left")
    (matrix,) = matrices(text)
    assert matrix.grid
    assert figures(matrix, text) == [r[1:] for r in rows[1:]]


def test_a_label_with_a_blank_inside_makes_no_column():
    text = "项目  新制 数量  公开 数量\n一、规章       3          5\n二、文件       4          6\n"
    for matrix in matrices(text):
        assert not matrix.grid or matrix.shape[1] - matrix.header_cols == 2


def test_crooked_columns_keep_only_the_order():
    text = (
        "      自然人  企业  其他\n"
        "一、新收  1   2   3\n"
        "二、结转的全部申请    4   5   6\n"
        "三、办理     7   8     9\n"
    )
    (matrix,) = matrices(text)
    assert not matrix.grid
    assert figures(matrix, text) == [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]


WRAPPED = """\
            自然人  企业   合计
一、新收    12      3      15
二、结转                   339
            2788    305
            0              6
三、公开    4       5      9
"""


def test_a_figure_wrapped_over_lines_is_not_read_as_two():
    read_rows = [row for m in matrices(WRAPPED) for row in figures(m, WRAPPED)]
    assert read_rows == [["12", "3", "15"], ["4", "5", "9"]]


def test_stray_pieces_around_a_label_make_both_rows_doubtful():
    text = (
        "      自然人  企业  合计\n"
        "一、新收          3     15\n"
        "      152\n"
        "二、总计          6     30\n"
        "      5\n"
        "三、余    4       5     9\n"
    )
    assert [row for m in matrices(text) for row in figures(m, text)] == [["4", "5", "9"]]


def test_two_heights_of_one_row_are_joined_between_whole_rows():
    text = (
        "一、甲方申请  1  2  3  4\n二、乙方申请  5  6\n的数量              7  8\n三、丙方申请  9  1  2  3\n"
    )
    read_rows = figures(matrices(text)[0], text)
    assert read_rows == [["1", "2", "3", "4"], ["5", "6", "7", "8"], ["9", "1", "2", "3"]]


def test_a_figure_run_into_its_label_leaves_the_row_out():
    text = "一、甲  10  20  30\n二、乙丙丁”1,958  21  31\n三、戊  12  22  32\n"
    assert figures(matrices(text)[0], text) == [["10", "20", "30"], ["12", "22", "32"]]


def test_two_figures_without_a_blank_are_no_cell():
    text = "一、甲乙  1  2\n二、丙丁  12-7\n三、戊己  3  4\n"
    cells = [cell for matrix in matrices(text) for row in matrix.rows(text) for cell in row]
    assert "12-7" not in cells
    assert {"1", "2", "3", "4"} <= set(cells)


def test_a_wrapped_label_keeps_its_pieces_in_its_column():
    text = (
        "              自然人  企业\n"
        "一、新收      11      21\n"
        "二、上年结转\n"
        "              12      22\n"
        "申请数量\n"
        "三、公开      13      23\n"
    )
    (matrix,) = matrices(text)
    assert [row[0] for row in matrix.rows(text)][1:] == ["一、新收", "二、上年结转申请数量", "三、公开"]
    assert figures(matrix, text) == [["11", "21"], ["12", "22"], ["13", "23"]]


def test_a_group_label_spans_its_columns():
    text = (
        "项目     自然人    法人组织名称\n"
        "                   企业    机构\n"
        "一、收   1         2       3\n"
        "二、转   4         5       6\n"
    )
    (matrix,) = matrices(text)
    group = [row for row in matrix.rows(text) if "法人组织名称" in row]
    assert matrix.grid
    assert group == [["项目", "", "法人组织名称", "法人组织名称"]]


def test_page_numbers_and_added_blank_lines_change_no_cell():
    rows = [["项目", *HEADS[:2]], ["一、收", "1", "2"], ["二、转", "3", "4"]]
    lines = draw(rows, "chars", "left").split("\n")
    plain = "\n".join(lines)
    spread = "\n\n".join([*lines[:2], "— 2 —", *lines[2:]])
    assert [m.rows(plain) for m in matrices(plain)] == [m.rows(spread) for m in matrices(spread)]


def test_crlf_changes_no_cell():
    text = draw([["项目", *HEADS[:2]], ["一、收", "1", "2"], ["二、转", "3", "4"]], "chars", "left")
    crlf = text.replace("\n", "\r\n")
    assert [m.rows(text) for m in matrices(text)] == [m.rows(crlf) for m in matrices(crlf)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "甲\t1\t2\n",
        "| 甲 | 1 |\n",
        "<td>甲  1</td>",
        "│甲  │  1│\n",
        "甲\n1\n2\n",
        "没有表格的一句话，共 3 件。\n",
        "2022 年 1 月  1\n",
    ],
)
def test_other_layouts_are_refused(text):
    assert matrices(text) == []


@given(st.text(alphabet="甲一、（） 01,-.\t\n|<。\u3000\x0c\r", max_size=200))
def test_any_text_is_read_or_refused(text):
    for matrix in matrices(text):
        assert matrix.size
        assert sum(len(c) for row in matrix.rows(text) for c in row) > 0


HOSTILE = {
    "rows": "规章  1 2 3\n",
    "pieces": "ab  1\ncd      5\n",
    "stacks": "x  9 9 9 9 9 9 9 9\n   9 9 9 9 9 9 9 9\n",
    "lone": "a    1\n     2\n",
    "headers": "甲乙  丙丁  戊己\na  1  2\n",
    "word": "甲1,",
    "wide": "1  ",
    "labels": "a b c d e f  1\n",
}


@pytest.mark.share(2)
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_twice_the_text_takes_about_twice_the_time(piece):
    def reads(document):
        return list(gouji_cell_matrices(document))

    text = "甲  1\n" + piece * 500
    assert clock.beyond(reads, lambda: Document(text), lambda: Document(text + piece * 1500), 10, 0.01) == []


def test_the_label_of_a_blank_row_is_not_joined_to_the_next():
    text = (
        "              自然人  企业\n"
        "一、新收      11      21\n"
        "二、结转\n"
        "三、公开      13      23\n"
        "四、余        14      24\n"
    )
    (matrix,) = matrices(text)
    labelled = {row[0]: row[1:] for row in matrix.rows(text)[1:]}
    assert labelled["三、公开"] == ["13", "23"]
    assert labelled["二、结转"] == ["", ""]


def test_a_group_label_beside_the_figures_stays_before_the_label_around_them():
    text = (
        "              1.申请人无正当理\n"
        "（六）其他                      0  7  7\n"
        "              由逾期不补正\n"
        "              2.重复申请        1  2  3\n"
        "（七）总计                      1  9  10\n"
    )
    (matrix,) = matrices(text)
    first = [cell for cell in matrix.rows(text)[0] if cell]
    assert first == ["（六）其他", "1.申请人无正当理由逾期不补正", "0", "7", "7"]


def test_the_next_tables_header_is_no_label():
    text = (
        "项目      自然人  企业\n"
        "一、新收  11      21\n"
        "二、余    12      22\n"
        "行政复议          行政诉讼\n"
        "维持  纠正  维持  纠正\n"
        "1     2     3     4\n"
    )
    first = matrices(text)[0]
    assert "行政复议" not in "".join(cell for row in first.rows(text) for cell in row)


def test_where_most_labels_stand_below_their_figures_no_row_is_sure():
    labels = ["一、新收", "二、结转", "三、予以公开", "（四）不予", "五、其他"]
    rows = [f"          {n}     {n + 1}     {2 * n + 1}\n{label}\n\n" for n, label in enumerate(labels, 1)]
    rows[3] = rows[3].replace("\n\n", "\n公开\n")  # a longer label reaches down to the next figures
    text = "          自然人  企业  合计\n" + "".join(rows)
    assert [row for m in matrices(text) for row in figures(m, text)] == []


def test_a_label_above_a_row_that_is_not_sure_leaves_the_row_before_in_doubt():
    rows = [
        "一、甲  1  2  3\n",
        "二、乙  4  5  9\n",
        "三、丙\n四、丁\n   1  2\n   3  4\n      3\n      7\n",
        "五、戊  2  2  4\n",
    ]
    text = "".join(rows)
    read_rows = [row for m in matrices(text) for row in figures(m, text)]
    assert ["4", "5", "9"] not in read_rows
    assert not any("三、丙" in row for m in matrices(text) for row in m.rows(text))
    whole = text.replace("三、丙\n", "")
    assert ["4", "5", "9"] in [row for m in matrices(whole) for row in figures(m, whole)]
