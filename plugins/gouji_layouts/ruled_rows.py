"""The rows of a ruled table: which cut lines make one row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from gouji.document import Document
from gouji.matrix import MISSING, CellMatrix, Span, freeze
from gouji.units import columns
from gouji_layouts.inline import bare
from gouji_layouts.ruled_cut import Stroke, cut, joined
from gouji_layouts.seams import sewn

_WORD = re.compile(r"\S+")
_FIGURE = re.compile(r"[+-]?\d[\d,.]*%?")

Line = list[Span]
"""The trimmed span of each cell of one printed line."""


@dataclass(frozen=True, slots=True)
class Body:
    """The half-open ranges of lines of a table's head and rows.

    ``spaced`` tables have a blank line between rows. ``under`` holds the hyphen rulers of a reStructuredText
    table, by line: they tell how the cells of the line above them are joined.
    """

    strokes: Sequence[Stroke]
    head: tuple[int, int]
    rows: tuple[int, int]
    following: int
    spaced: bool = False
    under: Mapping[int, Sequence[Stroke]] | None = None


@dataclass(slots=True)
class _Row:
    shape: Sequence[Stroke]
    lines: list[Line] = field(default_factory=list)


def matrix(document: Document, body: Body, caption: Span | None) -> CellMatrix | None:
    """The matrix of a table, None where a line does not fit the ruler."""
    under = body.under or {}
    lines = [line for line in (*range(*body.head), *range(*body.rows)) if line not in under]
    shapes = [joined(body.strokes, under.get(line + 1, body.strokes)) for line in lines]
    known = [shape for shape in shapes if shape is not None]
    if not document.lines.printed[slice(*body.rows)].any() or len(known) < len(lines):
        return None
    cells = cut(document, lines, known, open_end=body.under is not None)
    if cells is None:
        return None
    heads = sum(line < body.head[1] for line in lines)
    blank = [document.lines.printed[line] == 0 for line in lines]
    if body.under is not None:
        head = _restructured(known[:heads], cells[:heads], blank[:heads])
        rows = _restructured(known[heads:], cells[heads:], blank[heads:])
    else:
        head = [_Row(body.strokes, cells[:heads])] if heads else []
        rows = _blocks(document.text, body, cells[heads:], blank[heads:])
    return _frozen(document.text, [*head, *rows], len(head), caption) if rows else None


def _restructured(
    shapes: Sequence[Sequence[Stroke]], cells: Sequence[Line], blank: Sequence[bool]
) -> list[_Row]:
    """Each line a row, but one without text in its first cell is more of the row above."""
    rows: list[_Row] = []
    for shape, line, is_blank in zip(shapes, cells, blank, strict=True):
        if is_blank:
            continue
        if not rows or line[0][0] < line[0][1]:
            rows.append(_Row(shape))
        rows[-1].lines.append(line)
    return rows


def _blocks(text: str, body: Body, cells: Sequence[Line], blank: Sequence[bool]) -> list[_Row]:
    """Each block of printed lines a row where blocks are spaced, otherwise each printed line."""
    blocks = [_Row(body.strokes)]
    for line, is_blank in zip(cells, blank, strict=True):
        if not is_blank:
            blocks[-1].lines.append(line)
        elif blocks[-1].lines:
            blocks.append(_Row(body.strokes))
    blocks = [block for block in blocks if block.lines]
    if body.spaced and not any(_stacked(text, body.strokes, block.lines) for block in blocks):
        return blocks
    return [_Row(body.strokes, [line]) for block in blocks for line in block.lines]


def _stacked(text: str, strokes: Sequence[Stroke], lines: Sequence[Line]) -> bool:
    """Whether the lines of a block are rows of their own, and not the pieces of wrapped cells.

    They are where a column has figures in several lines, or a piece under another that had room for it.
    """
    for column, (start, end) in enumerate(strokes):
        pieces = [line[column] for line in lines]
        if sum(_FIGURE.fullmatch(text, *piece) is not None for piece in pieces) > 1:
            return True
        if any(_had_room(text, upper, lower, end - start) for upper, lower in pairwise(pieces)):
            return True
    return False


def _had_room(text: str, upper: Span, lower: Span, width: int) -> bool:
    """Whether the first word of a piece would have fit behind the piece above, had they been one text."""
    if upper[0] == upper[1] or lower[0] == lower[1] or text[upper[1] - 1] == "\\":
        return False
    word = _WORD.match(text, *lower)
    joint = text[upper[0] : upper[1]] + " " + (word.group() if word else "")
    return int(columns(joint, "width")[-1]) <= width


def _frozen(text: str, rows: Sequence[_Row], heads: int, caption: Span | None) -> CellMatrix:
    """The matrix of rows; a slot with an empty stroke belongs to the cell before it."""
    owner = np.full((len(rows), len(rows[0].shape)), MISSING, dtype=np.int32)
    spans: list[list[Span]] = []
    for number, row in enumerate(rows):
        for column, (start, end) in enumerate(row.shape):
            if start < end:
                pieces = [line[column] for line in row.lines]
                spans.append(bare(text, sewn(text, pieces)))
            owner[number, column] = len(spans) - 1
    return freeze(owner, spans, header_rows=heads, caption=caption)
