"""``gouji schema draft``: a blank form becomes a schema file that says what a person would have written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proof
from depth import examples
from gouji import cli
from gouji.document import Document
from gouji.draft.file import draft
from gouji.draft.form import Leaf
from gouji.draft.notes import checks
from gouji.draft.sums import sums
from gouji.engine import open_document
from gouji.equation import PREVIOUS
from gouji.errors import GoujiError
from gouji.fold import core
from gouji.report import Cell
from gouji.schema.check import check_text
from gouji.schema.file import loads
from gouji.testing import PROFILES, fill, render
from gouji.testing.sample import sample
from gouji.testing.strategies import hostile
from gouji.testing.trial import alone, try_out

SCHEMAS = {s.id: s for s in (sample(), *proof.real_engine().schemas.values())}
GRIDS = ("html", "html-flat", "pipes-grid", "pipes-repeat", "box", "mediawiki", "mediawiki-spans")


def drafted(text):
    return draft(open_document(text), "draft", "a form")


def of(name, layout):
    schema = SCHEMAS[name]
    return drafted(render(schema, {}, layout, title=schema.title))


def labels(schema):
    """For each key in order the labels of its row and column, with the groups above them."""
    return [
        (
            b.rows[r].label.text if b.rows else "",
            b.rows[r].label.path if b.rows else (),
            c.label.text,
            c.label.path,
        )
        for t in schema.tables
        for b in t.blocks
        for r in range(b.height)
        for c in b.columns
    ]


def meanings(schema, *, sure=False):
    """The equations over the places of keys; with ``sure`` only those that a blank form can show."""
    place = {key: number for number, key in enumerate(schema.keys)}
    place |= {PREVIOUS + key: -1 - number for key, number in place.items()}
    found = set()
    for e in schema.equations:
        left, right = (frozenset((c, place[k]) for c, k in side) for side in (e.left, e.right))
        if not sure or (e.level == "document" and e.status != "inferred-soft"):
            found.add((e.op, frozenset((left, right)) if e.op == "=" else (left, right)))
    return found


@pytest.mark.share(2)
@pytest.mark.parametrize("layout", GRIDS)
@pytest.mark.parametrize("name", SCHEMAS)
def test_a_blank_form_becomes_the_schema_it_was_printed_from(name, layout):
    text = of(name, layout)
    schema = loads(text)
    assert labels(schema) == labels(SCHEMAS[name])
    assert meanings(schema) == meanings(SCHEMAS[name], sure=True)
    assert [s.table != "" for s in schema.sections] == [
        s.table != "" for s in SCHEMAS[name].sections if s.table
    ]
    assert [c.type == "signed" for c in schema.columns.values()] == [
        c.type == "signed" for c in SCHEMAS[name].columns.values()
    ]
    kinds = {r.kind for r in check_text(text, "draft.toml", *[try_out] * (layout == "html"))}
    assert kinds <= {"info"}


@examples(12)
@given(
    st.sampled_from(sorted(SCHEMAS)), st.sampled_from(GRIDS), st.sampled_from(PROFILES), st.integers(0, 99)
)
def test_a_filled_form_is_drafted_as_a_blank_one(name, layout, profile, seed):
    schema = SCHEMAS[name]
    filled = render(schema, fill(schema, seed, profile), layout, title=schema.title)
    assert drafted(filled) == of(name, layout)


@examples(12)
@given(st.sampled_from(sorted(SCHEMAS)), st.sampled_from(PROFILES), st.integers(0, 99))
def test_reports_are_read_by_a_draft_as_by_the_schema(name, profile, seed):
    schema = SCHEMAS[name]
    made = loads(of(name, "html"))
    values = fill(schema, seed, profile)
    report = alone(made).parse(render(schema, values, "html"))
    printed = {own: values[key] for own, key in zip(made.keys, schema.keys, strict=True)}
    assert {k: c.raw for k, c in report.cells.items()} == printed


def test_a_printed_check_is_official_and_a_label_is_not():
    schema = loads(of("library", "html"))
    official = {e.id.partition("/")[0] for e in schema.equations if e.status == "official"}
    assert official == {"t2.E1"}
    assert {e.status for e in schema.equations} == {"official", "inferred-label"}


BUDGET = """<h1>收入支出决算总表</h1><p>公开01表</p><p>部门：　　金额单位：万元</p>
<table>
<tr><td colspan=3>收入</td><td colspan=3>支出</td></tr>
<tr><td>项目</td><td>行次</td><td>金额</td><td>项目</td><td>行次</td><td>金额</td></tr>
<tr><td>栏次</td><td></td><td>1</td><td>栏次</td><td></td><td>2</td></tr>
<tr><td>一、财政拨款收入</td><td>1</td><td></td><td>一、教育支出</td><td>32</td><td></td></tr>
<tr><td>二、其他收入</td><td>2</td><td></td><td>二、外交支出</td><td>33</td><td></td></tr>
<tr><td>本年收入合计</td><td>27</td><td></td><td>本年支出合计</td><td>58</td><td></td></tr>
<tr><td>年初结余</td><td>28</td><td></td><td>年末结余</td><td>59</td><td></td></tr>
<tr><td>总计</td><td>31</td><td></td><td>总计</td><td>62</td><td></td></tr>
</table>
<p>注：27行=1行+2行；31行=（27+28）行。</p>
<h1>支出表</h1>
<table>
<tr><td rowspan=2>科目编码</td><td rowspan=2>科目名称</td><td rowspan=2>支出合计</td><td colspan=3>其中</td><td rowspan=2>采购件数</td></tr>
<tr><td>基本支出</td><td>项目支出</td><td>比例（%）</td></tr>
<tr><td>栏次</td><td></td><td>1=2+3</td><td>2</td><td>3</td><td>4</td><td>5</td></tr>
<tr><td>合计</td><td></td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td>教育</td><td>初中</td><td>0</td><td>/</td><td></td><td></td><td></td></tr>
<tr><td>教育</td><td>其中：农村</td><td></td><td></td><td></td><td></td><td></td></tr>
<tr><td>卫生</td><td>医院</td><td></td><td></td><td></td><td></td><td></td></tr>
</table>"""


def test_counts_units_and_notes_of_a_form_are_used():
    text = drafted(BUDGET)
    schema = loads(text)
    (income,), (spending,) = schema.table("t1").blocks, schema.table("t2").blocks
    assert [r.label.text for r in income.rows] == [
        "一、财政拨款收入",
        "二、其他收入",
        "本年收入合计",
        "年初结余",
        "总计",
    ]
    assert [(c.label.path, c.label.text, c.type, c.unit) for c in spending.columns] == [
        (("支出",), "金额", "money", "万元")
    ]
    formulas = {e.formula: e.status for e in schema.equations}
    assert formulas["t1/r3/c1 = t1/r1/c1 + t1/r2/c1"] == "official"
    assert formulas["t1/r5/c1 = t1/r3/c1 + t1/r4/c1"] == "official"
    assert formulas["t2/r3/c1 = t2/r1/c1 + t2/r2/c1"] == "inferred-label"
    assert formulas["t2/r5/c1 = t2/r3/c1 + t2/r4/c1"] == "inferred-label"
    assert [(t.beside, t.blocks[0].numbers.text) for t in schema.tables[:2]] == [("", "行次"), ("t1", "行次")]
    assert [r.number for r in (*income.rows, *spending.rows)] == [
        "1",
        "2",
        "27",
        "28",
        "31",
        "32",
        "33",
        "58",
        "59",
        "62",
    ]
    assert '# formula = "t1/r5/c1 = t2/r5/c1"' in text


def test_shares_parts_and_unlike_columns_are_in_no_sum():
    text = drafted(BUDGET)
    formulas = {e.formula: e.status for e in loads(text).equations}
    assert formulas["t3/r2/c1 = t3/r2/c2 + t3/r2/c3"] == "official"
    assert formulas["t3/r3/c1 <= t3/r2/c1"] == "inferred-soft"
    assert formulas["t3/r1/c1 = t3/r2/c1 + t3/r4/c1"] == "inferred-label"
    assert not [f for f in formulas if "<= t3/r2/c1" in f and "t3/r2/c2" in f]


def test_ids_are_english_where_the_form_is():
    form = "# Applications\n\n| Item | Natural persons | Total |\n|---|---|---|\n| New applications | | |\n| 其他 | | |\n"
    assert loads(drafted(form)).keys[:3] == (
        "t1/new_applications/natural_persons",
        "t1/new_applications/total",
        "t1/r2/natural_persons",
    )


def test_a_label_twice_is_left_to_a_person():
    form = "## 情况\n\n| 项目 | 件数 |\n|---|---|\n| 许可 | |\n| 许可 | |\n| 处罚 | |\n"
    text = drafted(form)
    assert loads(text).keys == ("t1/r1/c1", "t1/r3/c1")
    assert (
        '# TODO: printed twice; a schema needs a number, or another group or wording, for each: { id = "r2", label = "许可" },'
        in text
    )


def test_a_text_without_tables_is_refused():
    with pytest.raises(GoujiError, match="a form: no table with a header was found"):
        drafted("只有文字。")


WORDS = (
    "总计",
    "小计",
    "其中：甲",
    "1=2+3",
    "栏次",
    "第一项加第二项之和，等于第三项",
    "\n| x | |\n|---|---|\n| 甲 | |\n",
    *BUDGET.split("\n"),
)


@examples(40)
@given(hostile(WORDS, size=60))
def test_any_text_is_drafted_or_refused(text):
    try:
        loads(drafted(text))
    except GoujiError as error:
        assert str(error).startswith("a form: no table with a header was found")  # noqa: PT017 - either is right


# --- sums and printed checks -----------------------------------------------------------------------------


def summed(*words):
    """The sums over labels written as group/label; each as total=parts."""
    leaves = [Leaf(text.split("/")[-1], tuple(text.split("/")[:-1])) for text in words]
    return [
        f"{s.total.label}{s.op}{'+'.join(p.label for p in s.parts)}{'?' * bool(s.doubt)}"
        for s in sums(leaves)
    ]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["甲", "乙", "合计"], ["合计=甲+乙"]),
        (["合计", "甲", "乙"], ["合计=甲+乙"]),
        (["甲", "乙", "小计", "丙", "丁", "小计", "总计"], ["小计=甲+乙", "小计=丙+丁", "总计=小计+小计"]),
        (["甲", "乙", "本年收入合计", "结余", "总计"], ["本年收入合计=甲+乙", "总计=本年收入合计+结余"]),
        (["组/甲", "组/乙", "组/小计", "丙", "总计"], ["小计=甲+乙", "总计=小计+丙"]),
        (["组/甲", "组/乙", "丙", "（三）总计"], ["（三）总计=甲+乙+丙"]),
        (["甲", "其中：乙", "合计"], ["甲>=其中：乙", "合计=甲"]),
        (["甲", "其中：乙", "丙", "合计"], ["甲>=其中：乙", "合计=甲+丙?"]),
        (["一、甲", "其中：乙", "丙", "二、丁", "合计"], ["一、甲>=其中：乙+丙", "合计=一、甲+二、丁"]),
        (
            ["一、甲", "其中：1.乙", "2.丙", "二、丁", "戊", "合计"],
            ["一、甲>=其中：1.乙+2.丙", "合计=一、甲+二、丁+戊"],
        ),
        (["一、甲", "二、丁", "其中：乙", "戊", "合计"], ["二、丁>=其中：乙", "合计=一、甲+二、丁+戊?"]),
        (["3.甲", "其中：（1）乙", "（2）丙", "合计"], ["3.甲>=其中：（1）乙+（2）丙", "合计=3.甲"]),
        (["合计", "男", "女", "其中：党员"], ["女>=其中：党员?", "合计=男+女"]),
        (["一、甲", "1.乙", "2.丙", "二、丁", "合计"], ["合计=一、甲+二、丁", "一、甲=1.乙+2.丙?"]),
        (["甲", "减：乙", "合计"], ["合计=甲+减：乙?"]),
        (["合计", "其中/甲", "其中/乙", "丙"], ["合计>=甲+乙"]),
        (
            ["甲/件数", "甲/金额", "乙/件数", "乙/金额", "合计/件数", "合计/金额"],
            ["件数=件数+件数", "金额=金额+金额"],
        ),
        (["甲", "乙"], []),
    ],
)
def test_totals_sum_what_their_level_holds(labels, found):
    assert summed(*labels) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", ["item 1+2=3+4"]),
        ("1栏=2栏+3栏", ["column 1=2+3"]),
        ("7＝1＋2－3", ["any 7=1+2-3"]),
        ("第12行=第1行+第2行；第3行≤第2行", ["row 12=1+2", "row 3<=2"]),
        ("31行=（27+28+29）行", ["row 31=27+28+29"]),
        ("5栏大于等于6栏", ["column 6<=5"]),
        ("2020年第1季度共12件", []),
    ],
)
def test_printed_checks_are_read(text, found):
    def side(references):
        return "".join(f"{'-' if r.sign < 0 else '+'}{r.number}" for r in references)[1:]

    assert [f"{c.left[0].axis} {side(c.left)}{c.op}{side(c.right)}" for c in checks(text)] == found


def indented(*words):
    """The sums over labels, each indented by a blank for each dot before it."""
    leaves = [Leaf(text.lstrip("."), indent=len(text) - len(text.lstrip("."))) for text in words]
    return [
        f"{s.total.label}{s.op}{'+'.join(p.label for p in s.parts)}{'?' * bool(s.doubt)}"
        for s in sums(leaves)
    ]


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (["收入", "年初结转", "..财政", "..其他", "总计"], ["总计=收入+年初结转", "年初结转=财政+其他?"]),
        (["总计", "..甲", "....乙", "....丙", "..丁"], ["甲=乙+丙?", "总计=甲+丁"]),
        (["甲", "..其中：乙", "丙", "合计"], ["甲>=其中：乙", "合计=甲+丙"]),
        (["甲", "..其中：乙", "........丙", "丁", "合计"], ["甲>=其中：乙+丙", "合计=甲+丁"]),
        (["..甲", "..乙", "....合计"], ["合计=甲+乙"]),
        (["甲", "..乙", "丙", "..........合计"], ["合计=甲+丙", "甲=乙?"]),
        (["甲", "....乙", "..丙", "丁", "合计"], ["合计=甲+丙+丁?", "甲=乙?"]),
        (["一、甲", "..二、乙", "合计"], ["合计=一、甲+二、乙?"]),
        (["甲", "乙", "..丙", "..小计", "丁", "总计"], ["小计=甲+乙?", "总计=小计+丁?", "乙=丙?"]),
        (["1.甲", "2.乙", "合计（宗）"], ["合计（宗）=1.甲+2.乙"]),
    ],
)
def test_rows_indented_under_another_are_its_parts_and_never_summed_twice(labels, found):
    assert indented(*labels) == found


# --- the command -----------------------------------------------------------------------------------------


def test_the_command_writes_a_file_that_can_be_checked(tmp_path, capsys):
    form, out = tmp_path / "年报 form.html", tmp_path / "my.toml"
    form.write_text(render(sample(), {}, "html", title="图书馆年报"), "utf-8")
    assert cli.main(["schema", "draft", str(form), "-o", str(out)]) == 0
    schema = loads(out.read_text("utf-8"))
    assert schema.id == "年报-form"
    assert core(schema.title) == "图书馆年报"
    assert cli.main(["schema", "check", str(out)]) == 0
    assert cli.main(["schema", "draft", str(form), "--id", "library-2"]) == 0
    assert 'id = "library-2"' in capsys.readouterr().out


def test_the_family_is_the_id_without_its_year():
    form = Document(render(sample(), {}, "html", title="图书馆年报"))
    assert loads(draft(form, "library-2023", "a form")).family == "library"
    assert loads(draft(form, "2023", "a form")).family == "2023"


def test_what_is_stated_of_the_blank_form_is_told_and_of_a_filled_one_is_not(tmp_path, capsys, monkeypatch):
    schema = sample()
    key = schema.keys[0]
    report = alone(schema).parse(render(schema, {}, "html"))
    stated = replace(report, cells={key: Cell(key, 7, "7", "printed", ((3, 4),))})
    monkeypatch.setattr("gouji.schema.blank.Engine.parse_all", lambda *_, **__: [stated])
    for name, values, code in (("blank", {}, 1), ("filled", fill(schema, 1), 0)):
        form = tmp_path / f"{name}.html"
        form.write_text(render(schema, values, "html"), "utf-8")
        assert cli.main(["schema", "draft", str(form), "-o", str(tmp_path / "out.toml")]) == code
        said = f"finding: {key} is stated as '7' (characters 3 to 4) of the blank form"
        assert (said in capsys.readouterr().err) is bool(code)
        loads((tmp_path / "out.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "code", "said"), [("只有文字。", 2, "no table"), (None, 3, "cannot be read")]
)
def test_the_command_says_what_is_wrong(tmp_path, capsys, text, code, said):
    form = tmp_path / "form.html"
    if text is not None:
        form.write_text(text, "utf-8")
    assert cli.main(["schema", "draft", str(form)]) == code
    assert said in capsys.readouterr().err
