"""The source as it is: its lines with their numbers, tabs, line ends and vertical runs made visible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from gouji.document import Bool, Document
from gouji.harmless import harmless
from gouji.review.marks import Marks

SHORT, RUN = 6, 4
"""Printed characters of a line in a vertical run, and how many such lines a run needs."""
KEPT = 400
"""Lines around the marked ones that a long document shows."""
LONG = 20_000
"""Lines from which a document is shown around its marks only."""

_SIGNS = re.compile(
    r"[\t\xa0\u3000\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_CLASS = {"\t": "tab", "\xa0": "nb", "\u3000": "wide"}


def pane(document: Document, marks: Marks, stretch: tuple[int, int]) -> Iterator[str]:
    """The lines of a stretch of the document as HTML, one element a line; ``stretch`` counts lines from 0."""
    runs = _vertical(document)
    shown = _shown(document, marks, stretch)
    skipped = 0
    for number in range(*stretch):
        if number not in shown:
            skipped += 1
            continue
        if skipped:
            yield _gap(skipped)
            skipped = 0
        yield _line(document, marks, number, run=bool(runs[number]))
    if skipped:
        yield _gap(skipped)


def _shown(document: Document, marks: Marks, stretch: tuple[int, int]) -> range | set[int]:
    if stretch[1] - stretch[0] <= LONG:
        return range(*stretch)
    starts = document.lines.start
    first, last = int(starts[stretch[0]]), int(document.lines.end[stretch[1] - 1])
    marked = {document.line_of(p.start) for p in marks.within(first, last) if p.opening}
    wanted = [number for line in marked for number in (line - KEPT, line + KEPT)]
    return set(range(max(min(wanted, default=0), stretch[0]), min(max(wanted, default=KEPT), stretch[1])))


def _gap(lines: int) -> str:
    return f'<div class="gap" data-lines="{lines}">⋯ {lines} ⋯</div>\n'


def _line(document: Document, marks: Marks, number: int, *, run: bool) -> str:
    start, end = int(document.lines.start[number]), int(document.lines.end[number])
    parts = (
        f"{p.opening}{visible(document.text[p.start : p.end])}{'</mark>' if p.opening else ''}"
        for p in marks.within(start, end)
    )
    after = document.text[end : end + 2]
    sign = "crlf" if after == "\r\n" else {"\n": "lf", "\r": "cr"}.get(after[:1], "none")
    kind = " run" if run else ""
    return f'<div class="line {sign}{kind}" id="L{number + 1}" data-n="{number + 1}">{"".join(parts)}</div>\n'


def visible(text: str) -> str:
    """The text as HTML; tabs and wide blanks keep their width under a sign, what else hides becomes one.

    Direction marks and controls are shown by their number and not passed on: they could rearrange the page.
    """
    return "".join(_parts(text))


def _parts(text: str) -> Iterator[str]:
    at = 0
    for match in _SIGNS.finditer(text):
        yield escape(text[at : match.start()], quote=False)
        name = _CLASS.get(match.group())
        yield (
            f'<i class="{name}">{match.group()}</i>'
            if name
            else f'<i class="ctl">{harmless(match.group())}</i>'
        )
        at = match.end()
    yield escape(text[at:], quote=False)


def _vertical(document: Document) -> Bool:
    """Which lines stand in a run of short ones, as a table printed a cell or a sign a line leaves them."""
    printed = document.lines.printed
    inside = printed > len(document.text)  # none yet
    for first, last in document.runs(printed <= SHORT):
        filled = [n for n in range(first, last) if printed[n]]
        if len(filled) >= RUN:
            inside[filled[0] : filled[-1] + 1] = True
    return inside
