"""Candidates: which lines may be a table around a line of dashes, in the order in which pandoc tries them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji_standards.row_counts import COUNT
from gouji_standards.simple.dashes import Page

MAX_HEADER = 8
"""Lines of a header, at most."""
SLACK = 3
"""Columns by which the dashes above and below a multiline table may miss the edges of those between."""


@dataclass(frozen=True, slots=True)
class Dashed:
    """A table's lines: [first, last] with its borders, the dashes that name its columns, its rows."""

    first: int
    ruler: int
    last: int
    header: range
    groups: list[list[int]]
    multiline: bool = False


def candidates(page: Page, index: int, free: int) -> Iterator[Dashed]:
    """What pandoc tries, in its order: multiline, simple without a header, simple, multiline without one."""
    ruler = page.order[index]
    following = page.order[index + 1] if index + 1 < len(page.order) else None
    above = page.order[index - 1] if index else -1
    opened = page.blank(ruler - 1)
    closed = following is not None and page.blank(following + 1)
    if (
        not opened
        and (closed or _is_framed(page, above, following))
        and above >= free
        and above + 1 < ruler
        and page.blank(above - 1)
    ):
        yield from _multiline(page, above, ruler, following, range(above + 1, ruler))
    if opened:
        yield from _headless(page, ruler, index)
    if not opened:
        yield from _headed(page, ruler, free)
    if opened and closed:
        yield from _multiline(page, ruler, ruler, following, range(0))


def _is_framed(page: Page, first: int, last: int | None) -> bool:
    """Whether both borders are a single run: what follows on the next line is not the table's."""
    return first >= 0 and last is not None and len(page.runs[first]) == len(page.runs[last]) == 1


def _multiline(page: Page, first: int, ruler: int, last: int | None, header: range) -> Iterator[Dashed]:
    if last is None or page.blank(ruler + 1) or any(page.blank(line) for line in header):
        return
    if len(header) > MAX_HEADER or not _spans_all(page, first, ruler) or not _spans_all(page, last, ruler):
        return
    groups: list[list[int]] = [[]]
    for line in range(ruler + 1, last):
        if not page.blank(line):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    if groups:
        yield Dashed(first, ruler, last, header, groups, multiline=True)


def _spans_all(page: Page, border: int, ruler: int) -> bool:
    """Whether a border reaches from the first to the last column, give or take."""
    a, b = page.runs[border], page.runs[ruler]
    return abs(a[0][0] - b[0][0]) <= SLACK and abs(a[-1][1] - b[-1][1]) <= SLACK


def _headless(page: Page, ruler: int, index: int) -> Iterator[Dashed]:
    """Rows between equal dashes; tabulate prints the same dashes where rows are set apart."""
    groups: list[list[int]] = []
    line = ruler
    if ruler <= page.spoiled:
        return
    for following in page.order[index + 1 :]:
        rows = list(range(line + 1, following))
        if not rows or page.runs[following] != page.runs[ruler] or any(page.blank(row) for row in rows):
            page.spoiled = line
            return
        groups.append(rows)
        line = following
        if page.blank(following + 1):
            yield Dashed(ruler, ruler, following, range(0), groups)
            return


def _headed(page: Page, ruler: int, free: int) -> Iterator[Dashed]:
    top = ruler
    while top > free and not page.blank(top - 1) and top - 1 not in page.runs and ruler - top <= MAX_HEADER:
        top -= 1
    stop, groups = ruler + 1, [[]]  # type: tuple[int, list[list[int]]]
    while not page.blank(stop):
        if stop in page.runs:
            groups.append([])
        else:
            groups[-1].append(stop)
        stop += 1
    last = stop - 1
    groups = [group for group in groups if group]
    if groups and COUNT.fullmatch(page.document.line_text(groups[-1][-1])):
        groups[-1].pop()
    if ruler - top <= MAX_HEADER:
        yield Dashed(top, ruler, last, range(top, ruler), [g for g in groups if g])
