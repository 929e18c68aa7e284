"""A second family of forms, the departmental final accounts in examples/: read with what the engine has for any form."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import proof
from depth import every
from gouji import Engine, SchemaError
from gouji.fold import core
from gouji.hookspecs import hookimpl
from gouji.schema.file import load, loads
from gouji.testing import PROFILES, Truth, fill, render

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "final-accounts"
SAMPLES = sorted((EXAMPLE / "samples").iterdir())
GRIDS = ("tabs-grid", "pipes-ragged", "pipes-repeat", "html", "box-unicode", "mediawiki")
STREAMS = ("cell-per-line", "row-per-line", "aligned")
PRINTS = (
    {},
    {"page_breaks": (7, 20), "page_mark": "— 3 —"},
    {"wrap": 9, "figures": "first"},
    {"extra_columns": (1, 1), "spaced": 1},
)
TITLE = "某市某局2022年度部门决算"


@cache
def form():
    return load(EXAMPLE / "final-accounts-2021.toml")


class Accounts:
    name = "accounts"

    @hookimpl
    def gouji_schemas(self):
        return [form()]


@cache
def engine():
    """All layouts with this form only."""
    return Engine([*proof.layouts().values(), Accounts()])


@cache
def everything():
    """All that is installed, with this form among the others."""
    return Engine([*proof.installed().values(), Accounts()])


def truth(path):
    cells = json.loads((EXAMPLE / "truth" / f"{path.stem}.json").read_text("utf-8"))["cells"]
    return {key: value and Decimal(value) for key, value in cells.items()}


def ids(path):
    return path.stem


# --- samples -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=ids)
def test_a_sample_is_read_whole(path):
    reports = engine().parse_all(path)
    assert len(reports) == 1
    values = truth(path)
    assert values.keys() == set(form().keys)
    verdicts = proof.verdicts(values, reports[0])
    assert {key: v for key, v in verdicts.items() if v != "right"} == {}
    assert proof.faults(reports[0]) == []


@pytest.mark.parametrize("path", SAMPLES, ids=ids)
def test_a_sample_names_its_agency_and_year(path):
    own = json.loads((EXAMPLE / "truth" / f"{path.stem}.json").read_text("utf-8"))
    found = engine().parse(path).metadata
    assert (found["agency"].value, found["year"].value) == (own["agency"], own["year"])


@pytest.mark.parametrize("path", SAMPLES, ids=ids)
def test_no_other_form_reads_a_sample(path):
    alone, among = engine().parse_all(path), everything().parse_all(path)
    assert {i for r in among for i in r.tables.values()} == {form().id}
    assert [proof.says(r) for r in among] == [proof.says(r) for r in alone]


def part(first, stop=None):
    """A sample from one line to another."""
    text = (EXAMPLE / "samples" / "archive-web-tabs.txt").read_text("utf-8")
    return text[text.index(first) : text.index(stop) if stop else None]


@pytest.mark.parametrize("first", ["四、财政拨款收入支出决算总表", "收入\t\t\t支出\t\t\t\t\t"])
def test_a_table_of_the_same_labels_and_other_numbers_states_nothing(first):
    """公开04表 prints most labels of 公开01表, and numbers its lines otherwise."""
    for report in engine().parse_all(part(first, "五、一般公共预算财政拨款支出决算表")):
        assert [c.key for c in report if c.status in ("printed", "solved")] == []


def test_a_table_of_another_section_before_its_own_changes_nothing():
    other, own = part("四、财", "五、一"), part("一、收入支出", "四、财")
    assert [proof.says(r) for r in engine().parse_all(other + own)] == [
        proof.says(r) for r in engine().parse_all(own)
    ]


# --- rendered prints ---------------------------------------------------------------------------------------


def printed(layout, profile, seed, changes):
    values = fill(form(), seed, profile, thousands=bool(seed % 2))
    text = render(form(), values, layout, title=TITLE, prose=True, seed=seed, **changes)
    return text, {key: fact.value for key, fact in Truth.of(values).cells.items()}


def judged(layout, profile, seed, changes):
    """The verdicts over a print; none may be wrong, and the report must bear out what it says."""
    text, values = printed(layout, profile, seed, changes)
    report = proof.best(values, engine().parse_all(text))
    assert proof.faults(report) == []
    assert proof.silent(values, report) == []
    verdicts = list(proof.verdicts(values, report).values())
    assert "wrong" not in verdicts
    return verdicts


def some(*of):
    """Seeds and profiles: two or three by day."""
    return every(3, list(enumerate(PROFILES)), *of)


@pytest.mark.parametrize("changes", PRINTS, ids=str)
@pytest.mark.parametrize("layout", GRIDS)
def test_a_grid_is_read(layout, changes):
    verdicts = [v for seed, p in some(layout, changes) for v in judged(layout, p, seed, changes)]
    assert verdicts.count("right") >= 0.99 * len(verdicts)


@pytest.mark.parametrize("changes", PRINTS, ids=str)
@pytest.mark.parametrize("layout", STREAMS)
def test_a_stream_of_cells_states_nothing_wrong(layout, changes):
    verdicts = [v for seed, p in enumerate(PROFILES) for v in judged(layout, p, seed, changes)]
    assert verdicts.count("right") >= 0.6 * len(verdicts)


def test_tables_abreast_share_a_sheet():
    text, _ = printed("tabs-grid", "city", 0, {})
    line = next(x for x in text.splitlines() if x.startswith("一、一般公共预算财政拨款收入"))
    assert line.split("\t")[3] == "一、一般公共服务支出"


# --- families keep apart -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [p for p in proof.documents() if "reports" in p.parts], ids=ids)
def test_a_report_of_another_family_is_none_of_this(path):
    assert all(form().id not in r.tables.values() for r in everything().parse_all(path))


def strings(path):
    """The texts in a module's code, docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {
        id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)
    }
    return [
        n.value
        for n in ast.walk(tree)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in said
    ]


def words():
    """The form's own words: labels of rows and columns, titles and notes, except those of every form (总计, 合计)."""
    tables = form().tables
    blocks = [b for t in tables for b in t.blocks]
    labels = [x.label.text for b in blocks for x in (*b.rows, *b.columns)]
    labels += [b.numbers.text for b in blocks if b.numbers]
    found = {core(w) for w in [*labels, *(h for t in tables for h in (t.title, *t.headings, *t.notes))]}
    return found - {core(w) for w in ("总计", "合计", "类", "款", "项")}


def test_no_line_of_the_engine_or_a_layout_knows_the_form():
    folders = (
        ROOT / "core" / "gouji",
        ROOT / "plugins" / "gouji_layouts",
        ROOT / "plugins" / "gouji_standards",
    )
    own = words()
    # what drafts a schema from a blank form, and what makes documents for tests, know words of forms; they read none
    files = [p for f in folders for p in f.rglob("*.py") if not {"draft", "testing"}.intersection(p.parts)]
    texts = [(p.name, s) for p in files for s in strings(p)]
    assert [(name, w) for name, s in texts for w in own if w in s] == []


# --- numbers, halves and open rows -------------------------------------------------------------------------


def unnumbered():
    """The form as a print leaves out its row numbers."""
    tables = tuple(
        replace(t, blocks=tuple(replace(b, numbers=None, numbers_first=False) for b in t.blocks))
        for t in form().tables
    )
    return replace(form(), tables=tables)


@pytest.mark.parametrize("layout", [*GRIDS, *STREAMS])
def test_a_print_without_row_numbers_states_nothing_wrong(layout):
    for seed, profile in some(layout):
        values = fill(form(), seed, profile)
        text = render(unnumbered(), values, layout, title=TITLE)
        truths = {key: fact.value for key, fact in Truth.of(values).cells.items()}
        report = proof.best(truths, engine().parse_all(text))
        assert proof.silent(truths, report) == []
        assert proof.faults(report) == []
        if layout in GRIDS:
            assert {c.key: c.value for c in report} == truths


@pytest.mark.parametrize("path", SAMPLES, ids=ids)
def test_a_row_without_a_figure_is_blank(path):
    report, values = engine().parse(path), truth(path)
    own = [c for c in report if values[c.key] is None and not c.key.startswith("appropriated/")]
    assert {c.status for c in own} == {"blank"}
    assert [f.code for f in report.findings if f.severity != "info"] == []


def test_a_sum_over_rows_left_out_is_judged():
    text = part("五、一般公共").replace("合计\t1,286.47", "合计\t1,286.74")
    codes = {f.code: f.verdict for f in engine().parse(text).findings}
    assert codes["equation:B2/total"] == "open"
    assert not any(
        c.startswith("equation") for c in (f.code for f in engine().parse(part("五、一般公共")).findings)
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('number = "2"', 'number = "1"', "'1' twice"),
        ('beside = "income"', 'beside = "outcome"', "no earlier table 'outcome'"),
        ("open = true", 'open = "true"', "must be true or false"),
        ('{ label = "行次" }', '{ label = "行次", last = true }', "unknown key"),
    ],
)
def test_a_fault_in_the_numbers_is_named(old, new, fault):
    text = (EXAMPLE / "final-accounts-2021.toml").read_text("utf-8")
    assert old in text
    with pytest.raises(SchemaError, match=fault):
        loads(text.replace(old, new, 1))
