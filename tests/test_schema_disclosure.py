"""The two disclosure forms: keys, labels and titles as the forms print them."""

import re

import pytest

import outside
from editions import EDITIONS, SCHEMAS
from gouji.fold import core
from gouji.schema import Schema
from gouji.testing import clock
from gouji_disclosure import gouji_schemas


def words(label):
    return (label.text, *label.aliases)


def test_both_editions_are_of_one_family():
    assert [(s.id, s.family) for s in gouji_schemas()] == [
        (f"cn-disclosure-{e}", "cn-disclosure") for e in EDITIONS
    ]
    assert all(isinstance(s, Schema) for s in gouji_schemas())


@pytest.mark.parametrize(("edition", "tables"), [("2019", (22, 161, 15)), ("2021", (10, 175, 15))])
def test_the_number_of_cells_of_each_table(edition, tables):
    schema = SCHEMAS[edition]
    assert tuple(sum(k.startswith(f"{t.id}/") for k in schema.keys) for t in schema.tables) == tables
    assert [t.id for t in schema.tables] == ["proactive", "requests", "review_litigation"]
    assert len(set(schema.keys)) == len(schema.keys) == sum(tables)


@pytest.mark.shared
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_keys_are_the_shared_ones_in_their_order(edition):
    assert list(SCHEMAS[edition].keys) == outside.module("format/keys.py").all_keys(edition)


@pytest.mark.shared
@pytest.mark.parametrize("edition", EDITIONS)
def test_rows_and_columns_carry_the_shared_labels(edition):
    keys, schema = outside.module("format/keys.py"), SCHEMAS[edition]
    requests = schema.table("requests").blocks[0]
    rows = [(r.id, (*r.label.path, r.label.text)) for r in requests.rows]
    assert rows == [(k, tuple(path)) for k, path in keys.request_rows(edition)]
    assert [(c.id, c.label.text) for c in requests.columns] == keys.APPLICANTS
    proactive = [
        (b.titles[0].text, [(c.id, c.label.text) for c in b.columns], [(r.id, r.label.text) for r in b.rows])
        for b in schema.table("proactive").blocks
    ]
    assert proactive == keys.PROACTIVE[edition]
    cases = schema.table("review_litigation").blocks[0]
    assert [(c.id, c.label.path[-1], c.label.text) for c in cases.columns] == [
        (f"{case}/{outcome}", above, text) for case, above in keys.CASES for outcome, text in keys.OUTCOMES
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_wording_of_a_row_is_another_rows(edition):
    for block in (b for t in SCHEMAS[edition].tables for b in t.blocks):
        folded = [(row.id, core(w)) for row in block.rows for w in words(row.label)]
        owners = {text: {i for i, t in folded if t == text} for _, text in folded}
        assert {t: ids for t, ids in owners.items() if len(ids) > 1} == {}
        assert all(text for _, text in folded)


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_alias_repeats_what_folding_gives_anyway(edition):
    schema = SCHEMAS[edition]
    labels = [x.label for t in schema.tables for b in t.blocks for x in (*b.rows, *b.columns)]
    labels += [title for t in schema.tables for b in t.blocks for title in b.titles]
    for label in labels:
        folded = [core(w) for w in words(label)]
        assert len(set(folded)) == len(folded), label


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_notes_are_neither_rows_nor_columns(edition):
    for table in SCHEMAS[edition].tables:
        labels = {core(w) for b in table.blocks for x in (*b.rows, *b.columns) for w in words(x.label)}
        assert labels.isdisjoint(map(core, table.notes))


@pytest.mark.parametrize(
    ("edition", "table", "printed", "key"),
    [
        ("2019", "requests", "(二) 部分公开", "results.partial"),
        ("2021", "requests", "⼆、上年结转政府信息公开申请数量", "carried_in"),
        ("2019", "requests", "四、结转下一年度继续办理", "carried_out"),
        ("2021", "requests", "1. 逾期不补正", "results.other.overdue_correction"),
        ("2019", "requests", "（六）其他处理", "results.other"),
        ("2021", "requests", "2.其他法律行政止公开", "results.refused.law_forbidden"),
        ("2019", "requests", '3. 危及"三安全一稳定"', "results.refused.stability"),
        ("2019", "proactive", "行政规范性文件", "normative_documents"),
        ("2021", "proactive", "规范性文件", "normative_documents"),
        ("2021", "proactive", "行政事业型收费", "fees"),
    ],
)  # fmt: skip
def test_variants_met_in_reports_name_their_row(edition, table, printed, key):
    rows = [r for b in SCHEMAS[edition].table(table).blocks for r in b.rows]
    assert [r.id for r in rows if core(printed) in {core(w) for w in words(r.label)}] == [key]


@pytest.mark.parametrize(
    ("edition", "printed", "columns"),
    [
        ("2019", "本年新", ["made", "disclosed"]),
        ("2019", "本年增/", ["change"] * 3),
        ("2019", "社会组织", ["social"]),
        ("2021", "本年发件", ["made"]),
        ("2021", "现行有效件", ["in_force"]),
        ("2021", "本年收费金额（万元）", ["amount"]),
    ],
)
def test_variants_met_in_reports_name_their_columns(edition, printed, columns):
    found = [c for t in SCHEMAS[edition].tables for b in t.blocks for c in b.columns]
    assert [c.id for c in found if core(printed) in {core(w) for w in words(c.label)}] == columns


def test_types_and_units():
    kinds = {
        e: {k: (c.type, c.unit) for k, c in s.columns.items() if c.type != "count"}
        for e, s in SCHEMAS.items()
    }
    changes = {
        f"proactive/{r}/change" for r in ("licensing", "other_services", "penalty", "coercion", "fees")
    }
    assert kinds["2019"] == dict.fromkeys(changes, ("signed", "")) | {
        "proactive/procurement/amount": ("money", "")
    }
    assert kinds["2021"] == {"proactive/fees/amount": ("money", "万元")}


@pytest.mark.parametrize("edition", EDITIONS)
def test_six_sections_three_with_a_table(edition):
    sections = SCHEMAS[edition].sections
    assert "".join(s.ordinal for s in sections) == "一二三四五六"
    assert [s.table for s in sections] == ["", "proactive", "requests", "review_litigation", "", ""]
    for section in sections[1:4]:
        headings = map(core, SCHEMAS[edition].table(section.table).headings)
        assert {core(section.title), *map(core, section.aliases)} == set(headings)


def title(edition, line):
    line = re.sub(r"\s", "", line)
    hits = [m for p in SCHEMAS[edition].title_patterns for m in [re.search(p, line)] if m]
    return (hits[0]["agency"], int(hits[0]["year"])) if hits else None


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("青河县石桥乡人民政府 2020 年 政府信息公开年度报告", ("青河县石桥乡人民政府", 2020)),
        ("# **青河县教育局2021年度政府信息公开工作年度报告**", ("青河县教育局", 2021)),
        ("<title>青河县人民政府2022年政府信息公开(工作)年度报告</title>", ("青河县人民政府", 2022)),
        ('<h1 id="青河县2022年政府信息公开年报">x</h1>', ("青河县", 2022)),
        ("关于青河县2019年政府信息公开工作情况的报告", ("青河县", 2019)),
        ("青河县人民政府关于２０１９年政府信息公开⼯作年度报告", ("青河县人民政府", 2019)),
        ("2020年青河县人民政府政府信息公开工作年度报告", ("青河县人民政府", 2020)),
        ("2020年青河县人民政府信息公开工作年度报告", ("青河县人民政府", 2020)),
        ("青河县人民政府政府信息公开工作年度报告（2023年度）", ("青河县人民政府", 2023)),
        ("青河县自然资源局（林业局）2023年政府信息公开工作年度报告", ("青河县自然资源局（林业局）", 2023)),
        ("| **青河县** | **青河县水务局 **2024** 年政府信息公开工作年度报告** |", ("青河县水务局", 2024)),
        ("2020年政府信息公开工作年度报告", ("", 2020)),
        ("根据要求，现将青河县2020年政府信息公开工作年度报告公布如下。", None),
        ("首页 > 政府信息公开年报", None),
        ("《青河县2020年政府信息公开工作年度报告》由办公室编制", None),
        ("青河县人民政府2020年工作报告", None),
        ("一、2020年政府信息公开工作总体情况", None),
    ],
)
def test_titles_give_agency_and_year(edition, line, found):
    assert title(edition, line) == found


@pytest.mark.parametrize(
    "unit", ["政府信息公开", "*公开", "2020年", "|2020年信息公开工作", "关于", "#县2020", "（"]
)
def test_titles_of_endless_lines_take_linear_time(unit):
    def search(length):
        for pattern in SCHEMAS["2019"].title_patterns:
            assert sum(1 for _ in re.finditer(pattern, unit * (length // len(unit)))) == 0

    assert clock.beyond(search, lambda: 25_000, lambda: 200_000, 24, 0.05) == []
