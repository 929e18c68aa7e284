"""Law 5: what means the same reads the same, whatever order plugins come in and however lines end."""

from __future__ import annotations

import random
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proof
from depth import examples
from gouji import Engine
from gouji.engine import open_document
from gouji.testing import render
from gouji.testing.damage import HARMLESS, extra_blank_lines
from gouji.testing.forms import fill
from gouji.testing.sample import sample
from gouji.testing.strategies import documents

each_document = pytest.mark.parametrize("path", proof.documents(), ids=lambda p: p.stem)
PLUGINS = list(proof.installed().values())
SHUFFLES = [Engine(random.Random(seed).sample(PLUGINS, len(PLUGINS))) for seed in (1, 2)]
SORTED, REVERSED = Engine(PLUGINS), Engine(PLUGINS[::-1])
PROSE = "本报告所列数据的统计期限自2020年1月1日起至12月31日止，共3条，联系电话0955-8112。"


MARK = "the mark 无 written as a Kangxi radical is no mark any more"
UNIT = "a zero-width space inside a unit (万\u200b元) makes the amount unreadable"
TWICE = "two prints of a merged cell that differ in a zero-width space only are no longer one cell"
KNOWN = {
    ("kangxi", "marks-for-nothing"): MARK,
    ("zero_width", "amount-in-ten-thousands"): UNIT,
    ("zero_width", "merged-cells-repeated-in-tabs"): TWICE,
    ("zero_width", "library", "tabs-repeat"): TWICE,
    ("zero_width", "library", "pipes-repeat"): TWICE,
    ("zero_width", "cn-disclosure-2021", "tabs-repeat"): TWICE,
    ("zero_width", "cn-disclosure-2021", "pipes-repeat"): TWICE,
    (
        "zero_width",
        "cn-disclosure-2021",
        "aligned",
    ): "a drawing by position moves where characters without width enter",
}
"""Changes that do move a cell today; each fails as soon as it is mended."""


def case(*ids, values):
    marks = [pytest.mark.xfail(strict=True, reason=KNOWN[ids])] if ids in KNOWN else []
    return pytest.param(*values, id="-".join(ids), marks=marks)


FIXTURE_CHANGES = [case(n, p.stem, values=(c, p)) for n, c in HARMLESS.items() for p in proof.documents()]
FORMS = [sample(), proof.real_engine().schemas["cn-disclosure-2021"]]
PRINT_CHANGES = [
    case(n, s.id, y, values=(c, s, y)) for n, c in HARMLESS.items() for s in FORMS for y in proof.readable()
]


def said(reports):
    return [proof.says(r) for r in reports]


@cache
def printed(name, layout, seed, profile):
    """A filled form in print and what is said of it, for all changes of it."""
    (schema,) = (form for form in FORMS if form.id == name)
    text = render(schema, fill(schema, seed, profile), layout)
    return text, said(proof.engine_of(schema).parse_all(text))


@each_document
def test_the_order_of_plugins_changes_nothing(path):
    reports = SORTED.parse_all(path)
    assert said(reports) == said(proof.reports_of(path))
    expected = [r.to_dict() for r in reports]
    for engine in (*SHUFFLES, REVERSED):
        assert [r.to_dict() for r in engine.parse_all(path)] == expected


@each_document
def test_a_second_look_says_the_same(path):
    again = proof.real_engine().parse_all(path)
    assert [r.to_dict() for r in again] == [r.to_dict() for r in proof.reports_of(path)]


@pytest.mark.parametrize(("change", "path"), FIXTURE_CHANGES)
def test_harmless_changes_of_a_fixture_move_no_cell(change, path):
    reports = proof.reports_of(path)
    assert said(proof.real_engine().parse_all(change(reports[0].document.text))) == said(reports)


@each_document
def test_prose_around_a_fixture_moves_no_cell(path):
    reports = proof.reports_of(path)
    text = reports[0].document.text
    for around in (f"{PROSE}\n\n{text}", f"{text}\n\n{PROSE}\n", f"{PROSE}\n\n{text}\n\n{PROSE}\n"):
        assert said(proof.real_engine().parse_all(around)) == said(reports)


@each_document
def test_bytes_text_and_file_say_the_same(path):
    data = path.read_bytes()
    assert said(proof.real_engine().parse_all(data)) == said(proof.reports_of(path))
    text = open_document(path).text
    assert said(proof.real_engine().parse_all(text)) == said(proof.reports_of(path))


@pytest.mark.parametrize(("change", "schema", "layout"), PRINT_CHANGES)
def test_harmless_changes_of_a_print_move_no_cell(change, schema, layout):
    engine = proof.engine_of(schema)
    for seed, profile in ((3, "small"), (4, "sparse"), (5, "city")):
        text, plain = printed(schema.id, layout, seed, profile)
        assert said(engine.parse_all(change(text))) == plain


@examples(30)
@given(documents(sample(), proof.readable()), st.sampled_from(sorted(HARMLESS)))
def test_harmless_changes_of_any_print_move_no_cell(made, name):
    engine = proof.sample_engine()
    assert said(engine.parse_all(HARMLESS[name](made.text))) == said(engine.parse_all(made.text))


BLANKS_STAY = [n for n in proof.readable() if not re.match("pipes|csv|box|cell-per-line", n)]
"""Layouts in which a blank line says nothing: tables of lines end at one, and where a cell is a line, it is a cell."""


@pytest.mark.parametrize("layout", BLANKS_STAY)
def test_added_blank_lines_move_no_cell(layout):
    schema, engine = FORMS[0], proof.sample_engine()
    for seed, profile in ((3, "small"), (5, "city")):
        text, plain = printed(schema.id, layout, seed, profile)
        assert said(engine.parse_all(extra_blank_lines(text))) == plain
