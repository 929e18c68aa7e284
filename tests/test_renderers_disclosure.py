"""The two built-in forms can be filled in every profile and printed in every layout."""

import pytest

from gouji.testing import PROFILES, RENDERERS, Truth, fill, render, sheets
from gouji_disclosure import gouji_schemas

SCHEMAS = gouji_schemas()


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda s: s.id)
@pytest.mark.parametrize("profile", PROFILES)
def test_placing_equations_hold(schema, profile):
    for seed in range(5):
        figures = Truth.of(fill(schema, seed, profile)).values
        sides = [e.sides(figures) for e in schema.equations if e.places]
        assert sides
        assert all(left == right for left, right in sides)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda s: s.id)
@pytest.mark.parametrize("layout", list(RENDERERS))
def test_every_layout_prints_every_figure_in_order(schema, layout):
    values = fill(schema, 11, "city")
    text = render(schema, values, layout)
    place = 0
    for raw in values.values():
        place = text.index(raw, place) + len(raw)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda s: s.id)
def test_the_sheets_are_whole(schema):
    grids = sheets(schema, fill(schema, 1))
    assert [s.width for s in grids.values()] == [4, 10, 15]
    for sheet in grids.values():
        assert sum(c.rowspan * c.colspan for c in sheet.cells) == len(sheet.rows) * sheet.width


def test_both_forms_are_here():
    assert [s.id for s in SCHEMAS] == ["cn-disclosure-2019", "cn-disclosure-2021"]
