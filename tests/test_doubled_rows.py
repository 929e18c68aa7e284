"""Doubled, row by row: a figure on a line of its own may be a copy of the one above it."""

from __future__ import annotations

import gouji
import proof
from gouji.placing import doubled
from gouji.testing import fill, render
from small_prints import placed, table

FORM = proof.real_engine().schemas["cn-disclosure-2019"]
FRUIT = table("t", "红苹果 黄雪梨 青李子 紫葡萄")
ROWS = {"红苹果": "7 7 14", "黄雪梨": "0 0 0", "青李子": "1 2 3", "紫葡萄": "4 5 9"}
WORDS = [f"本段文字第{n}节" for n in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"]


def doubted(words):
    """The rows in doubt of a print, a figure a line, below some lines of words."""
    lines = [line for label, figures in ROWS.items() for line in (label, *figures.split())]
    found = placed("\n".join([*words, *lines]), FRUIT)
    return [label for p in found for label in p.labels(list(doubled.find(p)))]


def test_in_a_text_of_copies_each_row_with_a_figure_twice_is_in_doubt():
    assert doubted([w for w in WORDS for _ in range(2)]) == ["红苹果", "黄雪梨"]


def test_where_some_lines_are_copies_zeros_are_none():
    assert doubted([*WORDS, *(w for w in WORDS[:4] for _ in range(2))]) == ["红苹果"]


def test_where_no_more_lines_are_copies_than_by_chance_no_row_is():
    assert doubted(WORDS) == []
    assert doubted([*WORDS, *(w for w in WORDS[:3] for _ in range(2))]) == []


def test_an_amount_whose_line_is_there_twice_is_no_number_of_items():
    own = fill(FORM, seed=5, profile="city") | {
        "proactive/procurement/items": "",
        "proactive/procurement/amount": "3639892",
    }
    lines = render(FORM, own, "cell-per-line").splitlines()
    at = lines.index("3639892")
    lines.insert(at, lines[at])
    wordy = [i for i, line in enumerate(lines) if len(line) > 4 and not line.isdigit()]
    text = "\n".join(line for i, line in enumerate(lines) for _ in range(2 if i in wordy[:8] else 1))
    cells = gouji.parse(text)
    assert cells["proactive/procurement/items"].status == "ambiguous"
    assert cells["proactive/procurement/amount"].status == "ambiguous"
