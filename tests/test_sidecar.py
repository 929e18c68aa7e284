"""A person's corrections: honoured where document and cell are the same, told where not, never taken for proof."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
from depth import examples
from gouji.audit import audit
from gouji.cli import main
from gouji.diff import shown
from gouji.errors import InputError
from gouji.export import to_csv, to_jsonl
from gouji.sidecar import LONGEST, literal, load, loads
from gouji.verify import verify
from gouji.view import view

FIXTURES = Path(__file__).parents[1] / "fixtures" / "phenomena"
TOTALS = FIXTURES / "totals-broken-by-the-document.txt"
KEY = "review_litigation/review/total"
CONTESTED = FIXTURES / "table-printed-twice-contradicting.txt"
CLASH = "proactive/licensing/decisions"


def entry(key=KEY, status="printed", raw="0", value="value = 11", **more):
    lines = {
        "key": literal(key),
        "status": literal(status),
        "raw": literal(raw),
        "who": '"王"',
        "why": '"看过原件"',
    }
    lines |= {"when": "2026-11-21T08:30:00Z"} | {k: literal(v) for k, v in more.items()}
    return "[[corrections]]\n" + "".join(f"{k} = {v}\n" for k, v in lines.items()) + value + "\n"


def put(folder, document, *entries, sha256=None):
    """A copy of a document with a sidecar file beside it; gives the copy's path."""
    data = document.read_bytes()
    copy = folder / document.name
    copy.write_bytes(data)
    digest = sha256 or hashlib.sha256(data).hexdigest()
    head = f'version = 1\n[document]\nname = "x"\nsha256 = "{digest}"\n'
    copy.with_name(copy.name + ".gouji.toml").write_text(head + "".join(entries), "utf-8")
    return copy


def codes(report):
    return [f.code for f in report.findings]


def test_a_correction_has_a_status_of_its_own_and_says_who_when_and_why(tmp_path):
    report = gouji.parse(put(tmp_path, TOTALS, entry()))
    cell = report[KEY]
    assert (cell.status, cell.value, cell.raw) == ("corrected", 11, "0")
    assert cell.spans == gouji.parse(TOTALS)[KEY].spans
    by = cell.correction
    assert (by.who, by.when, by.why) == ("王", "2026-11-21T08:30:00Z", "看过原件")
    assert (by.read.status, by.read.value) == ("printed", 0)


def test_only_the_corrected_cell_changes(tmp_path):
    before, after = gouji.parse(TOTALS), gouji.parse(put(tmp_path, TOTALS, entry()))
    assert {c.key for c in after if c != before[c.key]} == {KEY}


def test_equations_are_judged_with_the_value_and_say_so(tmp_path):
    assert "equation:R4/review" in codes(gouji.parse(TOTALS))
    mended = gouji.parse(put(tmp_path, TOTALS, entry()))
    assert "equation:R4/review" not in codes(mended)
    told = next(f for f in mended.findings if f.code == "corrected")
    assert "these failed: R4/review" in told.message
    wrong = gouji.parse(put(tmp_path, TOTALS, entry(value="value = 12")))
    broken = next(f for f in wrong.findings if f.code == "equation:R4/review")
    assert broken.verdict == "broken"
    assert f"with corrected values of {KEY}" in broken.message


def test_a_doubtful_cell_is_no_doubt_once_a_person_settled_it(tmp_path):
    raw = gouji.parse(CONTESTED)[CLASH].raw
    report = gouji.parse(put(tmp_path, CONTESTED, entry(CLASH, "contested", raw, "value = 38")))
    assert report[CLASH].status == "corrected"
    assert gouji.parse(CONTESTED).doubtful
    assert not report.doubtful


def test_a_blank_cell_can_be_what_a_person_reads(tmp_path):
    cell = gouji.parse(put(tmp_path, TOTALS, entry(value="blank = true")))[KEY]
    assert (cell.status, cell.value) == ("corrected", None)


def test_another_document_is_told_and_nothing_applied(tmp_path):
    report = gouji.parse(put(tmp_path, TOTALS, entry(), sha256="0" * 64))
    assert report[KEY].status == "printed"
    told = next(f for f in report.findings if f.code == "correction-refused")
    assert "other bytes" in told.message


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"raw": "7"}, "stands there now"),
        ({"status": "ambiguous"}, "was read as ambiguous"),
        ({"key": "review_litigation/review/none"}, "no such cell"),
    ],
)
def test_a_cell_that_changed_is_told_and_not_corrected(tmp_path, change, word):
    report = gouji.parse(put(tmp_path, TOTALS, entry(**change)))
    assert not [c for c in report if c.status == "corrected"]
    assert word in next(f for f in report.findings if f.code == "correction-refused").message


def test_two_corrections_of_one_cell_are_told(tmp_path):
    report = gouji.parse(put(tmp_path, TOTALS, entry(), entry(value="value = 5")))
    assert report[KEY].value == 11
    assert "twice" in next(f for f in report.findings if f.code == "correction-refused").message


def test_a_report_that_the_document_does_not_have_is_told(tmp_path):
    report = gouji.parse(put(tmp_path, TOTALS, entry() + "report = 2\n"))
    assert "has 1 reports" in next(f for f in report.findings if f.code == "correction-refused").message


def test_a_correction_reaches_the_report_it_names(tmp_path):
    two = FIXTURES / "two-reports-in-one-file.txt"
    reports = gouji.parse_all(two)
    cell = next(c for c in reports[1] if c.status == "printed")
    fix = entry(cell.key, "printed", cell.raw, "value = 777") + "report = 2\n"
    first, second = gouji.parse_all(put(tmp_path, two, fix))
    assert first.to_dict()["cells"] == reports[0].to_dict()["cells"]
    assert second[cell.key].value == 777


def test_a_sidecar_that_cannot_be_read_is_told(tmp_path):
    copy = put(tmp_path, TOTALS, "[[corrections]]\nkey = 5\n")
    assert "sidecar" in codes(gouji.parse(copy))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("#" * (LONGEST + 1), "no file of corrections", id="long"),
        ("x", "no valid TOML"),
        ("version = 2", "version 2"),
        ("version = 1", "says of no document"),
        ('corrections = 1\n[document]\nsha256 = ""', "list of tables"),
        ('[document]\nsha256 = ""\n' + entry(value="value = nan"), "no number"),
        ('[document]\nsha256 = ""\n' + entry(value="value = true"), "one number"),
        ('[document]\nsha256 = ""\n' + entry(value=""), "one number"),
        ('[document]\nsha256 = ""\n' + entry(value="value = 1\nblank = true"), "one number"),
        ('[document]\nsha256 = ""\n' + entry(value='value = "five"'), "one number"),
        ('[document]\nsha256 = ""\n' + re.sub(r"when = .*", "", entry()), "when: missing"),
        ('[document]\nsha256 = ""\n' + re.sub(r"when = .*", "when = ' '", entry()), "when: missing"),
        ('[document]\nsha256 = ""\n' + entry(who=" "), "who"),
        ('[document]\nsha256 = ""\n' + entry(value="value = 1\nreport = 0"), "count"),
    ],
)
def test_a_faulty_file_names_itself_and_the_fault(text, word):
    with pytest.raises(InputError, match=word) as caught:
        loads(text, "x.gouji.toml")
    assert str(caught.value).startswith("x.gouji.toml")


def test_a_file_that_is_no_text_names_itself(tmp_path):
    path = tmp_path / "x.gouji.toml"
    for make in (lambda: path.write_bytes(b"who = '\xff'"), path.unlink):
        make()
        with pytest.raises(InputError, match=r"^x\.gouji\.toml: cannot be read"):
            load(path)


def test_a_time_and_a_value_may_be_written_as_text():
    text = '[document]\nsha256 = ""\n' + re.sub(
        r"when = .*", 'when = "yesterday"', entry(value='value = "5.10"')
    )
    (fix,) = loads(text, "x").fixes
    assert (str(fix.value), fix.when) == ("5.10", "yesterday")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers())
def test_a_value_keeps_its_digits(value):
    text = '[document]\nsha256 = ""\n' + entry(
        value=f"value = {value:f}" if isinstance(value, Decimal) else f"value = {value}"
    )
    found = loads(text, "x").fixes[0].value
    assert str(found) == (f"{value:f}" if isinstance(value, Decimal) else str(value))


@given(st.text(alphabet=st.characters(codec="utf-8")))
@examples(50)
def test_any_raw_text_comes_back(raw):
    assert loads('[document]\nsha256 = ""\n' + entry(raw=raw), "x").fixes[0].raw == raw


# --- nothing takes a corrected value for a proven one ----------------------------------------------------


@pytest.fixture
def report(tmp_path):
    return gouji.parse(put(tmp_path, TOTALS, entry()))


def test_json_says_so(report):
    cell = next(c for c in json.loads(to_jsonl(report))["cells"] if c["key"] == KEY)
    assert cell["status"] == "corrected"
    assert cell["correction"]["who"] == "王"
    assert cell["correction"]["read"]["value"] == 0


def test_csv_says_so(report):
    rows = csv.DictReader(io.StringIO(to_csv([report], gouji.Engine().schemas)))
    row = next(r for r in rows if r["key"] == KEY)
    assert (row["value"], row["status"], row["raw"]) == ("11", "corrected", "0")


def test_the_terminal_says_so(report):
    text = view(report, gouji.Engine().schemas)
    assert "✎11" in text
    assert "✎5 corrected" in text


def test_diff_says_so(report):
    assert shown(report[KEY]) == "✎11"


def test_audit_goes_by_what_was_read(report):
    assert [j.verdict for j in audit({KEY: 11}, report)] == ["contradicted"]
    assert [j.verdict for j in audit({KEY: 0}, report)] == ["proven"]


def test_verify_takes_it_with_its_name_and_judges_its_equations(report):
    schemas, plain = gouji.Engine().schemas, json.loads(to_jsonl(report))
    text = report.document.text
    assert not list(verify(plain, text, schemas))
    cell = next(c for c in plain["cells"] if c["key"] == KEY)
    wrong = json.loads(json.dumps(plain))
    next(c for c in wrong["cells"] if c["key"] == KEY)["value"] = 12
    assert [f.what for f in verify(wrong, text, schemas)] == ["R4/review"]
    cell["status"] = "printed"
    assert any(f.what == KEY for f in verify(plain, text, schemas))
    cell["status"] = "corrected"
    del cell["correction"]
    assert any("nobody says" in f.message for f in verify(plain, text, schemas))


def test_the_command_honours_it_and_a_folder_does_not_read_it_as_a_document(tmp_path, capsys):
    put(tmp_path, CONTESTED, entry(CLASH, "contested", gouji.parse(CONTESTED)[CLASH].raw, "value = 38"))
    main(["parse", str(tmp_path), "--format", "jsonl", "-q"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert next(c for c in json.loads(lines[0])["cells"] if c["key"] == CLASH)["status"] == "corrected"


def test_explain_tells_the_person(tmp_path, capsys):
    main(["explain", str(put(tmp_path, TOTALS, entry())), KEY])
    assert "corrected by 王" in capsys.readouterr().out


def test_a_batch_carries_the_status_and_reads_again_what_was_corrected_since(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    copy = put(folder, TOTALS, entry())
    side = copy.with_name(copy.name + ".gouji.toml")
    text = side.read_text("utf-8")
    side.unlink()
    statuses, wide = [], []
    for step in (None, text, None):
        side.write_text(step, "utf-8") if step else side.unlink(missing_ok=True)
        main(
            [
                "batch",
                str(folder),
                "-o",
                str(tmp_path / "out"),
                "-q",
                "--format",
                "csv",
                *([] if not statuses else ["--resume"]),
            ]
        )
        with (tmp_path / "out" / "cells.csv").open(encoding="utf-8") as file:
            statuses.append([r["status"] for r in csv.DictReader(file) if r["key"] == KEY])
        with (tmp_path / "out" / "wide.csv").open(encoding="utf-8") as file:
            wide += [(row["corrected"], row[KEY]) for row in csv.DictReader(file)]
    assert statuses == [["printed"], ["corrected"], ["printed"]]
    assert wide == [("", "0"), (KEY, "11"), ("", "0")]
