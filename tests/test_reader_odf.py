"""OpenDocument texts and sheets, in packages and in one piece: what a reader of the document sees."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.errors import InputError
from gouji.lost import SHOWN
from gouji_readers import odf_styles
from odf_files import COVERED, SPACES, cell, figure, flat, form_table, p, package, row, span, style, table
from reader_reports import ENGINE, HEADINGS, report, verdicts

TITLE = "某县人民政府2021年政府信息公开工作年度报告"
BOTH = pytest.mark.parametrize("make", [package, flat])


def rows(body, styles="", make=package):
    return [found.rows() for found in ENGINE.tables(make("text", body, styles))]


def sheets(*tables, styles="", make=package, **more):
    return [found.rows() for found in ENGINE.tables(make("spreadsheet", "".join(tables), styles, **more))]


@BOTH
@pytest.mark.parametrize(("edition", "profile"), [("2019", "gaps"), ("2021", "city")])
def test_every_figure_of_a_report_is_read(make, edition, profile):
    made, truth = report(edition, profile)
    text = p(TITLE) + "".join(p(HEADINGS[name]) + form_table(sheet) for name, sheet in made.items())
    book = table(row(TITLE), name="题") + "".join(form_table(sheet, name) for name, sheet in made.items())
    for source in (make("text", text), make("spreadsheet", book)):
        found = verdicts(source, truth)
        assert not found["wrong"]
        assert not found["open"]


def test_a_figure_says_where_it_stands():
    made, _ = report("2021")
    body = form_table(made["proactive"], "主动公开")
    origins = [
        next(c for c in ENGINE.parse(source).to_dict()["cells"] if c["key"] == "proactive/regulations/made")[
            "origins"
        ]
        for source in (
            package("text", p(TITLE) + body),
            flat("text", p(TITLE) + body),
            package("spreadsheet", body),
        )
    ]
    place = {"table": 1, "row": 3, "column": 2}
    assert {**origins[0][0], "paragraph": 0} == {"part": "content.xml", "paragraph": 0} | place
    assert {**origins[1][0], "paragraph": 0} == {"paragraph": 0} | place
    assert origins[2] == [{"sheet": "主动公开", "cell": "B3"}]


def test_cells_over_columns_and_rows_are_one_whether_covered_cells_are_named_or_not():
    top, below = cell("组", rows=2), cell("甲", columns=2)
    want = [["组", "甲", "甲"], ["组", "1", "2"]]
    assert rows(table(row(top, below, COVERED), row(COVERED, "1", "2"))) == [want]
    assert rows(table(row(top, below), row("1", "2"))) == [want]
    assert sheets(table(row(top, below, COVERED), row(COVERED, "1", "2"))) == [want]
    assert sheets(table(row(top, below), row("1", "2"))) == [want]


def test_repeated_cells_and_rows_stand_as_often_as_they_say():
    twice = row("乙", cell("5", number_columns_repeated=2), times=2)
    want = [["甲", "1", "2"], ["乙", "5", "5"], ["乙", "5", "5"]]
    assert rows(table(row("甲", "1", "2"), twice)) == [want]
    assert sheets(table(row("甲", "1", "2"), twice)) == [want]


def test_header_rows_and_groups_of_rows_are_rows():
    head = f"<table:table-header-rows>{row('项目', '数')}</table:table-header-rows>"
    body = f"<table:table-row-group><table:table-rows>{row('甲', '1')}</table:table-rows></table:table-row-group>"
    (found,) = ENGINE.tables(package("text", table(head, body)))
    assert (found.rows(), found.header_rows) == ([["项目", "数"], ["甲", "1"]], 1)


DELETED = (
    '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>8</text:p></text:deletion>'
    '</text:changed-region><text:changed-region text:id="d"><text:insertion/></text:changed-region></text:tracked-changes>'
)


def test_changes_are_read_as_accepted():
    change = '<text:change-{} text:change-id="{}"/>'
    gone = change.format("start", "c") + "77" + change.format("end", "c")
    come = change.format("start", "d") + "5" + change.format("end", "d")
    inner = f'<text:p>1<text:change text:change-id="c"/>{gone}{come}</text:p>'
    assert rows(DELETED + table(row("甲", cell(inner)))) == [[["甲", "15"]]]


NOTE = (
    "<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>"
    "<office:annotation>{}</office:annotation>"
)


def test_notes_annotations_and_the_numbers_of_lists_are_not_in_the_text():
    inner = f"<text:p><text:number>3</text:number>5{NOTE.format(p('注'), p('批'))}</text:p>"
    listed = f"<text:list><text:list-item>{inner}</text:list-item></text:list>"
    assert rows(table(row("甲", cell(listed)), row("乙", "2"))) == [[["甲", "5"], ["乙", "2"]]]


@pytest.mark.parametrize(
    ("properties", "text", "said"),
    [
        ('text:display="none"', "9", "5"),
        ('style:text-line-through-style="solid"', "9", "5"),
        ('style:text-line-through-style="none" style:text-line-through-type="none"', "9", "59"),
        ('style:text-position="super 58%"', "1", "5\n1"),
        ('style:text-position="-33% 58%"', "1", "5\n1"),
        ('style:text-position="0% 100%"', "1", "51"),
    ],
)
def test_styles_hide_strike_out_and_raise(properties, text, said):
    styles = style("base", properties) + style("own", "", parent="base")
    body = table(row("甲", cell(p("5", span(text, "own")))), row("乙", "2"))
    assert rows(body, styles) == [[["甲", said], ["乙", "2"]]]
    paragraph = style("base", properties, family="paragraph")
    plain = "" if said == "5" else text
    assert rows(table(row("甲", cell(p(text, style="base"))), row("乙", "2")), paragraph)[0][0][1] == plain


def test_blanks_are_those_that_print():
    inner = '<text:p>甲\n  乙<text:s text:c="2"/>丙<text:line-break/>丁<text:tab/>戊</text:p>'
    assert ENGINE.open(package("text", inner))[0].text == "甲 乙  丙\n丁\t戊\n"


def test_text_in_frames_sections_and_fields_is_read_once():
    box = "<draw:frame><draw:text-box>{}</draw:text-box><draw:image/></draw:frame>"
    inner = f"<text:p>前<text:page-number>3</text:page-number>{box.format(p('框中'))}</text:p>"
    hidden = '<text:section text:display="none">' + p("隐") + "</text:section>"
    section = f"<text:section>{p('节')}</text:section>"
    assert ENGINE.open(package("text", inner + hidden + section))[0].text == "前3\n框中\n节\n"


def test_a_figure_in_a_box_is_its_cells_and_a_picture_is_no_blank():
    box = f"<text:p><draw:frame><draw:text-box>{p('5')}</draw:text-box></draw:frame></text:p>"
    picture = "<text:p><draw:frame><draw:image/></draw:frame></text:p>"
    assert rows(table(row("甲", cell(box)), row("乙", cell(picture)))) == [[["甲", "5"], ["乙", "\ufffc"]]]


def test_tables_within_tables_and_within_frames_are_tables_of_their_own():
    inner = table(row("丙", "3"), row("丁", "4"))
    frame = f"<text:p><draw:frame><draw:text-box>{inner}</draw:text-box></draw:frame></text:p>"
    outer = table(row("甲", cell(inner)), row("1", "2"))
    assert rows(outer + frame).count([["丙", "3"], ["丁", "4"]]) == 2


# --- sheets ----------------------------------------------------------------------------------------------


def test_a_cell_says_what_it_prints_before_what_it_stores():
    printed = row("甲", figure("1234.5", "1,235"), figure("0.5", "50%", kind="percentage"))
    stored = row("乙", figure("1234.50"), figure("7"))
    nothing = row("丙", figure("0", "<text:p/>"), figure("3", "3"))
    assert sheets(table(printed, stored, nothing)) == [
        [["甲", "1,235", "50%"], ["乙", "1234.5", "7"], ["丙", "", "3"]]
    ]


def test_a_formula_nobody_computed_is_no_blank_cell():
    assert sheets(table(row("甲", cell(formula="of:=SUM([.B2:.B3])")))) == [[["甲", "=SUM([.B2:.B3])"]]]


ZERO_HEIGHT = style("flat", 'style:row-height="0cm"', family="table-row", kind="table-row")
OFF = style("off", 'table:display="false"', family="table", kind="table")


@BOTH
def test_what_is_hidden_is_not_printed(make):
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/>'
    body = [
        row("甲", "9", "1"),
        row("隐", "9", "9", visibility="filter"),
        row("平", "9", "9", style_name="flat"),
        f'<table:table-row-group table:display="false">{row("组", "9", "9")}</table:table-row-group>',
        row("乙", "9", "2"),
    ]
    shown = table(columns, *body)
    found = sheets(shown, table(row("藏", "8"), name="S2", style="off"), styles=ZERO_HEIGHT + OFF, make=make)
    assert found == [[["甲", "1"], ["乙", "2"]]]


SETTINGS = '<office:settings>{}<config:config-item config:name="ShowZeroValues">false</config:config-item>{}</office:settings>'
ENTRY = '<config:config-item-map-entry config:name="S1">', "</config:config-item-map-entry>"


def test_a_sheet_that_shows_no_zeros_has_blank_cells():
    body = table(row("甲", figure("0", "0"), figure("1", "1")), row("乙", figure("5", "5"), figure("0", "0")))
    blank, zeros = [["甲", "", "1"], ["乙", "5", ""]], [["甲", "0", "1"], ["乙", "5", "0"]]
    assert sheets(body, settings=SETTINGS.format("", "")) == [blank]
    assert sheets(body, settings=SETTINGS.format(*ENTRY)) == [blank]
    assert sheets(body.replace("S1", "S2"), settings=SETTINGS.format(*ENTRY)) == [zeros]
    assert sheets(body, make=flat, before=SETTINGS.format("", "")) == [blank]


def test_a_struck_out_cell_is_blank_by_its_own_style_or_its_columns():
    struck = style("struck", 'style:text-line-through-style="solid"', family="table-cell")
    column = '<table:table-column/><table:table-column table:default-cell-style-name="struck"/>'
    own = table(row("甲", cell("9", style_name="struck"), "1"), row("乙", "2", "3"))
    assert sheets(own, styles=struck) == [[["甲", "", "1"], ["乙", "2", "3"]]]
    assert sheets(table(column, row("甲", "9", "1"), row("乙", "9", "3")), styles=struck) == [
        [["甲"], ["乙"]],
        [["1"], ["3"]],
    ]


def test_blank_ends_of_a_sheet_cost_nothing_and_filled_ones_are_told():
    blank = row(cell(number_columns_repeated=16384), times=1048576)
    assert sheets(table(row("甲", "1"), row("乙", "2"), blank)) == [[["甲", "1"], ["乙", "2"]]]
    with pytest.raises(InputError, match="filled cells"):
        sheets(table(row(cell("5", number_columns_repeated=16384), times=1048576)))
    with pytest.raises(InputError, match="repeats over"):
        rows(table(row("5", times=1048576)))


# --- other files -----------------------------------------------------------------------------------------


def remade(data, **parts):
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in (kept | parts).items():
            new.writestr(name, content)
    return out.getvalue()


GOOD = package("text", table(row("甲", "1")))
LOCKED = f"<manifest:manifest {SPACES}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
BAD = {
    "encrypted": (remade(GOOD, **{"META-INF/manifest.xml": LOCKED}), "password"),
    "encrypted whole": (remade(GOOD, **{"encrypted-package": b"x"}), "password"),
    "a presentation": (package("presentation", ""), "presentation.*pdf"),
    "a drawing": (package("drawing", ""), "drawing.*pdf"),
    "a chart": (package("chart", ""), "'chart'"),
    "no body": (remade(GOOD, **{"content.xml": f"<office:document-content {SPACES}/>"}), "no body"),
    "a flat file cut off": (flat("text", p("1"))[:-30], "sound XML"),
    "a flat sheet cut off": (flat("spreadsheet", table(row("1")))[:-30], "sound XML"),
    "entities": (
        flat("text", p("1")).replace(
            b"<office:document ", b'<!DOCTYPE d [<!ENTITY a "b">]><office:document ', 1
        ),
        "entities",
    ),
    "no sheet": (package("spreadsheet", table(row("1"), style="off"), OFF), "visible sheet"),
    "of the first OpenOffice": (
        remade(GOOD, mimetype="application/vnd.sun.xml.writer", **{"META-INF/manifest.xml": "<m/>"}),
        "OpenOffice.org 1.*odt",
    ),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_told_with_the_way_out(kind):
    content, words = BAD[kind]
    with pytest.raises(InputError, match=words) as told:
        ENGINE.open(content)
    assert ";" in str(told.value)


def test_pictures_in_one_piece_are_passed_over():
    picture = f"<text:p><draw:frame><draw:image><office:binary-data>{'QUJD' * 3_000_000}</office:binary-data></draw:image></draw:frame></text:p>"
    assert rows(picture + table(row("甲", "1")), make=flat) == [[["甲", "1"]]]


@given(st.text(alphabet="0.%cmin-58", max_size=8))
def test_only_nothing_has_no_size(size):
    digits = [sign for sign in size if sign in "58"]
    assert not (odf_styles.sizeless({"size": size}) and digits)


def test_a_table_of_one_cell_in_a_cell_says_what_it_prints_and_others_make_it_no_blank():
    assert rows(table(row("甲", cell(table(row("5")), p(""))))) == [[["甲", "5"]]]
    two = cell(table(row("5", "6")))
    assert rows(table(row("甲", two), row("乙", "3"))) == [[["甲", SHOWN], ["乙", "3"]], [["5", "6"]]]


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ('<text:hidden-text text:is-hidden="true">9</text:hidden-text>', "5"),
        ('<text:hidden-text text:is-hidden="false">9</text:hidden-text>', "59"),
        ('<text:hidden-paragraph text:is-hidden="true"/>', ""),
        ('<text:hidden-paragraph text:is-hidden="false"/>', "5"),
        ('<text:variable-set text:display="none">9</text:variable-set>', "5"),
        ('<text:variable-set text:display="value">9</text:variable-set>', "59"),
    ],
)
def test_fields_hide_themselves_or_their_paragraph(field, said):
    assert rows(table(row("甲", cell(f"<text:p>5{field}</text:p>")), row("乙", "2")))[0][0] == ["甲", said]
