"""Space-aligned tables: columns kept apart by blanks alone, one printed row a line.

Printed by: command line tools (``ps``, ``df``, ``netstat``, ``lsof``, ``free``, ``kubectl``, ``docker ps``),
pandas' and polars' console prints, R's data.frame, data.table and tibble, SAS listings, tabulate ("plain"),
fixed-width files that ``pandas.read_fwf`` reads with inferred columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from gouji.document import Bool, Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, freeze
from gouji_standards.fixed.alone import alone_table
from gouji_standards.fixed.block import longer, tables_of
from gouji_standards.fixed.cut import Cut, has_header, is_capital
from gouji_standards.fixed.lines import blocks, content, is_solid, may_belong, ruled
from gouji_standards.fixed.runs_on import runs_on
from gouji_standards.fixed.spanned import owners
from gouji_standards.listings import readable
from gouji_standards.simple.dashed import dashed_tables

FEWEST_NAMED = 3
"""Columns with a name each that make a table of lines with branches drawn before them (``lsblk``)."""
_TYPES = re.compile(r"<[a-z]+(?:\(\d+\))?(?:\[\d+\])?>")
"""A column's type under its name, as a tibble prints it."""


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001
    """One matrix for each block of aligned lines; the header is counted where words stand over figures.

    If ``asked``, a block is taken whose columns alone line up, be they words or single blanks apart.
    """
    document = readable(document, asked=asked)
    possible = may_belong(document)
    if not asked and (not possible.any() or is_solid(document, possible)):
        return
    if asked:
        underlined = list(_underlined_by_name(document))
        yield from underlined
        own = possible & ~_within(document, underlined)
    else:
        own = possible & ~ruled(document)
    found = list(_cuts(document, own, asked=asked))
    yield from map(_matrix, found if found or asked else _alone(document, own))


def _cuts(document: Document, own: Bool, *, asked: bool) -> Iterator[Cut]:
    """The tables of the blocks among the lines ``own``, trees left out."""
    free = tried = 0
    for first, last in blocks(document, own, asked=asked):
        if last <= free:
            continue
        found = tables_of(document, content(document, max(first, free), last), asked=asked)
        if last >= tried and len(found) == 1 and document.line_of(found[0].rows[-1][0][0]) == last - 1:
            tried = runs_on(document, found[0], last, own, asked=asked)  # once for each line: linear time
            whole = longer(document, found[0], tried) if tried > last else None
            if whole:
                found, free = [whole], tried
        yield from (cut for cut in found if not _is_tree(document, cut))


def _underlined_by_name(document: Document) -> Iterator[CellMatrix]:
    """The tables whose names are underlined one by one, as database clients print them."""
    for lines, table in dashed_tables(document):
        if lines.header and not lines.multiline:
            yield table


def _within(document: Document, tables: Sequence[CellMatrix]) -> Bool:
    """Per line whether it is one of the tables'."""
    taken = np.zeros(len(document.lines.start), dtype=np.bool_)
    for table in tables:
        start, end = table.extent
        taken[document.line_of(start) : document.line_of(end) + 1] = True
    return taken


def _is_tree(document: Document, found: Cut) -> bool:
    """Whether branches are drawn before some rows, and no names in capitals above them name columns."""
    boxes = document.lines.boxes
    drawn = any(boxes[document.line_of(row[0][0])] for row in found.rows)
    return drawn and not (found.width >= FEWEST_NAMED and is_capital(found.said[0]) and all(found.said[0]))


def _alone(document: Document, possible: Bool) -> list[Cut]:
    """The table of a text that is one block and nothing else, none where that is no table either."""
    printed = document.lines.printed > 0
    runs = document.runs(printed)
    if len(runs) != 1 or not possible[printed].all():
        return []
    found = alone_table(document, content(document, *runs[0]))
    return [found] if found else []


def _matrix(found: Cut) -> CellMatrix:
    owner = owners(found.rows)
    _, first = np.unique(owner, return_index=True)
    spans, texts = [s for row in found.rows for s in row], [s for row in found.said for s in row]
    return freeze(
        owner,
        [[spans[at]] for at in first.tolist()],
        header_rows=found.above or _header_rows(found),
        texts=[texts[at] for at in first.tolist()],
    )


def _header_rows(found: Cut) -> int:
    if len(found.said) > 1 and all(_TYPES.fullmatch(s) for s in found.said[1] if s):
        return 2
    return int(has_header(found))
