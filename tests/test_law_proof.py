"""Laws 2 to 4: what a report states stands in its text, once, and nothing else does."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given

import proof
from depth import examples
from gouji.report import STATED
from gouji.testing.sample import sample
from gouji.testing.strategies import documents

SCHEMAS = [sample(), *proof.real_engine().schemas.values()]
each_schema = pytest.mark.parametrize("schema", SCHEMAS, ids=lambda s: s.id)
each_document = pytest.mark.parametrize("path", proof.documents(), ids=lambda p: p.stem)
FIGURE = re.compile(r"(?<![^\s|,>])[+-]?[0-9０-９]+(?=[\s|,<]|$)")
DASHES = frozenset("-–—")


@each_document
def test_every_statement_of_a_fixture_is_proven(path):
    reports = proof.reports_of(path)
    assert reports
    assert [f for report in reports for f in proof.faults(report)] == []


@each_schema
def test_every_statement_of_a_made_document_is_proven(schema):
    @examples(20)
    @given(documents(schema, proof.readable()))
    def check(made):
        for report in proof.engine_of(schema).parse_all(made.text):
            assert proof.faults(report) == []

    check()


def test_the_proof_finds_what_is_wrong():
    """The judge itself: each lie about a good report is noticed."""
    report = proof.reports_of(proof.FIXTURES / "reports/tsv-stray-rule.txt")[0]
    first, second = [c for c in report if c.status == "printed"][:2]
    lies = [
        first._replace(value=first.value + 1),
        first._replace(raw="7"),
        first._replace(spans=()),
        first._replace(spans=((0, len(report.document.text) + 1),)),
        first._replace(spans=second.spans, raw=second.raw, value=second.value),
        first._replace(status="blank"),
        first._replace(status="blank", value=None, raw="5"),
        first._replace(status="ambiguous", value=None),
        first._replace(candidates=(1, 2)),
    ]
    assert proof.faults(report) == []
    for lie in lies:
        assert proof.faults(replace(report, cells={**report.cells, first.key: lie})) != [], lie


def loose(report):
    """Figures that stand alone between a table's first and last figure, in no cell, no doubt and no leftover."""
    text = report.document.text
    used = {s for c in report for s in c.spans} | {u.span for u in report.unclaimed}
    labels = [s for c in report for s in c.label]
    doubtful = [e.lines for e in report.evidence if _doubtful(report, e.row)]
    for table in report.tables:
        spans = [s for c in report if c.key.startswith(table + "/") and c.status in STATED for s in c.spans]
        for found in FIGURE.finditer(text, min(spans)[0], max(spans)[1]) if spans else ():
            line = report.document.line_of(found.start()) + 1
            inside = any(a <= found.start() and found.end() <= b for a, b in (*used, *labels))
            if not (inside or _page_mark(text, *found.span())) and not any(
                a <= line <= b for a, b in doubtful
            ):
                yield found.group(), line


def _page_mark(text, start, stop):
    before, after = text[:start].rstrip(" "), text[stop:].lstrip(" ")
    return before[-1:] in DASHES and after[:1] in DASHES


def _doubtful(report, row):
    return any(c.candidates for c in report if c.key.startswith(row + "/"))


COUNTERS = {"counter-at-line-starts"}
"""Documents whose counters before a group's label are in no leftover today."""


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            p,
            id=p.stem,
            marks=pytest.mark.xfail(strict=True, reason="lost counters") if p.stem in COUNTERS else (),
        )
        for p in proof.documents()
    ],
)
def test_no_figure_of_a_fixtures_table_is_lost(path):
    for report in proof.reports_of(path):
        assert list(loose(report)) == []
