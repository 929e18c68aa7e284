"""The rows of a box: lines between rules, cells that run on where a rule has a gap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from gouji.matrix import MISSING, CellMatrix, Int32, Span, freeze
from gouji_layouts.box_frame import Frame, Segment
from gouji_layouts.inline import bare, unfenced
from gouji_layouts.seams import sewn
from gouji_layouts.tags import trim

_FIGURE = re.compile(r"[+-]?\d[\d,.]*%?")
_HEAVY = re.compile(r"[=═━╞╪╡┝┿┥]")


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
    owner = np.full((len(rows), frame.width), MISSING, dtype=np.int32)
    cells: list[list[Span]] = []
    for index, row in enumerate(rows):
        above = owner[index - 1] if index and row.barrier is not None else None
        if not _fill(frame, owner[index], above, row, cells):
            return None
    if not _join(frame, owner[-1], last, cells):
        return None
    spans = [_spans(frame.text, cell) for cell in cells]
    return freeze(owner, spans, header_rows=_header(frame, rows))


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


def _fill(frame: Frame, owner: Int32, above: Int32 | None, row: _Row, cells: list[list[Span]]) -> bool:
    """Put the cells of a row on its slots; False where a line or a rule does not fit the others."""
    shape = [part[:2] for part in row.lines[0]]
    if any([part[:2] for part in line] != shape for line in row.lines):
        return False
    closed = np.zeros(frame.width, dtype=np.bool_)
    for line in row.barrier or ():
        for part in line:
            closed[part.left : part.right] |= part.rule
    for number, (left, right) in enumerate(shape):
        passing = [part for line in row.barrier or () for part in line if part[:2] == (left, right)]
        pieces = [part for part in (*passing, *(line[number] for line in row.lines)) if not part.rule]
        spans = [trim(frame.text, part.start, part.end) for part in pieces]
        cell = MISSING
        if above is not None and not closed[left:right].all():
            cell = _above(above, left, right) if not closed[left:right].any() else MISSING
            over = above[left:right].tolist()
            if cell == MISSING and _printed(spans) and any(_printed(cells[other]) for other in over):
                return False
        if cell == MISSING:
            cell = len(cells)
            cells.append([])
        owner[left:right] = cell
        cells[cell] += spans
    return all(_known(frame, shape, line) for line in row.barrier or ())


def _printed(spans: Sequence[Span]) -> bool:
    return any(start < end for start, end in spans)


def _above(above: Int32, left: int, right: int) -> int:
    """The cell above that covers exactly these slots, or MISSING."""
    cell = int(above[left])
    fits = cell >= 0 and (above == cell).sum() == right - left and (above[left:right] == cell).all()
    return cell if fits else MISSING


def _known(frame: Frame, shape: Sequence[Sequence[object]], line: Sequence[Segment]) -> bool:
    """Whether all text beside a rule belongs to a cell of the row below."""
    return all(
        part.rule or part[:2] in shape or not frame.text[part.start : part.end].strip() for part in line
    )


def _join(frame: Frame, owner: Int32, barrier: list[list[Segment]], cells: list[list[Span]]) -> bool:
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
