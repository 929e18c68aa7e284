"""The schema: the canonical tables of one statutory form as data, and the files that it is written in.

    model                                         the form: tables, blocks, rows, columns, labels
    file ← entry, equations, narrative, panel     a schema file read into it
    check ← faults, lint, lint_equations          what is wrong or odd about a file, each a remark
    show ← drawing, equation_words                a schema for people
    published                                     the JSON Schema of such files, for editors
    blank                                         a blank form read with its schema

Importing the package brings the model only.
"""

from gouji.schema.model import (
    Block,
    Coarser,
    Column,
    Indicator,
    Label,
    Narrative,
    Row,
    Schema,
    Section,
    Table,
    ValueType,
)

__all__ = [
    "Block",
    "Coarser",
    "Column",
    "Indicator",
    "Label",
    "Narrative",
    "Row",
    "Schema",
    "Section",
    "Table",
    "ValueType",
]
