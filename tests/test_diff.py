"""Two reports side by side: every cell that differs is told, none that does not."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proof
from depth import examples
from gouji import cli
from gouji.diff import diff
from gouji.panel.observation import observe
from gouji.report import STATED
from gouji.testing import fill, render

SCHEMAS = proof.real_engine().schemas
OLD, NEW = SCHEMAS["cn-disclosure-2019"], SCHEMAS["cn-disclosure-2021"]
KEYS = st.sampled_from(NEW.keys)
BASE = fill(NEW, 5, "city")


def text_of(values, schema=NEW, year=2021):
    return render(schema, values, "html", title=f"示例市林业局{year}年政府信息公开工作年度报告")


def seen(values, schema=NEW, year=2021):
    return observe(proof.real_engine().parse(text_of(values, schema, year)), 1, {})


PLAIN = seen(BASE)


def test_a_report_does_not_differ_from_itself():
    assert diff(PLAIN, seen(BASE), SCHEMAS).changes == ()


@examples(25)
@given(
    st.dictionaries(
        KEYS.filter(lambda k: not k.startswith("proactive")), st.integers(200_000, 300_000), max_size=4
    ),
    st.sets(KEYS, max_size=3),
)
def test_just_what_was_changed_differs(figures, blanks):
    values = {**BASE, **{k: str(v) for k, v in figures.items()}, **dict.fromkeys(blanks, "")}
    found = {c.key: c for c in diff(PLAIN, seen(values), SCHEMAS).changes}
    assert set(found) == set(figures) | blanks
    for key, change in found.items():
        if key in blanks:
            assert (change.kind, change.delta, change.after.status) == ("status", None, "blank")
        else:
            assert (change.kind, change.delta) == ("value", figures[key] - PLAIN.cells[key].value)


def test_editions_differ_by_what_only_one_has():
    old = seen(fill(OLD, 5, "city"), OLD, 2020)
    found = diff(old, PLAIN, SCHEMAS)
    kinds = {c.key: c.kind for c in found.changes}
    assert {k for k, kind in kinds.items() if kind == "only before"} == set(OLD.keys) - set(NEW.keys)
    assert {k for k, kind in kinds.items() if kind == "only after"} == set(NEW.keys) - set(OLD.keys)
    assert {f.code for f in found.carried} >= {"equation:R5/total"}
    assert diff(PLAIN, old, SCHEMAS).carried == ()


class Texts(HTMLParser):
    def __init__(self):
        super().__init__()
        self.cells, self.tags, self.open = [], set(), False

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "td":
            self.cells.append("")

        self.open = tag == "td"

    def handle_endtag(self, tag):
        self.open = False

    def handle_data(self, data):
        if self.open:
            self.cells[-1] += data


def run(capsys, *arguments):
    code = cli.main([str(a) for a in arguments])
    return code, *capsys.readouterr()


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.html").write_text(text_of(BASE), "utf-8")
    key = "requests/received/natural"
    (tmp_path / "b.html").write_text(
        text_of({**BASE, key: "7"}, year=2022).replace("林业局", "林业&lt;b&gt;局"), "utf-8"
    )
    (tmp_path / "none.txt").write_text("只有文字", "utf-8")
    return tmp_path


def test_the_command_tells_the_difference_in_three_forms(files, capsys):
    a, b = files / "a.html", files / "b.html"
    old = PLAIN.cells["requests/received/natural"].value
    assert run(capsys, "diff", a, a)[:2] == (0, run(capsys, "diff", a, a)[1])
    code, said, _ = run(capsys, "diff", a, b)
    assert code == 1
    assert f"requests/received/natural  {old} → 7  ({7 - old})" in said
    assert said.endswith("\ncells that differ: 1\n")
    found = json.loads(run(capsys, "diff", a, b, "--format", "json")[1])
    assert [(c["key"], c["delta"]) for c in found["changes"]] == [("requests/received/natural", 7 - old)]
    page = Texts()
    page.feed(run(capsys, "diff", a, b, "--format", "html")[1])
    assert page.cells[0] == "requests/received/natural"
    assert page.cells[2:5] == [str(old), "7", str(7 - old)]
    assert "b" not in page.tags


def test_the_command_says_what_it_cannot_compare(files, capsys):
    assert run(capsys, "diff", files / "a.html", files / "none.txt")[0] == 2
    assert run(capsys, "diff", files / "a.html", files / "gone.txt")[0] == 3


def test_against_a_form_that_says_nothing_every_stated_cell_differs():
    reports = [report for path in proof.documents()[:50] for report in proof.reports_of(path)]
    for one in (observe(report, 1, {}) for report in reports if report.schema):
        told = {c.key for c in diff(PLAIN, one, SCHEMAS).changes}
        for key, cell in one.cells.items():
            base = PLAIN.cells.get(key)
            stated = base is not None and base.status in STATED and cell.status in STATED
            assert (key in told) != (stated and base.value == cell.value), (one.source, key)
