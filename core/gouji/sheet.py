"""The sheet: the physical grid of one table as an official form prints it, from which renderers print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gouji.schema import Block, Label, Table

Role = Literal["title", "corner", "header", "group", "label", "number", "value", "filler"]
Owner = tuple[int, int]
"""The row and the place in the row of the cell that covers a slot."""


@dataclass(frozen=True, slots=True)
class Box:
    """One printed cell: its text, how many rows and columns it covers, and what it is.

    A value knows its key; a filler is an empty cell that belongs to no key. A number counts its row.
    """

    text: str
    role: Role
    rowspan: int = 1
    colspan: int = 1
    key: str = ""

    @property
    def is_label(self) -> bool:
        """Whether the cell holds words rather than a figure or nothing."""
        return self.role not in ("number", "value", "filler")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells, each cell listed once in the row where it begins; ``width`` counts grid columns."""

    table: str
    rows: tuple[tuple[Box, ...], ...]
    width: int

    @property
    def cells(self) -> Iterator[Box]:
        """All cells in reading order."""
        return (cell for row in self.rows for cell in row)

    def owners(self) -> list[list[Owner | None]]:
        """For each slot the cell that covers it, as HTML places cells; None for a hole."""
        grid: list[list[Owner | None]] = [[None] * self.width for _ in self.rows]
        for top, row in enumerate(self.rows):
            left = 0
            for place, cell in enumerate(row):
                while left < self.width and grid[top][left] is not None:
                    left += 1
                for line in grid[top : top + cell.rowspan]:
                    line[left : left + cell.colspan] = [(top, place)] * cell.colspan
                left += cell.colspan
        return grid

    def cell(self, owner: Owner) -> Box:
        """The cell that an entry of ``owners`` names."""
        return self.rows[owner[0]][owner[1]]

    def map(self, change: Callable[[Box], Box]) -> Sheet:
        """The sheet with each cell changed; spans must stay."""
        return replace(self, rows=tuple(tuple(change(c) for c in row) for row in self.rows))


def lay_out(
    table: Table,
    values: Mapping[str, str],
    *,
    note: str | None = None,
    stretch: bool = True,
    low: bool = False,
    counted: tuple[str, int] | None = None,
) -> Sheet:
    """The sheet of a table as an official form prints it.

    Each block prints its title over the whole width, then its header from the columns' paths, then its
    rows; a row's group labels stand in the columns before it and span the rows they share. The corner
    above the row labels holds ``note``, or the table's first note. A block narrower than the table
    stretches its last column, or leaves fillers where ``stretch`` is False. Where one column has more
    groups above it than another, the other's own label spans the rows left; with ``low`` its group does.
    With ``counted``, a label and a number, a row under each header numbers its columns from there on. Row
    numbers have a column of their own; a block of open rows prints only those with a figure.
    """
    blocks = [_shown(b, values) for b in table.blocks]
    width = max(_stub(b) + len(b.columns) for b in blocks)
    corner = note if note is not None else next(iter(table.notes), "")
    rows: list[tuple[Box, ...]] = []
    for block in blocks:
        if block.titles:
            rows.append((Box(block.titles[0].text, "title", colspan=width),))
        own = _stub(block) + len(block.columns)
        counts = [_counts(block, *counted)] if counted else []
        body = _header(block, corner, low=low) + counts + _body(block, values)
        rows.extend(_widened(row, own, width - own, stretch=stretch) for row in body)
    return Sheet(table.id, tuple(rows), width)


def join(left: Sheet, right: Sheet) -> Sheet:
    """Two sheets printed side by side, the shorter one's rows filled up below."""
    height = max(len(left.rows), len(right.rows))
    parts = [[*s.rows, *[(Box("", "filler"),) * s.width] * (height - len(s.rows))] for s in (left, right)]
    rows = tuple((*a, *b) for a, b in zip(*parts, strict=True))
    return Sheet(left.table, rows, left.width + right.width)


Placed = tuple[int, Box]
"""A cell and the grid column where it begins."""


def _label_width(block: Block) -> int:
    return max((len(r.label.path) + 1 for r in block.rows), default=0)


def _stub(block: Block) -> int:
    """How many columns stand left of the figures: labels, and numbers where the block has them."""
    return _label_width(block) + (block.numbers is not None)


def _shown(block: Block, values: Mapping[str, str]) -> Block:
    """The block without the open rows that hold no figure."""
    if not block.open_rows:
        return block
    columns = range(len(block.columns))
    kept = (r for r, _ in enumerate(block.rows) if any(values.get(block.key(r, c)) for c in columns))
    return replace(block, rows=tuple(block.rows[r] for r in kept) or block.rows[:1])


def _header(block: Block, corner: str, *, low: bool) -> list[list[Placed]]:
    labels = [c.label for c in block.columns]
    depth = max(len(label.path) for label in labels) + 1
    area, first = _stub(block), int(block.numbers_first)
    rows: list[list[Placed]] = [[] for _ in range(depth)]
    if area:
        rows[0].append((first, Box(corner, "corner", depth, _label_width(block))))
    if block.numbers:
        rows[0].append((0 if first else area - 1, Box(block.numbers.text, "header", depth)))
    tops = [len(label.path) for label in labels]
    for level, start, count in _groups(labels):
        sink = low and set(tops[start : start + count]) == {level + 1}
        below = depth - 1 if sink else level + 1
        tops[start : start + count] = [max(below, top) for top in tops[start : start + count]]
        rows[level].append((area + start, Box(labels[start].path[level], "header", below - level, count)))
    for place, (label, top) in enumerate(zip(labels, tops, strict=True)):
        rows[top].append((area + place, Box(label.text, "header", depth - top)))
    return [sorted(row, key=lambda placed: placed[0]) for row in rows]


def _counts(block: Block, label: str, first: int) -> list[Placed]:
    """The row that numbers the columns; where rows have labels it has one."""
    area, left = _stub(block), int(block.numbers_first)
    row = [(area + c, Box(str(first + c), "number")) for c in range(len(block.columns))]
    if area:
        row.append((left, Box(label, "label", 1, _label_width(block))))
    if block.numbers:
        row.append((0 if left else area - 1, Box("", "number")))
    return sorted(row, key=lambda placed: placed[0])


def _body(block: Block, values: Mapping[str, str]) -> list[list[Placed]]:
    area, first = _stub(block), int(block.numbers_first)
    rows: list[list[Placed]] = [[] for _ in range(block.height)]
    labels = [row.label for row in block.rows]
    for level, start, count in _groups(labels):
        rows[start].append((first + level, Box(labels[start].path[level], "group", count)))
    for line, label in enumerate(labels):
        level = len(label.path)
        rows[line].append((first + level, Box(label.text, "label", 1, _label_width(block) - level)))
        if block.numbers:
            rows[line].append((0 if first else area - 1, Box(block.rows[line].number, "number")))
    for line, row in enumerate(rows):
        keys = [block.key(line, c) for c in range(len(block.columns))]
        row += [(area + c, Box(values.get(k, ""), "value", key=k)) for c, k in enumerate(keys)]
        row.sort(key=lambda placed: placed[0])
    return rows


def _widened(row: Sequence[Placed], own: int, extra: int, *, stretch: bool) -> tuple[Box, ...]:
    """The row of a block of ``own`` columns in a table that is ``extra`` columns wider."""
    cells = [cell for _, cell in row]
    if not extra or not stretch:
        return (*cells, *([Box("", "filler")] * extra))
    return tuple(replace(c, colspan=c.colspan + extra) if left + c.colspan == own else c for left, c in row)


def _groups(labels: Sequence[Label]) -> list[tuple[int, int, int]]:
    """Level, first place and length of each run of labels that share their path down to that level."""
    found: list[tuple[int, int, int]] = []
    for level in range(max((len(label.path) for label in labels), default=0)):
        start = 0
        while start < len(labels):
            head = labels[start].path[: level + 1]
            stop = start + 1
            while stop < len(labels) and labels[stop].path[: level + 1] == head:
                stop += 1
            if len(head) > level:
                found.append((level, start, stop - start))
            start = stop
    return found
