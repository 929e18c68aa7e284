"""Page marks, on a line of their own or glued to a figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji import numerals
from gouji.numerals import page_number, read, split_page_mark


@pytest.mark.parametrize(
    "line",
    [
        "— 1 —",
        "- 3 -",
        "-3-",
        "—1—",
        "  — 12 — ",
        "－ 3 －",
        "― 3 ―",
        "– 3 –",
        "-- 3 --",
        "· 3 ·",
        "— １２ —",
        "\f- 3 -",
        "第 3 页",
        "第3页",
        "第3页 共10页",
        "第 3 页，共 10 页",
        "第3页/共10页",
        "第3页（共10页）",
        "共10页 第3页",
        "第３頁",
        "3 / 10",
        "10 / 10",
        "Page 3 of 9",
        "page 3",
        "Page 3/9",
        "3 of 9",
        "-- 1 of 3 --",
        "--- Page 3 ---",
        "- 3/9 -",
    ],
)
def test_page_mark(line):
    assert page_number(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        " ",
        "3",
        " 12 ",
        "-3",
        "3-",
        "- 3",
        "— 3",
        "3 —",
        "-",
        "— —",
        "+3",
        "0/0",
        "1/2",
        "3/10",
        "0 / 31",
        "10 / 3",
        "1-2",
        "1 2",
        "- 0 -",
        "- 1,204 -",
        "- 1.5 -",
        "- 12345 -",
        "第三条",
        "第3条",
        "第 3 页 5",
        "共10页",
        "1.",
        "(1)",
        "- Page 3",
        "3 / 10 / 2020",
        "7" + 20 * " " + "/" + 10 * " " + "8",
        "- 3 - 5",
        "— 1 — 2 —",
        "* 3",
        "第3页第4页",
        "page",
        "—" * 30,
        "- 3 -" + " " * 50 + "5",
    ],
)
def test_no_page_mark(line):
    assert not page_number(line)


@pytest.mark.parametrize(
    ("raw", "figure", "mark"),
    [
        ("769- 5 -", "769", "- 5 -"),
        ("9487- 3 -", "9487", "- 3 -"),
        ("0—4—", "0", "—4—"),
        ("-3- 5 -", "-3", "- 5 -"),
        ("1,204 — 12 —", "1,204", "— 12 —"),
        ("85.50-3-", "85.50", "-3-"),
        ("251000元- 5 -", "251000元", "- 5 -"),
        (" ７６９－ ５ －\n", "７６９", "－ ５ －"),
    ],
)
def test_glued_mark_is_parted(raw, figure, mark):
    assert split_page_mark(raw) == (figure, mark)


@pytest.mark.parametrize(
    "raw",
    [
        "5-3",
        "1-2",
        "769",
        "",
        "- 5 -",
        "769- 5",
        "769 5 -",
        "12-- 5 -",
        "007- 5 -",
        "规章- 5 -",
        "769- 0 -",
        "12,34- 5 -",
        "769- 5 -- 6 -",
        "1" * 30 + "- 5 -",
        "769- 12345 -",
    ],
)
def test_nothing_is_parted_without_a_whole_mark(raw):
    assert split_page_mark(raw) is None


@given(st.text(alphabet="0123456789-—－ .,/元件第页共of５\n"))
def test_parts_are_slices_that_keep_every_digit(raw):
    page_number(raw)
    parts = split_page_mark(raw)
    if parts:
        assert "".join(parts).split() == raw.split() or "".join("".join(parts).split()) == "".join(
            raw.split()
        )
        assert read(parts[0]).kind == "figure"
        assert page_number(parts[1])
        assert parts[0] in raw
        assert parts[1] in raw


def test_a_page_mark_is_true_or_false_and_no_longer_than_the_longest():
    most = numerals.MAX_MARK
    whole = "第" + " " * (most - 3) + "3页"
    assert page_number(whole) is True
    assert page_number("第" + " " * (most - 2) + "3页") is False
    assert page_number(" " * 90 + whole + " " * 90) is True
    for line in ("", "x" * 99, "3", "0/0", "3 / 1", "- 3", "第三页", "x"):
        assert page_number(line) is False
    for line in ("- 3 -", "第3页", "3 / 10", "Page 1"):
        assert page_number(line) is True


def test_a_glued_mark_is_no_longer_than_the_longest():
    most = numerals.MAX_MARK
    glued = "5" + " " * (most - 4) + "-3-"
    assert split_page_mark(glued) == ("5", "-3-")
    assert split_page_mark(" " + glued) is None
