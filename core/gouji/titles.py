"""Titles: how a report of a schema is usually headed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.schema import Schema

AGENCIES = ("某县人民政府", "某县", "某大学", "某某局")
YEAR = "2020"
YEARS = (f"{YEAR}年", f"{YEAR}年度", YEAR, f"{YEAR}年年", f"（{YEAR}年）", f"（{YEAR}年度）")
"""How a year stands in a title; 年年 where the form's own name begins with 年."""
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")


def titles(schema: Schema) -> Iterator[str]:
    """Titles that reports of the form may have, the most usual first.

    The form's own title with an agency before it, and a year before, behind or inside it.
    """
    name = _BRACKET.sub("", "".join(schema.title.split())) or schema.title
    cuts = [0, len(name), *range(1, len(name))]
    for agency in AGENCIES:
        for cut in cuts:
            for year in YEARS:
                yield f"{agency}{name[:cut]}{year}{name[cut:]}"
        for year in YEARS:
            yield f"{year}{agency}{name}"


def matching_title(schema: Schema, pattern: str) -> str:
    """The first usual title that a pattern matches as a whole line, empty where none does."""
    compiled = re.compile(pattern)
    return next((t for t in titles(schema) if compiled.search(t)), "")


def typical_title(schema: Schema) -> str:
    """A title that one of the schema's patterns matches; else the usual one."""
    found = (matching_title(schema, pattern) for pattern in schema.title_patterns)
    return next((t for t in found if t), next(titles(schema)))
