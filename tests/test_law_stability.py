"""Law 5: what means the same reads the same, whatever order plugins come in and however lines end."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import proof
from gouji import Engine
from gouji.engine import open_document
from gouji.testing import render
from gouji.testing.damage import HARMLESS, extra_blank_lines
from gouji.testing.forms import fill
from gouji.testing.sample import sample
from gouji.testing.strategies import documents

each_document = pytest.mark.parametrize("path", proof.documents(), ids=lambda p: p.stem)
each_change = pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
SHUFFLED = [random.Random(seed).sample(list(proof.installed().values()), len(proof.installed())) for seed in (1, 2)]
SHUFFLES = [Engine(plugins) for plugins in (*SHUFFLED, list(proof.installed().values())[::-1])]
PROSE = "本报告所列数据的统计期限自2020年1月1日起至12月31日止，共3条，联系电话0955-8112。"


def said(reports):
    return [proof.says(r) for r in reports]


def printed(reports):
    """All that is printed of reports but the plugins' names: an object given by hand has another."""
    return [{k: v for k, v in r.to_dict().items() if k != "plugins"} for r in reports]


@each_document
def test_the_order_of_plugins_changes_nothing(path):
    for engine in SHUFFLES:
        assert printed(engine.parse_all(path)) == printed(proof.reports_of(path))


@each_document
def test_a_second_look_says_the_same(path):
    again = proof.real_engine().parse_all(path)
    assert [r.to_dict() for r in again] == [r.to_dict() for r in proof.reports_of(path)]


@each_document
@each_change
def test_harmless_changes_of_a_fixture_move_no_cell(path, change):
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


@pytest.mark.parametrize("schema", [sample(), proof.real_engine().schemas["cn-disclosure-2021"]], ids=lambda s: s.id)
@pytest.mark.parametrize("layout", proof.readable())
@each_change
def test_harmless_changes_of_a_print_move_no_cell(schema, layout, change):
    engine = proof.engine_of(schema)
    for seed, profile in ((3, "small"), (4, "sparse"), (5, "city")):
        text = render(schema, fill(schema, seed, profile), layout)
        assert said(engine.parse_all(change(text))) == said(engine.parse_all(text))


@settings(max_examples=30)
@given(documents(sample(), proof.readable()), st.sampled_from(sorted(HARMLESS)))
def test_harmless_changes_of_any_print_move_no_cell(made, name):
    engine = proof.sample_engine()
    assert said(engine.parse_all(HARMLESS[name](made.text))) == said(engine.parse_all(made.text))


BLANKS_STAY = [n for n in proof.readable() if not re.match("pipes|cell-per-line", n)]
"""Layouts in which a blank line says nothing: a pipe table ends at one, and where a cell is a line, it is a cell."""


@pytest.mark.parametrize("layout", BLANKS_STAY)
def test_added_blank_lines_move_no_cell(layout):
    schema, engine = sample(), proof.sample_engine()
    for seed, profile in ((3, "small"), (5, "city")):
        text = render(schema, fill(schema, seed, profile), layout)
        assert said(engine.parse_all(extra_blank_lines(text))) == said(engine.parse_all(text))
