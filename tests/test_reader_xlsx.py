"""Workbooks: what the sheets print, number formats included, each cell by its address."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.origin import Runs
from gouji.testing import clock
from gouji_readers import sheet_grid, sheet_parts, xlsx_sheet
from gouji_readers.xlsx_format import shown
from office_files import book_sheet, c, data, name, xlsx
from reader_reports import ENGINE, HEADINGS, report, verdicts

TITLE = "某县人民政府2021年政府信息公开工作年度报告"


def tables(book):
    return [table.rows() for table in ENGINE.tables(book)]


def printed(value, code, **more):
    """What a cell with a number format prints, read through the whole file."""
    return tables(xlsx(data([c("A1", "甲"), c("B1", value, 1)]), formats=[code], **more))[0][0][1:]


@pytest.mark.parametrize("profile", ["city", "gaps"])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_figure_of_a_report_is_read(edition, profile):
    sheets, truth = report(edition, profile)
    pages = [data([c("A1", TITLE)]).replace("</sheetData>", "</sheetData>")]
    for table, sheet in sheets.items():
        heading = data([c("A1", HEADINGS[table])]).replace("</sheetData>", "")
        pages.append(heading + book_sheet(sheet, 1).removeprefix("<sheetData>"))
    found = verdicts(xlsx(*pages), truth)
    assert not found["wrong"]
    assert not found["open"]
    assert found["right"]


def test_a_figure_says_in_which_cell_it_stands():
    sheets, _ = report("2021")
    book = xlsx(data([c("A1", TITLE)]), book_sheet(sheets["proactive"], 4))
    cells = ENGINE.parse(book).to_dict()["cells"]
    assert next(x for x in cells if x["key"] == "proactive/regulations/made")["origins"] == [
        {"sheet": "S2", "cell": "B7"}
    ]


PRINTED = [
    ("12", "General", "12"),
    ("0.30000000000000004", "General", "0.3"),
    ("1.5E-3", "General", "0.0015"),
    ("12345678.9", "General", "12345678.9"),
    ("12.5", "0", "13"),
    ("-12.5", "0", "-13"),
    ("1234567.891", "#,##0.00", "1,234,567.89"),
    ("0", "#,##0", "0"),
    ("0", "#", ""),
    ("0.125", "0.0%", "12.5%"),
    ("12345678", '0.00,,"百万"', "12.35百万"),
    ("7", "000", "007"),
    ("1.5", "0.0#", "1.5"),
    ("7", "#,##0.##", "7"),
    ("7", '0"件"', "7件"),
    ("-7", "0;(0)", "(7)"),
    ("0", '0;-0;"-"', "-"),
    ("0", "0;-0;;@", ""),
    ("5", ";;;", ""),
    ("1234", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "1,234"),
    ("5", "[Red]0.0", "5.0"),
    ("5", "[$¥-804]#,##0.00", "¥5.00"),
    ("12345", "#,##0,", "12"),
    ("44562", "yyyy/m/d", "2022/1/1"),
    ("44562.5", 'yyyy"年"m"月"d"日" h:mm', "2022年1月1日 12:00"),
    ("59", "yyyy-mm-dd", "1900-02-28"),
    ("61", "yyyy-mm-dd", "1900-03-01"),
    ("3.14159", "@", "3.14159"),
    ("3.5", "[>3]0.00", "3.50"),
    ("2.5", "[>3]0.00", "2.5"),
    ("0", '[=0]"";General', ""),
    ("7", '[=0]"";General', "7"),
    ("20000", '[>=10000]0.0,"千";[Red][<10]0"个";0', "20.0千"),
    ("7", '[>=10000]0.0,"千";[Red][<10]0"个";0', "7个"),
    ("70", '[>=10000]0.0,"千";[Red][<10]0"个";0', "70"),
    ("-7", '[=0]"";General', "-7"),
    ("3.5", "# ?/?", "3.5"),
]


@pytest.mark.parametrize(("stored", "code", "text"), PRINTED)
def test_a_number_is_read_as_its_format_prints_it(stored, code, text):
    assert printed(stored, code) == ([text] if text else [])


@given(st.integers(-(10**14), 10**14), st.integers(0, 4))
def test_a_format_never_changes_the_digits_it_has_room_for(number, places):
    code = "#,##0" + ("." + "0" * places if places else "")
    text = shown(str(number), code).replace(",", "")
    assert float(text) == number


@given(
    st.text(max_size=12), st.sampled_from(["0", "-3.5", "1e400", "1e999999999", "nan", "x", "1e-80", "44562"])
)
def test_no_format_raises(code, stored):
    assert isinstance(shown(stored, code), str)


def test_dates_may_count_from_1904():
    assert printed("0", "yyyy-mm-dd", date1904=True) == ["1904-01-01"]


def test_shared_strings_with_runs_and_without_phonetic_signs():
    item = "<si><r><t>规</t></r><r><t>章</t></r><rPh sb='0' eb='1'><t>guī</t></rPh></si>"
    assert tables(xlsx(data([c("A1", "0", kind="s"), c("B1", "5")]), strings=[item])) == [[["规章", "5"]]]


def test_runs_struck_out_and_raised():
    struck = "<r><rPr><strike/></rPr><t>8</t></r>"
    raised = '<r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r>'
    book = xlsx(
        data([c("A1", "甲"), c("B1", "0", kind="s")]), strings=[f"<si>{struck}<r><t>5</t></r>{raised}</si>"]
    )
    assert tables(book) == [[["甲", "5\n1"]]]


def test_merged_cells_blank_cells_and_gaps():
    sheet = data([c("A1", "题")], [c("A2", "甲"), c("C2", "1")], [], [c("E4", "乙"), c("F4", "2")])
    found = tables(xlsx(sheet + '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'))
    assert found == [[["题", "题", "题"], ["甲", "", "1"]], [["乙", "2"]]]


def test_what_is_hidden_is_not_printed():
    sheet = '<cols><col min="2" max="2" hidden="1"/></cols>' + data(
        [c("A1", "甲"), c("B1", "1"), c("C1", "2")], [c("A2", "乙")]
    )
    assert tables(xlsx(sheet.replace('<row r="2">', '<row r="2" hidden="1">'))) == [[["甲", "2"]]]
    two = xlsx(data([c("A1", "1"), c("B1", "2")]), data([c("A1", "3"), c("B1", "4")]), states=["", "hidden"])
    assert tables(two) == [[["1", "2"]]]


def test_a_sheet_that_shows_no_zeros_has_blank_cells():
    sheet = '<sheetViews><sheetView showZeros="0"/></sheetViews>' + data(
        [c("A1", "甲"), c("B1", "0"), c("C1", "1")], [c("A2", "乙"), c("B2", "5")]
    )
    assert tables(xlsx(sheet)) == [[["甲", "", "1"], ["乙", "5", ""]]]


def test_a_formula_nobody_computed_is_no_blank_cell():
    formula = '<c r="B1"><f>SUM(B2:B3)</f></c>'
    assert tables(xlsx(data([c("A1", "甲"), formula]))) == [[["甲", "=SUM(B2:B3)"]]]


def test_errors_and_truth_values():
    cells = [c("A1", "1", kind="b"), c("B1", "#DIV/0!", kind="e")]
    assert tables(xlsx(data(cells))) == [[["TRUE", "#DIV/0!"]]]


@given(st.integers(0, 1 << 20), st.integers(0, (1 << 14) - 1))
def test_names_of_cells_lead_back(row, column):
    assert xlsx_sheet.place(sheet_grid.name(row, column)) == (row, column)
    assert sheet_grid.name(row, column) == name(row, column)


def test_far_corners_cost_nothing():
    book = xlsx(
        data([c("A1", "甲"), c("XFD1", "1")]).replace(
            "</sheetData>", '<row r="1048576"><c r="A1048576"><v>2</v></c></row></sheetData>'
        )
    )
    assert [["甲"]] in tables(book) or tables(book)


def test_a_row_or_a_column_without_size_is_hidden_and_a_struck_out_cell_is_blank():
    cells = data(
        [c("A1", "甲"), c("B1", "1"), c("C1", "9")],
        [c("A2", "乙"), c("B2", "2")],
        [c("A3", "丙"), c("B3", "3")],
    )
    sized = '<cols><col min="3" max="3" width="0"/></cols>' + cells.replace(
        '<row r="2">', '<row r="2" ht="0">'
    )
    assert tables(xlsx(sized)) == [[["甲", "1"], ["丙", "3"]]]
    struck = data([c("A1", "甲"), c("B1", "9", 1), c("C1", "1")], [c("A2", "乙"), c("B2", "2"), c("C2", "3")])
    book = xlsx(struck, formats=["0"], fonts="<font/><font><strike/></font>")
    assert tables(book) == [[["甲", "", "1"], ["乙", "2", "3"]]]


def _sheet(rows):
    sheet = sheet_grid.Sheet(texts={(row, column): "1" for row in range(rows) for column in range(2)})
    sheet.merged = [(row, 1, row + 1, 9) for row in range(rows)]
    return sheet


def test_four_times_the_rows_of_a_sheet_take_four_times_the_time():
    def draw(sheet):
        sheet_grid.draw(sheet, "S1", Runs(("sheet", "cell")))

    assert clock.beyond(draw, lambda: _sheet(1_500), lambda: _sheet(6_000), 9, 0.02) == []


def test_numbers_that_are_none_are_passed_over():
    wide = '<cols><col min="x" max="99999999999" hidden="0"/><col min="2" max="2" hidden="1"/></cols>'
    rows = data([c("A1", "甲"), c("B1", "9"), c("C1", "1" * 5000, kind="s")]).replace('r="1"', 'r="x"')
    assert tables(xlsx(wide + rows)) == [[["甲", "?" + "1" * 5000]]]
    far = data([c("", "甲"), c("", "1")]).replace('<row r="1"', f'<row r="{"9" * 5000}"').replace(' r=""', "")
    assert tables(xlsx(data([c("A1", "甲"), c("B1", "1")]).replace("</sheetData>", far[11:]))) == [
        [["甲", "1"]]
    ]


def test_columns_behind_a_thousand_hidden_ones_are_parted():
    hidden = "".join(f'<row r="{row}" hidden="1"/>' for row in range(2, 1500))
    rows = data([c("A1", "甲"), c("B1", "1")]).replace("</sheetData>", hidden)
    shown = f'<row r="1600">{c("A1600", "乙")}{c("B1600", "2")}</row></sheetData>'
    assert tables(xlsx(rows + shown)) == [[["甲", "1"]], [["乙", "2"]]]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_tables_side_by_side_on_a_sheet_are_read_each_for_itself(edition):
    made, truth = report(edition)
    rows, merged, left = {0: [c("A1", TITLE)]}, [], 0
    for table, sheet in made.items():
        rows.setdefault(2, []).append(c(name(2, left), HEADINGS[table]))
        for row, owners in enumerate(sheet.owners()):
            for column, owner in enumerate(owners):
                if owner is None or owner[0] != row or owners.index(owner) != column:
                    continue
                box, first = sheet.cell(owner), name(row + 3, left + column)
                rows.setdefault(row + 3, []).append(c(first, box.text))
                last = name(row + 2 + box.rowspan, left + column + box.colspan - 1)
                merged += [f'<mergeCell ref="{first}:{last}"/>'] * (first != last)
        left += sheet.width + 1
    listed = data(*(rows.get(row, []) for row in range(max(rows) + 1)))
    found = verdicts(xlsx(f"{listed}<mergeCells>{''.join(merged)}</mergeCells>"), truth)
    assert not found["wrong"]
    assert not found["open"]


@pytest.mark.parametrize("profile", ["totals_only", "gaps"])
def test_a_sheet_whose_tables_stand_in_another_order_is_read_whole(profile):
    sheets, truth = report("2021", profile)
    rows, merged = [[c("A1", TITLE)]], []
    for table in ("proactive", "review_litigation", "requests"):
        rows += [[], [c(name(len(rows) + 1, 0), HEADINGS[table])]]
        top, owners = len(rows), sheets[table].owners()
        for row in range(len(owners)):
            for owner in dict.fromkeys(own for own in owners[row] if own is not None and own[0] == row):
                box, left = sheets[table].cell(owner), owners[row].index(owner)
                first = name(top + row, left)
                rows += [[] for _ in range(top + row + 1 - len(rows))]
                rows[top + row].append(c(first, box.text))
                last = name(top + row + box.rowspan - 1, left + box.colspan - 1)
                merged += [f'<mergeCell ref="{first}:{last}"/>'] * (first != last)
        rows += [[] for _ in range(top + len(owners) - len(rows))]
    found = verdicts(xlsx(f"{data(*rows)}<mergeCells>{''.join(merged)}</mergeCells>"), truth)
    assert not found["wrong"]
    assert not found["open"]


W, F, M = sheet_parts.Kind.WORD, sheet_parts.Kind.FIGURE, sheet_parts.Kind.MARK
BESIDE = [
    ([[W, 0, W], [F, 0, F]], 1),
    ([[W, F, 0, W, F], [W, F, 0, W, F]], 2),
    ([[W, F, 0, F], [W, F, 0, F]], 1),
    ([[W, 0, F], [W, 0, F]], 1),
    ([[W, F, 0, W, 0], [W, F, 0, W, W], [W, F, 0, F, F]], 2),
    ([[W, F, 0, W, W], [W, F, 0, F, F]], 1),
    ([[W, 0, 0, 0], [0, 0, 0, 0], [W, F, 0, W], [W, F, 0, W]], 2),
    ([[W, 0, 0, 0, 0], [0, 0, 0, 0, 0], [W, F, 0, W, F], [0, 0, 0, 0, 0], [W, 0, 0, 0, 0]], 5),
    ([[W, F, F], [0, 0, 0], [0, 0, 0], [W, F, 0]], 2),
    ([[M, M, M, M, M], [W, F, 0, W, F]], 1),
]


@pytest.mark.parametrize(("kinds", "count"), BESIDE)
def test_parts_of_a_sheet_each_have_labels_or_a_title(kinds, count):
    kinds = np.array(kinds, dtype=np.int8)
    found = sheet_parts.parts(kinds)
    assert len(found) == count
    covered = np.zeros_like(kinds)
    for top, left, bottom, right in found:
        covered[top:bottom, left:right] += 1
    assert covered.max() == 1
    assert (covered[kinds > 0] == 1).all()
