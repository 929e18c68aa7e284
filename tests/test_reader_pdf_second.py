"""PDF files: the second text, and what the places of characters must not claim where they mislead."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from editions import SCHEMAS
from gouji.report import STATED
from gouji.reread import reread
from gouji_readers import pdf_stream
from pdf_files import Paper, Style, table
from reader_reports import ENGINE, verdicts
from test_reader_pdf import printed

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

BROKEN = Style(down=False, size=8, pad=1, stub=60, column=17)
"""Columns without walls, so narrow that a figure of more than three digits goes on in the next line."""


def test_figures_broken_without_walls_are_whole_where_equations_prove_it():
    paper, truth = printed("2021", BROKEN)
    report = ENGINE.parse(paper.data())
    assert verdicts(paper.data(), truth)["wrong"] == 0
    told = [key for f in report.findings if f.code == "reread" for key in f.keys]
    assert any(len(report[key].spans) > 1 for key in told), "no broken figure was put together"
    for cell in (report[key] for key in told):
        assert cell.value == truth[cell.key]
        assert "".join(report.document.text[a:b] for a, b in cell.spans) == cell.raw
        assert report.origins(cell.spans)


def test_a_row_whose_sum_fails_is_not_taken_from_the_second_text():
    (document,) = ENGINE.open(printed("2021", BROKEN)[0].data())
    before = ENGINE.parse(document)
    told = [before[key] for f in before.findings if f.code == "reread" for key in f.keys]
    row = next(cell.key.rpartition("/")[0] for cell in told if len(cell.spans) > 1)
    at = before[f"{row}/total"].spans[0][0]
    second = document.second()
    place = second.places.tolist().index(at)
    digit = str((int(document.text[at]) + 1) % 10)
    harmed = replace(second, text=_with(second.text, place, digit))
    after = ENGINE.parse(replace(document, text=_with(document.text, at, digit), second=lambda: harmed))
    torn = [cell.key for cell in told if cell.key.startswith(f"{row}/") and len(cell.spans) > 1]
    assert torn
    assert all(after[key].status not in STATED for key in torn)


def _with(text, place, sign):
    return f"{text[:place]}{sign}{text[place + 1 :]}"


def test_the_second_text_has_the_first_ones_characters():
    (document,) = ENGINE.open(printed("2021", BROKEN)[0].data())
    second = document.second()
    pairs = [
        (a, document.text[b]) for a, b in zip(second.text, second.places.tolist(), strict=True) if b >= 0
    ]
    assert len(pairs) > 1000
    assert all(a == b for a, b in pairs)
    assert all(sign.isspace() for sign, b in zip(second.text, second.places.tolist(), strict=True) if b < 0)


def test_only_a_text_that_leaves_cells_open_asks_for_the_second():
    (whole,) = ENGINE.open(printed("2021", Style())[0].data())
    (torn,) = ENGINE.open(printed("2021", BROKEN)[0].data())
    asked = []
    for document in (whole, torn):
        ENGINE.parse(replace(document, second=lambda own=document: asked.append(own) or own.second()))
    assert asked == [torn]


def test_a_label_that_reaches_under_a_figure_is_the_next_rows():
    paper = Paper()
    for name, figure in (
        ("行政许可", "1478"),
        ("第二十条第（六）项的全部行政处罚", "12"),
        ("行政强制", "5557"),
    ):
        paper.y += 12
        paper.say(40, paper.y, name)
        paper.say(120 if len(figure) > 2 else 220, paper.y, figure)
    (document,) = ENGINE.open(paper.data())
    page, _ = document.second.args
    texts = [[block.text for block in row] for row in pdf_stream.rows(page, np.arange(len(page)))]
    assert texts == [["行政许可", "1478"], ["第二十条第（六）项的全部行政处罚", "12"], ["行政强制", "5557"]]


def beside(*rows):
    """A table without rules, figures flush right under centred names, digits below each other where '|' is."""
    paper = Paper(size=(760, 842))
    xs = [40, 260, 320, 380, 440, 500, 560, 620, 680]
    head = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    paper.say(40, 60, "三、收到和处理政府信息公开申请情况")
    for x, name in zip(xs[1:], head, strict=False):
        paper.say(x + 30 - 5 * len(name) / 2, 84, name, 5)
    for number, (label, figures) in enumerate(rows):
        paper.say(40, 110 + 30 * number, label)
        for x, figure in zip(xs[1:], figures, strict=False):
            lines = figure.split("|")
            for place, line in enumerate(lines):
                y = 110 + 30 * number + 12 * (place - (len(lines) - 1) / 2)
                paper.say(x + 56 - 5 * len(line), y, line) if line else None
    return ENGINE.parse(paper.data())


NEW, OLD = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"


def test_a_broken_figure_beside_blanks_is_whole_where_an_equation_proves_it():
    report = beside(
        (NEW, ["102|64", "", "7", "", "", "129|834", "140|105"]), (OLD, ["", "3", "", "", "", "", "3"])
    )
    row = {key.rpartition("/")[2]: cell for key, cell in report.cells.items() if "/received/" in key}
    assert [row[name].value for name in ("natural", "research", "other", "total")] == [
        10264,
        7,
        129834,
        140105,
    ]
    assert row["business"].status == "blank"
    assert "".join(report.document.text[a:b] for a, b in row["other"].spans) == "129834"
    assert [f.code for f in report.findings if f.code in ("reread", "unreadable")] == ["reread"]


@pytest.mark.parametrize(
    "figures",
    [
        ["1|4", "2|5", "", "", "", "", "3|9"],
        ["12|4", "5", "", "", "", "", "12|9"],
        ["102|64", "", "7", "", "", "129|834", "140|106"],
    ],
)
def test_figures_of_two_rows_in_one_are_not_put_together(figures):
    report = beside((NEW, figures), (OLD, ["", "3", "", "", "", "", "3"]))
    row = {key.rpartition("/")[2]: cell for key, cell in report.cells.items() if "/received/" in key}
    assert row["total"].status not in STATED
    assert row["natural"].status not in STATED


def test_digits_below_each_other_head_no_table():
    paper = Paper()
    xs = [40, 120, 180, 240, 300]
    for row, figures in (("规章", ["", "2792", "", "2792"]), ("文件", ["3738", "", "241", "20"])):
        paper.say(xs[0], paper.y, row)
        for x, figure in zip(xs[1:], figures, strict=True):
            if figure:
                paper.say(x, paper.y, figure)
            if figure == "2792":
                paper.say(x, paper.y + 12, "8")
        paper.y += 30
    (document,) = ENGINE.open(paper.data())
    assert not any(matrix.grid for matrix in document.drawn)


def test_lines_of_a_heading_twice_as_far_apart_as_high_are_one_cell():
    paper = Paper()
    xs = [40, 120, 180]
    for x, (above, below) in zip(xs, (("信息", "内容"), ("制发", "件数"), ("现行", "件数")), strict=True):
        paper.say(x, 60, above)
        paper.say(x, 80.02, below)
    paper.y = 100
    table(paper, [["规章", "11", "12"], ["文件", "21", "22"]], [36, 116, 176, 240], ruled=False)
    (found,) = ENGINE.tables(paper.data())
    assert found.rows()[0] == ["信息内容", "制发件数", "现行件数"]


def test_lines_of_a_small_heading_may_be_a_pixel_farther_apart_than_those_of_another():
    paper = Paper()
    xs = [40, 120, 180]
    for number, (x, lines) in enumerate(
        zip(xs, (("信息", "内容"), ("制发", "件数"), ("现行", "件数")), strict=True)
    ):
        for place, line in enumerate(lines):
            paper.say(x, 60 + place * (7.5 if number == 2 else 6.75), line, 5.5)
    paper.y = 75
    table(paper, [["规章", "11", "12"], ["文件", "21", "22"]], [36, 116, 176, 240], ruled=False, size=5.5)
    (found,) = ENGINE.tables(paper.data())
    assert found.rows()[0] == ["信息内容", "制发件数", "现行件数"]


def test_a_second_text_that_fits_another_edition_too_still_fills_what_they_share():
    (document,) = ENGINE.open(printed("2021", BROKEN)[0].data())
    first = ENGINE.parse(replace(document, second=None))
    other = ENGINE.parse(document.second().text)
    older = other.but(tables=dict.fromkeys(other.tables, SCHEMAS["2019"].id))
    schemas = {schema.id: schema for schema in SCHEMAS.values()}
    (filled,) = reread([first], lambda _: [older], schemas)
    assert filled is first
    (filled,) = reread([replace(first, document=document)], lambda _: [older], schemas)
    told = [key for f in filled.findings if f.code == "reread" for key in f.keys]
    assert told
    assert filled.tables == first.tables


def test_what_both_texts_place_otherwise_is_told_with_both_places():
    (document,) = ENGINE.open(printed("2021", BROKEN)[0].data())
    schemas = {schema.id: schema for schema in SCHEMAS.values()}
    first = ENGINE.parse(replace(document, second=None))
    other = ENGINE.parse(document.second().text)
    one, two = [c for c in other if c.status in STATED and first[c.key].status in STATED][:2]
    swapped = {one.key: two._replace(key=one.key), two.key: one._replace(key=two.key)}
    harmed = other.but(cells={**other.cells, **swapped})
    first = replace(first, document=document)
    for report, count in ((other, 0), (harmed, 1)):
        (filled,) = reread([first], lambda _, own=report: [own], schemas)
        clashes = [f for f in filled.findings if f.code == "reread-clash"]
        assert len(clashes) == count
        assert all(filled[key] == first[key] for key in swapped)
    assert set(clashes[0].keys) == set(swapped)
    for cell in (first[one.key], first[two.key]):
        assert set(cell.spans) <= set(clashes[0].spans)
        assert f"{cell.value} in" in clashes[0].message


def told(document):
    return {key for f in ENGINE.parse(document).findings if f.code == "reread" for key in f.keys}


def test_figures_behind_a_label_that_cannot_be_read_are_not_the_labels_above():
    (document,) = ENGINE.open(printed("2021", BROKEN)[0].data())
    second = document.second()
    silent = replace(document, second=lambda: replace(second, text="", places=second.places[:0]))
    row = min(told(document) - told(silent)).rpartition("/")[0]
    at = max(stop for _, stop in ENGINE.parse(second.text)[f"{row}/natural"].label)
    text = f"{second.text[:at]}\ufffd\ufffd\n{second.text[at:]}"
    harmed = replace(second, text=text, places=np.insert(second.places, at, [-1, -1, -1]))
    left = told(replace(document, second=lambda: harmed)) - told(silent)
    assert left
    assert not any(key.startswith(f"{row}/") for key in left)


def broken_row(*figures):
    report = beside((NEW, figures), (OLD, ["", "3", "", "", "", "", "3"]))
    return {key.rpartition("/")[2]: cell for key, cell in report.cells.items() if "/received/" in key}


def test_broken_figures_whose_thousands_commas_part_are_whole_where_an_equation_proves_it():
    row = broken_row("1,0|64", "", "7", "", "", "2,8|41", "3,9|12")
    assert [row[name].value for name in ("natural", "research", "other", "total")] == [1064, 7, 2841, 3912]
    assert row["other"].raw == "2,841"


def test_lines_with_commas_that_part_no_thousands_are_not_put_together():
    row = broken_row("1,0|6", "", "7", "", "", "2,8|3", "3,9|6")
    assert not any(row[name].status in STATED for name in ("natural", "other", "total"))


COUNTED = ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"]


def penalties(level):
    """Two labels at one line's step, one without figures, and the figures level with one of them."""
    paper = Paper()
    xs = [40, 180, 280, 380]
    paper.say(40, 60, "二、主动公开政府信息情况")
    for x, name in zip(xs, COUNTED, strict=True):
        paper.say(x, 90, name)
    for x, figure in zip(xs, ("行政许可", "3", "4", "5"), strict=True):
        paper.say(x, 120, figure)
    for x, name in zip(xs, COUNTED, strict=True):
        paper.say(x, 150, name)
    for place, name in enumerate(("行政处罚", "行政强制")):
        paper.say(40, 180 + 12 * place, name)
    for x, figure in zip(xs[1:], ("17", "20", "31"), strict=True):
        paper.say(x, 180 + 12 * level, figure)
    return ENGINE.parse(paper.data())


def counted(report, row):
    return [report[f"proactive/{row}/{column}"].value for column in ("prior_items", "change", "decisions")]


def test_of_two_labels_in_one_cell_the_last_has_the_figures_level_with_it():
    report = penalties(1)
    assert counted(report, "licensing") == [3, 4, 5]
    assert counted(report, "coercion") == [17, 20, 31]
    assert counted(report, "penalty") == [None, None, None]
    figures = {key for f in report.findings if f.code == "reread" for key in f.keys}
    assert figures == {f"proactive/coercion/{c}" for c in ("prior_items", "change", "decisions")}
    assert all(report.origins(report[key].spans) for key in figures)


@pytest.mark.parametrize("level", [0, 0.5])
def test_figures_level_with_no_last_label_are_none_of_its_row(level):
    report = penalties(level)
    assert counted(report, "licensing") == [3, 4, 5]
    assert counted(report, "coercion") == [None, None, None]


def refilled(row, first_has, second_has):
    """The statuses of a row's cells when the second text is read, with what each text has of them."""
    (document,) = ENGINE.open(printed("2021", BROKEN)[0].data())
    second = ENGINE.parse(document.second().text)
    report = ENGINE.parse(replace(document, second=None))
    keys = [k for k in second.cells if k.startswith(f"{row}/")]
    first = {k: first_has(second[k])._replace(value=None, raw="", spans=()) for k in keys}
    other = second.but(cells=dict(second.cells) | {k: second_has(second[k]) for k in keys})
    report = replace(report.but(cells=dict(report.cells) | first), document=document)
    schemas = {schema.id: schema for schema in SCHEMAS.values()}
    (filled,) = reread([report], lambda _: [other], schemas)
    return [filled[k].status for k in keys]


def as_it_is(cell):
    return cell


def status(name, *candidates):
    return lambda cell: cell._replace(status=name, candidates=candidates)


def one_open(cell):
    return cell._replace(status="ambiguous", value=None) if cell.key.endswith("/made") else cell


DOCUMENTS = "proactive/normative_documents"


def test_a_row_that_is_taken_whole_has_a_figure_in_each_cell():
    assert set(refilled(DOCUMENTS, status("absent"), as_it_is)) == {"printed"}
    assert set(refilled(DOCUMENTS, status("absent"), one_open)) == {"absent"}
    assert set(refilled(DOCUMENTS, status("absent"), status("solved"))) == {"absent"}


def test_of_an_open_row_without_a_sum_the_first_text_has_the_same_figures():
    def own(cell):
        return cell._replace(status="ambiguous", candidates=(cell.value, None))

    assert set(refilled(DOCUMENTS, own, as_it_is)) == {"printed"}
    assert set(refilled(DOCUMENTS, status("ambiguous", -1, None), as_it_is)) == {"ambiguous"}


def test_a_sign_for_nothing_is_printed_too_and_is_never_taken():
    def dash(cell):
        return cell._replace(status="blank", value=None, raw="—") if cell.key.endswith("/made") else cell

    def blank(cell):
        return dash(cell)._replace(raw="") if cell.key.endswith("/made") else cell

    assert refilled(DOCUMENTS, status("absent"), dash) == ["absent", "printed", "printed"]
    assert set(refilled(DOCUMENTS, status("absent"), blank)) == {"absent"}


def test_no_row_whose_sum_fails_is_taken_whole():
    row = "requests/received"

    def more(cell):
        return cell._replace(value=cell.value + 1) if cell.key.endswith("/total") else cell

    assert set(refilled(row, status("absent"), as_it_is)) == {"printed"}
    assert "printed" not in refilled(row, status("absent"), more)
