"""Damage keeps what it says it keeps."""

import re
import unicodedata

import pytest
from hypothesis import given

from depth import examples
from gouji.testing import RENDERERS, fill, render
from gouji.testing.damage import (
    HARMLESS,
    crlf,
    extra_blank_lines,
    fullwidth,
    kangxi,
    nbsp,
    prose_around,
    trailing_blanks,
    zero_width,
)
from gouji.testing.sample import sample
from gouji.testing.strategies import documents

SCHEMA = sample()
VALUES = fill(SCHEMA, 2, "city")
FAST = examples(30)


def folded(text):
    return unicodedata.normalize("NFKC", text)


@FAST
@given(documents(SCHEMA))
def test_fullwidth_and_kangxi_are_the_same_after_nfkc(made):
    for change in (fullwidth, kangxi):
        assert change(made.text) != made.text
        assert folded(change(made.text)) == folded(made.text)


def test_kangxi_sets_radicals():
    assert kangxi("第二十条 行政 1") == "第⼆⼗条 ⾏政 1"


def test_fullwidth_spares_tags():
    assert fullwidth('<td colspan="2">12</td>') == '<td colspan="2">１２</td>'


@FAST
@given(documents(SCHEMA))
def test_lines_stay(made):
    printed = made.text.split()
    assert crlf(made.text).replace("\r\n", "\n") == made.text.replace("\r\n", "\n")
    assert crlf(crlf(made.text)) == crlf(made.text)
    assert extra_blank_lines(made.text).split() == printed
    assert trailing_blanks(made.text).split() == printed
    assert nbsp(made.text).replace("\u00a0", " ") == made.text


def test_trailing_blanks_and_extra_lines_do_something():
    assert trailing_blanks("a\r\n\nb\n") == "a  \r\n\nb  \n"
    assert extra_blank_lines("a\nb\nc", every=2) == "a\nb\n\nc"


@FAST
@given(documents(SCHEMA))
def test_zero_width_spares_figures(made):
    damaged = zero_width(made.text)
    assert damaged.replace("\u200b", "") == made.text
    assert re.findall(r"[\d,.]+", damaged) == re.findall(r"[\d,.]+", made.text)


def test_zero_width_and_nbsp_enter_labels():
    assert zero_width("总计数 12", every=1) == "总\u200b计\u200b数 12"
    assert nbsp("总 计 12 3") == "总\u00a0计\u00a012 3"


def test_prose_stands_around():
    assert "\n\n表\n\n" in prose_around("表")


@pytest.mark.parametrize("layout", list(RENDERERS))
@pytest.mark.parametrize("name", list(HARMLESS))
def test_harmless_damage_keeps_the_figures_in_order(name, layout):
    text = render(SCHEMA, VALUES, layout)
    figures = re.findall(r"\d+", text)
    damaged = re.findall(r"\d+", folded(HARMLESS[name](text)))
    assert ",".join(figures) in ",".join(damaged)
