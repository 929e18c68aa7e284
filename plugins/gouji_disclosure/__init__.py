"""The two statutory forms of Chinese 政府信息公开年度报告 as schemas: editions 2019 and 2021."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from gouji.hookspecs import hookimpl
from gouji.schema import Schema
from gouji.schema.file import loads

FILES = ("cn-disclosure-2019.toml", "cn-disclosure-2021.toml")
"""The schema files of the package, the older edition first."""


@hookimpl
def gouji_schemas() -> tuple[Schema, ...]:
    """Return both editions; they share the family "cn-disclosure", so reports may mix their tables."""
    return _schemas()


@cache
def _schemas() -> tuple[Schema, ...]:
    folder = files(__name__)
    return tuple(loads(folder.joinpath(name).read_text("utf-8"), name) for name in FILES)
