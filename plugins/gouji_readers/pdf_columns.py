"""Tables without rules: rows of cells whose figures stand under each other, with the header above them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gouji_readers.pdf_block import Block, Row

Stretch = tuple[float, float]

HEADERS = 8
"""Rows of a header, its title among them."""
TITLE = 40
"""Characters of a line that may be a table's title; a longer one is prose."""
LEAST_ROWS = 1
CLEAR = 1.0
"""Points between the figures of two columns."""
LEVEL = 0.5
"""Shares of the font's size by which the baselines of a row's figures may differ."""
ABOVE = 6.0
"""Lines between a table's header, a row, and the next one; what stands farther apart is no table."""


@dataclass(slots=True)
class Found:
    """A table: for each row its blocks with their half-open columns; ``width`` counts columns.

    ``body`` counts the rows below the header; ``bands`` are where the figures of its columns stand.
    ``headed`` says that a header shows all columns, its own or that of the table it goes on with: elsewhere
    one may be missing that is blank throughout. ``head`` are the texts of the header's rows,
    ``again`` the rows in which a page repeats them.
    """

    rows: list[list[tuple[int, int, Block]]] = field(default_factory=list)
    width: int = 0
    body: int = 0
    bands: Sequence[Stretch] = ()
    headed: bool = True
    head: Sequence[Sequence[str]] = ()
    again: Sequence[Row] = ()

    @property
    def blocks(self) -> list[Block]:
        """All blocks in their order."""
        return [block for row in self.rows for _, _, block in row]

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(block.box[1] for block in self.blocks)

    @property
    def own(self) -> list[int]:
        """The places of its characters."""
        return _places(self.blocks)

    @property
    def repeated(self) -> list[int]:
        """The places of the characters of a header that comes again."""
        return _places(block for row in self.again for block in row)


def _places(blocks: Iterable[Block]) -> list[int]:
    return [index for block in blocks for line in block.lines for index in line.own]


def tables(rows: Sequence[Row], paper: float, pages: Sequence[float] = ()) -> Iterator[Found]:
    """The tables among the rows of pages that begin at some places, on paper of a width, in their order."""
    start = 0
    above: Found | None = None
    while start < len(rows):
        first = next((n for n in range(start, len(rows)) if _figures(rows[n])), None)
        if first is None:
            break
        stop = _end(rows, first)
        head, body = rows[_head(rows, start, first) : first], rows[first:stop]
        turned = _turned(above, rows[first][0], pages)
        again = len(head) == first - start and turned
        found = _repeated(head, body, paper, above) if again else None
        found = found or _table(head, body, paper, above) or _headless(head, body)
        if found is not None:
            found.head = found.head or _texts(head)
        if above is not None:
            if turned:
                _part(above, rows[first], found)
            yield above
        above, start = found, stop if found is None else first + found.body
    if above is not None:
        yield above


def _part(above: Found, first: Row, found: Found | None) -> None:
    """Leave a label and figures to no table that a page parts: they may be one row's."""
    last = [block for _, _, block in above.rows[-1]]
    if not _values(last) and _unnamed(first):
        above.rows.pop()
    elif (
        _unnamed(last) and found is not None and found.again and not _values([b for _, _, b in found.rows[0]])
    ):
        found.rows.pop(0)


def _unnamed(row: Row) -> bool:
    """Whether a row has figures and no label."""
    return all(map(_value, row))


def _turned(above: Found | None, block: Block, pages: Sequence[float]) -> bool:
    """Whether a block stands on a page after that of the table above."""
    last = above.rows[-1][-1][2].box[1] if above is not None else block.box[1]
    return bisect_right(pages, last) < bisect_right(pages, block.box[1])


def _texts(rows: Sequence[Row]) -> list[list[str]]:
    return [[block.text for block in row] for row in rows]


def _repeated(head: Sequence[Row], body: Sequence[Row], paper: float, above: Found | None) -> Found | None:
    """The table below a header that a page repeats, with the columns of the one above; None for others.

    Below the header a label may go on that the page cut.
    """
    if above is None or not above.headed:
        return None
    said = _texts(head)
    again = next((n for n in range(len(said), 0, -1) if said[:n] == list(above.head)[-n:]), 0)
    rest = head[again:]
    if not any(len(row) > 1 for row in head[:again]) or any(
        b.box[2] > above.bands[0][0] for r in rest for b in r
    ):
        return None
    found = _table((), [*rest, *body], paper, above)
    if found is None or not found.headed or found.body <= len(rest):
        return None
    found.body -= len(rest)
    found.head, found.again = above.head, head[:again]
    return found


def _figures(row: Row) -> bool:
    """Whether a row holds figures beside a label or each other."""
    return len(row) > 1 and any(_value(block) for block in row[1:])


def _head(rows: Sequence[Row], start: int, first: int) -> int:
    """Where the header of a table begins, its title included."""
    top = first
    while top > max(start, first - HEADERS) and _may_head(rows[top - 1]):
        top -= 1
    return top


def _may_head(row: Row) -> bool:
    """Whether a row may be a header's, names or a title: digits below each other are figures."""
    return not any(block.digits for block in row) and (len(row) > 1 or len(row[0].text) <= TITLE)


def _end(rows: Sequence[Row], first: int) -> int:
    """Where a table ends: before a text that stands over its figures, or in another order on the page."""
    left = min(b.box[0] for b in _values(rows[first]))
    for number in range(first + 1, len(rows)):
        row, before = rows[number], rows[number - 1]
        if row[-1].box[1] < before[-1].box[1]:
            return number
        if _figures(row):
            left = min(left, *(b.box[0] for b in _values(row)))
        elif any(block.box[2] > left for block in row):
            return number
    return len(rows)


def _headless(head: Sequence[Row], body: Sequence[Row]) -> Found | None:
    """The table below a header whose cells cannot be told; None where it names a column without figures."""
    found = _table((), body, 0.0)
    if found is None:
        return None
    bands = _bands(body)
    found.headed = len(head) > 0
    return found if all(_over(b, bands) for row in head for b in row if b.box[0] > bands[0][0]) else None


def _bands(body: Sequence[Row]) -> list[Stretch]:
    """The stretches in which the figures of some rows stand."""
    return _merged([(b.box[0], b.box[2]) for row in body for b in _values(row)])


def _values(row: Row) -> Row:
    """The blocks of a row from its first figure beside a label on."""
    first = next(
        (n for n, block in enumerate(row) if _value(block) and (n or all(map(_value, row)))), len(row)
    )
    return row[first:]


def _value(block: Block) -> bool:
    """Whether a block is a figure, or seems to be one that its column broke."""
    return block.figure or block.digits


def _table(
    head: Sequence[Row], body: Sequence[Row], paper: float, above: Found | None = None
) -> Found | None:
    """The table of some rows; None where its columns cannot be told.

    Without a header it has the columns of the table above, where its figures stand under those.
    """
    stubs = [row[: len(row) - len(_values(row))] for row in body]
    bands = _bands(body)
    edge = max(
        (b.box[2] for row, stub in zip(body, stubs, strict=True) if stub != row for b in stub), default=0.0
    )
    if not bands or edge > bands[0][0] or not _level([_values(row) for row in body]):
        return None
    goes_on = not head and above is not None and above.headed and _under(bands, above.bands)
    others = above.bands if goes_on and above else ()
    bands = _with_others(bands, others) if goes_on else _with_header(bands, head, body, (edge, paper))
    if (
        edge > bands[0][0]
        or _nameless(bands, head, body, edge)
        or _run_into(body)
        or _astride(head, body, edge)
    ):
        return None
    body, stubs = body[: _below_columns(stubs, bands)], stubs[: _below_columns(stubs, bands)]
    if _torn_off(body, stubs):
        return None
    depth = max(map(len, stubs))
    out = Found(width=depth + len(bands), body=len(body), bands=bands, headed=bool(head) or goes_on)
    for row in head:
        placed = _head_row(row, bands, edge, depth)
        if placed is None:
            return None
        out.rows.append(placed)
    for stub, own in zip(stubs, map(_values, body), strict=True):
        columns = [_over(block, bands) for block in own]
        if any(len(c) != 1 for c in columns) or len({c[0] for c in columns}) != len(columns):
            return None
        labels = [(depth - len(stub) + n, depth - len(stub) + n + 1, b) for n, b in enumerate(stub)]
        figures = [(depth + c[0], depth + c[0] + 1, b) for c, b in zip(columns, own, strict=True)]
        out.rows.append([*labels, *figures])
    return out


def _torn_off(body: Sequence[Row], stubs: Sequence[Row]) -> bool:
    """Whether figures without a label stand next to labels without figures: parts of one row."""
    alone = [bool(stub) - (len(row) > len(stub)) for row, stub in zip(body, stubs, strict=True)]
    return any(a * b < 0 for a, b in pairwise(alone))


def _run_into(body: Sequence[Row]) -> bool:
    """Whether a label without figures stands beside digits below each other, which may be its own then."""
    stacks = [block.box for row in body for block in row if block.digits]
    bare = [block.box for row in body if not _values(row) for block in row]
    return any(top < below and above < bottom for _, top, _, bottom in stacks for _, above, _, below in bare)


def _level(values: Sequence[Row]) -> bool:
    """Whether the figures of each row stand on one line, and each row below the one before."""
    last = float("-inf")
    for row in values:
        bases = [block.lines[0].base for block in row if block.figure]
        if not bases:
            continue
        if max(bases) - min(bases) > LEVEL * row[0].lines[0].piece.size or min(bases) <= last:
            return False
        last = max(bases)
    return True


def _merged(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches with those that overlap made one."""
    out: list[Stretch] = []
    for start, stop in sorted(stretches):
        if out and start < out[-1][1] + CLEAR:
            out[-1] = (out[-1][0], max(out[-1][1], stop))
        else:
            out.append((start, stop))
    return out


def _below_columns(stubs: Sequence[Row], bands: Sequence[Stretch]) -> int:
    """How many rows a table has before one with words in its columns, as another table's header has."""
    edge = bands[0][0]
    return next((n for n, stub in enumerate(stubs) if any(b.box[2] > edge for b in stub)), len(stubs))


def _under(bands: Sequence[Stretch], above: Sequence[Stretch]) -> bool:
    """Whether each stretch lies under one of those above, and no two under the same."""
    under = [[n for n, other in enumerate(above) if _meet(own, other)] for own in bands]
    return all(len(own) == 1 for own in under) and len({own[0] for own in under}) == len(bands)


def _with_others(bands: Sequence[Stretch], above: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with those above that none of them lies under: columns that are blank here."""
    return sorted([*bands, *(other for other in above if not any(_meet(own, other) for own in bands))])


def _meet(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _with_header(
    bands: list[Stretch], head: Sequence[Row], body: Sequence[Row], sides: Stretch
) -> list[Stretch]:
    """The columns with those that only the header shows between two sides, for all their cells are blank.

    What a column beyond the paper's side held is lost.
    """
    edge, paper = sides
    names = _names(head, edge)
    alone = [name for name in names if name[1] <= paper and not any(_meet(name, band) for band in bands)]
    return _merged([*bands, *alone, *_beside(bands, alone, names, body)])


def _beside(
    bands: Sequence[Stretch], alone: Sequence[Stretch], names: Sequence[Stretch], body: Sequence[Row]
) -> list[Stretch]:
    """Stretches over figures without a name and what stands beside them on one side, if all belong together.

    That is a name without figures, or figures of other rows: names that begin at their column's left above
    figures that end at its right, or figures some of which do.
    """
    bare = sorted(band for band in bands if not any(_meet(name, band) for name in names))
    places = sorted([*bands, *alone])
    ways = []
    for step in (-1, 1):
        beside = [(places.index(band) + step, band) for band in bare]
        found = [(places[n], band) for n, band in beside if 0 <= n < len(places)]
        if len(found) == len(bare) and all(a not in bare and not _together(a, b, body) for a, b in found):
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
        boxes = [b.box for row in body for b in row if b.figure and _over(b, [band])]
        lefts, rights = ([box[n] for box in boxes] for n in (0, 2))
        moved = [max(own) - min(own) > CLEAR if own else False for own in (lefts, rights)]
        sides |= {-1 if moved[0] else 1} if moved[0] != moved[1] else {0} if moved[0] else set()
    return sides.pop() if len(sides) == 1 else 0


def _names(head: Sequence[Row], edge: float) -> list[Stretch]:
    """The names of columns, right of an edge."""
    return [name for name, _ in _leaves(head, edge)]


def _leaves(head: Sequence[Row], edge: float) -> list[tuple[Stretch, int]]:
    """The names of a header that have no others below them, with their rows, from the left.

    Titles are none, nor is the name of all columns that stands alone above theirs.
    """
    first = next((n for n, row in enumerate(head) if len(row) > 1), len(head))
    found: list[tuple[Stretch, int]] = []
    for number in range(len(head) - 1, first - 1, -1):
        own = [(b.box[0], b.box[2]) for b in head[number] if b.box[0] > edge]
        found += [(name, number) for name in own if not any(_meet(name, below) for below, _ in found)]
    return sorted(found)


def _astride(head: Sequence[Row], body: Sequence[Row], edge: float) -> bool:
    """Whether a name stands between two lower ones, which may be what it is the name of.

    Where a row has a figure for each name it is one of a column.
    """
    leaves = _leaves(head, edge)
    numbers = [number for _, number in leaves]
    between = any(own < min(numbers[n], numbers[n + 2]) for n, own in enumerate(numbers[1:-1]))
    return between and not any(len(_values(row)) == len(leaves) for row in body)


def _nameless(bands: Sequence[Stretch], head: Sequence[Row], body: Sequence[Row], edge: float) -> bool:
    """Whether figures that stand under no name are next to a name without figures, which may be theirs."""
    names = _names(head, edge)
    figures = _bands(body)
    bare = [not any(_meet(band, name) for name in names) for band in bands]
    blank = [not any(_meet(band, own) for own in figures) for band in bands]
    return bool(names) and any(
        (a and d) or (b and c) for (a, b), (c, d) in pairwise(zip(bare, blank, strict=True))
    )


def _together(one: Stretch, other: Stretch, body: Sequence[Row]) -> bool:
    """Whether figures of one row stand in both stretches."""
    return any(all(any(b in _over(own, (one, other)) for own in row) for b in (0, 1)) for row in body)


def _over(block: Block, bands: Sequence[Stretch]) -> list[int]:
    """The columns that a block stands over."""
    left, _, right, _ = block.box
    return [n for n, band in enumerate(bands) if _meet((left, right), band)]


def _head_row(
    row: Row, bands: Sequence[Stretch], edge: float, depth: int
) -> list[tuple[int, int, Block]] | None:
    """The blocks of a header's row with their columns; None where two stand over one column."""
    out: list[tuple[int, int, Block]] = []
    taken = 0
    for block in row:
        over = _over(block, bands)
        if not over or (block.box[0] < edge and depth):
            first, stop = taken, max(taken + 1, depth + (over[-1] + 1 if over else 0))
        else:
            first, stop = depth + over[0], depth + over[-1] + 1
        if first < taken or stop > depth + len(bands):
            return None
        out.append((first, stop, block))
        taken = stop
    return out
