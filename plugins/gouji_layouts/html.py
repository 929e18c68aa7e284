"""The html layout: tables written with tags, in a page, in Markdown or prose, or as TEI rows and cells.

Printed by: government sites, Word and WPS "save as web page", LibreOffice, pandoc, trafilatura's XML, and
Markdown makers for cells that a pipe table cannot hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix
from gouji_layouts import plain_html
from gouji_layouts.html_grid import Budget, matrices
from gouji_layouts.html_scan import text_spans
from gouji_layouts.html_shown import shown
from gouji_layouts.html_table import Table
from gouji_layouts.html_tidy import tidy_tables
from gouji_layouts.html_tree import Tree
from gouji_standards.html import gouji_tables

gouji_plain_rows = hookimpl(plain_html.html, specname="gouji_plain_rows")
aliases = ("htm", "xhtml")
evidence = "markup"


__all__ = ["gouji_cell_matrices", "gouji_plain_rows", "gouji_tables", "text_spans"]

_OPENING = re.compile(r"<(?:table|t[rdh]|thead|tbody|tfoot)[\t\n\f\r />]", re.IGNORECASE)


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each HTML table, in the order of their start tags; nested tables have their own.

    A table that only lays out others (it has nested tables and no text of its own) is passed over.
    """
    text = document.text
    if "<" not in text or not _OPENING.search(text):
        return
    budget = Budget()
    page = shown(text)
    tables = tidy_tables(document) if page is text else None
    for table in Tree(page).read() if tables is None else tables:
        if _is_data(table):
            yield from matrices(table, budget)


def _is_data(table: Table) -> bool:
    """Whether a table has cells, and text in them unless it is there for its nested tables."""
    return bool(table.cells) and (not table.nested or table.printed)
