"""The grid of a blank table: which rows are titles, headers and labels, which slots are left for figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji import numerals
from gouji.draft_form import FormBlock, Leaf
from gouji.fold import core

BLANK_SIGNS = frozenset("√✓✔□☐■○●◯△—－-/／…*")
"""Signs that a blank form prints where a figure will stand."""
COUNTING = frozenset(("行次", "序号", "编号", "代码", "栏次", "行号", "栏号"))
"""Labels of the column that counts rows, or of the row that counts columns."""
LETTERS = frozenset(("甲", "甲乙", "乙"))
_NUMBERED = re.compile(r"\s*[（(]?(\d{1,3})[)）]?\s*(?:[=＝][\s\d()（）+＋＝=－-]*)?")

Grid = list[list[str]]
"""Texts of the slots; a merged cell's text in each slot it covers."""


def is_label(text: str) -> bool:
    """Whether a slot holds words rather than a figure, a count such as (1) or 3=1+2, a sign or nothing."""
    bare = text.strip()
    if not bare or set(bare) <= BLANK_SIGNS or _NUMBERED.fullmatch(bare):
        return False
    return numerals.read(bare).kind == "text" and bool(core(bare))


def blocks(grid: Grid) -> list[FormBlock]:
    """The blocks of a table, in order, with rows and columns that have no ids yet."""
    found: list[FormBlock] = []
    for title, rows in _segments(grid):
        for place, part in enumerate(_beside(rows)):
            block = _block(part, title)
            if block is not None:
                block.beside = place > 0
                found.append(block)
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
    body = rows[1:]
    wide = len(rows[0])
    full = [sum(is_label(r[c]) for r in body) * 2 > len(body) for c in range(wide)]
    empty = [not any(is_label(r[c]) for r in body[len(body) // 2 :]) for c in range(wide)]
    cuts = [c for c in range(1, wide) if full[c] and empty[c - 1] and any(full[:c])]
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
    slots, columns = _columns(heads, split.labels)
    leaves, kept = _rows(body, split.labels)
    counted = _count_columns(leaves, kept, columns, slots)
    _count_rows(leaves, kept, columns, slots)
    corner = dict.fromkeys(t for row in heads for t in row[: split.labels] if is_label(t))
    return FormBlock("", columns, leaves, title, tuple(corner), counted) if columns else None


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
    return heads[level][left] if left >= 0 and _has_label(heads[level + 1 :], left) else ""


def _has_label(rows: Sequence[Sequence[str]], column: int) -> bool:
    return any(is_label(row[column]) for row in rows)


def _rows(body: Grid, labels: int) -> tuple[list[Leaf], Grid]:
    """The labelled rows with their groups, and the grid rows they stand in."""
    found: list[Leaf] = []
    kept: Grid = []
    above: list[str] = []
    for row in body:
        own = [text if is_label(text) else "" for text in row[:labels]]
        last = max((c for c, text in enumerate(own) if text), default=-1)
        if last < 0:
            continue
        filled = [text or (above[c] if c < len(above) else "") for c, text in enumerate(own[: last + 1])]
        above = filled[:-1] if len(filled) > 1 else []
        path = [t for i, t in enumerate(filled) if t and (not i or filled[i - 1] != t)]
        above = filled[: filled.index(path[-1])] if path[-1] in filled else above
        found.append(Leaf(path[-1], tuple(path[:-1])))
        kept.append(row)
    return found, kept


def _count_columns(rows: list[Leaf], kept: Grid, columns: list[Leaf], slots: list[int]) -> tuple[str, ...]:
    """Take away the row that counts the columns, give them its numbers; its texts, as 3=1+2 is a check."""
    for place, leaf in enumerate(rows):
        if core(leaf.label) in COUNTING | LETTERS:
            for column, slot in zip(columns, slots, strict=True):
                match = _NUMBERED.fullmatch(kept[place][slot])
                column.number = match[1] if match else ""
            texts = tuple(kept[place])
            del rows[place], kept[place]
            return texts
    return ()


def _count_rows(rows: list[Leaf], kept: Grid, columns: list[Leaf], slots: list[int]) -> None:
    """Take away the column that counts the rows, and give them its numbers."""
    for place, leaf in enumerate(columns):
        if core(leaf.label) in COUNTING:
            for row, texts in zip(rows, kept, strict=True):
                match = _NUMBERED.fullmatch(texts[slots[place]])
                row.number = match[1] if match else ""
            del columns[place], slots[place]
            return
