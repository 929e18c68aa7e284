r"""The conformance kit: the laws that every layout keeps, ours and yours. Needs ``gouji[testing]``.

from gouji.testing import check_layout
check_layout(my_layout, [("a‡1\nb‡2\n", [[["a", "1"], ["b", "2"]]])], draw=my_draw)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from gouji.testing import (
    laws_foreign,
    laws_growth,
    laws_lines,
    laws_matrix,
    laws_merged,
    laws_reading,
    laws_report,
    laws_state,
)
from gouji.testing.kit_law import Law, LawError
from gouji.testing.kit_layout import Case, Draw, Layout

__all__ = ["LAWS", "LawError", "check_layout"]

_ALL = (
    ("contract", laws_state.contract, False),
    # before any other reading: what a call leaves behind shows in the first texts
    ("stateless", laws_state.stateless, False),
    ("cases", laws_reading.cases, False),
    ("round-trip", laws_reading.round_trip, True),
    ("merged", laws_merged.merged, False),
    ("provenance", laws_matrix.provenance, False),
    ("any-text", laws_matrix.any_text, False),
    ("line-ends", laws_reading.line_ends, True),
    ("embedding", laws_reading.embedding, True),
    ("reading-order", laws_reading.reading_order, True),
    ("lines", laws_lines.lines, True),
    ("refusal", laws_foreign.refusal, False),
    ("growth", laws_growth.growth, False),
    ("plugin-order", laws_state.plugin_order, False),
    ("reports", laws_report.reports, False),
)

LAWS: Mapping[str, Law] = MappingProxyType(
    {name: Law(name, (check.__doc__ or "").strip(), check, draws) for name, check, draws in _ALL}
)
"""Every law by name; calling one with a ``Layout`` raises LawError where the layout breaks it."""


def check_layout(
    plugin: Any, cases: Sequence[Case] = (), *, draw: Draw | None = None, **facts: Any
) -> Layout:
    """Ask all laws of a layout, and raise LawError at the first that it breaks.

    ``plugin`` is the module or object with the hooks, or a ``Layout``; ``cases`` are pairs of a text and its
    tables as rows of texts; ``draw`` prints a grid of texts; ``facts`` are the other fields of ``Layout``.
    """
    layout = plugin if isinstance(plugin, Layout) else Layout(plugin, draw, cases, **facts)
    for law in LAWS.values():
        law(layout)
    return layout
