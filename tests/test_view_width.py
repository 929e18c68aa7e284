import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.harmless import harmless
from gouji.view import clip, display_width


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("abc", 3), ("总计", 4), ("（一）", 6), ("é", 1), ("e\u0301", 1), ("１２", 4), ("│ a", 3)],
)
def test_width_is_that_of_a_terminal(text, width):
    assert display_width(text) == width


@given(st.text(), st.integers(2, 30))
def test_a_clipped_text_fits_and_begins_as_the_text(text, width):
    text = harmless(text)
    short = clip(text, width)
    assert display_width(short) <= width
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@given(st.text(st.characters()))
def test_harmless_leaves_no_control_character(text):
    shown = harmless(text)
    assert not any(
        unicodedata.category(c) in ("Cc", "Cs") or unicodedata.bidirectional(c) in ODD for c in shown
    )


ODD = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(st.text(st.characters(categories=("Lo", "Nd", "Po"))))
def test_harmless_leaves_printable_text_alone(text):
    assert harmless(text) == text
