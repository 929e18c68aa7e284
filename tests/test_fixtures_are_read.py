"""The fixtures are read: no cell wrong, the reports whole, what must be flagged is."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

import proof

BY_ID = {Path(e["truth"]).stem: e for e in proof.manifest()}
REPORTS = [i for i, e in BY_ID.items() if e["doc"].startswith("reports/")]
each = pytest.mark.parametrize("name", BY_ID)


def but(known):
    """All fixtures, those of the given names with a strict mark."""
    mark = pytest.mark.xfail(strict=True, reason="a known misreading")
    return pytest.mark.parametrize(
        "name", [pytest.param(i, marks=[mark] if i in known else []) for i in BY_ID]
    )


class Late(str):
    """What no finding says yet; as soon as one does, its test fails and the word Late goes."""

    __slots__ = ()


FLAGS = {
    "tsv-blank-applicants": [
        r"section ordinal shifted: 三、.*line 23",
        r"section title 主动信息公开政府信息情况 instead of 主动公开政府信息情况 \(line 23\)",
        r"requests: only 总计 is filled; 138 cells",
        (r"printed in 3 fragments of 10, 9, 11", r"11 rows \(lines 58–70\) print 6 of 7 columns"),
        r"row 4\.无正当理由大量反复申请 is split .*lines 68–70",
    ],
    "tsv-stray-rule": [
        r"review_litigation: .* 16 figures for 15 columns",
        r"label 社会组织 instead of 社会公益组织 \(line 82\)",
        r"row \(七\) 总计 \(line 105\) stands in column 0.*group label was lost",
        r"printed in 3 fragments of 8, 10, 8 columns",
        r"section 六、.* absent",
    ],
    "tsv-surplus-columns": [
        r"10 rows \(lines 75–84\) print 8 figures for 7 columns",
        r"no label of the form: 果 \(line 70\)",
        r"row 3\. ?危及.*line 68.*group label was lost",
        r"row 四、结转下年度继续办理 \(line 85\) stands in column 1",
    ],
    "wrapped-char-per-line": [r"without 三、 \(line 148\)", r"amount 302885: no unit printed; not rescaled"],
    "wrapped-dropped-blanks": [
        r"blank cells left no trace in 5 rows .*columns of 5 of them are undetermined",
        r"18 rows .*print no figure at all \(7 blanks each\)",
        (r"五、.*line 254.* inside table requests", r"五、.*line 254.* before 四、.*line 306"),
        (r"proactive: complete", r"review_litigation: complete"),
    ],
    "cells-run-together-open": [Late(r"proactive.*(together|glued)")],
    "html-in-a-script-string": [r"printed only inside strings"],
    "row-labels-in-prose": [r"no table of a known form"],
    "column-labels-cut-at-a-break": [r"label 本年新 instead of", Late(r"proactive.*处理决定数量.*equals")],
    "heading-missing-between-tables": [
        Late(r"(section|heading).*收到和处理政府信息公开申请情况.*(missing|absent)")
    ],
    "amount-with-remark": [r"13000000\(预算数\)"],
    "blank-totals-beside-figures": [r"总计.*cannot be judged"],
    "block-titles-vary": [Late(r"proactive.*title.*(missing|absent)")],
    "changes-in-words": [Late(r"proactive/penalty/change.*(neither|without)")],
    "column-added-after-page-break": [r"2 fragments of 10, 11 columns"],
    "column-lost-after-page-break": [r"only 总计 is filled", r"11 rows \(lines 19–29\) print 6 of 7 columns"],
    "first-applicant-only": [r"only 自然人 is filled"],
    "first-block-2019-others-2021": [r"some blocks follow cn-disclosure-2019, the others cn-disclosure-2021"],
    "form-2021-with-one-other-row": [Late(r"requests.*其他处理.*2019")],
    "form-of-2019-in-a-later-year": [Late(r"2019.*2022|2022.*2019")],
    "fragments-of-three-widths": [r"3 fragments of 8, 10, 11 columns"],
    "header-index-differs": [Late(r"requests.*(field|column)s? .*differ")],
    "label-split-by-page-break": [(r"rows? .*2\.其他法律.* split", r"rows? .*4\.无正当理由.* split")],
    "leaf-at-the-left-edge": [
        (r"row 4\.保护第三方.*group label was lost", r"row 5\.要求行政机关.*group label was lost")
    ],
    "marks-for-nothing": [Late(r"proactive.*mark")],
    "ordinals-begin-again": [r"section 一、推进重点工作 \(line 3\) is not in the form"],
    "prose-against-the-table": [Late(r"prose.*requests/received/total")],
    "rule-line-between-tabs": [Late(r"四、结转下年度继续办理.*(header|rule)")],
    "sections-renumbered": [
        r"section ordinal shifted: 四、.*in the form 三、",
        r"section title 主动信息公开政府信息情况",
    ],
    "stray-character-and-shifted-row": [r"no label of the form: 果", r"四、结转下年度继续办理 .*column 1"],
    "surplus-figure-settled-by-totals": [r"16 figures for 15 columns"],
    "table-printed-twice-alike": [r"proactive: printed a second time .*same figures"],
    "table-printed-twice-contradicting": [r"proactive: row 行政许可 .*read differently"],
    "totals-broken-by-the-document": [r"行政复议：.*0 ≠ 11", r"复议后起诉：.*0 ≠ 5"],
    "two-figures-in-a-cell": [Late(r"proactive/normative_documents.*(second|two|remark)")],
    "two-reports-in-one-file-first": [Late(r"(two|2|several) reports")],
    "two-reports-in-one-file-second": [Late(r"(two|2|several) reports")],
    "dropped-blanks-open": [r"no trace in 5 rows .*columns of 5 of them are undetermined"],
    "dropped-blanks-settled": [r"blank cells left no trace"],
    "figures-below-the-label": [r"本年度办理结果 without 三、"],
    "one-figure-under-two-headers": [r"proactive: blank cells left no trace in row 行政事业性收费"],
    "page-break-as-leading-space": [r"no unit printed"],
    "page-numbers-in-the-table": [
        Late(r"page number.*无法提供|无法提供.*page number"),
        Late(r"results\.total.*page number|page number.*results\.total"),
    ],
    "repeated-lines-dropped": [r"print no figure at all"],
    "labels-after-their-figures": [Late(r"proactive: .*规章.*(above|below|before|after)")],
    "two-reports-side-by-side-first": [Late(r"(two|2|several) reports")],
    "two-reports-side-by-side-second": [Late(r"(two|2|several) reports")],
    "figures-above-and-below": [Late(r"requests: .*予以公开.*部分公开")],
    "page-number-after-a-short-row": [Late(r"proactive: blank cells left no trace in row 行政规范性文件")],
    "page-number-and-trailing-blanks": [Late(r"proactive: blank cells left no trace in row 行政规范性文件")],
    "totals-not-printed": [r"blank cells left no trace in 8 rows .*columns of 8 of them are undetermined"],
    "figures-wrapped-in-their-column": [r"3 rows .*print 9 figures for 7 columns"],
    "fees-in-the-columns-of-both-forms": [
        r"proactive: row 行政事业性收费 .*read differently",
        r"some blocks follow cn-disclosure-2019, the others cn-disclosure-2021",
    ],
    "section-inside-the-table": [(r"五、.*inside table requests", r"五、.*before 四、")],
}
"""For each must_flag of a truth file, in its order, what a finding's message has to say."""


@cache
def truth_of(name):
    return json.loads((proof.FIXTURES / BY_ID[name]["truth"]).read_text("utf-8"), parse_float=Decimal)


def values_of(name):
    return {k: c["value"] for k, c in truth_of(name)["cells"].items()}


def reports_of(name):
    return proof.reports_of(proof.FIXTURES / BY_ID[name]["doc"])


def report_of(name):
    return proof.best(values_of(name), reports_of(name))


@but(proof.MISREAD)
def test_no_cell_is_wrong(name):
    truth, report = truth_of(name), report_of(name)
    assert proof.silent(values_of(name), report) == []
    if not truth.get("partial"):
        assert [c.key for c in report if c.value is not None and c.key not in truth["cells"]] == []


@each
def test_absent_tables_state_nothing(name):
    absent = truth_of(name).get("absent", [])
    for report in reports_of(name) if len(reports_of(name)) == 1 else [report_of(name)]:
        assert [c.key for c in report if c.key.partition("/")[0] in absent and c.status != "absent"] == []
        assert set(absent).isdisjoint(report.tables)


@but(proof.ASTRAY)
def test_what_is_open_names_the_truth(name):
    truth, report = truth_of(name), report_of(name)
    for key, cell in truth["cells"].items():
        mine = report.cells.get(key)
        if mine is not None and mine.candidates:
            wanted = cell.get("candidates", [cell["value"]])
            assert set(wanted) <= set(mine.candidates), key


def share(name, layout):
    """The share of the figures and blanks a report claims that come from a layout."""
    claimed = [c.layout for c in report_of(name) if c.status in ("printed", "solved", "blank")]
    return claimed.count(layout) / max(len(claimed), 1)


@pytest.mark.parametrize("layout", [name for name in proof.layouts() if name != "drawn"])  # it reads files
def test_every_registered_layout_reads_a_fixture_of_its_own(layout):
    own = [name for name, entry in BY_ID.items() if entry["family"] == layout]
    assert max((share(name, layout) for name in own), default=0) > 0.5


@pytest.mark.parametrize("name", REPORTS)
def test_reports_are_perfect(name):
    report = report_of(name)
    assert [k for k, v in values_of(name).items() if report[k].value != v] == []
    truth = truth_of(name)["cells"]
    assert [c.key for c in report if c.value is not None and c.raw != truth[c.key]["raw"]] == []


def told():
    for name, patterns in FLAGS.items():
        for number, pattern in enumerate(patterns):
            late = (
                [pytest.mark.xfail(strict=True, reason="not said yet")] if isinstance(pattern, Late) else []
            )
            yield pytest.param(name, number, pattern, id=f"{name}-{number}", marks=late)


@pytest.mark.parametrize(("name", "number", "pattern"), list(told()))
def test_what_must_be_flagged_is(name, number, pattern):
    flag = truth_of(name)["must_flag"][number]
    messages = [f.message for f in report_of(name).findings]
    for part in [pattern] if isinstance(pattern, str) else pattern:
        assert any(re.search(part, m) for m in messages), flag


def test_every_flag_of_the_truth_has_its_pattern():
    wanted = {n: len(truth_of(n)["must_flag"]) for n in BY_ID if truth_of(n).get("must_flag")}
    assert {n: len(p) for n, p in FLAGS.items()} == wanted
