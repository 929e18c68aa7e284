"""The commands take files that are no text: text, parse, verify, tables, explain, and archives of them."""

from __future__ import annotations

import csv
import json
import random
import zipfile

import pytest

from editions import SCHEMAS
from gouji import cli
from gouji.batch import archive
from gouji.batch.item import Member
from gouji.errors import InputError
from gouji.schema.file import load
from gouji.testing.render import sheets
from odf_files import package
from office_files import TYPES, book_sheet, data, docx, p, tbl, tr, word_sheet, xlsx, zipped
from reader_reports import HEADINGS, report

TITLE = "某县人民政府2021年政府信息公开工作年度报告"
SHEETS, TRUTH = report("2021")
WORD = docx(p(TITLE) + "".join(p(HEADINGS[name]) + word_sheet(sheet) for name, sheet in SHEETS.items()))
BOOK = xlsx(data(), *(book_sheet(sheet) for sheet in SHEETS.values()))


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.docx").write_bytes(WORD)
    (tmp_path / "report.xlsx").write_bytes(BOOK)
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000))
    return tmp_path


def run(capsys, *arguments):
    code = cli.main(list(arguments))
    return code, *capsys.readouterr()


@pytest.mark.usefixtures("files")
def test_text_prints_what_the_offsets_count(capsys):
    code, text, _ = run(capsys, "text", "report.docx")
    assert code == 0
    assert text.startswith(f"{TITLE}\n")
    _, shown, _ = run(capsys, "text", "report.docx", "--offsets")
    for line in shown.splitlines()[:20]:
        span, place, said = line.split("\t")
        start, stop = map(int, span.split(":"))
        assert said.replace("→", "\t") == text[start:stop]
        assert place.startswith("part word/document.xml paragraph ")


def test_a_form_is_drafted_from_a_file_of_any_kind(tmp_path, capsys):
    schema = SCHEMAS["2021"]
    blank = sheets(schema, dict.fromkeys(schema.keys, ""))
    word = p(TITLE) + "".join(p(HEADINGS[name]) + word_sheet(sheet) for name, sheet in blank.items())
    (tmp_path / "form.docx").write_bytes(docx(word))
    (tmp_path / "form.xlsx").write_bytes(xlsx(*(book_sheet(sheet) for sheet in blank.values())))
    for kind in ("docx", "xlsx"):
        form, drafted = tmp_path / f"form.{kind}", tmp_path / f"{kind}.toml"
        assert run(capsys, "schema", "draft", str(form), "-o", str(drafted))[0] == 0
        assert run(capsys, "schema", "check", str(drafted), "--form", str(form), "-q")[0] == 0
        assert len(load(drafted).keys) == len(schema.keys)


@pytest.mark.usefixtures("files")
def test_origins_stand_beside_the_spans_in_csv_and_in_the_data_set(capsys):
    _, out, _ = run(capsys, "parse", "--format", "csv", "report.xlsx")
    said = {row["key"]: row["origins"] for row in csv.DictReader(out.splitlines())}
    assert json.loads(said["proactive/regulations/made"]) == [{"sheet": "S2", "cell": "B3"}]
    run(capsys, "batch", "report.xlsx", "report.docx", "-o", "out", "--format", "csv,sqlite", "-j", "1", "-q")
    with open("out/cells.csv", encoding="utf-8", newline="") as file:  # noqa: PTH123 - the test's own folder
        rows = list(csv.DictReader(file))
    assert {r["key"]: r["origins"] for r in rows if r["document"].endswith("xlsx")} == said
    assert all('"paragraph"' in r["origins"] for r in rows if r["document"].endswith("docx") and r["spans"])


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", ["report.docx", "report.xlsx"])
def test_what_parse_states_of_a_file_is_verified_from_the_file(capsys, name):
    _, out, _ = run(capsys, "parse", "--format", "jsonl", name)
    found = json.loads(out)
    stated = [c for c in found["cells"] if c["value"] is not None]
    assert len(stated) == sum(value is not None for value in TRUTH.values())
    assert all(c["origins"] for c in stated)
    assert found["encoding"]["name"] == name.partition(".")[2]
    with open("out.jsonl", "w", encoding="utf-8") as file:  # noqa: PTH123 - the test's own folder
        file.write(out)
    code, told, _ = run(capsys, "verify", "out.jsonl")
    assert code == 0, told
    wrong = out.replace(f'"raw": "{stated[0]["raw"]}"', '"raw": "77777"', 1)
    with open("out.jsonl", "w", encoding="utf-8") as file:  # noqa: PTH123
        file.write(wrong)
    assert run(capsys, "verify", "out.jsonl")[0] == 1


@pytest.mark.usefixtures("files")
def test_tables_and_explain_take_files(capsys):
    code, out, _ = run(capsys, "tables", "report.xlsx", "--format", "jsonl", "--layout", "drawn")
    assert code == 0
    assert json.loads(out.splitlines()[0])["layout"] == "drawn"
    assert run(capsys, "explain", "report.docx", "proactive/regulations")[0] == 0
    assert run(capsys, "explain", "report.docx", "--tables")[1].count("drawn: ") == len(SHEETS)


@pytest.mark.usefixtures("files")
def test_a_file_that_is_not_read_costs_only_itself(capsys):
    code, out, err = run(capsys, "parse", "--format", "jsonl", "old.doc", "report.docx")
    assert code == 3
    assert "old.doc" in err
    assert len(out.splitlines()) == 1


def test_an_archive_may_hold_office_files_but_no_archives(files):
    inner = files / "inner"
    late = zipped({"word/picture": random.Random(0).randbytes(1 << 17), "[Content_Types].xml": TYPES})
    with zipfile.ZipFile(inner, "w") as made:
        made.writestr("a.txt", "1")
    with zipfile.ZipFile(files / "all.zip", "w") as made:
        made.write(files / "report.docx", "a.docx")
        made.write(inner, "b.dat")
        made.writestr("c.odt", package("text", "<text:p>1</text:p>"))
        made.writestr("d.docx", late)
    first, second, *others = (item.member for item in archive.members(str(files / "all.zip"), "all.zip"))
    assert isinstance(first, Member)
    assert archive.unpack(str(files / "all.zip"), first) == WORD
    with pytest.raises(InputError, match="archive inside an archive"):
        archive.unpack(str(files / "all.zip"), second)
    assert all(archive.unpack(str(files / "all.zip"), member) for member in others)
    assert len(others) == 2


def test_text_that_looks_like_a_table_inside_a_drawn_one_is_that_cells(capsys, files):
    (files / "a.docx").write_bytes(docx(tbl(tr("甲", "|a|b| |1|2|"), tr("乙", "3"))))
    _, out, _ = run(capsys, "tables", "a.docx", "--format", "jsonl")
    assert [json.loads(line)["layout"] for line in out.splitlines()] == ["drawn"]
