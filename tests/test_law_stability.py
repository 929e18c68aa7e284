"""Law 5: what means the same reads the same, whatever order plugins come in and however lines end."""

from __future__ import annotations

import random
import re
from functools import cache, reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proof
from depth import examples, share
from gouji import Engine
from gouji.engine import open_document
from gouji.testing import render
from gouji.testing.damage import HARMLESS, extra_blank_lines
from gouji.testing.forms import fill
from gouji.testing.sample import sample
from gouji.testing.strategies import documents

each_document = pytest.mark.parametrize("path", proof.documents(), ids=lambda p: p.stem)
PLUGINS = list(proof.installed().values())
SORTED = Engine(PLUGINS)
ORDERS = [
    Engine(PLUGINS[::-1]),
    *(Engine(random.Random(seed).sample(PLUGINS, len(PLUGINS))) for seed in (1, 2)),
]
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


ONLY_TOGETHER = {("zero_width", "signs-on-changes")}
"""Moved as KNOWN says of a unit, where another change of the same text shifts the gaps that are filled."""
FORMS = [sample(), proof.real_engine().schemas["cn-disclosure-2021"]]
PRINTS = [(3, "small"), (4, "sparse"), (5, "city")]
"""Seeds and profiles."""
AROUND = (f"{PROSE}\n\n{{}}", f"{{}}\n\n{PROSE}\n", f"{PROSE}\n\n{{}}\n\n{PROSE}\n")


def said(reports):
    return [proof.says(r) for r in reports]


def unnamed(report):
    """All that a report says but for the name of what was read."""
    return {name: told for name, told in report.to_dict().items() if name != "source"}


@cache
def printed(name, layout, seed, profile):
    """A filled form in print and what is said of it, for all changes of it."""
    (schema,) = (form for form in FORMS if form.id == name)
    text = render(schema, fill(schema, seed, profile), layout)
    return text, said(proof.engine_of(schema).parse_all(text))


def harmless(*ids):
    """The changes that move no cell of a document."""
    return [name for name in HARMLESS if (name, *ids) not in KNOWN]


def changed(text, names):
    return reduce(lambda made, name: HARMLESS[name](made), names, text)


@each_document
def test_the_order_of_plugins_changes_nothing(path):
    reports = SORTED.parse_all(path)
    assert said(reports) == said(proof.reports_of(path))
    expected = [r.to_dict() for r in reports]
    for engine in share(ORDERS, path.stem):
        assert [r.to_dict() for r in engine.parse_all(path)] == expected


@each_document
def test_harmless_changes_of_a_fixture_move_no_cell(path):
    """All of them at once, and alone those of the document's share."""
    reports, names = proof.reports_of(path), harmless(path.stem)
    text = reports[0].document.text
    together = [name for name in names if (name, path.stem) not in ONLY_TOGETHER]
    for chosen in (together, *([name] for name in share(names, path.stem))):
        assert said(proof.real_engine().parse_all(changed(text, chosen))) == said(reports), chosen


@each_document
def test_prose_around_a_fixture_moves_no_cell(path):
    reports = proof.reports_of(path)
    for around in share(AROUND, path.stem):
        text = around.replace("{}", reports[0].document.text)
        assert said(proof.real_engine().parse_all(text)) == said(reports)


@each_document
def test_a_second_look_and_bytes_text_and_file_say_the_same(path):
    """A look at its bytes and one at its text, by day one of them."""
    document, looks = proof.reports_of(path)[0].document, [path.read_bytes()]
    if document.origin is None:  # else a reader made the text of what the file holds
        assert document.text == open_document(path).text
        looks.append(document.text)
    for look in share(looks, path.stem):
        again = proof.real_engine().parse_all(look)
        assert said(again) == said(proof.reports_of(path))
        if look is looks[0]:
            assert list(map(unnamed, again)) == list(map(unnamed, proof.reports_of(path)))


def moves(schema, layout, names, prints=PRINTS):
    """The prints of a form in which changes move a cell."""
    engine = proof.engine_of(schema)
    for seed, profile in prints:
        text, plain = printed(schema.id, layout, seed, profile)
        if said(engine.parse_all(changed(text, names))) != plain:
            yield seed, profile


@pytest.mark.parametrize("schema", FORMS, ids=lambda schema: schema.id)
@pytest.mark.parametrize("layout", proof.readable())
def test_harmless_changes_of_a_print_move_no_cell(schema, layout):
    """All of them at once, and alone, by day on one of the prints, those of its share."""
    names = harmless(schema.id, layout)
    assert list(moves(schema, layout, names)) == []
    for seed, profile in share(PRINTS, schema.id, layout):
        for name in share(names, schema.id, layout, seed):
            assert list(moves(schema, layout, [name], [(seed, profile)])) == [], name


@pytest.mark.parametrize("known", KNOWN, ids="-".join)
def test_changes_that_move_a_cell_today(known, request):
    request.applymarker(pytest.mark.xfail(strict=True, reason=KNOWN[known]))
    name, *where = known
    if len(where) == 1:
        (path,) = (path for path in proof.documents() if path.stem == where[0])
        reports = proof.reports_of(path)
        text = changed(reports[0].document.text, [name])
        assert said(proof.real_engine().parse_all(text)) == said(reports)
    else:
        (schema,) = (form for form in FORMS if form.id == where[0])
        assert list(moves(schema, where[1], [name])) == []


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
