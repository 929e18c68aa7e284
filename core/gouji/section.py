"""Sections: the headings between which a report prints its tables, against those of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gouji.document import Document
from gouji.fold import body, core
from gouji.matrix import Span
from gouji.report import Finding
from gouji.schema import Schema, Section

LONGEST = 400
"""Characters of a source line that can be a heading with its markup."""
TITLE = 24
"""Characters of a heading the form does not have; longer lines are sentences."""
HEADER = 30
"""Printed lines from a heading to the first row of the table below it, each cell of its header a line."""
TALL = 200
"""Lines of a grid above a row of it; no statutory form has more rows."""
MARK = "、"
"""What stands behind the ordinal of a heading."""
HEADING = re.compile(rf"([一二三四五六七八九十]{{1,3}}){MARK}([^。；！？，]{{2,60}})")
NUMBER = re.compile(r"\d")
MARKUP = re.compile(r"<[^<>]*>|&nbsp;|[#*|>_=]+")


@dataclass(frozen=True, slots=True)
class Heading:
    """A printed section heading; ``section`` is None where the form has none of its title."""

    ordinal: str
    title: str
    line: int
    span: Span
    section: Section | None


def above(document: Document, schema: Schema, first: int, row: int) -> Section | None:
    """The section of the form whose title is printed nearest above the offset ``row``, or on its line.

    ``first`` is the offset at which the row's grid begins, not further than a header below its title.
    """
    known = {core(t): s for s in schema.sections for t in (s.title, *s.aliases)}
    top, number = document.line_of(first), document.line_of(row)
    left, limit = HEADER, number - TALL
    number += 1  # a title may be what names a row without a label
    while known and left and number > max(limit, 0):
        number -= 1
        if document.lines.printed[number]:
            left -= number < top
            if document.lines.end[number] - document.lines.start[number] <= LONGEST:
                section = known.get(core(MARKUP.sub("", document.line_text(number))))
                if section is not None:
                    return section
    return None


def headings(document: Document, schema: Schema, stretch: Span, labels: frozenset[str]) -> list[Heading]:
    """The section headings between two offsets, in order of place; lines that are row labels are none."""
    known = {body(t): s for s in schema.sections for t in (s.title, *s.aliases)}
    first, last = document.line_of(stretch[0]), document.line_of(max(stretch[1] - 1, 0))
    start, stop = int(document.lines.start[first]), int(document.lines.end[last])
    marks = [start + mark.start() for mark in re.finditer(MARK, document.text[start:stop])]
    numbers = np.unique(np.searchsorted(document.lines.start, marks, side="right") - 1)
    edges = document.lines.start[numbers].tolist(), document.lines.end[numbers].tolist()
    lines = zip(numbers.tolist(), zip(*edges, strict=True), strict=True)
    found = (_heading(document, n, span, known, labels) for n, span in lines if span[1] - span[0] <= LONGEST)
    return [heading for heading in found if heading is not None]


def _heading(
    document: Document, number: int, span: Span, known: dict[str, Section], labels: frozenset[str]
) -> Heading | None:
    match = HEADING.fullmatch("".join(MARKUP.sub("", document.text[slice(*span)]).split()))
    if match is None:
        return None
    title = body(match.group(2))
    section = known.get(title)
    if section is None and (len(title) > TITLE or NUMBER.search(title) or _starts(title, labels)):
        return None
    return Heading(match.group(1), match.group(2), number + 1, span, section)


def _starts(title: str, labels: frozenset[str]) -> bool:
    """Whether a row of a table, or the beginning of a row's wrapped label, was taken for a heading."""
    return any(title.startswith(label) or label.startswith(title) for label in labels)


def judge(found: Sequence[Heading], schema: Schema, tables: Sequence[tuple[str, Span]]) -> Iterator[Finding]:
    """What is odd about the sections: order, numbers, wording, sections missing or strange to the form."""
    known = [h for h in found if h.section is not None]
    if len(known) < 2:  # noqa: PLR2004 - a fragment of a report has no sections to judge
        return
    for heading in found:
        yield from _single(heading, tables)
    yield from _order(known, schema)
    printed = {h.section.id for h in known if h.section}
    for section in schema.sections:
        if section.id not in printed:
            message = f"section {section.ordinal}、{section.title} absent"
            yield Finding("section-absent", message, "info", table=section.table)


def _single(heading: Heading, tables: Sequence[tuple[str, Span]]) -> Iterator[Finding]:
    text, place = f"{heading.ordinal}、{heading.title}", f"(line {heading.line})"
    extra = {"spans": (heading.span,), "line": heading.line}
    for table, span in tables:
        if span[0] < heading.span[0] < span[1]:
            message = f"reading order: heading {text} {place} stands inside table {table}"
            yield Finding("section-order", message, table=table, **extra)  # type: ignore[arg-type]
    section = heading.section
    if section is None:
        yield Finding("section-unknown", f"section {text} {place} is not in the form", "info", **extra)  # type: ignore[arg-type]
        return
    if heading.ordinal != section.ordinal:
        message = f"section ordinal shifted: {text} {place}, in the form {section.ordinal}、"
        yield Finding("section-ordinal", message, "info", table=section.table, **extra)  # type: ignore[arg-type]
    if body(heading.title) != body(section.title):
        message = f"section title {heading.title} instead of {section.title} {place}"
        yield Finding("section-title", message, "info", table=section.table, **extra)  # type: ignore[arg-type]


def _order(known: Sequence[Heading], schema: Schema) -> Iterator[Finding]:
    rank = {s.id: i for i, s in enumerate(schema.sections)}
    for before, after in zip(known, known[1:], strict=False):
        if before.section and after.section and rank[before.section.id] > rank[after.section.id]:
            message = (
                f"reading order: {before.ordinal}、{before.title} (line {before.line}) stands before "
                f"{after.ordinal}、{after.title} (line {after.line})"
            )
            yield Finding("section-order", message, spans=(before.span, after.span), line=before.line)
