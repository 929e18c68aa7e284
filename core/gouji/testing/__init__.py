"""Documents with known truth, for tests: fill any schema, print it in any layout, damage the print.

    from gouji.testing import RENDERERS, Truth, fill, render

    values = fill(schema, seed=7, profile="sparse")
    for layout in RENDERERS:
        text = render(schema, values, layout, page_breaks=(12,), prose=True)
        ...  # parse the text and compare with Truth.of(values)

Or all at once: ``corpus(schema)`` yields named reports with text, bytes and truth, in every layout and with
every damage of ``DAMAGES``; ``make`` makes one of them, as ``gouji schema render`` does.

``gouji.testing.damage`` holds changes that should move no cell, ``gouji.testing.strategies`` the same as
Hypothesis strategies. ``Layout`` and ``check_layout`` are the laws that every layout keeps; those and the
strategies need ``pip install gouji[testing]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.errors import GoujiError
from gouji.sheet import Box, Sheet, lay_out
from gouji.testing.catalogue import DAMAGES, Damage
from gouji.testing.corpus import MadeReport, UnsuitableError, corpus, make
from gouji.testing.forms import PROFILES, Fact, Truth, fill, read_number
from gouji.testing.kit_foreign import FOREIGN
from gouji.testing.kit_layout import Case, Layout, drawn_by
from gouji.testing.options import Options
from gouji.testing.render import RENDERERS, Renderer, render, sheets

if TYPE_CHECKING:
    from gouji.testing.kit import LAWS, LawError, check_layout

__all__ = [
    "DAMAGES",
    "FOREIGN",
    "LAWS",
    "PROFILES",
    "RENDERERS",
    "Box",
    "Case",
    "Damage",
    "Fact",
    "LawError",
    "Layout",
    "MadeReport",
    "Options",
    "Renderer",
    "Sheet",
    "Truth",
    "UnsuitableError",
    "check_layout",
    "corpus",
    "drawn_by",
    "fill",
    "lay_out",
    "make",
    "read_number",
    "render",
    "sheets",
]


def __getattr__(name: str) -> object:
    """The laws, which need Hypothesis, when they are first asked for."""
    if name not in ("LAWS", "LawError", "check_layout"):
        raise AttributeError(f"module 'gouji.testing' has no attribute {name!r}")
    try:
        from gouji.testing import kit  # noqa: PLC0415 - the renderers need no Hypothesis
    except ModuleNotFoundError as error:
        raise GoujiError(
            f"the laws of layouts need {error.name}; install it with: pip install 'gouji[testing]'"
        ) from error
    return getattr(kit, name)
