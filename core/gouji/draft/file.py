"""The draft of a schema: a blank form in any layout gouji reads, as a schema file for a person to edit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji.document import Document
from gouji.draft.equations import equations
from gouji.draft.form import FormTable
from gouji.draft.reader import read_form
from gouji.draft.toml import write
from gouji.engine import Engine
from gouji.errors import GoujiError, SchemaError
from gouji.schema.blank import stated_of_blank
from gouji.schema.file import loads
from gouji.schema.remark import Remark


@dataclass(frozen=True, slots=True)
class Draft:
    """A drafted schema file: its text, and a finding for each figure that is stated of the blank form."""

    text: str
    remarks: tuple[Remark, ...] = ()


def draft_file(path: str | Path, name: str | None = None) -> Draft:
    """The schema file drafted from a file of any kind that gouji reads.

    Raises InputError, DecodeError, or GoujiError without tables.
    """
    file = Path(path)
    return read_draft(Engine().open(file)[0], name or _id(file.stem), file.name)


def draft(document: Document, name: str, source: str) -> str:
    """The text of a schema file drafted from a blank form; it can be read as it is.

    ``name`` is its id, ``source`` what it was drafted from, in words. Raises GoujiError where no table
    with labels is found.
    """
    return read_draft(document, name, source).text


def read_draft(document: Document, name: str, source: str) -> Draft:
    """The draft of a form, see ``draft``, and what is stated of it where it is blank."""
    engine = Engine()
    form = read_form(document, engine.tables(document), name)
    if not form.tables:
        raise GoujiError(f"{source}: no table with a header was found; `gouji tables` shows what gouji sees")
    found = [e for tables in _abreast(form.tables) for e in equations(tables)]
    text = write(form, name, source, found)
    try:
        schema = loads(text, f"draft of {source}")
    except SchemaError as error:
        raise GoujiError(f"{error}; this part of the form cannot be drafted, take it out") from error
    return Draft(text, tuple(stated_of_blank(schema, document)) if form.blank else ())


def _abreast(tables: Sequence[FormTable]) -> list[list[FormTable]]:
    """The tables that stand side by side together."""
    found: list[list[FormTable]] = []
    for table in tables:
        if table.beside is None:
            found.append([])
        found[-1].append(table)
    return found


def _id(stem: str) -> str:
    return re.sub(r"[^\w.-]+", "-", stem).strip("-") or "form"
