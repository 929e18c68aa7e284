"""Columns: proving by geometry under which column each value stands.

A unit of measure proves columns when each value lies in one column's interval, no two values of a row in the
same, and the header prints one label over each column. Where rows are all full, rows agree with each other;
where a column is blank in every row, only the header knows it, and values must share an exact edge with it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from gouji.matrix import Span
from gouji_layouts.aligned_blocks import begins
from gouji_layouts.aligned_lines import GAP, MEASURES, Line, Word
from gouji_layouts.aligned_row import Row

SLACK = 1
"""Columns by which right, left or centred values may differ: half a character lost in rounding."""
AGREEING = 2
"""Full rows that must agree before a row with blanks is placed by them; one alone proves nothing."""
EDGES = 4
"""Values that must share an edge with their label to prove anything, twice as many in a lone row: where
columns are five apart, chance aligns four once in 40 tries and eight once in 1500."""
PITCHES = 4
"""Share of the least distance between two labels by which a value may miss its label's edge or middle: where
values drift more than that, as where wide characters push them, they prove nothing."""
MAX_COLUMNS = 256
"""Columns of a table; keeps building them linear. Statutory tables have at most 15."""


@dataclass(slots=True)
class Columns:
    """Proven columns in one unit, from left to right, with the header's words over each and over groups."""

    unit: int
    places: list[Span]
    leaves: list[list[Word]] = field(default_factory=list)
    groups: list[Word] = field(default_factory=list)

    def column(self, word: Word) -> tuple[int, int]:
        """Find the half-open range of columns that a word overlaps."""
        left, right = word.places[self.unit]
        first = bisect_right(self.places, left, key=lambda p: p[1])
        return first, bisect_left(self.places, right, key=lambda p: p[0])


def prove(text: str, rows: Sequence[Row], header: Sequence[Line], width: int) -> Columns | None:
    """Find the columns of sure rows; None where geometry leaves a doubt or the units disagree."""
    proofs = [c for unit in range(MEASURES) if (c := _measure(text, rows, header, (width, unit)))]
    if not proofs:
        return None
    answers = [[[c.column(w) for w in row.values] for row in rows] for c in proofs]
    sizes = {len(c.places) for c in proofs}
    return proofs[0] if len(sizes) == 1 and all(a == answers[0] for a in answers) else None


def _measure(text: str, rows: Sequence[Row], header: Sequence[Line], by: tuple[int, int]) -> Columns | None:
    width, unit = by
    places = _merge(w.places[unit] for row in rows for w in row.values)
    if len(places) > MAX_COLUMNS or not header:
        return None
    edge = max((w.places[unit][1] for row in rows for line in row.lines for w in line.names), default=0)
    columns = Columns(unit, places)
    if not _single(rows, columns) or _crowded(rows, columns):
        return None
    found = _titled(text, columns, header, edge)
    if not found or not _single(rows, columns):
        return None
    full = sum(row.full(len(columns.places)) for row in rows)
    if len(columns.places) == width and (full == len(rows) or full >= AGREEING):
        return columns if all(_even(c, unit) for c in _stacks(rows, columns)) else None
    return columns if _edged(rows, columns) else None


def _merge(spans: Iterable[Span]) -> list[Span]:
    out: list[Span] = []
    for left, right in sorted(spans):
        if out and left < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    return out


def _single(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether each value lies in one column and no column holds two values of a row."""
    for row in rows:
        taken = [columns.column(w) for w in row.values]
        if any(b - a != 1 for a, b in taken) or len(set(taken)) < len(taken):
            return False
    return True


def _crowded(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether a label reaches into the columns: it may have pushed its line's values to the right."""
    left = columns.places[0][0]
    lines = (line for row in rows for line in row.lines)
    return any(line.names and line.names[-1].places[columns.unit][1] > left for line in lines)


def _titled(text: str, columns: Columns, header: Sequence[Line], edge: int) -> bool:
    """Find the label over each column, from the lowest header line up; False where one is missing or torn.

    Once each column has its label, a line above with few different words names groups or the table, or begins
    the label of which a lone character is the rest.
    """
    printed = frozenset(columns.places)
    leaves: dict[Span, list[Word]] = {place: [] for place in columns.places}
    for line in reversed(header):
        kept = (w for w in line.words if not _aside(text, w, columns.unit, edge))
        words = [part for w in kept for part in _apart(text, w, columns)]
        runs = sum(1 for _ in groupby(text[w.start : w.end] for w in words))
        groups = all(leaves.values()) and 2 * runs <= len(leaves)
        for word in words:
            first, last = columns.column(word)
            begun = last - first == 1 and _lone(leaves[columns.places[first]])
            if (groups and not begun) or last - first > 1:
                columns.groups.append(word)
            elif word.places[columns.unit][0] < edge or not _leaf(word, columns, leaves, line):
                return False
    columns.leaves = [sorted(leaves[p], key=lambda w: w.start) for p in columns.places]
    return all(leaves.values()) and not any(p not in printed and _lone(leaf) for p, leaf in leaves.items())


def _apart(text: str, word: Word, columns: Columns) -> list[Word]:
    """The two characters of a spread-out word that stand over different columns: each ends another label."""
    blank = text[word.start + 1 : word.end - 1]
    if not blank.isspace() or not _spans(word, columns):
        return [word]
    (a, b), (c, d), (e, f) = word.places
    wide, half = (d - c - len(blank)) // 2, (f - e - len(blank)) // 2
    left = ((a, a + 1), (c, c + wide), (e, e + half))
    right = ((b - 1, b), (d - wide, d), (f - half, f))
    return [
        word._replace(end=word.start + 1, places=left),
        word._replace(start=word.end - 1, places=right),
    ]


def _lone(leaf: Sequence[Word]) -> bool:
    return len(leaf) == 1 and leaf[0].end - leaf[0].start == 1


def _aside(text: str, word: Word, unit: int, edge: int) -> bool:
    """Whether a header word stands over the labels, or begins a title of its own (第二十条…)."""
    return word.places[unit][1] <= edge or begins(text, word.span)


def _spans(word: Word, columns: Columns) -> bool:
    first, last = columns.column(word)
    return last - first > 1


def _leaf(word: Word, columns: Columns, leaves: dict[Span, list[Word]], line: Line) -> bool:
    """Put a header word over its column, or over a new one that is blank in each row; False if unsure.

    A word one blank from its neighbour may be the rest of a label with a blank in it: no column of its own.
    Nor is a lone character, half of a spread-out 总 计, unless another stands above it.
    """
    first, last = columns.column(word)
    if last > first:
        leaves[columns.places[first]].append(word)
        return True
    near = any(0 <= word.start - w.end < GAP or 0 <= w.start - word.end < GAP for w in line.words)
    if (near and not _tight(line, columns)) or len(line.words) == 1 or len(columns.places) == MAX_COLUMNS:
        return False
    place = word.places[columns.unit]
    columns.places.insert(first, place)
    leaves[place] = [word]
    return True


def _tight(line: Line, columns: Columns) -> bool:
    """Whether two words one blank apart stand over two columns: then one blank parts the line's labels."""
    near = (p for p in pairwise(line.words) if p[1].start - p[0].end < GAP)
    over = ([columns.column(w) for w in pair] for pair in near)
    return any(a[1] == b[0] and b[1] - a[0] == len((a, b)) for a, b in over)


def _stacks(rows: Sequence[Row], columns: Columns) -> list[list[Word]]:
    out: list[list[Word]] = [[] for _ in columns.places]
    for row in rows:
        for word in row.values:
            out[columns.column(word)[0]].append(word)
    return out


def _even(stack: Sequence[Word], unit: int) -> bool:
    """Whether values share their left edge, right edge or middle."""
    spans = [w.places[unit] for w in stack]
    return (
        _within((a for a, _ in spans), SLACK)
        or _within((b for _, b in spans), SLACK)
        or _within((a + b for a, b in spans), 2 * SLACK)
    )


def _within(numbers: Iterable[int], slack: int) -> bool:
    listed = list(numbers)
    return not listed or max(listed) - min(listed) <= slack


def _edged(rows: Sequence[Row], columns: Columns) -> bool:
    """Whether all values share an edge with their column's label, or its middle if many or the outer ones do.

    Values that fill the first and the last column cannot all stand one column aside of their labels.
    """
    stacks, unit = _stacks(rows, columns), columns.unit
    used = [(stack, leaves) for stack, leaves in zip(stacks, columns.leaves, strict=True) if stack]
    placed = sum(len(stack) for stack in stacks)
    needed = EDGES if len(rows) > 1 and len(used) > 1 else 2 * EDGES
    if placed < needed:
        return False
    spans = [([w.places[unit] for w in stack], _hull(leaves, unit)) for stack, leaves in used]
    hulls = [_hull(leaves, unit) for leaves in columns.leaves]
    slack = (min((b[0] - a[0] for a, b in pairwise(hulls)), default=0) - 1) // PITCHES
    if all(any(_shared(stack, label, side, slack) for side in (0, 1)) for stack, label in spans):
        return True
    outer = (bool(stacks[0]) and bool(stacks[-1])) or placed >= 2 * EDGES
    slack = max(slack, SLACK)
    return outer and all(abs(sum(p) - sum(label)) <= 2 * slack for stack, label in spans for p in stack)


def _shared(stack: Sequence[Span], label: Span, side: int, slack: int) -> bool:
    return all(abs(p[side] - label[side]) <= slack for p in stack)


def _hull(words: Sequence[Word], unit: int) -> Span:
    return min(w.places[unit][0] for w in words), max(w.places[unit][1] for w in words)
