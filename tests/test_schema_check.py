"""``gouji schema check`` tells every fault at once, and what is odd about a file that can be read."""

import json
import re
import tomllib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji_disclosure
from depth import examples
from gouji import cli
from gouji.errors import SchemaError
from gouji.schema.check import check_text
from gouji.schema.entry import SchemaFaultError
from gouji.schema.faults import UNJUDGED, faults
from gouji.schema.file import loads, read
from gouji.testing import fill, render
from gouji.testing.prints import EVERY, plain, variations
from gouji.testing.trial import alone, read_back, try_out
from test_schema_faults import FAULTS, GOOD, PLACES, VALUES

BUILT_IN = [Path(gouji_disclosure.__file__).parent / name for name in gouji_disclosure.FILES]
CLEAN = r"""
id = "census"
title = "树木普查表"
source = "invented"
title_patterns = ['(?P<agency>\S+?)(?P<year>20[0-9]{2})年树木普查表']

[[sections]]
id = "trees"
ordinal = "一"
title = "植树情况"
table = "trees"

[[tables]]
id = "trees"
title = "植树情况"
notes = ["单位：棵"]

[[tables.blocks]]
id = "b"
columns = [
  { id = "men", label = "男" },
  { id = "women", label = "女" },
  { id = "cost", label = "费用", type = "money", unit = "元" },
  { id = "total", label = "合计" },
]
rows = [
  { id = "oak", label = "栎树" },
  { group = "果树", prefix = "fruit.", rows = [
    { id = "pear", label = "1.梨" },
    { id = "plum", label = "2.李子" },
  ] },
]

[[equations]]
id = "E1"
each = { r = "rows of trees" }
formula = "trees/{r}/total = trees/{r}/men + trees/{r}/women"
"""


def told(text, *trials):
    return [(r.kind, r.path, r.message) for r in check_text(text, "f.toml", *trials)]


def kinds(text, kind="finding"):
    return [f"{path}: {message}" for k, path, message in told(text, try_out) if k == kind]


def changed(old, new):
    assert old in CLEAN
    return CLEAN.replace(old, new, 1)


def test_a_clean_file_has_no_finding():
    assert kinds(CLEAN) == kinds(CLEAN, "fault") == []
    (said,) = kinds(CLEAN, "info")
    keys = "trees/oak/cost, trees/fruit.pear/cost, trees/fruit.plum/cost"
    assert said.startswith(f"equations: 3 of 12 keys stand in no equation: {keys}; nothing checks them")


@pytest.mark.parametrize("path", BUILT_IN, ids=lambda p: p.name)
def test_the_built_in_files_have_no_finding(path):
    assert kinds(path.read_text("utf-8")) == []


@pytest.mark.parametrize(("old", "new", "fault"), FAULTS, ids=[f[2] for f in FAULTS])
def test_what_the_reader_refuses_is_a_fault_at_the_same_place(old, new, fault):
    text = GOOD.replace(old, new, 1)
    with pytest.raises(SchemaError) as caught:
        loads(text, "f.toml")
    faults = [
        f"f.toml: {path}: {message}" if path else message
        for kind, path, message in told(text)
        if kind == "fault"
    ]
    assert any(str(caught.value).endswith(f) for f in faults)


MANY = [
    ('source = "invented"', 'sauce = "invented"', ["source", "sauce"]),
    ('table = "trees"', 'table = "bushes"', ["sections[0].table"]),
    ('type = "money"', 'type = "cash"', ["tables[0].blocks[0].columns[2].type"]),
    (
        'label = "1.梨"',
        'labels = "1.梨"',
        ["tables[0].blocks[0].rows[1].rows[0].labels", "tables[0].blocks[0].rows[1].rows[0].label"],
    ),
    ('label = "2.李子"', 'label = "（）"', ["tables[0].blocks[0].rows[1].rows[1].label"]),
    ('notes = ["单位：棵"]', "notes = 7", ["tables[0].notes"]),
]


@examples(20)
@given(st.sets(st.sampled_from(range(len(MANY))), min_size=1))
def test_all_faults_are_told_at_once_each_at_its_place(chosen):
    text, paths = CLEAN, set()
    for number in chosen:
        old, new, where = MANY[number]
        text = text.replace(old, new, 1)
        paths.update(where)
    assert {path for kind, path, _ in told(text) if kind == "fault"} == paths


def test_faults_of_tables_leave_equations_unjudged():
    text = changed('label = "栎树"', 'label = "栎树", kind = 1').replace(
        "trees/{r}/women", "trees/{r}/wimmin"
    )
    assert [(k, m) for k, _, m in told(text)][1:] == [("info", UNJUDGED)]


def test_every_faulty_equation_is_told_with_a_near_key():
    more = '\n[[equations]]\nid = "E2"\nformula = "trees/oak/man = trees/oak/total"\n[[equations]]\nid = "E3"\nformula = "a"\n'
    found = kinds(CLEAN + more, "fault")
    assert [f.partition(":")[0] for f in found] == ["equations[1].formula", "equations[2].formula"]
    assert "trees/oak/men" in found[0]


FINDINGS = [
    ('label = "栎树"', 'label = "12"', "rows[0].label: '12' looks like a figure"),
    (
        'label = "栎树"',
        'label = "栎树", aliases = ["一、栎 树"]',
        "rows[0].aliases[0]: '一、栎 树' is its label",
    ),
    ('label = "栎树"', 'label = "栎树", aliases = ["橡树", "橡 树"]', "aliases[1]: '橡 树' is aliases[0]"),
    ('label = "1.梨"', 'label = "果树"', "'果树' reads like the group '果树'"),
    ('label = "栎树"', 'label = "植树情况"', "reads like the heading '植树情况'"),
    ('label = "栎树"', 'label = "单位：棵"', "reads like the note '单位：棵'"),
    ('table = "trees"', "", "sections[0]: reads like table 'trees'"),
    ('table = "trees"', "", "tables[0]: no section names table 'trees'"),
    ("年树木普查表'", "年度草地普查表'", "title_patterns[0]: matches no usual title"),
    ('notes = ["单位：棵"]', 'headings = ["（）"]', "tables[0].headings[0]: '（）' has no letter"),
    ("{r}/men + trees/{r}/women", "{r}/total", "E1/oak: holds whatever is printed: both sides are the same"),
    ("{r}/men +", "{r}/total +", "trees/oak/total stands on both sides and cancels"),
    ("{r}/men +", "{r}/cost +", "adds or compares money (trees/oak/cost) and counts (trees/oak/total)"),
    (
        "trees/{r}/total = trees/{r}/men + trees/{r}/women",
        "prev:trees/{r}/total = prev:trees/{r}/men",
        "names the year before only",
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), FINDINGS, ids=[f[2] for f in FINDINGS])
def test_what_is_odd_is_a_finding_at_its_place(old, new, said):
    assert any(said in f for f in kinds(changed(old, new)))


def equation(name, formula):
    return f'\n[[equations]]\nid = "{name}"\nformula = "{formula}"\n'


def test_two_equations_that_say_the_same_are_found():
    text = CLEAN + equation("E2", "trees/oak/women = trees/oak/total - trees/oak/men")
    assert any("E2: says the same as E1/oak" in f for f in kinds(text))


def test_units_are_never_converted():
    text = changed(
        '{ id = "total", label = "合计" }', '{ id = "total", label = "合计", type = "money", unit = "万元" }'
    )
    assert any(
        "figures in 万元 and 元" in f
        for f in kinds(text + equation("E2", "trees/oak/total = trees/oak/cost"))
    )


def test_a_line_is_told_with_each_remark():
    text = changed('label = "栎树"', 'label = "12"').replace('id = "E1"', 'id = "E 1"')
    lines = text.splitlines()
    found = {r.path: r.line for r in check_text(text, "f.toml")}
    assert lines[found["equations[0].id"] - 1] == 'id = "E 1"'
    text = text.replace('id = "E 1"', 'id = "E1"')
    found = {r.path: r.line for r in check_text(text, "f.toml")}
    assert '"12"' in lines[found["tables[0].blocks[0].rows[0].label"] - 1]


def test_text_that_is_no_toml_is_one_fault_with_its_line():
    (remark,) = check_text('id = "a"\ntitle = = 3\n', "f.toml")
    assert (remark.kind, remark.line) == ("fault", 2)
    assert remark.message.startswith("no valid TOML")


def run(capsys, *arguments):
    code = cli.main(["schema", "check", *map(str, arguments)])
    return code, *capsys.readouterr()


def test_exit_codes_say_how_bad_it_is(tmp_path, capsys):
    for name, text in (
        ("clean", CLEAN),
        ("odd", changed('label = "栎树"', 'label = "12"')),
        ("bad", changed('type = "money"', 'type = "cash"')),
    ):
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    (tmp_path / "latin.toml").write_bytes(b"id = '\xe4'")
    codes = {n: run(capsys, tmp_path / f"{n}.toml")[0] for n in ("clean", "odd", "bad", "missing", "latin")}
    assert codes == {"clean": 0, "odd": 1, "bad": 2, "missing": 3, "latin": 3}
    code, out, err = run(capsys, tmp_path / "missing.toml", tmp_path / "bad.toml", "--format", "json")
    assert code == 3
    assert "missing.toml: cannot be read" in err
    first, second = json.loads(out)
    assert first["remarks"] == []
    assert second["remarks"][0]["path"] == "tables[0].blocks[0].columns[2].type"
    assert second["remarks"][0]["line"] == CLEAN[: CLEAN.index('type = "money"')].count("\n") + 1


def test_quiet_leaves_out_what_is_only_good_to_know(tmp_path, capsys):
    file = tmp_path / "clean.toml"
    file.write_text(CLEAN, "utf-8")
    assert run(capsys, file, "-q")[:2] == (0, f"{file}: nothing found\n")
    assert ": info: equations: 3 of 12 keys" in run(capsys, file)[1]


@examples(150)
@given(st.sampled_from(PLACES), VALUES, st.sampled_from(PLACES), VALUES)
def test_any_values_at_any_places_are_told_and_never_raised(first, one, second, other):
    values = tomllib.loads(GOOD)
    for place, value in ((first, one), (second, other)):
        with suppress(KeyError, IndexError, TypeError):
            node = values
            for key in place[:-1]:
                node = node[key]
            node[place[-1]] = value
    paths = [r.path for r in faults(values, "f.toml") if r.kind == "fault"]
    try:
        read(values, "f.toml")
    except SchemaFaultError as fault:
        assert fault.path == paths[0]  # noqa: PT017 - either is right
        assert len(paths) < len(PLACES)
    else:
        assert paths == []


BESIDE = CLEAN.replace(
    "\n[[equations]]",
    """
[[tables]]
id = "felled"
title = "伐木情况"
headings = ["植树情况"]
beside = "trees"

[[tables.blocks]]
id = "b"
columns = [{ id = "count", label = "棵数" }]
rows = [{ id = "oak", label = "橡木" }, { id = "pine", label = "松木" }]

[[equations]]""",
    1,
)


def test_a_table_beside_another_needs_no_section_and_shares_its_heading():
    assert [m for kind, _, m in told(BESIDE) if kind == "finding"] == []
    apart = [m for kind, _, m in told(BESIDE.replace('beside = "trees"\n', "")) if kind == "finding"]
    assert any("no section names table 'felled'" in m for m in apart)
    assert any("is a heading of tables[0] too" in m for m in apart)


def test_a_row_that_reads_like_another_is_only_good_to_know():
    same = changed('label = "栎树"', 'label = "梨"')
    assert any("'1.梨' reads like tables[0].blocks[0].rows[0]" in f for f in kinds(same, "info"))


def test_equations_alike_are_one_remark():
    found = [f for f in kinds(changed("trees/{r}/women", "trees/{r}/cost")) if "adds or compares money" in f]
    assert len(found) == 1
    assert "(and alike in 2 more of its equations)" in found[0]


class Misreader:
    """An engine that reads every figure of one column as 7, and leaves another column open."""

    def __init__(self, schema):
        self.engine = alone(schema)

    def parse(self, text):
        report = self.engine.parse(text)
        wrong = {k: c._replace(value=7, raw="7") for k, c in report.cells.items() if k.endswith("/men")}
        left = {k: c._replace(status="ambiguous") for k, c in report.cells.items() if k.endswith("/women")}
        return replace(report, cells={**report.cells, **wrong, **left})


def by_words(schema):
    return {one.says: one for one in variations(schema)}


def test_a_form_is_printed_as_agencies_print_it():
    text = BESIDE.replace('label = "栎树"', 'label = "栎树", aliases = ["橡树"]', 1)
    schema = loads(text)
    found = by_words(schema)
    labels = {
        row.label.text for t in found["aliases as labels"].form.tables for b in t.blocks for row in b.rows
    }
    assert "橡树" in labels
    assert "栎树" not in labels
    numbered = found["column numbers under the header"]
    assert "| 栏次 |  | 1 | 2 | 3 | 4 | 栏次 | 5 |" in render(
        numbered.form, numbered.values, "pipes-grid", numbered.options
    )
    assert not any(found["no figure"].values.values())
    assert len(found["rows left out"].values) < len(schema.keys)
    gaps = found["blanks where the rows beside have figures"].values
    assert (gaps["trees/oak/men"], gaps["trees/fruit.pear/women"]) == ("", "")
    assert gaps["trees/oak/women"]
    assert gaps["trees/fruit.pear/men"]


def test_rows_left_out_are_numbered_anew_through_tables_side_by_side():
    words = ["金", "银", "铜", "铁", "锡"]

    def table(name, first, extra=""):
        rows = "\n".join(
            f'{{ id = "r{i}", label = "{w}{name}", number = "{first + i}" }},' for i, w in enumerate(words)
        )
        return (
            f'[[tables]]\nid = "{name}"\ntitle = "{name}表"\n{extra}[[tables.blocks]]\nid = "b"\n'
            f'numbers = {{ label = "行次" }}\ncolumns = [{{ id = "c", label = "数" }}]\nrows = [\n{rows}\n]\n'
        )

    text = 'id = "f"\ntitle = "矿表"\nsource = "x"\n' + table("a", 1) + table("b", 6, 'beside = "a"\n')
    found = by_words(loads(text))
    assert "rows left out and the others numbered anew" in found
    form = found["rows left out and the others numbered anew"].form
    numbers = [int(row.number) for t in form.tables for b in t.blocks for row in b.rows]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) < 10
    coded = by_words(loads(text.replace('number = "', 'number = "20')))
    assert "rows left out and the others numbered anew" not in coded


def test_a_form_that_takes_long_is_tried_less_and_that_is_said(monkeypatch):
    monkeypatch.setattr("gouji.testing.trial.LONGEST_TRIAL", -1.0)
    assert any("more prints of it were not tried" in f for f in kinds(CLEAN, "info"))
    monkeypatch.undo()
    assert not any("were not tried" in f for f in kinds(CLEAN, "info"))


def test_the_blank_form_is_read_with_the_schema(tmp_path, capsys):
    (tmp_path / "f.toml").write_text(CLEAN, "utf-8")
    schema = loads(CLEAN)
    for name, values in (("blank", {}), ("filled", fill(schema, 2))):
        title = "某县2020年树木普查表"
        (tmp_path / f"{name}.md").write_text(render(schema, values, "pipes-grid", title=title), "utf-8")
    assert run(capsys, tmp_path / "f.toml", "--form", tmp_path / "blank.md")[0] == 0
    code, out, _ = run(capsys, tmp_path / "f.toml", "-q", "--form", tmp_path / "filled.md")
    assert code == 1
    assert "tables[0].blocks[0].rows[0]: trees/oak/men is stated as" in out
    assert run(capsys, tmp_path / "f.toml", "--form", tmp_path / "none.md")[0] == 3


def test_what_is_read_wrongly_is_one_finding_at_its_row_with_every_layout(monkeypatch):
    monkeypatch.setattr("gouji.testing.trial.alone", Misreader)
    remarks = [r for r in check_text(CLEAN, "f.toml", try_out) if "are read wrongly" in r.message]
    assert len(remarks) == 1
    assert remarks[0].path == "tables[0].blocks[0].rows[0]"
    assert "栎树" in CLEAN.splitlines()[remarks[0].line - 1]
    assert re.search(r"in (\S.*?): ", remarks[0].message.partition("read wrongly, ")[2])[1] == ", ".join(
        EVERY
    )
    assert re.search(r"trees/oak/men \(\d+ as 7\)", remarks[0].message)
    schema = loads(CLEAN)
    trial = read_back(Misreader(schema), schema, plain(schema)[0], "html")
    assert {k.rpartition("/")[2] for k in trial.wrong} == {"men"}
    assert {k.rpartition("/")[2] for k in trial.left} == {"women"}
