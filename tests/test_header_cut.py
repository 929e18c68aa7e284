"""A header that the print cuts shows fewer columns than the form has: blank is said only of those."""

from __future__ import annotations

from html import escape

from gouji.sheet import Sheet
from reader_reports import ENGINE, HEADINGS, report


def cut(sheet: Sheet, width: int) -> str:
    """The sheet as a page's table of so many columns; what stands right of them is lost."""
    out, said = [], set()
    for number, line in enumerate(sheet.owners()):
        own = dict.fromkeys(o for o in line[:width] if o is not None and o not in said)
        said |= set(own)
        cells = ""
        for owner in own:
            box, span = sheet.cell(owner), line[:width].count(owner)
            cells += f'<td rowspan="{box.rowspan}" colspan="{span}">{escape(box.text)}</td>'
        out.append(f"<tr>{cells}</tr>")
        assert number < len(sheet.rows)
    return f"<table>{''.join(out)}</table>"


def test_a_blank_row_under_a_cut_header_says_nothing_of_the_columns_that_are_lost():
    sheets, truth = report("2021", "gaps", 3)
    found = ENGINE.parse(f"<h2>{HEADINGS['requests']}</h2>{cut(sheets['requests'], 7)}")
    rows: dict[str, list[str]] = {}
    for key in truth:
        if key.startswith("requests/"):
            rows.setdefault(key.rpartition("/")[0], []).append(key)
    blank = [keys for keys in rows.values() if all(truth[k] is None for k in keys[:4]) and truth[keys[-1]]]
    assert blank
    for keys in blank:
        assert [found[k].status for k in keys] == ["blank"] * 4 + ["absent"] * 3


GROUPS = "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t"
UNDER = "\t\t\t\t\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t"
COLUMNS = "\t".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3)
EMPTY = "\t" * 14
ZEROS = "\t".join("0" * 15)


def third(*lines: str) -> set[str]:
    """The statuses of the third table's cells, printed alone under its title."""
    found = ENGINE.parse("\n".join((HEADINGS["review_litigation"], *lines, "")))
    return {c.status for key, c in found.cells.items() if key.startswith("review_litigation/")}


def test_an_empty_row_is_the_tables_own_only_under_its_whole_header():
    assert third(GROUPS, UNDER, COLUMNS, EMPTY) == {"blank"}
    assert third(GROUPS, UNDER, COLUMNS, ZEROS) == {"printed"}
    assert "blank" not in third(GROUPS, EMPTY, UNDER, ZEROS, COLUMNS), "lines that changed places"
    assert "blank" not in third(GROUPS, EMPTY)
    assert "blank" not in third(GROUPS, UNDER, EMPTY)


def test_figures_below_a_header_that_lost_a_name_are_sure_only_where_no_other_line_can_be_lost():
    """A cell a line, blanks left out: the sums of fewer figures than columns hold without some of them too."""
    names = COLUMNS.split("\t")
    head = ["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"]
    figures = ["2", "2", "4", "2", "1", "3", "1", "1"]
    whole = third(*head, *names, *figures)
    assert "solved" in whole
    assert not third(*head, *names[:4], *names[5:], *figures) & {"printed", "solved"}
