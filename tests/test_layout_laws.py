"""Our own layouts keep the laws of the conformance kit, which are those of a stranger's layout."""

from __future__ import annotations

from dataclasses import replace

import pytest

from depth import drawn, every
from our_layouts import LAYOUTS, PLUGINS

pytestmark = pytest.mark.slow
TAGGED = {("pipes", "any-text")}
"""Where any text may have tags within a cell, which Markdown passes over."""


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_of_ours_keeps_the_laws(name, layout_law, request):
    """By day with half of the texts that a stranger's layout is tried on, growing on an eighth of its marks and a sixth of what is like it."""
    layout, law = LAYOUTS[name], request.node.callspec.params["layout_law"]
    marks, resembles = layout.marks, layout.resembles
    if law == "growth":
        marks, resembles = every(8, marks, name), every(6, resembles, name)
    tagged = layout.markup or (name, law) in TAGGED
    layout_law(
        replace(layout, examples=drawn(layout.examples), marks=marks, resembles=resembles, markup=tagged)
    )


def test_every_installed_layout_is_asked():
    asked = {id(layout.plugin) for layout in LAYOUTS.values()}
    left = [n for n, p in PLUGINS.items() if hasattr(p, "gouji_cell_matrices") or hasattr(p, "gouji_tables")]
    left.remove("drawn")  # what a file shows, not what a text prints: tests/test_reader_*.py
    assert [n for n in left if id(PLUGINS[n]) not in asked] == []
