"""The drawn layout: tables that a file's own structure or lines show, as its reader found them.

Printed by: Word, WPS and LibreOffice documents, workbooks, PDF files with tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix
from gouji_readers.blocks import blocks

evidence = "markup"
SHEETS = ("xlsx", "ods")
"""Kinds of documents whose drawn tables are sheets."""


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each table that the document's reader drew."""
    yield from (replace(matrix, texts=None) for matrix in document.drawn)


@hookimpl
def gouji_tables(document: Document) -> Iterator[CellMatrix]:
    """The same as whole tables: a sheet of a workbook is cut where rows or columns are blank throughout.

    A table is one too where no header tells whether it has all its columns.
    """
    for matrix in document.drawn:
        whole = replace(matrix, grid=True)
        yield from blocks(whole, document.text) if document.kind in SHEETS else [whole]
