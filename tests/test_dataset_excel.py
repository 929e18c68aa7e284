"""The workbooks: texts are texts, figures figures, forms look as printed, limits are told."""

import re
import zipfile

import pytest
from lxml import etree

import many
from gouji.batch import write_xlsx
from gouji.errors import GoujiError
from gouji.sheet import lay_out

pytest.importorskip("xlsxwriter")
SPACE = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


class Workbook:
    """What stands in a workbook, read from its XML."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as file:
            self.files = {n: file.read(n) for n in file.namelist()}
        root = etree.fromstring(self.files["xl/workbook.xml"])
        self.names = [s.get("name") for s in root.iterfind("m:sheets/m:sheet", SPACE)]
        shared = self.files.get("xl/sharedStrings.xml", b"<sst/>")
        self.shared = ["".join(i.itertext()) for i in etree.fromstring(shared).iterfind("m:si", SPACE)]

    def sheet(self, name):
        return etree.fromstring(self.files[f"xl/worksheets/sheet{self.names.index(name) + 1}.xml"])

    def cells(self, name):
        out = {}
        for cell in self.sheet(name).iterfind(".//m:c", SPACE):
            text = "".join(cell.itertext())
            out[cell.get("r")] = self.shared[int(text)] if cell.get("t") == "s" else text
        return {k: v for k, v in out.items() if v}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("excel")
    inputs = many.write(home / "in", 3)
    (inputs / "=cmd.txt").write_text(many.text(4), "utf-8")
    many.batch([inputs], home / "out", formats=("xlsx",))
    return home


def test_a_sheet_a_table_with_a_row_a_report(home):
    book = Workbook(home / "out/data.xlsx")
    assert book.names == ["wide", "codebook", "reports", "findings"]
    wide = book.cells("wide")
    assert [wide[f"{c}1"] for c in "ABCDEF"] == ["document", "report", "title", "agency", "year", "schema"]
    assert len(book.sheet("wide").findall(".//m:row", SPACE)) == 5
    codes = book.cells("codebook")
    assert {"上年册数", "第二项·集中采购·采购总额"} <= {v.rpartition("·")[2] for v in codes.values()} | {
        *codes.values()
    }


def test_no_workbook_has_a_formula_or_a_link(home):
    for path in (home / "out").rglob("*.xlsx"):
        book = Workbook(path)
        for name in book.names:
            assert not book.sheet(name).findall(".//m:f", SPACE)
            assert not book.sheet(name).findall(".//m:hyperlink", SPACE)


def test_a_form_shows_a_table_as_it_is_printed(home):
    book = Workbook(home / "out/forms/0001 0000.xlsx")
    assert book.names == ["馆藏情况", "借阅申请情况", "投诉情况", "findings"]
    report = many.toy().parse(many.text(0))
    layout = lay_out(many.sample().table("requests"), {})
    told = book.cells("借阅申请情况")
    figures = [t for t in told.values() if re.fullmatch(r"-?\d+(\.\d+)?", t)]
    wanted = [c.value for c in report if c.key.startswith("requests/") and c.value is not None]
    assert sorted(map(float, figures)) == sorted(map(float, wanted))
    assert {b.text for b in layout.cells if b.text} <= {*told.values()}
    merged = book.sheet("借阅申请情况").findall(".//m:mergeCell", SPACE)
    assert len(merged) == sum(b.rowspan * b.colspan > 1 for b in layout.cells)


def test_equal_data_give_equal_workbooks(home, tmp_path):
    many.batch([home / "in"], tmp_path / "out", formats=("xlsx",))
    assert many.tree(tmp_path / "out") == many.tree(home / "out")


def test_a_text_like_a_formula_is_guarded(tmp_path):
    path = tmp_path / "a.xlsx"
    book = write_xlsx.Book(path)
    sheet = book.sheet("[odd]: name*")
    book.text(sheet, 0, 0, "=1+1")
    book.text(sheet, 1, 0, "x" * 40_000)
    book.figure(sheet, 2, 0, "12345678901234567890", "printed")
    book.figure(sheet, 3, 0, "85.50", "printed")
    book.close()
    (tmp_path / ".a.xlsx.part").rename(path)
    told = Workbook(path)
    assert told.names == ["odd   name"]
    cells = told.cells("odd   name")
    assert cells["A1"] == "=1+1"
    assert b'quotePrefix="1"' in told.files["xl/styles.xml"]
    assert (len(cells["A2"]), cells["A2"][-1]) == (32_767, "…")
    assert (cells["A3"], cells["A4"]) == ("12345678901234567890", "85.5")


def test_what_excel_cannot_hold_is_refused_and_the_rest_kept(tmp_path, monkeypatch):
    inputs = many.write(tmp_path / "in", 3)
    monkeypatch.setattr(write_xlsx, "MOST_ROWS", 3)
    with pytest.raises(GoujiError, match=r"more than Excel's 3 .*; go on with --resume --format parquet"):
        many.batch([inputs], tmp_path / "out", formats=("xlsx",))
    assert [p.name for p in (tmp_path / "out").iterdir()] == [".gouji"]
    many.batch([inputs], tmp_path / "out", formats=("csv",), mode="resume")


def test_many_reports_get_no_forms(tmp_path, monkeypatch):
    monkeypatch.setattr(write_xlsx, "MOST_FORMS", 1)
    many.batch([many.write(tmp_path / "in", 2)], tmp_path / "out", formats=("xlsx",))
    assert not (tmp_path / "out/forms").exists()
