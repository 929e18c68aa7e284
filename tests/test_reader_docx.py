"""Word files: the print as a reader of the document sees it, cell by cell on the table's own grid."""

from __future__ import annotations

import pytest

from gouji.errors import InputError
from gouji.lost import SHOWN
from office_files import WORD, docx, p, rels, run, tbl, tc, tr, word_sheet
from reader_reports import ENGINE, HEADINGS, report, verdicts

TITLE = p("某县人民政府2021年政府信息公开工作年度报告")


def rows(body):
    table, *_ = ENGINE.tables(docx(body))
    return table.rows()


def text(body):
    return ENGINE.open(docx(body))[0].text


def ins(*runs):
    return f'<w:ins w:id="1">{"".join(map(run, runs))}</w:ins>'


def deleted(words):
    return f'<w:del w:id="2"><w:r><w:delText>{words}</w:delText></w:r></w:del>'


@pytest.mark.parametrize("profile", ["city", "gaps", "small"])
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_figure_of_a_report_is_read(edition, profile):
    sheets, truth = report(edition, profile)
    body = TITLE + "".join(p(HEADINGS[name]) + word_sheet(sheet) for name, sheet in sheets.items())
    found = verdicts(docx(body), truth)
    assert not found["wrong"]
    assert not found["open"]
    assert found["right"]


def test_a_figure_says_in_which_cell_it_stands():
    sheets, _ = report("2021")
    found = ENGINE.parse(docx(TITLE + p("二") + word_sheet(sheets["proactive"]))).to_dict()["cells"]
    cell = next(c for c in found if c["key"] == "proactive/regulations/made")
    assert cell["origins"] == [
        {
            "part": "word/document.xml",
            "paragraph": cell["origins"][0]["paragraph"],
            "table": 1,
            "row": 3,
            "column": 2,
        }
    ]


def test_cells_over_columns_and_rows_are_one_cell():
    body = tbl(
        tr(tc("组", merge="restart"), tc("甲", span=2)),
        tr(tc("", merge="continue"), "1", "2"),
        tr(tc("", merge="continue"), "3", "4"),
    )
    assert rows(body) == [["组", "甲", "甲"], ["组", "1", "2"], ["组", "3", "4"]]


def test_a_cell_that_goes_on_with_nothing_is_a_cell():
    assert rows(tbl(tr(tc("甲", merge="continue"), "1"), tr("乙", "2"))) == [["甲", "1"], ["乙", "2"]]


def test_what_a_merged_cell_hides_is_not_read():
    assert rows(tbl(tr(tc("甲", merge="restart"), "1"), tr(tc("9", merge="continue"), "2"))) == [
        ["甲", "1"],
        ["甲", "2"],
    ]


def test_cells_left_out_before_a_row_shift_none():
    body = tbl(tr("甲", "乙", "丙"), tr("2", "3", properties='<w:gridBefore w:val="1"/>'))
    assert rows(body) == [["甲", "乙", "丙"], ["", "2", "3"]]


def test_changes_are_read_as_accepted():
    assert rows(tbl(tr("甲", tc(p(deleted("8"), ins("1", "2")))))) == [["甲", "12"]]
    assert rows(tbl(tr("甲", "1"), tr("乙", "2", properties='<w:del w:id="3"/>'))) == [["甲", "1"]]


def test_a_deleted_end_of_a_paragraph_joins_both():
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("1")}</w:p>'
    assert rows(tbl(tr("甲", tc(first, p("2"))))) == [["甲", "12"]]


def test_hidden_text_and_codes_of_fields_are_not_printed():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>"
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    field = f"{kinds[0]}<w:r><w:instrText>PAGE 7</w:instrText></w:r>{kinds[1]}{run('3')}{kinds[2]}"
    assert rows(tbl(tr("甲", tc(p(hidden, run("1"), field))))) == [["甲", "13"]]


def marked(properties, text):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def test_struck_out_figures_are_not_printed_and_the_number_of_a_note_is_no_digit():
    assert rows(tbl(tr("甲", tc(p(marked("<w:strike/>", "8"), "5"))))) == [["甲", "5"]]
    assert rows(tbl(tr("甲", tc(p("5", marked('<w:vertAlign w:val="superscript"/>', "1")))))) == [
        ["甲", "5\n1"]
    ]
    assert rows(tbl(tr("甲", tc(p("公里", marked('<w:vertAlign w:val="superscript"/>', "二")))))) == [
        ["甲", "公里二"]
    ]


STYLES = (
    '<w:style w:styleId="base"><w:rPr>{}</w:rPr></w:style>'
    '<w:style w:styleId="mark"><w:basedOn w:val="base"/></w:style>'
)


def styled(properties, text, own="", paragraph=""):
    """A row whose figure 5 is followed by a text in a style with some properties."""
    by = f'<w:pPr><w:pStyle w:val="{paragraph}"/></w:pPr>' if paragraph else ""
    mark = "" if paragraph else '<w:rStyle w:val="mark"/>'
    inner = f"<w:p>{by}{'' if paragraph else run('5')}{marked(mark + own, text)}</w:p>"
    styles = f'<w:styles xmlns:w="{WORD}">{STYLES.format(properties)}</w:styles>'
    parts = {"styles.xml": styles, "_rels/document.xml.rels": rels(("styles", "styles.xml"))}
    (table,) = ENGINE.tables(docx(tbl(tr("甲", tc(inner)), tr("乙", "2")), **parts))
    return table.rows()[0][1]


def test_styles_hide_strike_out_and_raise_as_runs_do():
    assert styled("<w:vanish/>", "9") == "5"
    assert styled("<w:strike/>", "9", paragraph="mark") == ""
    assert styled("<w:vanish/>", "9", own='<w:vanish w:val="0"/>') == "59"
    assert styled('<w:vertAlign w:val="superscript"/>', "1") == "5\n1"
    assert styled("", "1", own='<w:position w:val="8"/>') == "5\n1"
    assert styled("", "1") == "51"


def test_the_mark_that_a_person_chose_for_a_note_is_no_digit():
    mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>1</w:t></w:r>'
    assert rows(tbl(tr("甲", tc(p("5", mark))))) == [["甲", "5\n1"]]


def test_a_raised_figure_in_pieces_is_one():
    high = '<w:position w:val="4"/>'
    assert rows(tbl(tr("甲", tc(p(marked(high, "1"), marked(high, "5")))))) == [["甲", "15"]]


def test_a_page_embedded_whole_is_read_and_a_file_of_another_kind_is_told():
    def chunk(content, part="page.html"):
        body = p("前") + '<w:altChunk r:id="r1" xmlns:r="urn:r"/>' + p("后")
        return docx(body, **{part: content, "_rels/document.xml.rels": rels(("aFChunk", part))})

    page = chunk("<html><body><table><tr><td>甲</td><td>1</td></tr></table></body></html>")
    assert [table.rows() for table in ENGINE.tables(page)] == [[["甲", "1"]]]
    assert ENGINE.open(page)[0].text.startswith("前\n<html>")
    with pytest.raises(InputError, match=r"word/page\.rtf.*Word"):
        ENGINE.open(chunk("{\\rtf1 x}", "page.rtf"))


def test_two_paragraphs_of_a_cell_are_no_figure_together():
    sheets, truth = report("2021")
    body = (
        TITLE
        + p(HEADINGS["requests"])
        + word_sheet(sheets["requests"]).replace(
            run(str(truth["requests/received/natural"])), run("12") + "</w:p><w:p>" + run("34"), 1
        )
    )
    cell = ENGINE.parse(docx(body))["requests/received/natural"]
    assert cell.value is None


def test_a_table_in_a_cell_is_a_table_of_its_own():
    inner = tbl(tr("丙", "3"), tr("丁", "4"))
    found = [t.rows() for t in ENGINE.tables(docx(tbl(tr("甲", tc(p("乙"), inner)), tr("1", "2"))))]
    assert [["甲", "乙"], ["1", "2"]] in found
    assert [["丙", "3"], ["丁", "4"]] in found


def test_a_box_of_text_is_read_once():
    box = "<w:txbxContent>" + p("框中") + "</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert text(p("前", f"<w:r>{both}</w:r>") + p("后")) == "前\n框中\n后\n"
    assert text(p(f"<w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r>")).count("框中") == 1


BOX = (
    "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
PICTURE = '<w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r>'


def test_a_figure_in_a_box_is_its_cells_where_the_cell_says_nothing_else():
    boxed, beside = p(BOX.format(p("5"))), p("6", BOX.format(p("注")))
    body = tbl(tr("甲", tc(boxed)), tr("乙", tc(beside)))
    assert rows(body) == [["甲", "5"], ["乙", "6"]]
    assert text(body) == "甲\t5\n乙\t6\n注\n"


def test_a_cell_with_nothing_but_a_picture_is_no_blank_one():
    drawn = PICTURE.replace("blip", "line")
    assert rows(tbl(tr("甲", tc(p(PICTURE))), tr("乙", tc(p(drawn))), tr("丙", tc(p("5", PICTURE))))) == [
        ["甲", "\ufffc"],
        ["乙", ""],
        ["丙", "5"],
    ]


def test_columns_that_a_row_has_no_cells_for_are_blank():
    body = tbl(tr("甲", "1", "2"), tr("乙", "3", properties='<w:gridAfter w:val="1"/>'))
    (document,) = ENGINE.open(docx(body))
    assert document.text == "甲\t1\t2\n乙\t3\t\n"
    assert document.drawn[0].size == 6


def test_a_page_embedded_in_a_cell_is_read_after_its_row():
    chunk = '<w:altChunk r:id="r1" xmlns:r="urn:r"/>'
    body = tbl(tr("甲", tc(p("1")).replace("</w:tc>", chunk + "</w:tc>")), tr("乙", "2"))
    page = "<html><p>页</p></html>"
    source = docx(body, **{"a.html": page, "_rels/document.xml.rels": rels(("aFChunk", "a.html"))})
    assert ENGINE.open(source)[0].text == f"甲\t1\n{page}\n乙\t2\n"


def test_content_controls_around_rows_and_cells_change_nothing():
    row = (
        tr("甲", "1")
        .replace("<w:tc>", "<w:sdt><w:sdtContent><w:tc>", 1)
        .replace("</w:tc>", "</w:tc></w:sdtContent></w:sdt>", 1)
    )
    assert rows(tbl(f"<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>", tr("乙", "2"))) == [
        ["甲", "1"],
        ["乙", "2"],
    ]


def test_numbers_that_a_list_makes_are_no_text():
    numbered = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>" + run("总体情况") + "</w:p>"
    assert text(numbered) == "总体情况\n"


def test_every_span_slices_what_the_cell_says():
    (document,) = ENGINE.open(docx(p("前") + tbl(tr("甲", tc("1", "2")), tr("", "3"))))
    (matrix,) = document.drawn
    said = ["".join(document.text[a:b] for a, b in matrix.cell_spans(i)) for i in range(matrix.size)]
    assert said == ["甲", "12", "", "3"]


def test_a_table_of_one_cell_in_a_cell_says_what_it_prints_and_others_make_it_no_blank():
    one, two = tbl(tr("5")), tbl(tr("5", "6"))
    assert rows(tbl(tr("甲", tc(one, p(""))), tr("乙", tc("7", one))))[0] == ["甲", "5"]
    found = [table.rows() for table in ENGINE.tables(docx(tbl(tr("甲", tc(two, p(""))), tr("乙", "3"))))]
    assert found == [[["甲", SHOWN], ["乙", "3"]], [["5", "6"]]]


def test_of_alternatives_the_first_that_prints_anything_is_read():
    def either(*ways):
        return f"<mc:AlternateContent>{''.join(f'<mc:Choice>{way}</mc:Choice>' for way in ways)}</mc:AlternateContent>"

    text = "<w:t>5</w:t>"
    row = tr("甲", tc(p(f"<w:r>{either('<v:new/>', text, text)}</w:r>")), tc(p(either(run("6"), run("6")))))
    assert rows(either(tbl(row))) == [["甲", "5", "6"]]
    assert rows(tbl(either(row))) == [["甲", "5", "6"]]
