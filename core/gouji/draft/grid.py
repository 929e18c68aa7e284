"""The grid of a blank table: which rows are titles, headers and labels, which slots are left for figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from gouji.draft.form import FormBlock, Leaf
from gouji.draft.ranks import grouped
from gouji.draft.slot import (
    COUNTING,
    LETTERS,
    NUMBERED,
    REMARKS,
    UNIT_HEADS,
    counts_rows,
    indent_of,
    is_figure,
    is_label,
    row_number,
)
from gouji.draft.stub import Grid, Stub, count, lead, read_stub
from gouji.fold import core, ordinal

HEAD = 4
"""Rows at the top of a block that may be its header."""
COUNTED = "\0"
"""Stands for the label of a row that numbers the columns without one."""


def parts(grid: Grid) -> list[list[FormBlock]]:
    """What stands side by side in a table, each with its blocks in order; no row or column has an id yet."""
    sides: list[list[FormBlock]] = []
    for title, rows in _segments(grid):
        for place, part in enumerate(_beside(rows)):
            block = _block(part, title)
            if block is not None:
                sides += [[] for _ in range(place + 1 - len(sides))]
                sides[place].append(block)
    found = [side for side in sides if side]
    for block in (b for side in found for b in side if len(found) > 1):
        block.spare = False  # the shorter side ends in empty rows
    return found


# --- where blocks begin ----------------------------------------------------------------------------------


def _segments(grid: Grid) -> Iterator[tuple[str, Grid]]:
    """Each block's title, empty where it has none, and its rows."""
    rows = [row for row in grid if row]
    title, start = "", 0
    for number in range(len(rows)):
        if _is_title(rows, number):
            if number > start:
                yield title, rows[start:number]
            title, start = _words(rows[number])[0], number + 1
        elif number > start + 1 and _is_whole(rows[number]) and not is_label(rows[number - 1][-1]):
            yield title, rows[start:number]
            title, start = "", number
    if start < len(rows):
        yield title, rows[start:]


def _is_title(rows: Grid, number: int) -> bool:
    """Whether a row is one text over the whole width, or one in its first slot before a header."""
    row = rows[number]
    if len(row) < 2 or number + 1 >= len(rows) or len(_words(row)) != 1 or not is_label(row[0]):  # noqa: PLR2004
        return False
    if set(row) == {row[0]}:
        return True
    if any(text.strip() for text in row[1:]):
        return False
    head = rows[number + 1]
    following = rows[number + 2 :]
    stop = next(
        (i for i, r in enumerate(following) if len(_words(r)) == 1 and is_label(r[0])), len(following)
    )
    below = [_reach(r) for r in following[: max(stop, 1)]]
    wide = _reach(head) * 2 > len(head) or head[0] == _corner(rows)
    return wide and len(_words(head)) > 1 and all(b < _reach(head) for b in below)


def _corner(rows: Grid) -> str:
    """The corner under the table's first title: later blocks print it again."""
    return rows[1][0] if len(rows) > 1 and len(_words(rows[0])) == 1 else ""


def _is_whole(row: Sequence[str]) -> bool:
    return len(_words(row)) > 1 and all(is_label(text) for text in row)


def _words(row: Sequence[str]) -> list[str]:
    """The different label texts of a row, neighbours that read alike once."""
    found: list[str] = []
    for text in row:
        if is_label(text) and (not found or found[-1] != text):
            found.append(text)
    return found


def _reach(row: Sequence[str]) -> int:
    """The first slot behind the last label of a row."""
    return max((c + 1 for c, text in enumerate(row) if is_label(text)), default=0)


def _beside(rows: Grid) -> list[Grid]:
    """The parts of a block that stand side by side: labels again behind columns left for figures."""
    body, wide = rows[1:], len(rows[0])
    labels = [sum(is_label(r[c]) for r in body) for c in range(wide)]
    full = [n * 2 > len(body) or n > HEAD for n in labels]
    empty = [not any(is_label(r[c]) for r in body[len(body) // 2 :]) for c in range(wide)]
    units = [any(core(r[c]) in UNIT_HEADS for r in rows[:HEAD]) for c in range(wide)]
    cuts = [c for c in range(1, wide) if full[c] and empty[c - 1] and any(full[:c]) and not units[c]]
    edges = [0, *cuts, wide]
    return [[row[a:b] for row in rows] for a, b in zip(edges, edges[1:], strict=False)]


# --- one block -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Split:
    """Where a block's header ends and how many columns hold row labels."""

    header: int
    labels: int


def _split(rows: Grid) -> _Split:
    reaches = [_reach(row) for row in rows]
    most = max(reaches)
    below = [max(reaches[h:], default=0) for h in range(len(rows) + 1)]
    header = next((h for h in range(1, len(rows) + 1) if below[h] < most), len(rows))
    while header + 1 < len(rows) and 0 < below[header + 1] <= _first(rows[header]):
        header += 1
    return _Split(header, below[header])


def _first(row: Sequence[str]) -> int:
    return next((c for c, text in enumerate(row) if is_label(text)), 0)


def _block(rows: Grid, title: str) -> FormBlock | None:
    if not any(map(_reach, rows)):
        return None
    split = _split(rows)
    heads, body = rows[: split.header], rows[split.header :]
    stub = read_stub(heads, body, split.labels)
    slots, columns = _columns(heads, split.labels)
    leaves, kept = _rows(body, stub)
    counted = _count_columns(leaves, kept, columns, slots)
    numbers, slot = stub.numbers, stub.number_slot
    if slot is None:
        numbers, slot = _taken(columns, slots, counts_rows)
    if slot is not None:
        count(leaves, kept, slot)
        lead(leaves, kept, slot)
    remarks = _taken(columns, slots, lambda head: core(head) in REMARKS)[0]
    units = stub.units or _taken(columns, slots, lambda head: core(head) in UNIT_HEADS)[0]
    made = FormBlock("", columns, leaves, title, (*stub.corner, *counted[:1], remarks), counted[1:], numbers)
    grouped(leaves, [[row[c] for c in slots] for row in kept])
    made.numbers_first, made.units = stub.numbers_first, units
    if any(map(ordinal, (leaf.label for leaf in leaves))) and not any(leaf.number for leaf in leaves):
        made.numbers, made.notes = "", (*made.notes, numbers)
    spare = [row for row in body if not any(map(is_label, row)) and not _counts(row)]
    made.spare = bool(spare)
    number = stub.number_slot
    made.nameless = sum(bool(row_number(row[number])) for row in spare) if number is not None else 0
    made.filled = any(is_figure(row[c]) for row in (*kept, *spare) for c in slots if c != number)
    return made if columns else None


def _columns(heads: Grid, labels: int) -> tuple[list[int], list[Leaf]]:
    """The slots and labels of the columns left for figures; slots under one label count once."""
    slots: list[int] = []
    found: list[Leaf] = []
    for c in range(labels, len(heads[0])):
        path = [text for level, _ in enumerate(heads) if (text := _above(heads, level, c, labels))]
        path = [t for i, t in enumerate(path) if not i or path[i - 1] != t]
        if path and not (found and (*found[-1].path, found[-1].label) == tuple(path)):
            slots.append(c)
            found.append(Leaf(path[-1], tuple(path[:-1])))
    return slots, found


def _above(heads: Grid, level: int, column: int, labels: int) -> str:
    """The header text over a column at one level; a blank beside a group's label belongs to the group."""
    text = heads[level][column]
    if text.strip():
        return text if is_label(text) else ""
    if not _has_label(heads[level + 1 :], column):
        return ""
    left = next((c for c in range(column - 1, labels - 1, -1) if heads[level][c].strip()), -1)
    shared = left >= 0 and is_label(heads[level][left]) and _has_label(heads[level + 1 :], left)
    return heads[level][left] if shared else ""


def _has_label(rows: Sequence[Sequence[str]], column: int) -> bool:
    return any(is_label(row[column]) for row in rows)


def _rows(body: Grid, stub: Stub) -> tuple[list[Leaf], Grid]:
    """The labelled rows with their groups, and the grid rows they stand in."""
    found: list[Leaf] = []
    kept: Grid = []
    above: list[str] = []
    for row in body:
        own = stub.labels(row)
        last = max((c for c, text in enumerate(own) if text), default=-1)
        if last < 0:
            if not _counts(row):
                continue
            own, last = [COUNTED], 0
        filled = [text or (above[c] if c < len(above) else "") for c, text in enumerate(own[: last + 1])]
        above = filled[:-1] if len(filled) > 1 else []
        path = [t for i, t in enumerate(filled) if t and (not i or filled[i - 1] != t)]
        above = filled[: filled.index(path[-1])] if path[-1] in filled else above
        unit = row[stub.unit_slot].strip() if stub.unit_slot is not None else ""
        made = Leaf(path[-1], tuple(path[:-1]), unit=unit if is_label(unit) else "")
        made.indent = indent_of(path[-1])
        found.append(made)
        kept.append(row)
    return found, kept


def _counts(row: Sequence[str]) -> bool:
    """Whether a row without a label numbers the columns from 1 on."""
    numbers = [match[1] for text in row if (match := NUMBERED.fullmatch(text)) and text.strip()]
    return len(numbers) > 1 and numbers == [
        str(n) for n in range(int(numbers[0]), int(numbers[0]) + len(numbers))
    ]


def _count_columns(rows: list[Leaf], kept: Grid, columns: list[Leaf], slots: list[int]) -> tuple[str, ...]:
    """Take away the row that counts the columns, give them its numbers; its texts, as 3=1+2 is a check."""
    for place, leaf in enumerate(rows):
        if core(leaf.label) in COUNTING | LETTERS or leaf.label == COUNTED:
            for column, slot in zip(columns, slots, strict=True):
                match = NUMBERED.fullmatch(kept[place][slot])
                column.number = match[1] if match else ""
            texts = tuple(kept[place])
            del rows[place], kept[place]
            return (leaf.label if leaf.label != COUNTED else "", *texts)
    return ()


def _taken(columns: list[Leaf], slots: list[int], wanted: Callable[[str], bool]) -> tuple[str, int | None]:
    """Take away the column whose label is wanted: its label and slot."""
    place = next((p for p, leaf in enumerate(columns) if wanted(leaf.label)), None)
    return ("", None) if place is None else (columns.pop(place).label, slots.pop(place))
