"""Rows as the judges of readings see them, made without a document: figures in columns, None for a blank."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

from gouji import row_sums
from gouji.equation import Equation

COLUMNS = ("x", "y", "z", "total")


@dataclass(frozen=True)
class Row:
    """A row with one placement, its cells in the order of their columns unless ``order`` says otherwise."""

    name: str
    printed: tuple[int | None, ...]
    assumed: tuple[str, ...] = ()
    grid: bool = True
    cells: int = 4
    matrix: int = 0
    first: int = 1
    order: tuple[int, ...] = (0, 1, 2, 3)
    doubtful: bool = False
    """Whether there is a second placement."""
    path: tuple[str, ...] = ()
    spread: bool = False
    dropped: bool = False
    surplus: int = 0
    line: int = 0
    """The line on which its figures stand."""
    strand: object = None

    @property
    def placements(self):
        return (self.order, self.order) if self.doubtful else (self.order,)

    @property
    def block(self):
        return SimpleNamespace(id=self.name, rows=[SimpleNamespace(label=SimpleNamespace(path=self.path))])

    row = 0
    rows = (0,)
    columns = COLUMNS

    @property
    def slots(self):
        own = {slot: value for slot, value in zip(self.order, self.printed, strict=True) if slot >= 0}
        return tuple(cell(own.get(slot), self.line, slot) for slot in range(self.cells))

    def value(self, slot):
        return self.slots[slot].numeral.value

    @property
    def figures(self):
        return tuple(cell(value, self.line) for value in self.printed if value is not None)

    @property
    def keys(self):
        return [f"t/{self.name}/{column}" for column in COLUMNS]

    @property
    def numbers(self):
        return {} if self.doubtful else dict(zip(self.keys, self.printed, strict=True))

    def values(self, _):
        return self.printed


def cell(value, line=0, place=0):
    """A slot of a row, on a line and at a place of it."""
    return SimpleNamespace(
        kind="blank" if value is None else "figure",
        numeral=SimpleNamespace(value=value),
        row=line,
        spans=((100 * line + place, 100 * line + place + 1),),
    )


def strand(*lines):
    """Lines of pieces, each a figure or, as text, the half of one; none of them is a row's."""
    pieces, rows = [], []
    for number, line in enumerate(lines):
        rows.append((len(pieces), len(pieces) + len(line)))
        for place, text in enumerate(line, 50):
            kind = "figure" if text.isdigit() else "text"
            pieces.append(SimpleNamespace(kind=kind, text=text, spans=((100 * number + place, 0),)))
    return SimpleNamespace(rows=rows, pieces=pieces)


def total(name, **more):
    """The sum of a row: its total is that of the other columns."""
    return Equation(
        name, ((1, f"t/{name}/total"),), "=", tuple((1, f"t/{name}/{c}") for c in COLUMNS[:3]), **more
    )


def sums(rows, equations=None):
    """The sums of each row."""
    return [row_sums.of(row.numbers, totals(rows) if equations is None else equations) for row in rows]


def column(name, whole, *parts):
    """The sum down a column."""
    return Equation(name, ((1, f"t/{whole}/{name}"),), "=", tuple((1, f"t/{part}/{name}") for part in parts))


def totals(rows):
    return [total(row.name) for row in rows]
