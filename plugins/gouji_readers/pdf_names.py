"""Names: what a header without rules says of the columns below it, and whether they can be told by it."""

from __future__ import annotations

from collections.abc import Sequence

from gouji_readers.pdf_band import CLEAR, Stretch, bands_of, meet, merged, over, together, values
from gouji_readers.pdf_block import Row


def with_header(bands: list[Stretch], head: Sequence[Row], body: Sequence[Row], edge: float) -> list[Stretch]:
    """The columns with those that only the header shows right of an edge: their cells are blank, or lost."""
    names = _names(head, edge)
    alone = [name for name in names if not any(meet(name, band) for band in bands)]
    return merged([*bands, *alone, *_beside(bands, alone, names, body)])


def _beside(
    bands: Sequence[Stretch], alone: Sequence[Stretch], names: Sequence[Stretch], body: Sequence[Row]
) -> list[Stretch]:
    """Stretches over figures without a name and what stands beside them on one side, if all belong together.

    That is a name without figures, or figures of other rows: names that begin at their column's left above
    figures that end at its right, or figures some of which do.
    """
    bare = sorted(band for band in bands if not any(meet(name, band) for name in names))
    places = sorted([*bands, *alone])
    ways = []
    for step in (-1, 1):
        beside = [(places.index(band) + step, band) for band in bare]
        found = [(places[n], band) for n, band in beside if 0 <= n < len(places)]
        if len(found) == len(bare) and all(a not in bare and not together(a, b, body) for a, b in found):
            ways.append((step, found))
    flush = _flush(bare, body) if len(ways) > 1 else 0
    own = [found for step, found in ways if not flush or step == flush] if flush or len(ways) == 1 else []
    return [(min(a[0], b[0]), max(a[1], b[1])) for found in own for a, b in found]


def _flush(bands: Sequence[Stretch], body: Sequence[Row]) -> int:
    """Where the names of figures are that stand under none: left of them if they are flush right, or right.

    0 where figures of more than one length do not show that they all are flush at one side.
    """
    sides: set[int] = set()
    for band in bands:
        boxes = [b.box for row in body for b in row if b.figure and over(b, [band])]
        lefts, rights = ([box[n] for box in boxes] for n in (0, 2))
        moved = [max(own) - min(own) > CLEAR if own else False for own in (lefts, rights)]
        sides |= {-1 if moved[0] else 1} if moved[0] != moved[1] else {0} if moved[0] else set()
    return sides.pop() if len(sides) == 1 else 0


def columns(head: Sequence[Row]) -> list[Stretch]:
    """The names of all columns, that of the labels among them."""
    return _names(head, float("-inf"))


def _names(head: Sequence[Row], edge: float) -> list[Stretch]:
    """The names of columns, right of an edge."""
    return [name for name, _ in _leaves(head, edge)]


def _leaves(head: Sequence[Row], edge: float) -> list[tuple[Stretch, int]]:
    """The names of a header that have no others below them, with their rows, from the left.

    Titles are none, nor is the name of all columns that stands alone above theirs; one with a line beside
    theirs is a column's, printed below that of all.
    """
    first = next((n for n, row in enumerate(head) if len(row) > 1), len(head))
    lines = head[first - 1][0].lines if 0 < first < len(head) else []
    if len(lines) > 1 and lines[-1].base > _top(head[first]):
        first -= 1
    found: list[tuple[Stretch, int]] = []
    for number in range(len(head) - 1, first - 1, -1):
        own = [(b.box[0], b.box[2]) for b in head[number] if b.box[0] > edge]
        found += [(name, number) for name in own if not any(meet(name, below) for below, _ in found)]
    return sorted(found)


def _top(row: Row) -> float:
    """Where the first line of a row begins."""
    return min(block.box[1] for block in row)


def astride(head: Sequence[Row], body: Sequence[Row], edge: float) -> bool:
    """Whether a name stands between two lower ones, which may be what it is the name of.

    Where a row has a figure for each name it is one of a column.
    """
    leaves = _leaves(head, edge)
    numbers = [number for _, number in leaves]
    between = any(own < min(numbers[n], numbers[n + 2]) for n, own in enumerate(numbers[1:-1]))
    return between and not any(len(values(row)) == len(leaves) for row in body)


def nameless(bands: Sequence[Stretch], head: Sequence[Row], body: Sequence[Row], edge: float) -> bool:
    """Whether figures stand under no name while a name stands over no figures, which may be theirs.

    All between both may then be moved by a column, as below a header of other widths.
    """
    names = _names(head, edge)
    figures = bands_of(body)
    bare = any(not any(meet(band, name) for name in names) for band in bands)
    blank = any(not any(meet(band, own) for own in figures) for band in bands)
    return bool(names) and bare and blank
