"""The contract between the engine and its plugins: five hooks, values in, values out."""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji.plain.rows import PlainRows
from gouji.plain.words import PlainWords
from gouji.schema import Schema

PROJECT = "gouji"
"""The pluggy project name and the entry-point group of every plugin."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def gouji_cell_matrices(document: Document) -> Iterable[CellMatrix]:  # type: ignore[empty-body]
    """Read every table printed in your layout; called once a document.

    Return or yield one matrix for each table or fragment, in reading order, and nothing at all where the
    document has none of your layout: detection is returning something. Refuse a foreign document by its
    line table (``document.lines``, ``document.runs``) before you touch its text. Keep what is printed as
    it is printed: joining fragments, placing rows and judging figures is the engine's work. Do not keep a
    state between calls. What you raise is recorded in the report under your name; other plugins go on.
    """


@hookspec
def gouji_tables(document: Document, asked: bool) -> Iterable[CellMatrix]:  # type: ignore[empty-body]  # noqa: FBT001
    """Read the tables of your layout as its standard defines them; called for tables without a schema.

    Optional: a layout without this hook gives its cell matrices. Those are fragments, taken wherever a
    figure may hide; a table here is whole, begins and ends where the standard says, has its header rows
    counted and its ``texts`` decoded. What only resembles the layout is no table. ``asked`` says that the
    caller named this layout: then a table may be taken whose evidence alone would not do; an implementation
    that makes no difference leaves the argument out.

    Beside the hook a plugin may say ``evidence`` (one of ``gouji.detect.STRENGTH``, "markup" if unsaid),
    which decides where two layouts claim the same text, and ``aliases``, further names that choose it.
    """


@hookspec
def gouji_plain_rows(document: Document) -> PlainRows | PlainWords | None:
    """Cut the document's tables into rows of texts, fast, or give None where any of it is not plain.

    Optional, for speed: where the rows print a form as it is, the engine reads no further. They must be
    those of ``gouji_cell_matrices``, table by table, row by row, cell by cell. A layout of which only the
    reading order is sure gives the words of the text.
    """


@hookspec
def gouji_documents(data: bytes, name: str | None) -> Iterable[Document] | None:
    """Make documents of a file that is no text; None where the file is none of yours.

    Know it by its bytes; ``name`` is for messages only, for names lie. Readers are asked in order of their
    plugins' names, and the first that knows the file is the one. Write a text as a person would read the
    file, fill ``Document.kind``, ``origin`` and, where the file itself says what its tables are, ``drawn``:
    the layout ``drawn`` gives those as they are, and no other layout reads the same text. Raise InputError
    that says what is wrong with the file, where, and what to do. Execute and fetch nothing; unpack within
    limits.
    """


@hookspec
def gouji_schemas() -> Iterable[Schema]:  # type: ignore[empty-body]
    """Return the schemas you contribute; called once, when the engine is made."""
