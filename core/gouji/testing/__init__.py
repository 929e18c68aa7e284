"""Documents with known truth, for tests: fill any schema, print it in any layout, damage the print.

    from gouji.testing import RENDERERS, Truth, fill, render

    values = fill(schema, seed=7, profile="sparse")
    for layout in RENDERERS:
        text = render(schema, values, layout, page_breaks=(12,), prose=True)
        ...  # parse the text and compare with Truth.of(values)

Or all at once: ``corpus(schema)`` yields named reports with text, bytes and truth, in every layout and with
every damage of ``DAMAGES``; ``make`` makes one of them, as ``gouji schema render`` does.

``gouji.testing.damage`` holds changes that should move no cell, ``gouji.testing.strategies`` the same as
Hypothesis strategies (``pip install gouji[test]``).
"""

from gouji.testing.catalogue import DAMAGES, Damage
from gouji.testing.corpus import MadeReport, UnsuitableError, corpus, make
from gouji.testing.forms import PROFILES, Fact, Truth, fill, read_number
from gouji.testing.options import Options
from gouji.testing.render import RENDERERS, Renderer, render, sheets
from gouji.testing.sheet import Box, Sheet, lay_out

__all__ = [
    "DAMAGES",
    "PROFILES",
    "RENDERERS",
    "Box",
    "Damage",
    "Fact",
    "MadeReport",
    "Options",
    "Renderer",
    "Sheet",
    "Truth",
    "UnsuitableError",
    "corpus",
    "fill",
    "lay_out",
    "make",
    "read_number",
    "render",
    "sheets",
]
