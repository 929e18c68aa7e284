"""Wording: labels printed otherwise than the form has them, in text or in number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from gouji.fold import body, core, number, ordinal, squeeze
from gouji.mark import Mark
from gouji.printed import Print
from gouji.reconcile import Site
from gouji.report import Finding
from gouji.schema import Label, Schema, Table

MARKS = 96
"""Marks before a table's first row that may be its header's."""


def labels_of(schema: Schema) -> frozenset[str]:
    """All row, column and group labels of a schema, folded."""
    return frozenset(core(x.text) for t in schema.tables for x in labels_in(t))


def labels_in(table: Table) -> Iterator[Label]:
    """The labels of a table's rows and columns, of the groups above them, and the titles of its blocks."""
    for block in table.blocks:
        labels = [*(r.label for r in block.rows), *(c.label for c in block.columns)]
        yield from labels
        yield from (Label(above) for label in labels for above in label.path)
        yield from block.titles


def wordings(printed: Print, site: Site) -> Iterator[Finding]:
    """A finding for each wording and each ordinal that the form does not have, once."""
    official: dict[str, list[Label]] = {}
    for label in labels_in(site.schema.table(site.table)):
        for text in (label.text, *label.aliases):
            official.setdefault(core(text), []).append(label)
    said: set[str] = set()
    for mark in _marks(printed):
        for finding in _judge(printed, mark, official.get(mark.label, []), site.table):
            if finding.message not in said:
                said.add(finding.message)
                yield finding


def _marks(printed: Print) -> Iterator[Mark]:
    """Marks of the print and of the header before it, in which no other table's row stands."""
    low, high = printed.extent
    marks = printed.marked.marks
    start, stop = (bisect_left(marks, at, key=lambda m: m.first) for at in (low, high))
    header = []
    for mark in reversed(marks[max(0, start - MARKS) : start]):
        own = {e.kind for e in mark.entries if e.table == printed.table.id}
        if not own or own == {"row"}:
            break
        header.append(mark)
    yield from reversed(header)
    yield from marks[start:stop]


def _judge(printed: Print, mark: Mark, labels: list[Label], table: str) -> Iterator[Finding]:
    if not labels:
        return
    pieces = [printed.marked.strand.pieces[i] for i in mark.pieces]
    text = squeeze("".join(p.text for p in pieces))
    spans = tuple(s for p in pieces for s in p.spans)
    line = printed.marked.strand.document.line_of(spans[0][0]) + 1
    if all(core(x.text) != mark.label for x in labels) or _is_part(text, mark):
        message = f"{table}: label {text} instead of {labels[0].text} (line {line})"
        yield Finding("label-wording", message, "info", table=table, spans=spans, line=line)
        return
    numbers = {number(x.text) for x in labels if core(x.text) == mark.label}
    if number(text) not in numbers and body(text) != body(labels[0].text):
        wanted = "/".join(sorted({ordinal(x.text) for x in labels if core(x.text) == mark.label}))
        message = f"{table}: label {text} without {wanted} (line {line})"
        if ordinal(text):
            message = f"{table}: label {text} numbered otherwise than {wanted} (line {line})"
        yield Finding("label-ordinal", message, "info", table=table, spans=spans, line=line)


def _is_part(text: str, mark: Mark) -> bool:
    """Whether a label is cut: what is printed of it is a part."""
    return core(text) != mark.label and core(text) in mark.label
