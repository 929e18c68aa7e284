"""The rows of a box: lines between rules, cells that run on where a rule has a gap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from gouji.matrix import MISSING, CellMatrix, Span, freeze
from gouji_layouts.box_frame import Frame, Segment
from gouji_layouts.inline import bare, unfenced
from gouji_layouts.seams import sewn
from gouji_layouts.tags import trim

_FIGURE = re.compile(r"[+-]?\d[\d,.]*%?")
_HEAVY = re.compile(r"[=═━╞╪╡┝┿┥]")


Owners = list[int]
"""The index of the cell that covers each slot of a row."""


@dataclass(slots=True)
class _Row:
    """The lines of one row, and the rule lines above it (None: lines of one block that are rows each)."""

    barrier: list[list[Segment]] | None
    lines: list[list[Segment]] = field(default_factory=list)


def matrix(frame: Frame) -> CellMatrix | None:
    """The matrix of a frame; None where its rules and bars contradict each other."""
    blocks, last = _blocks(frame)
    rows = _rows(frame, blocks, last)
    if not rows or (_is_bare(blocks, last) and _runs_on(frame.text, rows)):
        return None
    cells: list[list[Span]] = []
    owner: list[Owners] = []
    for row in rows:
        owners = _fill(frame, owner[-1] if owner and row.barrier is not None else None, row, cells)
        if owners is None:
            return None
        owner.append(owners)
    if not _join(frame, owner[-1], last, cells):
        return None
    spans = [_spans(frame.text, cell) for cell in cells]
    return freeze(np.array(owner, dtype=np.int32), spans, header_rows=_header(frame, rows))


def _blocks(frame: Frame) -> tuple[list[_Row], list[list[Segment]]]:
    """The runs of lines without a rule, each with the rule lines above it, and the rule lines at the end."""
    blocks: list[_Row] = []
    barrier: list[list[Segment]] = []
    for line in frame.lines:
        if any(part.rule for part in line):
            barrier.append(line)
        elif barrier or not blocks:
            blocks.append(_Row(barrier, [line]))
            barrier = []
        else:
            blocks[-1].lines.append(line)
    return blocks, barrier


def _rows(frame: Frame, blocks: list[_Row], last: list[list[Segment]]) -> list[_Row]:
    """Blocks as rows; the lines of a block are rows each where the print says so."""
    mixed = any(not part.rule for block in blocks for line in block.barrier or () for part in line)
    spare = len(blocks) <= 2 and not mixed  # noqa: PLR2004 - a head and a body, as mysql prints
    loose = _is_bare(blocks, last)
    rows: list[_Row] = []
    for block in blocks:
        if len(block.lines) > 1 and (loose or _stacked(frame.text, block.lines, spare=spare)):
            rows.append(_Row(block.barrier, block.lines[:1]))
            rows += [_Row(None, [line]) for line in block.lines[1:]]
        else:
            rows.append(block)
    return rows


def _is_bare(blocks: Sequence[_Row], last: Sequence[object]) -> bool:
    """Whether there is no rule at all."""
    return len(blocks) == 1 and not blocks[0].barrier and not last


def _stacked(text: str, lines: Sequence[Sequence[Segment]], *, spare: bool) -> bool:
    """Whether the lines of a block are rows each, and not the pieces of wrapped cells."""
    shapes = {tuple(part[:2] for part in line) for line in lines}
    texts = [[text[part.start : part.end].strip() for part in line] for line in lines]
    if len(shapes) > 1:
        return spare
    columns = zip(*texts, strict=True)
    figures = [sum(_FIGURE.fullmatch(cell) is not None for cell in column) for column in columns]
    if not spare:
        return all(all(line) for line in texts) and figures.count(len(lines)) > 1
    return max(figures) > 1 or all(line[0] for line in texts)


def _runs_on(text: str, rows: Sequence[_Row]) -> bool:
    """Whether, without rules, some line may be the rest of the row above, with a figure broken over both.

    It has fewer cells, each under a printed one, and one that begins with a digit under a figure that fills
    its box: then nobody can say whether two figures are meant or one.
    """
    return any(
        _is_rest(text, list(zip(a.lines[-1], b.lines[0], strict=True)))
        for a, b in pairwise(rows)
        if b.barrier is None and len(a.lines[-1]) == len(b.lines[0])
    )


def _is_rest(text: str, pairs: Sequence[tuple[Segment, Segment]]) -> bool:
    cells = [(text[a.start : a.end], text[b.start : b.end].strip()) for a, b in pairs]
    over = [(upper, lower) for upper, lower in cells if lower]
    if len(over) >= sum(upper.strip() != "" for upper, _ in cells) or not all(up.strip() for up, _ in over):
        return False
    ends = [(len(upper) - len(upper.rstrip()), upper.rstrip()[-1], lower[0]) for upper, lower in over]
    return any(room <= 1 and last.isdigit() and first.isdigit() for room, last, first in ends)


def _fill(frame: Frame, above: Owners | None, row: _Row, cells: list[list[Span]]) -> Owners | None:
    """The owner of each slot of a row; None where a line or a rule does not fit the others."""
    shape = [part[:2] for part in row.lines[0]]
    if any([part[:2] for part in line] != shape for line in row.lines[1:]):
        return None
    closed, beside = _barrier(frame, row)
    owners: Owners = []
    for number, (left, right) in enumerate(shape):
        parts = [*beside.pop((left, right), ()), *(line[number] for line in row.lines)]
        spans = [trim(frame.text, part.start, part.end) for part in parts]
        if left == right:  # two bars that mark one place: no box lies between them
            if _printed(spans):
                return None
            continue
        cell = MISSING
        if above is not None and not all(closed[left:right]):
            cell = MISSING if any(closed[left:right]) else _above(above, left, right)
            if cell == MISSING and _printed(spans) and any(_printed(cells[n]) for n in above[left:right]):
                return None
        if cell == MISSING:
            cell = len(cells)
            cells.append([])
        owners += [cell] * (right - left)
        cells[cell] += spans
    unknown = [trim(frame.text, part.start, part.end) for parts in beside.values() for part in parts]
    return None if _printed(unknown) else owners


def _barrier(frame: Frame, row: _Row) -> tuple[list[bool], dict[tuple[int, int], list[Segment]]]:
    """The slots that the rules above a row close, and the text beside the rules by its first and last bar."""
    closed = [False] * frame.width
    beside: dict[tuple[int, int], list[Segment]] = {}
    for line in row.barrier or ():
        for part in line:
            if part.rule:
                closed[part.left : part.right] = [True] * (part.right - part.left)
            else:
                beside.setdefault((part.left, part.right), []).append(part)
    return closed, beside


def _printed(spans: Sequence[Span]) -> bool:
    return any(start < end for start, end in spans)


def _above(above: Owners, left: int, right: int) -> int:
    """The cell above that covers exactly these slots, or MISSING."""
    cell = above[left]
    fits = above[left:right].count(cell) == right - left == above.count(cell)
    return cell if fits else MISSING


def _join(frame: Frame, owner: Owners, barrier: list[list[Segment]], cells: list[list[Span]]) -> bool:
    """Give text beside the last rule (a table cut there) to the cells of the last row."""
    for line in barrier:
        for part in line:
            if part.rule or not frame.text[part.start : part.end].strip():
                continue
            cell = _above(owner, part.left, part.right)
            if cell == MISSING:
                return False
            cells[cell].append(trim(frame.text, part.start, part.end))
    return True


def _spans(text: str, pieces: Sequence[Span]) -> list[Span]:
    return bare(text, sewn(text, unfenced(text, pieces)))


def _header(frame: Frame, rows: Sequence[_Row]) -> int:
    """The rows above the one rule that is drawn heavier than the others, or above the only one."""
    ruled = [index for index, row in enumerate(rows) if index and row.barrier]
    heavy = [n for n in ruled if any(_HEAVY.search(_line(frame, line)) for line in rows[n].barrier or ())]
    if len(heavy) == 1:
        return heavy[0]
    return ruled[0] if len(ruled) == 1 and len(rows) > 2 else 0  # noqa: PLR2004 - two rows may both be data


def _line(frame: Frame, line: Sequence[Segment]) -> str:
    return frame.text[line[0].start - 1 : line[-1].end + 1]
