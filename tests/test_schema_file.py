"""A schema file becomes the schema it describes."""

import pytest

from gouji.equation import KeyTree, parse_formula
from gouji.errors import SchemaError
from gouji.schema import Column, Label, Row, Section
from gouji.schema.file import load, loads

FORM = r"""
id = "trees-2024"
title = "树木普查表"
source = "invented"
title_patterns = ['(?P<agency>\S+)(?P<year>20[0-9]{2})年普查']

[[sections]]
id = "planted"
ordinal = "二"
title = "植树情况"
aliases = ["栽树情况"]
table = "planted"

[[tables]]
id = "planted"
title = "植树情况"
notes = ["单位：棵"]

[[tables.blocks]]
id = "counts"
titles = [{ label = "第一项", aliases = ["一项"] }]
columns = [
  { id = "men", label = "男", aliases = ["男性"] },
  { id = "change", label = "增减", type = "signed" },
  { id = "cost", label = "费用", type = "money", unit = "元" },
]
rows = [
  { id = "oak", label = "一、栎树" },
  { group = "二、果树", prefix = "fruit.", rows = [
    { id = "pear", label = "1.梨" },
    { group = "2.核果", rows = [{ id = "plum", label = "李" }] },
  ] },
  { id = "sum", label = "总计", path = ["三、各类"] },
]

[[tables]]
id = "disputes"
title = "纠纷"
headings = ["纠纷情况", "林木纠纷"]

[[tables.blocks]]
id = "disputes"
columns = [
  { group = "复议", prefix = "review/", columns = [
    { id = "won", label = "胜" },
    { id = "lost", label = "败" },
  ] },
  { group = "诉讼", columns = [
    { group = "直接", prefix = "suit/", columns = [{ id = "won", label = "胜" }] },
  ] },
]

[[equations]]
id = "sum"
each = { c = "columns of planted" }
formula = "planted/sum/{c} = planted/*/{c} - planted/sum/{c}"
status = "official"
message = "{c.label}：{c} adds up"

[[equations]]
id = "grow"
each = { r = "rows of planted/fruit.*/men", c = ["men", "cost"] }
formula = "planted/{r}/{c} = prev:planted/{r}/{c} + planted/{r}/change"
status = "inferred-soft"

[[equations]]
id = "won"
each = { d = "rows of disputes" }
formula = "0 <= disputes/{d}/won"
severity = "info"
message = "{d.label}"
"""


@pytest.fixture(scope="module")
def schema():
    return loads(FORM, "trees.toml")


def test_the_top_and_the_sections(schema):
    assert (schema.id, schema.title, schema.family, schema.source) == (
        "trees-2024",
        "树木普查表",
        "trees-2024",
        "invented",
    )
    assert schema.sections == (Section("planted", "二", "植树情况", ("栽树情况",), "planted"),)
    assert len(schema.title_patterns) == 1


def test_groups_add_their_label_to_the_path_and_their_prefix_to_the_id(schema):
    assert schema.table("planted").blocks[0].rows == (
        Row("oak", Label("一、栎树")),
        Row("fruit.pear", Label("1.梨", (), ("二、果树",))),
        Row("fruit.plum", Label("李", (), ("二、果树", "2.核果"))),
        Row("sum", Label("总计", (), ("三、各类",))),
    )


def test_columns_carry_type_and_unit(schema):
    block = schema.table("planted").blocks[0]
    assert block.columns == (
        Column("men", Label("男", ("男性",))),
        Column("change", Label("增减"), "signed"),
        Column("cost", Label("费用"), "money", "元"),
    )
    assert block.titles == (Label("第一项", ("一项",)),)


def test_a_block_without_rows_keeps_both_parts_in_its_columns(schema):
    assert [c.label.path for c in schema.table("disputes").blocks[0].columns] == [
        ("复议",),
        ("复议",),
        ("诉讼", "直接"),
    ]
    assert schema.keys[-3:] == ("disputes/review/won", "disputes/review/lost", "disputes/suit/won")


def test_headings_default_to_the_title(schema):
    assert schema.table("planted").headings == ("植树情况",)
    assert schema.table("disputes").headings == ("纠纷情况", "林木纠纷")


def test_loops_give_one_equation_for_each_combination(schema):
    assert [e.id for e in schema.equations] == [
        "sum/men", "sum/change", "sum/cost",
        "grow/fruit.pear/men", "grow/fruit.pear/cost", "grow/fruit.plum/men", "grow/fruit.plum/cost",
        "won/review", "won/suit",
    ]  # fmt: skip


def test_an_equation_has_its_standing_and_its_sentence(schema):
    equations = {e.id: e for e in schema.equations}
    first, grow, won = equations["sum/cost"], equations["grow/fruit.plum/cost"], equations["won/suit"]
    assert (first.status, first.severity, first.level, first.message) == (
        "official",
        "error",
        "document",
        "费用：cost adds up",
    )
    assert (grow.status, grow.severity, grow.level) == ("inferred-soft", "warning", "cross-year")
    assert (
        grow.message
        == grow.formula
        == ("planted/fruit.plum/cost = prev:planted/fruit.plum/cost + planted/fruit.plum/change")
    )
    assert (won.status, won.severity, won.left, won.op, won.message) == (
        "inferred-label",
        "info",
        (),
        "<=",
        "诉讼 直接",
    )


def test_the_formula_text_reads_back_as_the_equation(schema):
    tree = KeyTree(schema.keys)
    for e in schema.equations:
        assert parse_formula(e.formula, tree) == (e.left, e.op, e.right)


def test_load_reads_a_file_with_or_without_mark(tmp_path, schema):
    for encoding in ("utf-8", "utf-8-sig"):
        path = tmp_path / f"{encoding}.toml"
        path.write_text(FORM, encoding)
        assert load(path) == load(str(path)) == schema


def test_load_names_a_file_it_cannot_read(tmp_path):
    with pytest.raises(SchemaError, match=r"^none\.toml: cannot be read"):
        load(tmp_path / "none.toml")
    (tmp_path / "gbk.toml").write_bytes("id = '树'".encode("gbk"))
    with pytest.raises(SchemaError, match=r"^gbk\.toml: cannot be read"):
        load(tmp_path / "gbk.toml")
