"""Holes: rows beside rows that the print has lost, whose figures may be the lost rows'.

Where only the order of the pieces is known, the figures after a label are its row's as long as the next label
follows. Where lines are lost, what follows a label may be the end of another row, or all of it. Rows that an
author left out show it: the sums hold without them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from gouji import row_sums
from gouji.equation import Equation, Number
from gouji.placing import rows
from gouji.placing.chain import Link
from gouji.placing.grid_row import GridRow
from gouji.placing.printing import Printing


def before(printing: Printing) -> list[int]:
    """Indices of the rows right before rows of their table that are not printed, without columns or a sum.

    Where a table's last rows are not, the last one printed is one of them if it has figures too many.
    """
    links, printed = printing.links, printing.rows
    surplus = len(printed[-1].printed) > len(links[-1].block.columns)
    next_rows = [*(link.row for link in links[1:]), printing.table.labelled if surplus else 0]
    ends = [
        i
        for i, (link, after) in enumerate(zip(links, next_rows, strict=True))
        if after > link.row + 1 and not link.block.open_rows
    ]
    broken = [i for i in ends if _fails(printing, i)]
    loose = [i for i in ends if _below_its_label(printing, links[i], printed[i])]
    return broken if not loose or _left_out(printing) else [*broken, *loose]


def beside(printing: Printing) -> Iterator[int]:
    """Indices of the rows behind which another row's figures follow theirs, where a row has none.

    Their labels or figures may have changed places, or the other's label is lost: the first figures may be
    the other row's.
    """
    links, printed = printing.links, printing.rows
    claimed = {s.index for row in printed for s in row.slots}
    firsts = [printing.label(link).first for link in links]
    bare = len(links) < printing.table.labelled or not all(r.printed for r in printed)
    rows_before = [-1, *(link.row for link in links)]
    for i, (link, row, end) in enumerate(zip(links, printed, [*firsts[1:], None], strict=True)):
        if not row.printed or rows.is_grid(printing.strand, row) or link.block.open_rows or end is None:
            continue
        if link.row > rows_before[i] + 1 or (bare and _is_line_below(printing, link, row)):
            rest = printing.strand.pieces[row.slots[row.printed[-1]].index + 1 : end]
            figures = sum(p.kind == "figure" and p.index not in claimed for p in rest)
            if figures >= len(row.printed):
                yield i


def spliced(printing: Printing) -> Iterator[int]:
    """Indices of a grid's rows right before rows that are not printed, of other width than most of its rows.

    A cut within the text joins the beginning of one row and the end of another in one.
    """
    widths: dict[int, Counter[int]] = defaultdict(Counter)
    for row in printing.rows:
        widths[row.matrix][row.width] += 1
    for i, (link, after) in enumerate(pairwise(printing.links)):
        row = printing.rows[i]
        if after.row > link.row + 1 and not link.block.open_rows and rows.is_grid(printing.strand, row):
            usual, count = widths[row.matrix].most_common(1)[0]
            if row.width != usual and 2 * count > widths[row.matrix].total():
                yield i


def _is_line_below(printing: Printing, link: Link, row: GridRow) -> bool:
    """Whether a row's figures, several, share a line below its label."""
    lines = {row.slots[i].row for i in row.printed}
    return len(lines) == 1 < len(row.printed) and min(lines) > printing.end(link).row


def _fails(printing: Printing, index: int) -> bool:
    """Whether a row's own sum fails."""
    link = printing.links[index]
    values = dict(_values([(link, printing.rows[index])]))
    return not all(s.holds for s in row_sums.of(values, printing.schema.equations))


def _below_its_label(printing: Printing, link: Link, row: GridRow) -> bool:
    """Whether a row's figures stand on lines below its label, and another label right behind them.

    A strange text there is what is left of a label: the figures before it are all of the row's.
    """
    strand = printing.strand
    if not row.printed or rows.is_grid(strand, row):
        return False
    first, last = (row.slots[row.printed[i]] for i in (0, -1))
    after = strand.next_text(last.index)
    return first.row > printing.end(link).row and after in printing.marked.pieces


def _left_out(printing: Printing) -> bool:
    """Whether the sums over lost rows hold without them, some of them with figures other than 0."""
    values = dict(_values(printing.pairs))
    lost = {key for b in printing.table.blocks for key in b.every_key()} - values.keys()
    sides = list(_sides(printing.schema.equations, values, lost))
    return any(left for left, _ in sides) and all(left == right for left, right in sides)


def _values(pairs: Iterable[tuple[Link, GridRow]]) -> Iterator[tuple[str, Number]]:
    """The figures of the rows that have one placement, a blank as 0."""
    for link, row in pairs:
        only = row.placements[0] if len(row.placements) == 1 else ()
        for column, slot in enumerate(only):
            yield link.block.key(link.index, column), (row.slots[slot].numeral.value or 0) if slot >= 0 else 0


def _sides(
    equations: Sequence[Equation], values: Mapping[str, Number], lost: Collection[str]
) -> Iterator[tuple[Number, Number]]:
    """Both sides of the placing equations over lost cells and others."""
    known = {**values, **dict.fromkeys(lost, 0)}
    for equation in equations:
        if equation.places and all(key in known for key in equation.keys):
            own = [key in lost for key in equation.keys]
            if any(own) and not all(own):
                yield equation.sides(known)
