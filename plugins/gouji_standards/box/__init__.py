"""Box tables: what database clients and table printers draw with bars and rules.

See ``frames`` (bars on both sides), ``open`` (bars between columns), ``gutters`` (rules and blanks only),
``plans`` (rules without crossings), ``wiki`` (double bars) and ``records`` (a record a table); and a client's
table with its header underlined by dashes. ``redrawn`` and ``numbered`` prepare what these read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from gouji.document import Bool, Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix
from gouji_standards import fixed, simple
from gouji_standards.box.bare import bare_records
from gouji_standards.box.bars import bar_tables
from gouji_standards.box.counted import counted_tables
from gouji_standards.box.frames import framed_tables
from gouji_standards.box.gutters import gutter_tables
from gouji_standards.box.numbered import numbered, unnumbered
from gouji_standards.box.open import open_tables
from gouji_standards.box.plans import plan_tables
from gouji_standards.box.records import record_tables
from gouji_standards.box.redrawn import redrawn
from gouji_standards.box.wiki import wiki_tables
from gouji_standards.code_blocks import code_lines
from gouji_standards.html_source import is_page
from gouji_standards.listings import readable
from gouji_standards.simple.dashed import dashed_tables
from gouji_standards.simple.rst import rst_tables


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001
    """One matrix for each printed table, in reading order; if ``asked``, two lines with bars are one too.

    Printers' tables have no bars in some styles: if ``asked``, what is aligned in a text without one is read.
    """
    if asked:
        document = readable(document, asked=True)
    shown = document
    document, numbers = unnumbered(redrawn(document))
    lines = document.lines
    barred = lines.pipes.any() or lines.boxes.any()
    ruled = document.holds("---", "===", "***", "- -", "-  -", "* Record", "= =")
    if (barred or ruled) and not is_page(document):
        found = [numbered(shown, table, numbers) for table in _tables(document, asked=asked)]
        yield from found
        if found:
            return
    if asked and not barred:
        yield from list(simple.gouji_tables(shown, asked=True)) or fixed.gouji_tables(shown, asked=True)


def _tables(document: Document, *, asked: bool) -> Iterator[CellMatrix]:
    """The tables by their first lines; of two that overlap the one whose reader comes first."""
    code = code_lines(document)
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, CellMatrix]] = []
    framed = partial(framed_tables, asked=asked)
    gutters = partial(gutter_tables, asked=asked)
    bars = partial(bar_tables, asked=asked)
    lined = (record_tables, bare_records, plan_tables, wiki_tables)
    under = partial(_underlined, asked=asked)
    readers = (*lined, open_tables, framed, counted_tables, gutters, under, bars)
    for tables in (reader(document, code) for reader in readers):
        spans = np.array(taken, dtype=np.int64).reshape(-1, 2)
        for line, table in tables:
            start, end = table.extent
            if not ((spans[:, 0] < end) & (start < spans[:, 1])).any():
                found.append((line, table))
                taken.append((start, end))
    for _, table in sorted(found, key=lambda pair: pair[0]):
        yield table


def _underlined(document: Document, code: Bool, *, asked: bool) -> Iterator[tuple[int, CellMatrix]]:
    """Names underlined one by one; if ``asked``, between rules of equals signs (tabulate ``rst``)."""
    if asked:
        yield from ((lines.start, table) for lines, table in rst_tables(document, code))
    for lines, table in dashed_tables(document, code):
        if lines.header and (asked or not lines.multiline):
            yield lines.first, table
