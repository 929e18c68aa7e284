"""Simple tables: columns named by runs of ``=`` or ``-`` in a ruler, cells parted by blanks.

The layouts of reStructuredText (tabulate ``rst``), pandoc's simple_tables and multiline_tables, tabulate
``simple``, and of database clients that underline their headers.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix
from gouji_standards.listings import readable
from gouji_standards.quotes import unquoted
from gouji_standards.simple.dashed import dashed_tables
from gouji_standards.simple.rst import rst_tables

_BOX_DASHES = ("──", "━━", "══")
"""What the box reader has, and who asks for a simple table gets too."""

aliases = ("rst-simple", "multiline")
evidence = "standard"


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001
    """One matrix for each simple table, in reading order; merged cells only where ``-`` underlines them.

    A table of one column looks like an underlined title unless its rules are as long as printers make them:
    it is read if ``asked`` for, and so is what a Markdown fence or a page's ``<pre>`` shows.
    """
    document = readable(document, asked=asked)
    ruled = document.holds("= =", "=  ", "==")
    dashed = ruled or document.holds("- -", "-  ", "--", *(_BOX_DASHES if asked else ()))
    found: list[tuple[int, CellMatrix]] = []
    taken: set[int] = set()
    if ruled:
        for lines, table in rst_tables(document, asked=asked):
            found.append((lines.start, table))
            taken.update(lines)
    if dashed:
        tables = dashed_tables(unquoted(document), asked=asked)
        found.extend((lines.first, table) for lines, table in tables if lines.ruler not in taken)
    for _, table in sorted(found, key=lambda pair: pair[0]):
        yield table
