"""Headers whose merged cells span fewer columns than they head: pages made by hand are full of them."""

from __future__ import annotations

import pytest

import gouji
from gouji.testing import fill, render

ENGINE = gouji.Engine("builtin", straight=False)
SCHEMA = ENGINE.schemas["cn-disclosure-2021"]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("span", ["", "3", "1"])
def test_a_total_that_slides_under_another_column_states_no_figure_of_it(seed, span):
    data = fill(SCHEMA, seed, "city")
    page = render(SCHEMA, data, "html").replace('colspan="5">法人', f'colspan="{span}">法人')
    printed = ENGINE.parse(render(SCHEMA, data, "html")).values
    assert 'colspan="5">法人' not in page
    cells = ENGINE.parse(page).cells.values()
    assert not [c.key for c in cells if c.status in ("printed", "solved") and c.value != printed[c.key]]
