"""Figures lost from the one row of a block: in a line a cell, a blank and a lost line leave the same print."""

from __future__ import annotations

import random

import pytest

import gouji
from depth import every
from form_prints import SCHEMA, printed, stated
from gouji.testing import fill

BLOCKS = ("review", "litigation_direct", "litigation_after_review")
PARTS = ("upheld", "corrected", "other", "pending")


def small(seed):
    """A report whose third table has figures so small that sums often hold by chance."""
    rng = random.Random(seed)
    own = dict(fill(SCHEMA, seed=seed % 7, profile="small"))
    for block in BLOCKS:
        keys = [f"review_litigation/{block}/{part}" for part in PARTS]
        figures = [rng.choice((0, 0, 1, 1, 2, 3)) for _ in keys]
        own |= dict(
            zip((*keys, f"review_litigation/{block}/total"), map(str, (*figures, sum(figures))), strict=True)
        )
    return own


def harmed(own, lost):
    """The report a line a cell, without these of the last fifteen figures."""
    lines = printed("cell-per-line", own).rstrip("\n").split("\n")
    kept = [line for i, line in enumerate(lines[-15:]) if i not in lost]
    return "\n".join([*lines[:-15], *kept]) + "\n"


@pytest.mark.parametrize("count", [1, 2])
def test_where_one_or_two_figures_of_a_row_are_lost_no_other_takes_their_place(count):
    given = 0
    for seed in every(40, range(400), count):
        own = small(seed)
        text = harmed(own, random.Random(seed).sample(range(15), count))
        found = stated(gouji.parse(text))
        assert {k: v for k, v in found.items() if v != own[k]} == {}, seed
        given += sum(k.startswith("review_litigation") for k in found)
    assert given


def test_a_sum_that_holds_without_the_lost_figure_is_no_proof_and_the_others_stand():
    blocks = dict(zip(BLOCKS, ((1, 3, 0, 4, 8), (2, 5, 7, 9, 23), (3, 0, 6, 9, 18)), strict=True))
    own = small(3) | {
        f"review_litigation/{block}/{part}": str(value)
        for block, values in blocks.items()
        for part, value in zip((*PARTS, "total"), values, strict=True)
    }
    report = gouji.parse(harmed(own, {4}))
    assert report["review_litigation/review/total"].status == "ambiguous"
    assert 4 in report["review_litigation/review/total"].candidates
    for block in BLOCKS[1:]:
        values = [report[f"review_litigation/{block}/{part}"].value for part in (*PARTS, "total")]
        assert values == list(blocks[block])
