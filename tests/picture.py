"""The picture of both READMEs: what a tool left of a table, and what gouji states of it, figure by figure.

python tests/picture.py      # writes docs/picture.svg; look at it
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import comb, prod
from pathlib import Path

from gouji import Engine
from gouji.report import DOUBTFUL, STATED, Cell, Report
from gouji.review.form import sign
from gouji.view import clip, display_width

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "picture.svg"
FIXTURE = ROOT / "fixtures" / "reports" / "wrapped-dropped-blanks.txt"
ROWS = (
    "received",
    "carried_in",
    "results.granted",
    "results.partial",
    "results.unavailable.not_held",
    "results.total",
)
"""Rows of the table of requests that the picture shows, as its text has them."""
WIDTH, EM, LINE, HIGH = 1120, 6.6, 21, 46
"""How wide the picture is, half a wide character, and how high a line of the text and a row of the table are."""
LEFT, TOP = 22, 92
TABLE, LABEL, COLUMN = 392, 176, 76
"""Where the table begins, how wide its labels and its columns are."""
STYLE = """
text { font: 13px system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; fill: #1f2328 }
.code { font-family: ui-monospace, "Noto Sans Mono CJK SC", Menlo, Consolas, monospace }
.head { font-size: 15px; font-weight: 600 }
.soft { fill: #59636e; font-size: 12px }
.sure { fill: #1a7f37; font-weight: 700 }
.open { fill: #bc4c00 }
.big { font-size: 19px }
.page { fill: #ffffff }
.box { fill: #f6f8fa; stroke: #d1d9e0 }
.rule { stroke: #d1d9e0 }
.way { fill: none; stroke: #1a7f37; stroke-width: 1.4; opacity: .75 }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc } .soft { fill: #9198a1 } .sure { fill: #3fb950 } .open { fill: #f0883e } .page { fill: #0d1117 }
.box { fill: #151b23; stroke: #3d444d } .rule { stroke: #3d444d } .way { stroke: #3fb950 }
}
"""
TITLES = ("what a PDF tool left · 转换工具留下的", "what gouji states · gouji 写出的")
LEGEND = (
    ("sure", "‹6›", "in the one place that the form's sums leave it · 勾稽关系只容它在此"),
    ("open", "5|∅", "the text does not tell: 5, or blank · 原文不能确定"),
    ("soft", "", "empty: printed blank · 印出的空白"),
)

Place = tuple[float, float]


def picture() -> str:
    """The whole picture as SVG."""
    report = Engine().parse(FIXTURE)
    lines = list(_lines(report))
    (block,) = report.forms["cn-disclosure-2019"].table("requests").blocks
    own = [
        (row.label.text, [f"requests/{row.id}/{c.id}" for c in block.columns])
        for row in block.rows
        if row.id in ROWS
    ]
    sure = {s[0] for _, keys in own for k in keys for s in report[k].spans if report[k].status in STATED}
    stated: dict[int, Place] = {}
    text = [
        part for i, line in enumerate(lines) for part in _printed(report, line, TOP + i * LINE, sure, stated)
    ]
    high = max(TOP + len(lines) * LINE, TOP + 8 + len(own) * HIGH) + 16
    table = [part for i, (label, keys) in enumerate(own) for part in _row(report, label, keys, i, stated)]
    heads = [
        _text(_middle(c), TOP - 16, column.label.text, "soft", "middle")
        for c, column in enumerate(block.columns)
    ]
    boxes = [_box(8, 340, high), _box(TABLE - 8, WIDTH - TABLE, high)]
    titles = [_text(LEFT, 34, TITLES[0], "head"), _text(TABLE + 6, 34, TITLES[1], "head")]
    titles.append(_text(WIDTH - 22, high - 14, _ways(report, own), "soft", "end"))
    told = list(_legend(high + 30))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high + 44:.0f}" role="img">'
    page = f'<rect class="page" width="{WIDTH}" height="{high + 44:.0f}"/>'
    named = f"<title>{escape(' → '.join(TITLES))}</title>"
    return "\n".join(
        [
            head,
            named,
            f"<style>{STYLE}</style>",
            page,
            *boxes,
            *titles,
            *heads,
            *text,
            *table,
            *told,
            "</svg>\n",
        ]
    )


def _ways(report: Report, rows: list[tuple[str, list[str]]]) -> str:
    """In how many ways the figures of the rows may stand in their columns, and how many of these keep the sums."""
    found = {one.row: len(one.figures) for one in report.evidence if one.chosen}
    ways = prod(comb(len(keys), found[keys[0].rpartition("/")[0]]) for _, keys in rows)
    (joint,) = report.joint
    return f"{ways:,} ways to place these figures, {joint.count} keep the sums · {ways:,} 种放法，{joint.count} 种合于勾稽"


def _lines(report: Report) -> Iterator[int]:
    """The lines on which the rows shown stand, from 0; -1 where others are left out."""
    spans = [
        s
        for row in ROWS
        for c in report
        for s in (*c.label, *c.spans)
        if c.key.startswith(f"requests/{row}/")
    ]
    found = sorted(
        {report.document.line_of(at) for span in spans for at in (span[0], max(span[0], span[1] - 1))}
    )
    for before, line in zip([found[0], *found], found, strict=False):
        if any(report.document.line_text(n).strip() for n in range(before + 1, line)):
            yield -1
        yield line


def _printed(report: Report, line: int, y: float, sure: set[int], stated: dict[int, Place]) -> Iterator[str]:
    """A line of the text, its figures apart; ``stated`` learns where those that are stated stand."""
    if line < 0:
        yield _text(LEFT, y, "⋮", "soft")
        return
    start, text = int(report.document.lines.start[line]), report.document.line_text(line)
    x, at = float(LEFT), 0
    for part in text.split(" "):
        wide = display_width(part) * EM
        figure = part.isdecimal()
        if start + at in sure:
            stated[start + at] = (x + wide, y)
        kind = "sure big" if start + at in sure else "open big" if figure else ""
        yield _text(x, y, part, f"code {kind}".strip(), length=0 if figure else wide)
        x += wide + (4 if figure else 2) * EM
        at += len(part) + 1


def _row(report: Report, label: str, keys: list[str], number: int, stated: dict[int, Place]) -> Iterator[str]:
    """A row of the table: its label, its cells, and the way of each figure from the text to where it is stated."""
    y = TOP + 8 + number * HIGH
    yield _text(TABLE + 6, y + 18, clip(label, 26), "")
    yield (
        f'<path class="rule" d="M {TABLE} {y + HIGH - 14:.0f} H {WIDTH - 16}"/>'
        if number + 1 < len(ROWS)
        else ""
    )
    for column, cell in enumerate(report[key] for key in keys):
        kind = "sure big" if cell.status in STATED else "open" if cell.status in DOUBTFUL else ""
        yield _text(_middle(column), y + 18, _shown(cell), kind, "middle")
        for span in cell.spans if cell.status in STATED else ():
            yield _way(stated[span[0]], (_middle(column), y + 24))


def _shown(cell: Cell) -> str:
    return "" if cell.status == "absent" else sign(cell)


def _way(figure: Place, cell: Place) -> str:
    """From behind a figure to below its cell, along the row."""
    (x, y), (right, low) = (figure[0] + 5, figure[1] - 5), cell
    bend = TABLE - 30
    return (
        f'<path class="way" d="M {x:.1f} {y:.1f} H {bend - 30} C {bend} {y:.1f} {bend} {low + 2:.1f} {TABLE + 4} {low + 2:.1f} '
        f'H {right - 6:.1f} q 6 0 6 -5"/>'
    )


def _legend(y: float) -> Iterator[str]:
    x = float(LEFT)
    for kind, mark, words in LEGEND:
        yield _text(x, y, mark, kind)
        x += display_width(mark) * EM + 10 if mark else 0
        yield _text(x, y, words, "soft")
        x += display_width(words) * 6 + 26


def _middle(column: int) -> float:
    return TABLE + LABEL + (column + 0.5) * COLUMN


def _box(x: float, width: float, high: float) -> str:
    return f'<rect class="box" x="{x}" y="48" width="{width}" height="{high - 48:.0f}" rx="6"/>'


def _text(x: float, y: float, words: str, kind: str, anchor: str = "start", *, length: float = 0) -> str:
    fixed = f' textLength="{length:.1f}"' if length else ""
    named = f' class="{kind}"' if kind else ""
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{placed}{named}{fixed}>{escape(words)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), "utf-8")
