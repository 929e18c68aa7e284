"""gouji panel: from a data set, from JSON, in three formats, and what it says of what it cannot link."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing

import pytest

import proof
from gouji import cli
from gouji.testing import fill, render

SCHEMAS = proof.real_engine().schemas
AGENCY = "示例市林业局"


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for year in (2019, 2020, 2021, 2022):
        schema = SCHEMAS["cn-disclosure-2019" if year < 2021 else "cn-disclosure-2021"]
        text = render(
            schema, fill(schema, year, "city"), "html", title=f"{AGENCY}{year}年政府信息公开工作年度报告"
        )
        (folder / f"{year}.html").write_text(text, "utf-8")
    (folder / "untitled.html").write_text(render(schema, fill(schema, 1, "small"), "html"), "utf-8")
    return folder


def run(capsys, *arguments):
    code = cli.main([str(a) for a in arguments])
    return code, *capsys.readouterr()


def table(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def lines(reports, tmp_path, capsys):
    out = tmp_path / "reports.jsonl"
    run(capsys, "parse", reports, "--format", "jsonl", "--quiet", "-o", out)
    return out


def test_json_lines_become_tables(lines, tmp_path, capsys):
    code, said, told = run(capsys, "panel", lines, "-o", tmp_path / "out")
    assert (code, said) == (1, "")
    assert "agencies: 1, their years: 4" in told
    assert "1 reports are not linked" in told
    cells = table(tmp_path / "out", "cells")
    assert {c["agency"] for c in cells} == {AGENCY}
    assert len({c["key"] for c in cells}) * 4 == len(cells)
    by = {(c["year"], c["key"]): c for c in cells}
    report = next(json.loads(line) for line in lines.read_text("utf-8").splitlines() if "2021.html" in line)
    for cell in report["cells"]:
        assert by["2021", cell["key"]]["value"] == str(cell["value"])
    assert by["2021", "requests/results.other/total"]["how"] == "sum"
    wide = table(tmp_path / "out", "wide")
    assert [w["year"] for w in wide] == ["2019", "2020", "2021", "2022"]
    shares = {(s["year"], s["indicator"]): s for s in table(tmp_path / "out", "indicators")}
    for row in wide:
        assert row["disclosure_rate"] == shares[row["year"], "disclosure_rate"]["share"]
    assert [u["reason"] for u in table(tmp_path / "out", "unlinked")] == [
        "the report prints no agency's name"
    ]
    assert {c["indicator"] for c in table(tmp_path / "out", "codebook")} == {s for _, s in shares}


def test_a_data_set_gives_the_same_as_json(reports, lines, tmp_path, capsys):
    pytest.importorskip("pyarrow")
    assert run(capsys, "batch", reports, "-o", tmp_path / "data", "-j", "1", "--quiet")[0] in (0, 1)
    run(capsys, "panel", lines, "-o", tmp_path / "a")
    run(capsys, "panel", tmp_path / "data", "-o", tmp_path / "b")
    for name in ("wide", "indicators", "findings", "codebook"):
        a, b = (table(tmp_path / x, name) for x in "ab")
        for row in (*a, *b):
            row.pop("source", None)
            row.pop("sources", None)
        assert a == b


def test_other_formats_hold_the_same(lines, tmp_path, capsys):
    run(capsys, "panel", lines, "-o", tmp_path / "s", "--format", "sqlite")
    run(capsys, "panel", lines, "-o", tmp_path / "c")
    (base,) = (tmp_path / "s").iterdir()
    with closing(sqlite3.connect(base)) as connection:
        found = connection.execute(
            "SELECT year, share FROM indicators WHERE indicator = 'completion_rate'"
        ).fetchall()
    plain = [
        (int(s["year"]), float(s["share"]))
        for s in table(tmp_path / "c", "indicators")
        if s["indicator"] == "completion_rate"
    ]
    assert found == plain
    pq = pytest.importorskip("pyarrow.parquet")
    run(capsys, "panel", lines, "-o", tmp_path / "p", "--format", "parquet")
    cells = pq.read_table(tmp_path / "p" / "cells.parquet").to_pylist()
    assert [(c["key"], c["value_text"] or "") for c in cells] == [
        (c["key"], c["value"]) for c in table(tmp_path / "c", "cells")
    ]


def test_names_join_agencies(lines, tmp_path, capsys):
    names = tmp_path / "names.csv"
    names.write_text(f"{AGENCY},示例市自然资源局\n", "utf-8")
    run(capsys, "panel", lines, "-o", tmp_path / "out", "--names", names)
    assert {c["agency"] for c in table(tmp_path / "out", "cells")} == {"示例市自然资源局"}
    names.write_text("one,two,three\n", "utf-8")
    code, _, told = run(capsys, "panel", lines, "-o", tmp_path / "out", "--names", names)
    assert (code, "row 1 has 3 fields" in told) == (2, True)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("", 2, "no report"),
        ("{", 3, "cannot be read as JSON"),
        ("{}", 3, "no report of gouji"),
        (None, 3, "cannot be read"),
    ],
)
def test_what_is_no_report_is_told(tmp_path, capsys, text, code, said):
    source = tmp_path / "reports.jsonl"
    if text is not None:
        source.write_text(text, "utf-8")
    got, out, told = run(capsys, "panel", source, "-o", tmp_path / "out")
    assert (got, out) == (code, "")
    assert said in told
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told(lines, tmp_path, capsys):
    (tmp_path / "file").write_text("x", "utf-8")
    code, _, told = run(capsys, "panel", lines, "-o", tmp_path / "file")
    assert (code, "cannot be written" in told) == (2, True)
