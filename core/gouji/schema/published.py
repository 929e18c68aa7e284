"""The JSON Schema of schema files: for editors, and for those who check files with other tools."""

from __future__ import annotations

from importlib.resources import files

NAME = "schema-file.json"


def published() -> str:
    """The JSON Schema (draft 2020-12) as text.

    It refuses what is built wrongly; what labels and formulas say, only ``gouji schema check`` judges.
    """
    return files("gouji.schema").joinpath(NAME).read_text("utf-8")
