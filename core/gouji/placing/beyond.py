"""Beyond: columns of a block that stand beyond the paper's edge, or elsewhere in the text.

Its header ends before the form's columns do, as all its rows do, and the totals that stand last are wanting:
the rows' sums do not hold. Then no blank is proven by what a row does not print.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gouji import row_sums
from gouji.marked import Marked
from gouji.placing import rows
from gouji.placing.chain import Link
from gouji.placing.grid_row import GridRow
from gouji.placing.printing import Printing
from gouji.reading import ABSENT, BLANK
from gouji.schema import Block, Schema


def settle(printing: Printing, reach: Callable[[Block], int]) -> None:
    """Leave open the rows of a block whose header ends before its columns do, as its rows do.

    Its last columns may stand beyond the paper's edge, or elsewhere in the text, where most rows with figures
    other than 0 do not show their sum. ``reach`` says up to which column a block's headers have labels.
    """
    for block in printing.table.blocks:
        own = printing.of(block)
        most = max((len(r.printed) for _, r in own), default=0)
        if own and most < len(block.columns) and (headed := reach(block)) < len(block.columns):
            told = ((k, r) for k, r in own if any(r.slots[i].numeral.value for i in r.printed))
            shown = [_shows_sum(printing.schema, k, r) for k, r in told]
            if shown.count(False) > shown.count(True):
                _leave(printing.marked, headed, [r for _, r in own])


def _leave(marked: Marked, reach: int, own: Sequence[GridRow]) -> None:
    """Leave open rows of which columns are printed elsewhere; below a header no more of a grid than these."""
    for row in own:
        only = row.placements[0] if len(row.placements) == 1 else ()
        if reach and any(s >= 0 for s in only) and rows.is_grid(marked.strand, row):
            row.placements = (tuple(ABSENT if s == BLANK else s for s in only),)
        else:
            row.leave_open("columns elsewhere")


def _shows_sum(schema: Schema, link: Link, row: GridRow) -> bool | None:
    """Whether a row's own sum holds in a placement, a figure other than 0 in it; None where it has none."""
    keys = [link.block.key(link.index, column) for column in range(len(link.block.columns))]
    own = [s.equation for s in row_sums.of(dict.fromkeys(keys), schema.equations)]
    if not own:
        return None
    figures = [[row.slots[s].numeral.value if s >= 0 else None for s in p] for p in row.placements]
    told = (dict(zip(keys, values, strict=True)) for values in figures if any(values))
    return any(s.holds for values in told for s in row_sums.of(values, own))
