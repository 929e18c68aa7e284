"""Law 7: twice the input takes about twice the time, for every layout plugin and for the whole parse."""

from __future__ import annotations

import re
from functools import partial
from operator import attrgetter

import pytest

import proof
from gouji.document import Document
from gouji.engine import Engine
from gouji.strand import Strand
from gouji.testing import RENDERERS, clock, render
from gouji.testing.damage import prose_around
from gouji.testing.forms import fill
from gouji.testing.laws_growth import SHORT, lined, repeated, uneven
from gouji.testing.sample import sample
from gouji_layouts import plain_html, plain_rows

pytestmark = pytest.mark.slow

SCHEMA = sample()
FORM = proof.real_engine().schemas["cn-disclosure-2019"]
STRICT = Engine(strict=True)


def grows_evenly(work, document_of, size):
    """Whether doubling the input twice about doubles the time twice; else by how much."""
    return uneven(work, document_of, size) or True


def sized(unit):
    """Fresh documents made of one unit, of about so many thousand characters."""
    return lambda size: Document(repeated(unit, size))


PRINTS = {
    name: prose_around(render(SCHEMA, fill(SCHEMA, 5, "city"), name, title="城北图书馆2020年年报"))
    for name in proof.readable()
}
RAW_UNITS = {
    "one wide row": "7\t8|9,",
    "prose": "一年来，我们共受理申请3件，办结2件。\n",
    "open tags": "<table><tr><td>",
    "closed tags": "<table><tr><td>1</td></tr></table>",
    "rules": "+---+---+\n| 1 |\n",
    "latex": "\\begin{tabular}{l} 1 & 2 \\\\ \\end{tabular}\n",
    "wiki": "{|\n|-\n| 1 || 2\n|}\n",
    "quotes": '"1","2\n',
    "blanks": "1     2     3\n     \n",
    "dashes": "---- ---- ----\n",
}


@pytest.mark.share(3)
@pytest.mark.parametrize("name", sorted(proof.layouts()))
@pytest.mark.parametrize("unit", RAW_UNITS.values(), ids=RAW_UNITS)
def test_a_layout_grows_evenly_on_raw_marks_of_any(name, unit):
    """Its own tables and those it is offered by mistake are measured by the kit's law of growth."""
    function = proof.layouts()[name].gouji_cell_matrices
    assert grows_evenly(lambda document: list(function(document) or ()), partial(lined, unit), 16) is True


UNCLOSED = {
    "comments": "<t><!-- ",
    "scripts": "<t><script> ",
    "cells": "<table><tr><td>规章",
    "ends": "<t>>   ",
}


CUTTERS = {"html": plain_html.html, "tabs": plain_rows.tabs, "pipes": plain_rows.pipes}


def turns(document):
    """The words of a wrapped text, parted into texts and figures."""
    words = plain_rows.wrapped(document)
    return None if words is None else words.turns


@pytest.mark.share(3)
@pytest.mark.parametrize("unit", (RAW_UNITS | UNCLOSED).values(), ids=RAW_UNITS | UNCLOSED)
@pytest.mark.parametrize("cut", [*CUTTERS.values(), turns], ids=[*CUTTERS, "wrapped"])
def test_plain_rows_are_cut_evenly(cut, unit):
    assert grows_evenly(cut, sized(unit), 16) is True


@pytest.mark.share(2)
@pytest.mark.parametrize("unit", (PRINTS | RAW_UNITS).values(), ids=PRINTS | RAW_UNITS)
def test_the_line_table_grows_evenly(unit):
    """Sixteen times the text, which leaves the machine's caches: four times as long each time would still be 256."""
    documents, (small, large) = sized(unit), (64, 1024)
    work = attrgetter("lines.gaps", "lines.tags", "codes")
    assert clock.beyond(work, partial(documents, small), partial(documents, large), 16 * 4, SHORT) == []


@pytest.mark.share(2)
@pytest.mark.parametrize("layout", proof.readable())
def test_a_text_of_many_reports_grows_evenly(layout):
    assert grows_evenly(proof.sample_engine().parse_all, sized(PRINTS[layout]), 2) is True


FORM_UNITS = {
    "rows": "规章\t1\t2\t3\n",
    "lines": "规章\n1\n2\n3\n",
    "totals": "总计 1\n",
    "groups": "三、本年度办理结果\n（一）予以公开\n",
    "ordinals": "（\n一\n）\n1\n.\n",
    "beginnings": "一、本年新收政府信息\n",
    "headers": "自然人\t法人或其他组织\t总计\n",
    "headings": "二、主动公开政府信息情况\n",
    "figures": "1\n2\n3\n4\n",
    "prose": "本年新收政府信息公开申请数量3件，上年结转0件。\n\n",
    "cells printed again": "规章\t",
    "tables in tables": "{|",
}


@pytest.mark.share(2)
@pytest.mark.parametrize("unit", FORM_UNITS.values(), ids=FORM_UNITS)
def test_texts_full_of_labels_grow_evenly(unit):
    assert grows_evenly(STRICT.parse_all, sized(unit), 1) is True


@pytest.mark.parametrize("unit", ["7 ", "- "], ids=["figures", "marks"])
def test_a_line_without_end_behind_a_label_grows_evenly(unit):
    report = render(FORM, fill(FORM, 3, "small"), "cell-per-line")
    before, label, after = report.partition("行政强制\n")

    def document(size):
        return Document(f"{before}{label}{repeated(unit, size)}\n{after}")

    assert grows_evenly(STRICT.parse_all, document, 8) is True


def test_tables_that_lost_their_figures_are_looked_at_evenly(monkeypatch):
    """Counted in looks at pieces: each table may be read on for so many pieces, for figures that no row has."""
    report = render(FORM, fill(FORM, 3, "small"), "cell-per-line")
    labels = re.sub(r"(?m)^[\d.]*\n", "", report[report.index("三、收到") : report.index("四、政府")])
    unit = labels.replace("其他法律", "5\n6\n7\n其他法律", 1)
    looks, look = [0], Strand.grid

    def counted(strand, piece):
        looks[0] += 1
        return look(strand, piece)

    monkeypatch.setattr(Strand, "grid", counted)
    found = []
    for times in (60, 90, 120):
        looks[0] = 0
        STRICT.parse_all(unit * times)
        found.append(looks[0])
    assert 0 < found[2] - found[1] < 1.2 * (found[1] - found[0]), "each thirty tables alike"


@pytest.mark.parametrize("layout", ["tabs-grid", "html", "row-per-line"])
def test_one_report_in_ever_more_prose_grows_evenly(layout):
    report = render(FORM, fill(FORM, 3, "small"), layout)
    prose = partial(repeated, "全年共收到来信三封，均已答复。公开信息12条。\n")
    assert (
        grows_evenly(STRICT.parse_all, lambda size: Document(prose(size) + report + prose(size)), 120) is True
    )


def test_every_renderer_with_a_plugin_is_measured():
    assert set(PRINTS) == {n for n, r in RENDERERS.items() if r.family in proof.layouts()}


@pytest.mark.parametrize("power", [1, 2], ids=["even", "square"])
@pytest.mark.parametrize("least", [1e-7, 1e-4])
def test_the_measure_tells_even_from_square(monkeypatch, power, least):
    """By a clock that the work alone moves on: seconds of a thousand characters are given."""
    now = [0.0]
    monkeypatch.setattr(clock.time, "process_time", lambda: now[0])

    def work(document):
        now[0] += least * (len(document.text) / 1000) ** power

    assert (grows_evenly(work, sized("x"), 6) is True) == (power == 1)


COPIES = "规章\n3\n3\n3\n规范性文件\n4\n4\n4\n本段文字第一节文字\n本段文字第一节文字\n"


def test_what_is_said_of_a_whole_text_is_not_worked_out_for_each_of_its_tables():
    assert grows_evenly(STRICT.parse_all, sized(COPIES), 6) is True
