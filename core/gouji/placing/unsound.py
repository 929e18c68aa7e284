"""Unsound: rows without figures next to one whose figures add up in no way, and may be theirs in part.

Where only the order of the pieces is known and blanks are dropped, a row without any figure seems blank. The
figures of rows whose labels stand together may as well all follow the last of these, or their columns stand
elsewhere: then what is left behind a label does not add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gouji import row_sums
from gouji.equation import Equation
from gouji.keys import row_of
from gouji.placing.chain import Link
from gouji.placing.grid_row import GridRow
from gouji.placing.printing import Printing

NEAR = 4
"""Rows without figures, one after the other, that figures left behind a label are looked for in."""

LEAST = 3
"""Unsound rows from which on others are no better than they."""
VARIED = 2
"""Lengths of rows from which on some may have lost figures to others."""


def beside(printing: Printing) -> Iterator[int]:
    """Indices of the rows without columns or figures of which the next one above or below is unsound."""
    lengths = {len(printing.rows[i].printed) for i in printing.loose} - {0}
    if len(lengths) < VARIED:
        return  # as many figures in each row are of the same columns
    equations = [e for e in printing.schema.equations if e.places]
    above, below = _nearest(printing, equations)
    yield from (i for i in _bare(printing) if above[i] or below[i])


def short(printing: Printing) -> Iterator[int]:
    """Indices of the rows without columns that print fewer figures than they have, if most are unsound.

    Then columns stand elsewhere, and what is left of a few rows adds up by chance.
    """
    equations = [e for e in printing.schema.equations if e.places]
    rows = enumerate(printing.pairs)
    few = [
        (i, x, r) for i, (x, r) in rows if i in printing.loose and 1 < len(r.printed) < len(x.block.columns)
    ]
    told = [i for i, link, row in few if is_unsound(link, row, equations)]
    if len(told) >= LEAST and 2 * len(told) > len(few):
        yield from (i for i, _, _ in few)


def untotalled(printing: Printing) -> Iterator[int]:
    """Indices of the rows without columns or figures, where one is the total of rows that print some.

    Its figures stand elsewhere, and so may those of the others.
    """
    keys = [link.block.key(link.index, 0) for link in printing.links]
    bare = {row_of(key) for key, row in zip(keys, printing.rows, strict=True) if not row.printed}
    if not bare:
        return
    some = {row_of(key) for key, row in zip(keys, printing.rows, strict=True) if tells(row)}
    equations = (e for e in printing.schema.equations if e.places)
    if any(_totals(e) <= bare and not some.isdisjoint(_parts(e)) for e in equations):
        yield from _bare(printing)


def _bare(printing: Printing) -> Iterator[int]:
    """The rows without columns or figures."""
    return (i for i in sorted(printing.loose) if not printing.rows[i].printed)


def _totals(equation: Equation) -> set[str]:
    """The rows of an equation's left side."""
    return {row_of(key) for _, key in equation.left}


def _parts(equation: Equation) -> Iterator[str]:
    """The rows of an equation's right side."""
    return (row_of(key) for _, key in equation.right)


def tells(row: GridRow) -> bool:
    """Whether a row prints a figure other than 0: zeros fit in any row."""
    return any(row.slots[i].numeral.value for i in row.printed)


def _nearest(printing: Printing, equations: Sequence[Equation]) -> tuple[list[bool], list[bool]]:
    """For each row whether the nearest one above it that prints figures is unsound, and the same below."""
    rows = list(printing.pairs)
    judged: dict[int, bool] = {}
    sides: list[list[bool]] = []
    for order in (range(len(rows)), range(len(rows) - 1, -1, -1)):
        side, last = [False] * len(rows), -1
        for i in order:
            if rows[i][1].printed:
                last = i
            elif last >= 0:
                if last not in judged:
                    judged[last] = last in printing.loose and is_unsound(*rows[last], equations)
                side[i] = judged[last] and abs(last - i) <= NEAR
        sides.append(side)
    return sides[0], sides[1]


def is_unsound(link: Link, row: GridRow, equations: Iterable[Equation]) -> bool:
    """Whether a row of a block with sums prints figures, not all 0, and no placement fulfils them.

    A lone figure cannot be several rows'; some authors print no totals.
    """
    keys = [link.block.key(link.index, column) for column in range(len(link.block.columns))]
    own = [e for e in equations if set(keys).issuperset(e.keys)]
    if not own or len(row.printed) == 1 or not tells(row):
        return False
    placed = ([row.slots[s].numeral.value if s >= 0 else None for s in p] for p in row.placements)
    sums = (row_sums.of(dict(zip(keys, values, strict=True)), own) for values in placed)
    return not any(all(s.holds for s in one) for one in sums)
