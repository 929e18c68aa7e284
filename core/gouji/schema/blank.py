"""A blank form read with its schema: it has no figures, so that nothing may be stated of it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Document
from gouji.engine import Engine
from gouji.report import STATED
from gouji.schema import Schema
from gouji.schema.remark import Remark

LISTED = 20
"""Cells told one by one; of more their number is told."""
REMEDY = "; a form without figures has none; use the file for no such reports and tell the makers of gouji"


def alone(schema: Schema) -> Engine:
    """An engine with the installed layouts that knows one schema only."""
    engine = Engine()
    engine.schemas = {schema.id: schema}
    return engine


def stated_of_blank(schema: Schema, document: Document) -> Iterator[Remark]:
    """A finding for each cell that is stated of a blank form, with its key and its characters.

    ``path`` is the cell's key.
    """
    stated = [
        cell
        for report in alone(schema).parse_all(document, schema=schema.id)
        for cell in report.cells.values()
        if cell.status in STATED
    ]
    for number, cell in enumerate(stated[:LISTED]):
        place = ", ".join(f"characters {a} to {b}" for a, b in cell.spans) or "no characters of their own"
        yield Remark(
            "finding",
            cell.key,
            f"{cell.key} is stated as {cell.raw!r} ({place}) of the blank form{'' if number else REMEDY}",
        )
    if len(stated) > LISTED:
        yield Remark("finding", "", f"{len(stated) - LISTED} more cells are stated of the blank form")
