"""Tables drawn with lines: every slot of the grid is a box, covered cells are blank."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest

from gouji.sheet import Sheet
from gouji.testing.aligned import MEASURES
from gouji.testing.delimited import grid_rows
from gouji.testing.options import Options


@dataclass(frozen=True, slots=True)
class Lines:
    """The characters of a drawing: across, down, and the left, middle and right joints of three rules."""

    across: str
    down: str
    top: str
    inner: str
    bottom: str


ASCII = Lines("-", "|", "+++", "+++", "+++")
UNICODE = Lines("─", "│", "┌┬┐", "├┼┤", "└┴┘")


def box(lines: Lines) -> Callable[[Sheet, Options], str]:
    """A renderer of boxes; a wrapped label takes several lines of its row."""

    def draw(sheet: Sheet, options: Options) -> str:
        measure = MEASURES[options.unit]
        rows = [[cell.split("\n") for cell in row] for row in grid_rows(sheet, options, "\n")]
        columns = zip(*rows, strict=True)
        widths = [max(measure(line) for cell in column for line in cell) for column in columns]
        drawn = [_row(row, widths, lines, measure) for row in rows]
        inner = f"\n{_rule(widths, lines.across, lines.inner)}\n"
        top, bottom = (_rule(widths, lines.across, joints) for joints in (lines.top, lines.bottom))
        return "\n".join([top, inner.join(drawn), bottom])

    return draw


def _rule(widths: list[int], across: str, joints: str) -> str:
    return joints[0] + joints[1].join(across * (w + 2) for w in widths) + joints[2]


def _row(row: list[list[str]], widths: list[int], lines: Lines, measure: Callable[[str], int]) -> str:
    out = []
    for texts in zip_longest(*row, fillvalue=""):
        cells = (f" {t}{' ' * (w - measure(t))} " for t, w in zip(texts, widths, strict=True))
        out.append(lines.down + lines.down.join(cells) + lines.down)
    return "\n".join(out)
