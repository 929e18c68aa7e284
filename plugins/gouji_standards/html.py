"""HTML tables by the WHATWG standard: every ``table`` of a page, a fragment or a Markdown text.

Printed by: web pages, e-mail, office programs' "save as web page", pandoc, Jupyter, wikis, and Markdown
writers for what a pipe table cannot hold. A reader of sources runs no scripts and applies no style sheet;
``hidden`` and ``display: none`` in a start tag count.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix
from gouji_standards.html_grid import Budget, matrix
from gouji_standards.html_literal import literal_spans
from gouji_standards.html_parse import Parser
from gouji_standards.html_source import TABLE, Source, is_whole, kind_of


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001 - the hook's
    """One matrix for each HTML table with a cell, nested ones too, in the order of their start tags.

    Asked, prose and templates around or between tables are HTML as well: see ``is_whole``.
    """
    if not document.lines.tags.any() or not TABLE.search(document.text):
        return
    kind = kind_of(document)
    if kind is Source.FOREIGN:
        return
    literal = [] if kind is Source.PAGE else literal_spans(document, prose=kind is Source.MIXED)
    budget = Budget()
    for table in Parser(document.text, xml=document.text.startswith("<?xml")).read(literal):
        if table.hidden or (kind is Source.MIXED and not is_whole(document, table, asked=asked)):
            continue
        found = matrix(table, document.text, budget)
        if found is not None:
            yield found
