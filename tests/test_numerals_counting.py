"""Numbers that count, and texts that say that something was left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji import numerals
from gouji.numerals import MAX_DIGITS


@given(st.integers(0, 10**6), st.integers(-2, 3))
def test_a_number_counts_on_by_one(number, step):
    assert numerals.counts_on(str(number), str(max(number + step, 0))) is (step == 1)


@pytest.mark.parametrize("text", ["", " ", "a", "-1", "1.0", "²", "1 "])
def test_what_is_no_whole_number_counts_nothing(text):
    assert not numerals.counts_on(text, text)
    assert not numerals.counts_on("0", text)
    assert not numerals.counts_on(text, "2")


def test_endless_digits_count_nothing_and_no_fewer_do():
    most = "1" * MAX_DIGITS
    assert numerals.counts_on(most, most[:-1] + "2")
    assert not numerals.counts_on(most + "1", most + "2")
    assert not numerals.counts_on("9" * MAX_DIGITS, "1" + "0" * MAX_DIGITS)


def test_numbers_of_columns_count_up():
    assert numerals.count_up(["7", "8", "9", "10"])
    assert numerals.count_up(["７", "8"])
    assert not numerals.count_up(["7", "8", "8"])
    assert not numerals.count_up(["7", "9"])
    assert not numerals.count_up(["1", "2", "x"])


@pytest.mark.parametrize("text", ["…", "……", "⋯", "...", ".", "\\", "＼", "…."])
def test_dots_and_escapes_say_that_something_was_left_out(text):
    assert numerals.is_left_out(text)


@pytest.mark.parametrize("text", ["", "-", "—", "/", "…1", "1.", "… …"])
def test_all_else_does_not(text):
    assert numerals.is_left_out(text) is False


@pytest.mark.parametrize(
    ("line", "is_page"),
    [("1 / 3", True), ("3 / 3", True), ("2 / 3", True), ("4 / 3", False), ("0 / 3", False)],
)
def test_a_page_is_one_of_all(line, is_page):
    assert numerals.page_number(line) is is_page
