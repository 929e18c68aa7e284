"""The five real documents: every cell right, none wrong, what is open told, every oddity told in words."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal

import pytest

import outside
import proof

pytestmark = pytest.mark.shared

SEEDS = ("000", "001", "002", "003", "004")
FLAGS = {
    "000": [
        r"review_litigation: .*lines? [0-9–]*115.* 16 figures for 15 columns",
        r"requests: label 社会组织 instead of 社会公益组织 \(line 82\)",
        (
            r"requests: row 5\.要求行政机关确认.*line 103.* column 0.*group label was lost",
            r"requests: row \(六\) 其他处理.*line 104.* column 0.*group label was lost",
            r"requests: row \(七\) 总计.*line 105.* column 0.*group label was lost",
        ),
        r"requests: printed in 3 fragments of 8, 10, 8 columns .*85–105.*107",
        r"section 六、其他需要报告的事项 absent",
    ],
    "001": [
        (
            r"section ordinal shifted: 三、.*line 23.* in the form 二、",
            r"section ordinal shifted: 四、.*line 44.* in the form 三、",
            r"section ordinal shifted: 五、.*line 76.* in the form 四、",
            r"section 二、主要采取的措施 .*is not in the form",
        ),
        r"section title 主动信息公开政府信息情况 instead of 主动公开政府信息情况 \(line 23\)",
        r"requests: only 总计 is filled; 138 cells .* blank",
        (
            r"requests: printed in 3 fragments of 10, 9, 11 columns",
            r"requests: 11 rows \(lines 58–70\) print 6 of 7 columns; .*follow from the other rows",
        ),
        r"requests: row 4\.无正当理由大量反复申请 is split .*lines 68–70",
    ],
    "002": [
        r"requests: blank cells left no trace in 5 rows .*columns of 5 of them are undetermined",
        r"requests: 18 rows .*print no figure at all \(7 blanks each\)",
        (
            r"reading order: .*五、.*line 254.* inside table requests",
            r"reading order: 五、.*line 254.* before 四、.*line 306",
        ),
        (
            r"review_litigation: complete, a figure in every cell",
            r"proactive: complete, a figure in every cell",
        ),
    ],
    "003": [
        r"requests: 10 rows \(lines 75–84\) print 8 figures for 7 columns",
        r"requests: text that is no label of the form: 果 \(line 70\)",
        r"requests: row 3\. ?危及.*line 68.* column 0.*group label was lost",
        r"requests: row 四、结转下年度继续办理 \(line 85\) stands in column 1",
    ],
    "004": [
        r"requests: label 、本年度办理结果 without 三、 \(line 148\)",
        r"proactive/procurement/amount 302885: no unit printed; not rescaled",
    ],
}
"""For each must_flag of a truth file, in its order, what a finding's message has to say; several for several facts."""

# Which document carries a share of the doubt; all others are sure.
OPEN = {"002": 28}


@pytest.fixture(scope="module")
def score():
    return outside.module("score/score.py")


@pytest.fixture(params=SEEDS)
def seed(request):
    """A truth file and the reports of its document."""
    truth = json.loads(
        outside.shared(f"truth/{request.param}.truth.json").read_text("utf-8"), parse_float=Decimal
    )
    return truth, proof.reports_of(outside.shared(f"seeds/{truth['source']}"))


def test_every_cell_is_right(seed, score):
    truth, reports = seed
    assert len(reports) == 1
    verdicts = score.verdicts(truth, json.loads(json.dumps(reports[0].to_dict(), default=str)))
    assert Counter(verdicts.values()) == {"right": 198}


def test_raw_texts_are_those_of_the_truth(seed):
    truth, (report,) = seed
    stated = [c for c in report if c.value is not None]
    assert [c.key for c in stated if c.raw != truth["cells"][c.key]["raw"]] == []


def test_every_statement_is_proven(seed):
    _, (report,) = seed
    assert proof.faults(report) == []


def test_figures_stand_on_the_lines_that_were_read(seed):
    truth, (report,) = seed
    lines = truth["lines"]
    for cell in report:
        row = cell.key.rpartition("/")[0]
        if cell.spans and row in lines:
            found = report.document.line_of(cell.spans[0][0]) + 1
            wanted = lines[row]
            first, last = (wanted, wanted) if isinstance(wanted, int) else (min(wanted), max(wanted))
            assert first <= found <= last + 7, cell.key


def test_every_oddity_is_told(seed):
    truth, (report,) = seed
    wanted = FLAGS[truth["id"]]
    assert len(wanted) == len(truth["must_flag"])
    messages = [f.message for f in report.findings]
    for flag, patterns in zip(truth["must_flag"], wanted, strict=True):
        for pattern in [patterns] if isinstance(patterns, str) else patterns:
            assert any(re.search(pattern, m) for m in messages), (flag, pattern)


def test_surplus_figures_are_listed(seed):
    truth, (report,) = seed
    surplus = [u for u in report.unclaimed if "surplus" in u.note]
    assert [(u.table, u.row, u.raw) for u in surplus] == [
        (e["table"], e.get("row", ""), v) for e in truth["extra"] for v in e["values"]
    ]


def test_title_and_agency_are_read(seed):
    truth, (report,) = seed
    assert report.metadata["agency"].value == truth["agency"]
    assert report.metadata["year"].value == truth["year"]


def test_doubt_is_where_the_truth_has_it(seed):
    truth, (report,) = seed
    doubtful = {c.key for c in report if c.candidates}
    assert doubtful == {k for k, c in truth["cells"].items() if c.get("candidates")}
    for key in doubtful:
        assert set(report[key].candidates) == set(truth["cells"][key]["candidates"]), key
    assert not [f for f in report.findings if f.verdict == "broken"]
    assert len(doubtful) == OPEN.get(truth["id"], 0)


@pytest.fixture
def dropped():
    truth = json.loads(outside.shared("truth/002.truth.json").read_text("utf-8"))
    return truth["ambiguous_joint"], proof.reports_of(outside.shared(f"seeds/{truth['source']}"))[0]


def test_fifteen_joint_solutions_are_those_of_the_truth(dropped):
    told, report = dropped
    wanted = set()
    for pair in told["solutions"]:
        columns = dict(zip("AB", pair, strict=True))
        facts = {
            (row, columns[name], v) for name, rows in told["assignment"].items() for row, v in rows.items()
        }
        wanted.add(frozenset(facts))
    (joint,) = report.joint
    found = set()
    for values in joint.solutions:
        places = [
            (*key.split("/")[1:], v) for key, v in zip(joint.keys, values, strict=True) if v is not None
        ]
        found.add(frozenset(places))
    assert joint.count == len(joint.solutions) == 15
    assert found == wanted


def test_128_cells_are_blank_where_blanks_left_no_trace(dropped):
    _, report = dropped
    assert Counter(c.status for c in report)["blank"] == 128
    assert [
        report[f"requests/{row}/total"].value for row in ("received", "results.granted", "results.total")
    ] == [6, 1, 6]


def test_138_cells_are_blank_where_only_totals_are_printed():
    report = proof.reports_of(outside.shared("seeds/001_c398de9698c524c2.txt"))[0]
    blank = [c for c in report if c.status == "blank"]
    assert len(blank) == 138
    assert {c.value for c in blank} == {None}
    assert {c.key.rpartition("/")[2] for c in blank}.isdisjoint({"total"})
