"""Hazards to the readers of files: cut off, bombs, links; each costs little and is told, or read as it prints."""

from __future__ import annotations

import io
import socket
import zipfile
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.errors import InputError
from gouji.limits import Limits
from gouji.sources import undrawn
from odf_files import cell, flat, package, row, table
from odf_files import p as op
from office_files import HEAD, c, data, docx, rels, tbl, tc, tr, xlsx
from reader_reports import ENGINE

TEXT, BOOK = (
    table(row("甲", "1"), row("乙", "2")),
    data([c("A1", "甲"), c("B1", "1")], [c("A2", "乙"), c("B2", "2")]),
)
GOOD = {
    "docx": (docx(tbl(tr("甲", "1"), tr("乙", "2"))), "word/document.xml"),
    "xlsx": (xlsx(BOOK), "xl/worksheets/sheet1.xml"),
    "odt": (package("text", TEXT), "content.xml"),
    "ods": (package("spreadsheet", TEXT), "content.xml"),
}
ROWS = [[["甲", "1"], ["乙", "2"]]]
QUICK = Limits(seconds=4, seconds_million=1)


def tables(source):
    return [found.rows() for found in ENGINE.tables(source, limits=QUICK)]


def remade(kind, **more):
    """The file with other parts, by their names with __ for a slash and _ for a point; None leaves one out."""
    with zipfile.ZipFile(io.BytesIO(GOOD[kind][0])) as old:
        parts = {name: old.read(name) for name in old.namelist()} | more
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def main_of(kind):
    with zipfile.ZipFile(io.BytesIO(GOOD[kind][0])) as archive:
        return archive.read(GOOD[kind][1])


@pytest.mark.parametrize("kind", GOOD)
def test_a_package_cut_off_anywhere_is_told(kind):
    whole = GOOD[kind][0]
    assert tables(whole) == ROWS
    for n in range(1, 21):
        with pytest.raises(InputError, match=r"cut off or damaged.*; fetch or save"):
            ENGINE.open(whole[: len(whole) * n // 21])


@pytest.mark.parametrize("kind", GOOD)
def test_a_main_part_that_is_harmed_is_told(kind):
    main, part = main_of(kind), GOOD[kind][1]
    entity = f'{HEAD}<!DOCTYPE l SYSTEM "http://example.org/x.dtd" [<!ENTITY a SYSTEM "file:///etc/passwd">]>'.encode()
    laughs = b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    harms = {
        "XML": [b"", main[:-30], b"\x89PNG" * 99, b"<a>" * 9999 + b"</a>" * 9999],
        "entities|XML": [
            entity + main.partition(b"?>")[2],
            b'<!DOCTYPE l [<!ENTITY a "ha">' + laughs + b"]><l>&j;</l>",
        ],
        "bomb": [main + b" " * 40_000_000],
    }
    for words, contents in harms.items():
        for content in contents:
            with pytest.raises(InputError, match=words):
                ENGINE.open(remade(kind, **{part: content}))


def test_what_a_file_links_to_or_would_run_is_left_alone(monkeypatch):
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a connection"))
    linked = rels(("image", "http://example.org/a.png")).replace("Target=", 'TargetMode="External" Target=')
    others = {
        "../../etc/passwd": b"x",
        "/etc/passwd": b"x",
        "word/vbaProject.bin": b"x",
        "Scripts/python/a.py": b"raise SystemExit",
        "Basic/script-lb.xml": b"<x/>",
        "media/image1.png": bytes(30_000_000),
    }
    for kind in GOOD:
        assert tables(remade(kind, **others)) == ROWS
    assert tables(remade("docx", **{"word/_rels/document.xml.rels": linked})) == ROWS
    out = rels(("officeDocument", "../../../etc/passwd"))
    with pytest.raises(InputError):
        ENGINE.open(remade("docx", **{"_rels/.rels": out}))


WIDE = f'<w:gridAfter w:val="{10**9}"/>'
REPEATED = cell("5", number_columns_repeated=10**6)
HUGE = {
    "columns left out": docx(tbl(*[tr("甲", properties=WIDE) for _ in range(3000)])),
    "cells over columns": docx(tbl(*[tr(tc("甲", span=10**9), "1") for _ in range(500)])),
    "merged ranges": xlsx(BOOK + "<mergeCells>" + '<mergeCell ref="A9:XFD1048576"/>' * 500 + "</mergeCells>"),
    "columns of a sheet": xlsx('<cols><col min="1" max="999999999" hidden="1"/></cols>' * 200 + BOOK),
    "a format": xlsx(data([c("A1", "甲"), c("B1", "1", 1)]), formats=["[$" * 20_000]),
    "a number": xlsx(data([c("A1", "甲"), c("B1", "1e999999999", kind="n"), c("C1", "9" * 100_000)])),
    "rows and columns of sheets": package(
        "spreadsheet", table(row("甲", cell("5", columns=10**9, rows=10**9)), row("乙"))
    ),
    "hidden columns": package(
        "spreadsheet",
        table(
            '<table:table-column table:number-columns-repeated="16384" table:visibility="collapse"/>' * 5000,
            row("1"),
        ),
    ),
    "blank rows": package(
        "spreadsheet", table(row("甲", "1"), row(cell(number_columns_repeated=10**6), times=10**9))
    ),
    "cells of a text": package(
        "text", table(row("甲", "1"), row(REPEATED.replace("<text:p>5</text:p>", "")))
    ),
    "blanks": package("text", op("甲", '<text:s text:c="999999999"/>' * 500)),
    "many sheets": package("spreadsheet", "".join(table(row("甲", "1"), name=f"{n}") for n in range(1500))),
    "a feed": b'<?xml version="1.0"?><r>' + b"&lt;table " * 100_000,
    "frames": b'<iframe srcdoc="' * 30_000 + b"&lt;table",
    "strings": b'var a = "' + b'<table \\"' * 100_000,
    "sums of strings": b"var a = " + b'"a" + ' * 50_000,
}


@pytest.mark.parametrize("kind", HUGE)
def test_what_unfolds_to_much_costs_little(kind):
    assert ENGINE.open(HUGE[kind], limits=QUICK)


FULL = {
    "filled columns": package("spreadsheet", table(row(REPEATED, times=300))),
    "rows of a text": package("text", table(row("甲", times=10**6))),
    "columns of a text": package("text", table(*[row(cell(number_columns_repeated=10**6))] * 100)),
    "columns of a flat text": flat("text", table(row(cell("5", columns=5000), COLUMNS := cell("6")))),
}


@pytest.mark.parametrize("kind", FULL)
def test_what_is_too_much_is_told(kind):
    with pytest.raises(InputError, match=";"):
        ENGINE.open(FULL[kind], limits=Limits(seconds=20))


Spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9)).map(lambda s: (s[0], s[0] + s[1])), max_size=8
)


@given(Spans, Spans)
def test_what_touches_no_drawn_table_is_kept(drawn, read):
    def matrix(extent):
        return SimpleNamespace(extent=extent, owner=object())

    document = SimpleNamespace(drawn=[matrix(extent) for extent in drawn])
    sources = [SimpleNamespace(matrix=matrix(extent)) for extent in read]
    kept = [
        s for s in sources if not any(a < s.matrix.extent[1] and s.matrix.extent[0] < b for a, b in drawn)
    ]
    assert undrawn(document, sources) == kept
    own = [SimpleNamespace(matrix=m) for m in document.drawn]
    assert undrawn(document, own) == own
