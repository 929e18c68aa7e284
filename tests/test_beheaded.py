"""Beheaded rows: figures above a row of a grid without figures, whose own label a page break may have cut."""

from __future__ import annotations

import pytest

import gouji
from form_prints import printed, values

ROW, KEYS = "results.not_processed.repeat", ["natural", "business", "research", "social", "legal_services"]
KEYS += ["other", "total"]
BLANK = {f"requests/{ROW}/{column}": "" for column in KEYS}
FIGURES = ["5", "1", "0", "2", "0", "3", "11"]
NUMBERS = ["1", "2", "3", "4", "5", "6", "7"]


def lines():
    """A print whose row of repeated applications is blank, and the number of its line."""
    found = printed("tabs-grid", values(**BLANK)).split("\n")
    return found, next(i for i, line in enumerate(found) if "2.重复申请" in line)


def statuses(between, *, row=ROW):
    """The statuses of that row's cells with some lines before it."""
    found, at = lines()
    report = gouji.parse("\n".join([*found[:at], *between, *found[at:]]))
    return {c.status for c in report if c.key.startswith(f"requests/{row}/")}


def line(*figures, label=""):
    return "\t".join([label, "", "", *figures])


def test_a_row_without_figures_is_blank():
    assert statuses([]) == {"blank"}


@pytest.mark.parametrize("figures", [FIGURES, FIGURES[:1] + [""] * 6, [*NUMBERS[:6], "8"]])
@pytest.mark.parametrize("between", [[], [line(*[""] * 7)], [line(*[""] * 7)] * 2])
def test_a_row_right_below_figures_without_a_label_is_open(figures, between):
    assert statuses([line(*figures), *between]) == {"ambiguous"}


def test_numbers_of_the_columns_are_no_figures():
    assert statuses([line(*NUMBERS)]) == {"blank"}


def test_words_without_figures_behead_no_row():
    assert statuses([line(*[""] * 7, label="（续表）")]) == {"blank"}


def test_rows_with_figures_and_those_farther_down_stand():
    before = "results.not_processed.petition"
    assert statuses([line(*FIGURES)], row=before) == {"printed"}
    assert statuses([line(*FIGURES)], row="results.not_processed.publications") == {"printed"}


def test_the_first_row_of_a_table_is_not_asked():
    """What stands above it is its header, or a table before."""
    first = "requests/received/"
    found = printed("tabs-grid", values(**{f"{first}{column}": "" for column in KEYS})).split("\n")
    at = next(i for i, one in enumerate(found) if one.startswith("一、本年新收"))
    report = gouji.parse("\n".join([*found[:at], line(*FIGURES), *found[at:]]))
    assert {c.status for c in report if c.key.startswith(first)} == {"blank"}
