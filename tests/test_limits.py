"""Every limit at the limit and one beyond: what lies within is read, what lies beyond is refused or told, never lost in silence."""

from __future__ import annotations

import json

import pytest

import gouji
import proof
from gouji import Engine, GoujiError, InputError, LimitError, Limits, cli
from gouji.engine import open_document
from gouji.hookspecs import hookimpl
from gouji.limits import DEFAULT, NAMES, of_text
from gouji.matrix import from_rows
from gouji.settings import SettingsError, load
from gouji.testing import fill, render

TEXT = "甲\t乙\n1\t2\n"
PAGE = "<table><tr><th>甲<th>乙<tr><td>1<td>2</table>"
ROWS = [["甲", "乙"], ["1", "2"]]
REPORT = proof.FIXTURES / "reports/tsv-stray-rule.txt"
UNCERTAIN = proof.FIXTURES / "phenomena/dropped-blanks-open.txt"


def both(source, limits):
    """A document by parse_all and by tables."""
    return lambda: (gouji.parse_all(source, limits=limits), gouji.tables(source, limits=limits))


@pytest.mark.parametrize(
    ("name", "source", "size"),
    [
        ("bytes", TEXT.encode(), len(TEXT.encode())),
        ("characters", TEXT, len(TEXT)),
        ("characters", TEXT.encode(), len(TEXT)),
        ("line", "甲\t乙丙丁\n1\t2\n", 5),
        ("line", "1\t2\r甲\t乙丙丁", 5),
    ],
)
def test_an_input_beyond_a_limit_is_refused_by_its_name(name, source, size):
    both(source, Limits(**{name: size}))()
    with pytest.raises(LimitError, match=rf"limit {name} = {size - 1};"):
        both(source, Limits(**{name: size - 1}))()


def test_a_file_beyond_the_limit_is_not_even_read(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(TEXT, "utf-8")
    size = path.stat().st_size
    both(path, Limits(bytes=size))()
    with pytest.raises(LimitError, match=r"long\.txt has .* more than limit bytes"):
        both(path, Limits(bytes=size - 1))()


def test_an_opened_document_is_held_to_the_limits_of_the_call():
    document = open_document(TEXT)
    with pytest.raises(InputError, match="limit characters = 3"):
        gouji.parse(document, limits=Limits(characters=3))


class Tables:
    """A layout that finds so many tables of so many columns, each in the one before where ``nested``."""

    name = "made"

    def __init__(self, count, width=2, *, nested=False):
        self.count, self.width, self.nested = count, width, nested

    @hookimpl
    def gouji_cell_matrices(self, document):
        size = len(document.text)
        for number in range(self.count):
            spans = [[(0, 0)]] * (self.width - 1)
            start, stop = (number, size - number) if self.nested else (number, number + 1)
            yield from_rows([[[(start, stop)], *[[(stop, stop)] for _ in spans]]])


@pytest.mark.parametrize(
    ("name", "most", "within", "beyond", "kept"),
    [
        ("tables", 3, Tables(3), Tables(4), 3),
        ("slots", 5, Tables(1, 5), Tables(1, 6), 0),
        ("nesting", 4, Tables(4, nested=True), Tables(5, nested=True), 4),
    ],
)
def test_tables_beyond_a_limit_are_left_out_and_told(name, most, within, beyond, kept):
    limits = Limits(**{name: most})
    for plugin, told in ((within, []), (beyond, [f"limit:{name}"])):
        engine = Engine([plugin], limits=limits)
        (run,) = engine.parse("x" * 40).plugins
        assert [f.code for f in engine.parse("x" * 40).findings if f.code.startswith("limit")] == told
        assert [f.code for f in engine.tables("x" * 40).findings] == told
        assert run.matrices == (plugin.count if not told else kept)
    assert f"(limit {name})" in engine.tables("x" * 40).findings[0].message


def test_tables_are_a_list():
    found = gouji.tables(TEXT)
    assert isinstance(found, list)
    assert [t.rows() for t in found] == [ROWS]
    assert found.findings == ()


def test_tables_name_a_layout_that_failed():
    class Broken:
        name = "broken"

        @hookimpl
        def gouji_cell_matrices(self, document):
            raise ValueError(document.text)

    (told,) = Engine([Broken()]).tables(TEXT).findings
    assert (told.code, "'broken'" in told.message) == ("plugin-failed", True)


def test_prints_beyond_a_limit_are_left_out_the_fullest_last():
    """A label printed over and over before a report: the report is read, and what was left out is told."""
    form = Engine().schemas["cn-disclosure-2019"]
    report = render(form, fill(form, 1, "city"), "tabs-grid")
    many = "行政许可\t0\n" * 30 + "\n某段文字。\n\n" + report

    def read(limits):
        return Engine(limits=limits).parse_all(many)

    plain = Engine().parse_all(report)[0]
    for most, beyond in ((1_000, False), (8, True)):
        reports = read(Limits(prints=most))
        told = {f.message for r in reports for f in r.findings if f.code == "limit:prints"}
        assert bool(told) is beyond
        assert any(
            {k: c.value for k, c in r.cells.items()} == {k: c.value for k, c in plain.cells.items()}
            for r in reports
        )
    assert Limits(prints=10).prints_of(1) == Limits(prints=10).prints_of(1_000_000) == 10
    assert Limits(prints=10).prints_of(2_500_000) == 25


def test_the_solver_stops_at_its_steps_and_says_so():
    codes = [f.code for f in gouji.parse(UNCERTAIN, limits=Limits(steps=1)).findings]
    assert "limit:steps" in codes
    assert "limit:steps" not in [f.code for f in gouji.parse(UNCERTAIN).findings]


def test_the_solver_takes_as_many_steps_as_it_needs_and_no_fewer():
    """The least limit under which the search ends is that of its last step."""

    def stopped(steps):
        return any(
            f.code == "limit:steps" for f in gouji.parse(UNCERTAIN, limits=Limits(steps=steps)).findings
        )

    low, high = 1, DEFAULT.steps
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (middle, high) if stopped(middle) else (low, middle)
    assert stopped(low)
    assert not stopped(low + 1)


def test_seconds_stop_a_plugin_and_are_named():
    class Slow:
        name = "slow"

        @hookimpl
        def gouji_cell_matrices(self, document):
            while True:
                pass

    (run,) = Engine([Slow()], limits=Limits(seconds=0.05)).parse("x").plugins
    assert "(limit seconds)" in run.error
    assert Limits(seconds=2, seconds_million=5).allowed(10**6) == 7


# --- nothing of it is met by what is real ------------------------------------------------------------------


def test_a_bomb_of_spans_is_told_or_cut_where_the_standard_cuts():
    bomb = '<td rowspan="1000000000" colspan="1000000000">x</td>'
    found = gouji.tables(f"<table><tr>{bomb * 500}</tr></table>{PAGE}")
    assert found[-1].rows() == ROWS
    assert all(t.matrix.owner.size < DEFAULT.slots for t in found)


# --- how they are set --------------------------------------------------------------------------------------


def test_every_limit_says_why():
    source = (proof.FIXTURES.parent / "core/gouji/limits.py").read_text("utf-8")
    for name in NAMES:
        after = source.partition(f"    {name}: ")[2].splitlines()
        assert after[1].strip().startswith('"""'), f"{name} has no reason"


@pytest.mark.parametrize("value", [0, -1, True, "7", None, float("nan")])
def test_a_limit_is_a_number_above_0(value):
    for name in NAMES:
        with pytest.raises(GoujiError, match=f"limit {name}: must be a"):
            Limits(**{name: value})


def test_a_count_is_whole():
    with pytest.raises(GoujiError, match="whole number"):
        Limits(tables=1.5)


def test_an_unknown_limit_is_refused_with_those_there_are():
    with pytest.raises(GoujiError, match="limit colour: unknown; there are bytes, characters"):
        DEFAULT.with_values({"colour": 1})
    for text in ("tables", "tables=", "tables=many", "=", "tables=1.5"):
        with pytest.raises(GoujiError, match="write NAME=NUMBER"):
            of_text(text)
    assert of_text("seconds=0.5") == {"seconds": 0.5}


def test_a_settings_file_sets_them(tmp_path):
    path = tmp_path / "gouji.toml"
    path.write_text("seconds = 3\n[limits]\ntables = 7\n", "utf-8")
    assert load(path).limits == Limits(seconds=3, tables=7)
    for wrong in (
        "[limits]\nrows = 1",
        "limits = 3",
        "[limits]\ntables = 0",
        "seconds = 1\n[limits]\nseconds = 2",
    ):
        path.write_text(wrong, "utf-8")
        with pytest.raises(SettingsError, match="limit"):
            load(path)


def test_the_command_line_sets_them(tmp_path, capsys):
    assert cli.main(["parse", str(REPORT), "--limit", "characters=100"]) == 3
    assert "limit characters = 100" in capsys.readouterr().err
    assert cli.main(["parse", str(REPORT), "--limit", "bytes=100"]) == 3
    assert "limit bytes = 100" in capsys.readouterr().err
    assert cli.main(["parse", str(REPORT), "--limit", "rows=100"]) == 2
    assert "limit rows: unknown" in capsys.readouterr().err
    page = tmp_path / "page.html"
    page.write_text(PAGE * 3, "utf-8")
    assert cli.main(["tables", str(page), "--limit", "tables=2", "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert len([json.loads(line) for line in out.splitlines()]) == 2
    assert "(limit tables)" in err


def test_limits_far_below_the_default_leave_a_report_whole():
    """The defaults are no hair's breadth from what is real."""
    schema = proof.real_engine().schemas["cn-disclosure-2021"]
    text = render(schema, fill(schema, 3), "html")
    small = Limits(bytes=10**5, characters=10**5, line=10**4, tables=100, slots=10**4, nesting=8, steps=10**4)
    whole = gouji.parse(text)
    assert {c.key: c.value for c in gouji.parse(text, limits=small)} == {c.key: c.value for c in whole}
