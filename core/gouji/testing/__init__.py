"""Documents with known truth, for tests: fill any schema, print it in any layout, damage the print.

    from gouji.testing import RENDERERS, Truth, fill, render

    values = fill(schema, seed=7, profile="sparse")
    for layout in RENDERERS:
        text = render(schema, values, layout, page_breaks=(12,), prose=True)
        ...  # parse the text and compare with Truth.of(values)

``gouji.testing.damage`` holds changes that should move no cell, ``gouji.testing.strategies`` the same as
Hypothesis strategies (``pip install gouji[test]``).
"""

from gouji.testing.forms import PROFILES, Fact, Truth, fill, read_number
from gouji.testing.options import Options
from gouji.testing.render import RENDERERS, Renderer, render, sheets
from gouji.testing.sheet import Box, Sheet, lay_out

__all__ = [
    "PROFILES",
    "RENDERERS",
    "Box",
    "Fact",
    "Options",
    "Renderer",
    "Sheet",
    "Truth",
    "fill",
    "lay_out",
    "read_number",
    "render",
    "sheets",
]
