"""Counts in prose: a finding where they differ from the table, support for one candidate, and silence else."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.document import Document
from gouji.errors import SchemaError
from gouji.narrative import find
from gouji.report import Cell
from gouji.schema.file import loads
from gouji.testing import render

ROOT = Path(__file__).parents[1]
PROSE = ROOT / "fixtures" / "phenomena" / "prose-against-the-table.txt"
SENTENCE = "全年收到政府信息公开申请2件，均已办结，上年结转政府信息公开申请数量1件。"
TEXT = PROSE.read_text("utf-8")
ENGINE = gouji.Engine()


def told(sentence):
    """The findings about prose when a report whose table has 3 requests, none carried in, says a sentence."""
    report = ENGINE.parse(TEXT.replace(SENTENCE, sentence))
    assert report["requests/received/total"].value == 3
    return [f for f in report.findings if f.code.startswith("narrative")]


def test_the_fixture_is_what_the_tests_take_it_for():
    assert SENTENCE in TEXT


def test_a_count_that_differs_is_a_finding_with_its_characters():
    (found,) = told("全年收到政府信息公开申请2件，均已办结。")
    assert (found.code, found.verdict, found.severity) == ("narrative:received", "broken", "warning")
    assert found.keys == ("requests/received/total",)
    text = TEXT.replace(SENTENCE, "全年收到政府信息公开申请2件，均已办结。")
    assert [text[a:b] for a, b in found.spans] == ["收到政府信息公开申请2件"]
    assert found.line == 3


@pytest.mark.parametrize(
    "sentence",
    [
        "共受理政府信息公开申请4件。",
        "共受理政府信\n\n息公开申 请４件。",
        "2023年，本局新收4件政府信息公开申请。",
        "收到公民、法人和其他组织提出的政府信息公开申请共1,004件。",
        "未收到政府信息公开申请。",
        "没有收到政府信息依申请公开的申请。",
        "结转下年度继续办理2件。",
    ],
)
def test_ways_to_state_a_count(sentence):
    assert [f.verdict for f in told(sentence)] == ["broken"]


@pytest.mark.parametrize(
    "sentence",
    [
        "全年收到政府信息公开申请3件。",
        "2022年收到政府信息公开申请2件。",
        "2019年以来累计收到政府信息公开申请78件。",
        "其中网上收到政府信息公开申请2件。",
        "通过邮寄收到政府信息公开申请2件。",
        "上半年收到政府信息公开申请2件。",
        "全县各部门共收到政府信息公开申请200件。",
        "去年同期收到政府信息公开申请9件。",
        "收到政府信息公开申请10余件。",
        "收到政府信息公开申请20件次。",
        "收到政府信息公开申请2件，更正后收到政府信息公开申请3件。",
        "受理业务9件，接到投诉5件，电话0900-6550114。",
        "办理行政复议案件12件、行政诉讼案件3件。",
        "主动公开信息318条。",
        "",
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_left_alone(sentence):
    assert told(sentence) == []


def test_a_sum_may_be_meant():
    zeros, two = "\t0\t0\t0\t0\t0\t0\t0", "\t2\t0\t0\t0\t0\t0\t2"
    head, label, tail = TEXT.replace(SENTENCE, "共受理政府信息公开申请5件。").partition(
        "二、上年结转政府信息公开申请数量"
    )
    report = ENGINE.parse(head + label + tail.replace(zeros, two, 1))
    assert report["requests/carried_in/total"].value == 2
    assert not [f for f in report.findings if f.code.startswith("narrative")]


FIGURES = {
    "regulations/made": "1",
    "regulations/abolished": "",
    "normative_documents/made": "3",
    "normative_documents/abolished": "0",
    "normative_documents/in_force": "22",
    "licensing/decisions": "5021",
    "penalty/decisions": "41",
    "coercion/decisions": "0",
    "fees/amount": "0.35",
}


def of_the_first_table(
    sentence, schema="cn-disclosure-2021", title="示例市2022年政府信息公开工作年度报告", **figures
):
    """The keys that a sentence is said to differ in, in a report that prints FIGURES."""
    form = ENGINE.schemas[schema]
    values = {f"proactive/{key}": value for key, value in (figures or FIGURES).items()}
    text = render(form, values, "tabs-grid", title=f"{title}\n{sentence}")
    report = ENGINE.parse(text)
    assert not report.doubtful or any(f.code.startswith("narrative") for f in report.findings)
    return [f.keys[0].removeprefix("proactive/") for f in report.findings if f.code.startswith("narrative:")]


@pytest.mark.parametrize(
    ("sentence", "key"),
    [
        ("2022年，本局制发规范性文件4件。", "normative_documents/made"),
        ("全年制定并公开行政规范性文件 2 件，", "normative_documents/made"),
        ("共出台了2件规范性文件。", "normative_documents/made"),
        ("本年度未制发规范性文件。", "normative_documents/made"),
        ("制发规章1件、规范性文件5件。", "normative_documents/made"),
        ("制发规章2部。", "regulations/made"),
        ("废止规范性文件1件。", "normative_documents/abolished"),
        ("制发规范性文件3件，废止2件，现行有效22件。", "normative_documents/abolished"),
        ("制发规范性文件3件，废止0件，现行有效21件。", "normative_documents/in_force"),
        ("截至2022年底，现行有效行政规范性文件共20件。", "normative_documents/in_force"),
        ("作出行政许可决定5,020件。", "licensing/decisions"),
        ("行政处罚处理决定40件。", "penalty/decisions"),
        ("作出行政强制措施1件。", "coercion/decisions"),
        ("行政事业性收费金额为0.53万元。", "fees/amount"),
    ],
)
def test_counts_of_the_first_table_that_differ(sentence, key):
    assert of_the_first_table(sentence) == [key]


@pytest.mark.parametrize(
    "sentence",
    [
        "制发规范性文件3件，废止0件，现行有效22件。",
        "制发规章1件、规范性文件3件，作出行政许可决定5021件，行政处罚41件，行政强制0件。",
        "本年度未废止规范性文件，未作出行政强制决定。",
        "废止规章1件。",
        "行政事业性收费0.35万元。",
        "行政事业性收费3500元。",
        "主动公开规范性文件12件。",
        "公开行政许可信息12条，行政处罚信息9条。",
        "代市政府起草制定规范性文件2件。",
        "2021年制发规范性文件9件。",
        "制定规范性文件管理办法2件。",
        "修改、废止规范性文件5件。",
        "出台规范性文件解读2篇。",
        "各部门制发规范性文件30件。",
    ],
)
def test_what_agrees_with_the_first_table_or_speaks_of_something_else(sentence):
    assert of_the_first_table(sentence) == []


def test_documents_of_the_older_form_may_be_those_made_or_those_disclosed():
    def judged(count):
        figures = {"normative_documents/made": "3", "normative_documents/disclosed": "4"}
        title = "示例市2020年政府信息公开工作年度报告"
        return of_the_first_table(f"制发规范性文件{count}件。", "cn-disclosure-2019", title, **figures)

    assert (judged(3), judged(4), judged(5)) == ([], [], ["normative_documents/made"])


FORM = """
id = "trees"
title = "树木"
source = "made for this test"
title_patterns = ['(?P<agency>.+)(?P<year>20[0-9]{2})年报告']
[[tables]]
id = "planted"
title = "植树情况"
[[tables.blocks]]
id = "counts"
columns = [{ id = "a", label = "男" }, { id = "b", label = "女" }]
rows = [{ id = "oak", label = "栎树" }]
[[narrative]]
id = "men"
patterns = ['栽树的男性(?P<count>[0-9]+)人', '(?P<none>没有)男性栽树']
sums = ["planted/oak/a"]
"""


def judged(candidates, sentence, status="ambiguous"):
    schema = loads(FORM)
    cells = {"planted/oak/a": Cell("planted/oak/a", status=status, candidates=candidates)}
    return [(f.code, f.verdict) for f in find(Document(sentence), schema, cells, (0, len(sentence)), [])]


def test_prose_supports_the_one_candidate_that_fits_and_settles_nothing():
    assert judged((5, 1, None), "栽树的男性5人") == [("narrative-support:men", "note")]
    assert judged((5, None), "没有男性栽树") == [("narrative-support:men", "note")]
    assert judged((0, None), "没有男性栽树") == []
    assert judged((5, 1), "栽树的男性7人") == []
    assert judged((), "栽树的男性7人") == []
    assert judged((), "栽树的男性7人", "absent") == []


def test_a_blank_may_be_a_figure_that_was_not_printed():
    assert judged((), "栽树的男性7人", "blank") == []
    assert judged((), "没有男性栽树", "blank") == []


def test_no_status_depends_on_the_prose():
    one, other = (
        ENGINE.parse(TEXT.replace(SENTENCE, s))
        for s in ("收到政府信息公开申请2件。", "收到政府信息公开申请3件。")
    )
    assert [(c.key, c.value, c.status) for c in one] == [(c.key, c.value, c.status) for c in other]


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("(?P<count>", "(?P<number>", "no group 'count' or 'none'"),
        ("(?P<count>[0-9]+)", "(", "no regular expression"),
        ('["planted/oak/a"]', '["planted/elm/a"]', "has no key"),
        ('["planted/oak/a"]', "[]", "missing"),
        ('sums = ["planted/oak/a"]', 'sums = ["planted/oak/a"]\nunless = ["("]', "unless"),
        ('id = "men"', 'id = "men"\nkey = "x"', "unknown key"),
    ],
)
def test_a_faulty_narrative_is_told(old, new, word):
    with pytest.raises(SchemaError, match=word):
        loads(FORM.replace(old, new))


def test_the_fixtures_state_nothing_else():
    """Only the fixture that is made for it has prose that differs from its table."""
    found = {
        path.name
        for folder in ("reports", "phenomena")
        for path in (ROOT / "fixtures" / folder).iterdir()
        for report in ENGINE.parse_all(path)
        for finding in report.findings
        if finding.code.startswith("narrative:")
    }
    assert found == {PROSE.name}
