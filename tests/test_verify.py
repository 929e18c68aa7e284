"""Every fixture is derived again from its source; an output that says something else is caught."""

from __future__ import annotations

import copy
import json
import random
import subprocess
import sys
from decimal import Decimal
from functools import cache
from itertools import product

import pytest

import patience
import proof
from gouji import cli
from gouji.export import to_jsonl
from gouji.numerals import read as numeral
from gouji.verify import STATED, is_nothing, read, text_of, verify

SCHEMAS = proof.real_engine().schemas
REPORT = proof.FIXTURES / "reports" / "tsv-surplus-columns.txt"


@cache
def output(path):
    """The reports of a document as their JSON says them, and its text by the codec or the reader they name."""
    reports = [json.loads(to_jsonl(r), parse_float=Decimal) for r in proof.reports_of(path)]
    made, name = proof.reports_of(path)[0].document, reports[0]["encoding"]["name"]
    if made.kind == name:
        return reports, proof.real_engine().open(path)[0].text
    return reports, text_of(path.read_bytes(), name)


@pytest.mark.parametrize("path", proof.documents(), ids=lambda p: p.stem)
def test_every_stated_value_is_derived_again_from_the_source(path):
    reports, text = output(path)
    assert text == proof.reports_of(path)[0].document.text
    assert [fault for report in reports for fault in verify(report, text, SCHEMAS)] == []


def other_value(cell, _cells, _random):
    cell["value"] += 1


def other_span(cell, _cells, _random):
    cell["spans"] = [[a + 1, b + 1] for a, b in cell["spans"]]


def other_raw(cell, _cells, _random):
    cell["raw"] += "0"


def outside(cell, _cells, _random):
    cell["spans"] = [[0, 10**9]]


def figure_of_another(cell, cells, random):
    stated = [c for c in cells if c["status"] in STATED and c["spans"] != cell["spans"]]
    cell |= {k: v for k, v in random.choice(stated).items() if k != "key"}


def called_blank(cell, _cells, _random):
    cell |= {"status": "blank", "value": None}


def open_with_a_value(cell, _cells, _random):
    cell["status"] = "ambiguous"


LIES = [other_value, other_span, other_raw, outside, figure_of_another, called_blank, open_with_a_value]


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_about_one_cell_is_caught(lie):
    (report,), text = output(REPORT)
    rng = random.Random(7)
    cells = [c["key"] for c in report["cells"] if c["status"] in STATED]
    for key in rng.sample(cells, 12):
        told = copy.deepcopy(report)
        lie(next(c for c in told["cells"] if c["key"] == key), told["cells"], rng)
        faults = list(verify(told, text, SCHEMAS))
        assert faults, key
        assert lie is figure_of_another or key in {f.what for f in faults} | {
            k for e in SCHEMAS[report["schema"]].equations if e.id in {f.what for f in faults} for k in e.keys
        }


def other_digit(number, place, by):
    """A number with one of its digits changed, the last being 0; None where it has too few, or begins with 0."""
    text = str(number)
    digits = [i for i, sign in enumerate(text) if sign.isdigit()]
    if place >= len(digits):
        return None
    at = digits[-1 - place]
    text = text[:at] + str((int(text[at]) + by) % 10) + text[at + 1 :]
    return Decimal(text) if "." in text else int(text)


@pytest.mark.parametrize("path", proof.documents(), ids=lambda p: p.stem)
def test_one_digit_changed_in_any_stated_value_is_always_caught(path):
    """Every digit of every value, each changed in two ways: cells are judged alone, so all change at once."""
    reports, text = output(path)
    for report in reports:
        stated = [c for c in report["cells"] if c["status"] in STATED]
        longest = max((len(str(c["value"])) for c in stated), default=0)
        for place, by in product(range(longest), (1, 5)):
            changed = {c["key"]: other_digit(c["value"], place, by) for c in stated}
            changed = {key: value for key, value in changed.items() if value is not None}
            cells = [
                c | ({"value": changed[c["key"]]} if c["key"] in changed else {}) for c in report["cells"]
            ]
            caught = {fault.what for fault in verify({**report, "cells": cells}, text, SCHEMAS)}
            assert changed.keys() <= caught


def test_a_digit_changed_in_title_or_year_is_caught():
    (report,), text = output(REPORT)
    for name in ("title", "year"):
        told = copy.deepcopy(report)
        value = told["metadata"][name]["value"]
        told["metadata"][name]["value"] = value + 1 if name == "year" else value.replace("2", "3", 1)
        assert [fault.what for fault in verify(told, text, SCHEMAS)] == [name]


def breaks(finding):
    return finding["verdict"] == "broken" and finding["code"].startswith("equation:")


def test_a_broken_equation_may_not_be_kept_quiet_nor_made_up():
    path = next(
        p
        for p in proof.documents()
        if any(breaks(f.to_dict()) for r in proof.reports_of(p) for f in r.findings)
    )
    reports, text = output(path)
    told = copy.deepcopy(next(r for r in reports if any(map(breaks, r["findings"]))))
    quiet = {**told, "findings": [f for f in told["findings"] if f["verdict"] != "broken"]}
    faults = list(verify(quiet, text, SCHEMAS))
    assert faults
    assert all("no finding says so" in f.message for f in faults)
    (report,), text = output(REPORT)
    made = {"code": "equation:R1/total", "verdict": "broken"}
    (fault,) = verify({**report, "findings": [*report["findings"], made]}, text, SCHEMAS)
    assert (fault.what, "called broken" in fault.message) == ("R1/total", True)


RAWS = [
    *(
        "0",
        "12",
        "１２",
        "1,204",
        "1，204",
        "+3",
        "-9",
        "－9",
        "−9",
        "\\-9",
        "增98",
        "增加5",
        "减3",
        "减少 3",
        "96171.6",
    ),
    *("85.50", "1204.0", "251000元", "97.8 万元", "22（其中修订 16 件）", "**5**", "5*", "5 件", "&nbsp;7"),
    *(
        "",
        "/",
        "-",
        "—",
        "…",
        "·",
        "×",
        "无",
        "NaN",
        "N/A",
        "--",
        "增",
        "\u200b",
        "&nbsp;",
        "１ ２",
        "5%",
        "三",
        "1e3",
        "0/0",
    ),
]


@pytest.mark.parametrize("raw", RAWS)
def test_both_programs_understand_a_printed_number_alike(raw):
    theirs = numeral(raw)
    if theirs.kind == "figure":
        assert read(raw) == theirs.value
    elif theirs.kind in ("blank", "mark"):
        assert is_nothing(raw)
        assert read(raw) is None


def test_nothing_of_the_parser_is_imported():
    program = "import sys, gouji.verify; print([m for m in sys.modules if m.startswith('gouji.')])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=patience.SECONDS
    )
    loaded = set(json.loads(done.stdout.replace("'", '"')))
    form = {"gouji.equation", "gouji.keys", "gouji.schema", "gouji.schema.model"}
    assert loaded == {"gouji.verify", "gouji.errors"} | form


def run(capsys, *arguments):
    code = cli.main([str(a) for a in arguments])
    return code, *capsys.readouterr()


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_the_command_says_which_outputs_their_sources_bear_out(tmp_path, capsys, form):
    out = tmp_path / "out.json"
    assert run(capsys, "parse", REPORT, "--format", form, "-o", out)[0] == 0
    code, said, _ = run(capsys, "verify", out)
    assert (code, said) == (0, f"{REPORT}: 198 stated values, all derived again\n")
    out.write_text(out.read_text("utf-8").replace('"value": 0', '"value": 1'), "utf-8")
    code, said, _ = run(capsys, "verify", out, REPORT, "--format", "json")
    assert code == 1
    assert len(json.loads(said)[0]["faults"]) > 100


def test_the_command_tells_what_it_cannot_read(tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    run(capsys, "parse", REPORT, "--format", "jsonl", "-o", out)
    assert run(capsys, "verify", out, tmp_path / "gone.txt")[0] == 3
    assert run(capsys, "verify", tmp_path / "gone.json")[0] == 3
    out.write_text("{}", "utf-8")
    code, _, said = run(capsys, "verify", out)
    assert code == 3
    assert "no report of gouji" in said


CLAIMS = {
    "requests/received/total": ("proven", 6),
    "requests/received/natural": ("undetermined", 5),
    "requests/received/business": ("contradicted", 9),
    "requests/received/nobody": ("unknown key", 1),
    "requests/carried_in/total": ("blank", 0),
    "requests/carried_in/natural": ("proven", None),
    "proactive/penalty/decisions": ("contradicted", "3"),
    "proactive/coercion/decisions": ("proven", "0"),
    "requests/carried_out/total": ("no number", "many"),
}


def test_others_values_are_judged_one_by_one(tmp_path, capsys):
    source = proof.FIXTURES / "reports" / "wrapped-dropped-blanks.txt"
    theirs = tmp_path / "theirs.json"
    theirs.write_text(json.dumps({key: claimed for key, (_, claimed) in CLAIMS.items()}), "utf-8")
    code, said, _ = run(capsys, "audit", theirs, source, "--format", "json")
    assert code == 1
    judged = json.loads(said)
    assert {j["key"]: (j["verdict"], j["claimed"]) for j in judged} == CLAIMS
    text = proof.reports_of(source)[0].document.text
    ((a, b),) = judged[0]["spans"]
    assert text[a:b] == "6"
    assert "1 undetermined" in run(capsys, "audit", theirs, source)[1]


def test_gouji_s_own_values_are_all_proven(tmp_path, capsys):
    report = proof.reports_of(REPORT)[0]
    theirs = tmp_path / "theirs.json"
    theirs.write_text(json.dumps({c.key: str(c.value) for c in report}), "utf-8")
    assert run(capsys, "audit", theirs, REPORT)[0] == 0
    theirs.write_text("[]", "utf-8")
    assert run(capsys, "audit", theirs, REPORT)[0] == 2
