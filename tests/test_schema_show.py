"""``gouji schema show``: the form as a table with numbered cells, and everything else in words."""

import json

import pytest

import proof
from gouji import cli
from gouji.schema.equation_words import families, places, words
from gouji.schema.file import loads
from gouji.schema.show import SHOWN, show_json, show_markdown, show_text
from gouji.testing.sample import sample
from test_schema_check import CLEAN

SCHEMAS = [sample(), *proof.real_engine().schemas.values()]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda s: s.id)
@pytest.mark.parametrize("form", sorted(SHOWN))
def test_every_key_label_and_equation_is_shown(schema, form):
    shown = SHOWN[form](schema)
    squeezed = "".join(shown.split())
    for key in schema.keys:
        assert key in shown
    for family in families(schema):
        assert "".join(json.dumps(family.words, ensure_ascii=False)[1:-1].split()) in squeezed.replace(
            "\\\\", "\\"
        )
        assert family.first.id in shown
    for section in schema.sections:
        assert section.title in shown


def test_the_number_in_a_cell_is_the_number_of_its_key():
    text = show_text(sample())
    keys = dict(line.split()[:2] for line in text.partition("\nKeys\n")[2].partition("\n\n")[0].splitlines())
    assert keys["1"] == "stock/novels/before"
    drawn = next(line for line in text.splitlines() if line.startswith("│ 小说"))
    assert [part.strip() for part in drawn.split("│")[1:-1]] == ["小说", "1", "2", "3"]
    assert keys["3"] == "stock/novels/shown"
    assert [*keys.values()] == list(sample().keys)


ABREAST = """
id = "accounts"
title = "收支表"
source = "invented"

[[tables]]
id = "income"
title = "收入"
headings = ["收支表"]

[[tables.blocks]]
id = "b"
numbers = { label = "行次" }
columns = [{ id = "amount", label = "金额", type = "money", unit = "万元" }]
rows = [
  { id = "grants", label = "一、拨款", number = "1" },
  { id = "total", label = "收入总计", number = "2" },
]

[[tables]]
id = "costs"
title = "支出"
beside = "income"

[[tables.blocks]]
id = "b"
numbers = { label = "编码", first = true }
open = true
columns = [{ id = "amount", label = "金额", type = "money", unit = "万元" }]
rows = [
  { id = "schools", label = "教育", number = "205" },
  { id = "total", label = "支出总计" },
]
"""


def test_numbers_are_drawn_and_tables_abreast_stand_side_by_side():
    text = show_text(loads(ABREAST))
    assert "costs  支出  (right of income)" in text
    (line,) = (line for line in text.splitlines() if "一、拨款" in line)
    assert [part.strip() for part in line.split("│")[1:-1]] == ["一、拨款", "1", "1", "", "205  教育", "3"]
    assert "编码: the numbers before the labels" in text
    assert "b is open" in text
    tables = proof.real_engine().tables(show_markdown(loads(ABREAST)))
    assert [t.rows() for t in tables][:2] == [
        [["", "行次", "金额"], ["一、拨款", "1", "1"], ["收入总计", "2", "2"]],
        [["编码", "", "金额"], ["205", "教育", "3"], ["", "支出总计", "4"]],
    ]
    left, right = json.loads(show_json(loads(ABREAST)))["tables"]
    assert (right["beside"], right["blocks"][0]["open"], right["blocks"][0]["numbers_first"]) == (
        "income",
        True,
        True,
    )
    assert [r["number"] for r in left["blocks"][0]["rows"]] == ["1", "2"]


def test_equations_are_told_in_the_forms_own_words():
    schema = sample()
    by_key = places(schema)
    said = {e.id: words(e, by_key) for e in schema.equations}
    assert said["flow/children"] == (
        "少儿: “一、本年新收借阅申请数量” + “二、上年结转借阅申请数量” = “（三）总计” + “四、结转下年度继续办理”"
    )
    assert said["total/open"] == "四、结转下年度继续办理: “总计” = “少儿” + “成年读者”"
    assert said["shown"] == "小说: “公开陈列册数” ≤ “上年册数”"


def test_the_year_before_is_said():
    schema = proof.real_engine().schemas["cn-disclosure-2019"]
    assert any("the year before's “四、结转下年度继续办理”" in f.words for f in families(schema))


def test_markdown_is_read_as_tables_with_the_same_numbers():
    schema = sample()
    tables = proof.real_engine().tables(show_markdown(schema))
    assert tables[0].rows()[1:] == [["小说", "1", "2", "3"], ["工具书及其他参考资料", "4", "5", "6"]]
    assert [row[1].strip("`") for row in tables[-1].rows()[1:]] == list(schema.keys)


def test_json_holds_the_whole_form():
    whole = json.loads(show_json(sample()))
    assert [k["key"] for k in whole["keys"]] == list(sample().keys)
    assert whole["tables"][1]["blocks"][0]["rows"][3]["path"] == ["三、办理结果", "（二）未能借出"]
    assert sum(1 + len(e["alike"]) for e in whole["equations"]) == len(sample().equations)


def run(capsys, *arguments):
    code = cli.main(["schema", *map(str, arguments)])
    return code, *capsys.readouterr()


def test_a_schema_is_named_by_id_or_by_file(tmp_path, capsys):
    file = tmp_path / "census.toml"
    file.write_text(CLEAN, "utf-8")
    assert (
        "E1/oak, and 2 alike: 栎树: “合计” = “男” + “女”  (follows from a label; error)"
        in run(capsys, "show", file)[1]
    )
    assert run(capsys, "show", "cn-disclosure-2021")[1].startswith("cn-disclosure-2021  政府信息公开")
    assert run(capsys, "show", "nope")[0] == 2
    assert run(capsys, "show", tmp_path / "missing.toml")[0] == 3


def test_render_writes_bytes_and_truth(tmp_path, capsys):
    file, truth = tmp_path / "r.txt", tmp_path / "t.json"
    (tmp_path / "census.toml").write_text(CLEAN, "utf-8")
    arguments = [
        "render",
        tmp_path / "census.toml",
        "--layout",
        "csv",
        "--damage",
        "crlf",
        "gb18030",
        "--seed",
        "3",
    ]
    assert run(capsys, *arguments, "-o", file, "--truth", truth)[:2] == (0, "")
    text = file.read_bytes().decode("gb18030")
    assert text.count("\r\n") == text.count("\n") > 5
    cells = json.loads(truth.read_text("utf-8"))["cells"]
    assert len(cells) == 12
    assert all(cell["raw"] in text for cell in cells.values())
    assert run(capsys, *arguments[:4], "--seed", "3")[1] == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cn-disclosure-2021"], "--layout"),
        (["cn-disclosure-2021", "--layout", "nope"], "there are tabs-grid"),
        (["cn-disclosure-2021", "--layout", "csv", "--profile", "nope"], "there are zero"),
        (["cn-disclosure-2021", "--layout", "csv", "--damage", "nope"], "there are pages"),
        (["cn-disclosure-2021", "--layout", "csv", "--damage", "dropped-blanks"], "leaves this csv print"),
    ],
)
def test_render_says_what_is_wrong(capsys, arguments, said):
    code, out, err = run(capsys, "render", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_render_lists_layouts_and_damages(capsys):
    code, out, _ = run(capsys, "render", "--list")
    assert code == 0
    assert {"page-breaks", "gb18030", "row-per-line", "sparse"} <= set(out.split())
