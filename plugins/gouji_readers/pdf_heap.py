"""Words of low cells without walls, printed over those of other rows: taken into their own.

They stand level with their row by their first, their middle or their last line, all of a print by the same
one, which those tell that only one row can have. Then they are pressed together, over no other row.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gouji_readers.pdf_block import Block, Drawn, Row
from gouji_readers.pdf_late import LEVEL, aligned
from gouji_readers.pdf_lines import Box
from gouji_readers.pdf_over import middle
from gouji_readers.pdf_page import Page
from gouji_readers.pdf_spill import meet, worded

PART = 0.9
"""Share of the way to the next row that words may be high."""
CLOSE = 0.5
"""Share of their height to which the lines of two labels are pressed that would go on with each other."""
MOST = 4
"""How many times more cells tell one way than others."""
SAME = 1.0
"""Points by which the baselines of one row differ."""


@dataclass(slots=True)
class _Rows:
    """The lines of cells by their baselines, each as a cell, of which only some can be rows."""

    single: list[Block]
    bases: list[float]

    @classmethod
    def of(cls, blocks: Iterable[Block]) -> _Rows:
        """Those of some cells."""
        single = [Block([line], [False]) for block in blocks for line in block.lines]
        single.sort(key=lambda block: block.lines[0].base)
        return cls(single, [block.lines[0].base for block in single])

    def near(self, top: float, bottom: float) -> Sequence[Block]:
        """Those between two heights."""
        return self.single[bisect_left(self.bases, top) : bisect_right(self.bases, bottom)]

    def room(self, base: float, height: float) -> float:
        """How far the next row is from one, within a height."""
        others = (abs(one - base) for one in self.bases if SAME < abs(one - base) <= height)
        return min(others, default=height)


def settle(page: Page, blocks: Sequence[Block], ruled: Sequence[Box]) -> None:
    """Press words that stand over others into the one row that each can be of, outside of ruled tables."""
    several = [b for b in blocks if len(b.lines) > 1 and worded(b) and not _inside(b, ruled)]
    heaped = list(_heaped(page, several, blocks))
    if not heaped:
        return
    over = {id(block) for block in heaped}
    rows = _Rows.of(b for b in blocks if len(b.lines) == 1 or b.digits)
    lines = _Rows.of(b for b in blocks if id(b) not in over)  # words below each other may be rows too
    way = _told([dict(_ways(block, rows)) for block in several if not _upright(block)])
    found = [dict(_ways(block, lines)) for block in heaped]
    placed = [(block, ways[way]) for block, ways in zip(heaped, found, strict=True) if way in ways]
    for block, base in placed:
        if not any(
            own is not block and abs(other - base) <= SAME and _over(own, block) for own, other in placed
        ):
            _press(page, block, way, base, lines)


def part(page: Page, block: Block, beside: Sequence[Row]) -> bool:
    """Press the lines together that are level, by their middle, with one of the rows beside words.

    Labels as high as their rows follow each other without a gap where they are drawn behind all figures.
    Returns whether the lines are such labels.
    """
    if any(own.lines[-1].own[-1] > block.lines[0].own[0] for row in beside for own in row):
        return False
    groups: dict[float, list[Drawn]] = {middle(row[0]): [] for row in beside}
    for line in block.lines:
        own = middle(Block([line], [False]))
        groups[min(groups, key=lambda height: abs(height - own))].append(line)
    labels = [(height, Block(lines, [False] * len(lines))) for height, lines in groups.items()]
    if not all(len(words.lines) > 1 and _level(words, height) for height, words in labels):
        return False
    for height, words in labels:
        places = [index for line in words.lines for index in line.own]
        _draw_in(page, places, height, height, CLOSE)
    return True


def _level(words: Block, height: float) -> bool:
    """Whether the middle of words is at a height."""
    return abs(middle(words) - height) <= LEVEL * words.lines[0].piece.size


def _upright(block: Block) -> bool:
    """Whether words are set upright, a sign each line: most are a header's."""
    return all(len(line.piece.text) == 1 for line in block.lines)


def _told(found: Sequence[dict[int, float]]) -> int:
    """The way of nearly all cells that have one way alone; -1 where these differ: own rows may be lost."""
    alone = Counter(way for ways in found if len(ways) == 1 for way in ways)
    way, count = next(iter(alone.most_common(1)), (-1, 0))
    return way if count >= MOST * (alone.total() - count) else -1


def _inside(block: Block, ruled: Sequence[Box]) -> bool:
    left, top, right, bottom = block.box
    return any(a < right and left < c and b < bottom and top < d for a, b, c, d in ruled)


def _heaped(page: Page, several: Sequence[Block], blocks: Sequence[Block]) -> Iterator[Block]:
    """The cells of which a line stands over one of another cell, or over a rule that may be a wall."""
    lines = sorted(
        ((line.piece.box, number) for number, block in enumerate(blocks) for line in block.lines),
        key=lambda own: own[0][1],
    )
    tops = [box[1] for box, _ in lines]
    high = max((box[3] - box[1] for box, _ in lines), default=0.0)
    numbers = {id(block): number for number, block in enumerate(blocks)}
    for block in several:
        own = numbers[id(block)]
        _, top, _, bottom = block.box
        near = lines[bisect_left(tops, top - high) : bisect_right(tops, bottom)]
        others = [box for box, number in near if number != own]
        walled = not _upright(block) and any(page.walled[line.own].any() for line in block.lines)
        if walled or any(meet(line.piece.box, box) for line in block.lines for box in others):
            yield block


def _ways(block: Block, rows: _Rows) -> Iterator[tuple[int, float]]:
    """By which of its lines a cell is level with a row that has room for it, and the row's baseline."""
    size = block.lines[0].piece.size
    near = rows.near(block.lines[0].base - size, block.lines[-1].base + size)
    levels: dict[int, list[Block]] = {}
    for one in near:
        for way in aligned(one, block):
            levels.setdefault(way, []).append(one)
    for way, row in levels.items():
        right = any(one.figure and one.box[0] > block.box[0] for one in row)
        named = any(one.box[0] > block.box[2] or one.box[2] < block.box[0] for one in row if not one.figure)
        if (right or named) and not any(_over(one, block) for one in row):
            yield way, row[0].lines[0].base


def _over(one: Block, other: Block) -> bool:
    """Whether two cells share any of the page's width."""
    return one.box[0] < other.box[2] and other.box[0] < one.box[2]


def _press(page: Page, block: Block, way: int, base: float, rows: _Rows) -> None:
    """Press the lines of words together around their row's line."""
    own = [index for line in block.lines for index in line.own]
    bases = [line.base for line in block.lines]
    at = (bases[0], (bases[0] + bases[-1]) / 2, bases[-1])[way]
    high = float(page.boxes[own, 3].max() - page.boxes[own, 1].min())
    _draw_in(page, own, at, base, min(1.0, PART * rows.room(base, high) / high))


def _draw_in(page: Page, own: Sequence[int], at: float, base: float, share: float) -> None:
    """Move signs from one height to another, and nearer to it by a share."""
    for values in (page.boxes[:, 1], page.boxes[:, 3], page.base):
        values[own] = base + (values[own] - at) * share
    page.size[own] *= share
    page.walled[own] = False
