"""Marks: which characters of the source belong to which cell, row label or unclaimed figure."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal, NamedTuple

from gouji.explain import figures_of
from gouji.keys import row_of
from gouji.matrix import Span
from gouji.report import Cell, Report
from gouji.verify import read

Kind = Literal["cell", "row", "unclaimed"]


class Piece(NamedTuple):
    """Characters ``start:end`` of the source that the same marks cover; ``opening`` is the tag to print."""

    start: int
    end: int
    opening: str


@dataclass(slots=True)
class _Cover:
    """The marks that cover a stretch, by the numbers the page gives them."""

    cell: set[int] = field(default_factory=set)
    row: set[int] = field(default_factory=set)
    unclaimed: set[int] = field(default_factory=set)


class Marks:
    """All marks of one report, flattened: pieces never overlap and stand in order of place."""

    def __init__(self, report: Report, rows: Mapping[str, int]) -> None:
        self._statuses = [cell.status for cell in report]
        self._pieces = list(self._flat(report, rows))
        self._starts = [piece.start for piece in self._pieces]

    def within(self, start: int, end: int) -> Iterator[Piece]:
        """The stretch cut into marked and unmarked pieces; the latter have no opening tag."""
        at = start
        place = max(bisect_right(self._starts, start) - 1, 0)
        for piece in self._pieces[place:]:
            if piece.start >= end:
                break
            first, last = max(piece.start, at), min(piece.end, end)
            if first < last:
                if at < first:
                    yield Piece(at, first, "")
                yield Piece(first, last, piece.opening)
                at = last
        if at < end:
            yield Piece(at, end, "")

    def _flat(self, report: Report, rows: Mapping[str, int]) -> Iterator[Piece]:
        edges: dict[int, list[tuple[bool, Kind, int]]] = defaultdict(list)
        for start, end, kind, number in _spans(report, rows):
            if start < end:
                edges[start].append((True, kind, number))
                edges[end].append((False, kind, number))
        cover, at = _Cover(), 0
        for offset in sorted(edges):
            if cover.cell or cover.row or cover.unclaimed:
                yield Piece(at, offset, self._opening(cover))
            for opens, kind, number in edges[offset]:
                held: set[int] = getattr(cover, kind)
                (held.add if opens else held.discard)(number)
            at = offset

    def _opening(self, cover: _Cover) -> str:
        classes, data = ["m"], ""
        for name, held in (("cell", cover.cell), ("row", cover.row), ("unclaimed", cover.unclaimed)):
            if held:
                numbers = sorted(held)
                classes += [name] + ([self._statuses[numbers[0]]] if name == "cell" else [])
                data += f' data-{name}="{" ".join(map(str, numbers))}"'
        return f'<mark class="{" ".join(classes)}"{data}>'


def rows_of(report: Report) -> dict[str, int]:
    """A number for each row that has cells in the report."""
    return {row: number for number, row in enumerate(dict.fromkeys(row_of(c.key) for c in report))}


def _spans(report: Report, rows: Mapping[str, int]) -> Iterator[tuple[int, int, Kind, int]]:
    loose = _loose(report)
    for number, cell in enumerate(report):
        for start, end in cell.spans or _candidates(cell, loose, report.document.text):
            yield start, end, "cell", number
        for start, end in cell.label:
            yield start, end, "row", rows[row_of(cell.key)]
    for number, figure in enumerate(report.unclaimed):
        yield *figure.span, "unclaimed", number


def _loose(report: Report) -> dict[str, list[Span]]:
    """By row the figures that the row's undetermined cells may be: those that no cell of it has for sure."""
    held = {span for cell in report for span in cell.spans}
    open_ = {row_of(c.key) for c in report if c.status == "ambiguous"}
    return {
        e.row: [span for span in figures_of(report.document, e) if span not in held]
        for e in report.evidence
        if e.chosen and e.row in open_
    }


def _candidates(cell: Cell, loose: Mapping[str, list[Span]], text: str) -> list[Span]:
    if cell.status != "ambiguous":
        return []
    return [(a, b) for a, b in loose.get(row_of(cell.key), ()) if read(text[a:b]) in cell.candidates]


def attribute(text: str) -> str:
    """A text fit to stand in a double-quoted attribute."""
    return escape(text, quote=True)
