"""Boxes: a table drawn with lines, its cells wrapped, padded and parted by rules; it knows no form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gouji.view.width import clip, display_width, pad, wrap

LEAST_LABEL, LEAST_HEADER = 32, 4
"""Row labels are shortened to this before column headers are wrapped; headers wrap down to two signs."""
JUNCTIONS = " ╵╶└╷│┌├╴┘─┴┐┤┬┼"
"""Box drawing by the arms up 1, right 2, down 4, left 8."""
Paint = Callable[[str, str], str]
"""A text in a style, given both."""


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """One cell of the drawing; it covers every slot that refers to it, its text stands in the last row."""

    text: str
    kind: Literal["label", "header", "figure"]
    style: str = ""


@dataclass(slots=True)
class Grid:
    """Slots that refer to boxes, and the rows after which a rule is drawn where boxes differ."""

    rows: list[list[Box]] = field(default_factory=list)
    ruled: set[int] = field(default_factory=set)

    def add(self, row: list[Box], *, rule: bool = False) -> None:
        """Add a row, with a rule below it where asked."""
        if rule:
            self.ruled.add(len(self.rows))
        self.rows.append(row)


def widths_of(grid: Grid, cap: int, width: int) -> list[int]:
    """Columns of each slot: headers wrap at ``cap``, labels are shortened towards ``width`` for all."""
    count = len(grid.rows[0])
    widths = [1] * count
    for row in grid.rows:
        for c, box in enumerate(row):
            if row.count(box) == 1 and box.kind != "label":
                size = display_width(box.text)
                widths[c] = max(widths[c], min(size, cap) if box.kind == "header" else size)
    for row in grid.rows:
        for box in dict.fromkeys(row):
            slots = [c for c, b in enumerate(row) if b is box]
            need = display_width(box.text) if box.kind == "figure" else LEAST_HEADER
            widths[slots[-1]] += max(need - _span(widths, slots), 0)
    if grid.rows[-1][0].kind == "label":
        natural = max(display_width(row[0].text) for row in grid.rows if row[0].kind == "label")
        widths[0] = min(natural, max(width - sum(widths[1:]) - 3 * count - 1, min(natural, LEAST_LABEL)))
    return widths


def _span(widths: Sequence[int], slots: Sequence[int]) -> int:
    return sum(widths[c] for c in slots) + 3 * (len(slots) - 1)


def draw(grid: Grid, widths: Sequence[int], paint: Paint) -> list[str]:
    """The lines of a drawing, rules included."""
    edge: list[Box | None] = [None] * len(widths)
    lines = [_rule(edge, grid.rows[0], widths)]
    for r, row in enumerate(grid.rows):
        below = grid.rows[r + 1] if r + 1 < len(grid.rows) else edge
        lines += _row_lines(row, below, widths, paint)
        if r in grid.ruled or below is edge:
            lines.append(_rule(row, below, widths))
    return lines


def _row_lines(
    row: Sequence[Box], below: Sequence[Box | None], widths: Sequence[int], paint: Paint
) -> list[str]:
    parts: list[tuple[list[str], int, Box]] = []
    for box in dict.fromkeys(row):
        slots = [c for c, b in enumerate(row) if b is box]
        width = _span(widths, slots)
        text = "" if below[slots[0]] is box else box.text
        lines = [clip(text, width)] if box.kind != "header" else wrap(text, width)
        parts.append((lines, width, box))
    height = max(len(lines) for lines, _, _ in parts)
    return [
        "│ " + " │ ".join(_cell_line(p, line - height, paint) for p in parts) + " │" for line in range(height)
    ]


def _cell_line(part: tuple[list[str], int, Box], line: int, paint: Paint) -> str:
    """One line of a box, counted from its bottom by a negative number."""
    lines, width, box = part
    text = lines[line] if -line <= len(lines) else ""
    align: Literal["left", "right", "centre"] = "left"
    if box.kind != "label":
        align = "right" if box.kind == "figure" else "centre"
    return paint(pad(text, width, align), box.style)


def _rule(upper: Sequence[Box | None], lower: Sequence[Box | None], widths: Sequence[int]) -> str:
    count = len(widths)
    bars = [upper[c] is not lower[c] for c in range(count)]
    out = []
    for c in range(count + 1):
        left, right = c > 0 and bars[c - 1], c < count and bars[c]
        arms = _upright(upper, c) + 2 * right + 4 * _upright(lower, c) + 8 * left
        out.append(JUNCTIONS[arms])
        if c < count:
            out.append(("─" if bars[c] else " ") * (widths[c] + 2))
    return "".join(out)


def _upright(row: Sequence[Box | None], border: int) -> bool:
    """Whether a vertical line stands at a border of the row; an outer edge row (None) has none."""
    if row[0] is None:
        return False
    return border in (0, len(row)) or row[border - 1] is not row[border]
