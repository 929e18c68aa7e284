"""gouji: tables printed in any text layout become canonical cells, each with its place in the source."""

from __future__ import annotations

from functools import cache
from os import PathLike
from typing import TYPE_CHECKING

from gouji.errors import (
    DecodeError,
    GoujiError,
    InputError,
    LimitError,
    MatrixError,
    PluginError,
    SchemaError,
    ShortOfMemoryError,
)

if TYPE_CHECKING:
    from gouji.dataset import DataSet
    from gouji.engine import Engine, Input, SchemaChoice
    from gouji.limits import Limits
    from gouji.report import Cell, Finding, Report
    from gouji.table import Table, Tables

__version__ = "0.1.0"
__all__ = [
    "Cell",
    "DecodeError",
    "Engine",
    "Finding",
    "GoujiError",
    "InputError",
    "LimitError",
    "Limits",
    "MatrixError",
    "PluginError",
    "Report",
    "SchemaError",
    "ShortOfMemoryError",
    "Table",
    "parse",
    "parse_all",
    "read_dataset",
    "tables",
]

_HOMES = {
    "Engine": "engine",
    "Limits": "limits",
    "Report": "report",
    "Cell": "report",
    "Finding": "report",
    "Table": "table",
}


@cache
def _engine() -> Engine:
    from gouji.engine import Engine  # noqa: PLC0415 - importing gouji stays light

    return Engine()


def parse(source: Input, *, schema: SchemaChoice = "auto", limits: Limits | None = None) -> Report:
    """The first report in a source, or one without cells; see ``Engine.parse``."""
    return _engine().parse(source, schema=schema, limits=limits)


def parse_all(source: Input, *, schema: SchemaChoice = "auto", limits: Limits | None = None) -> list[Report]:
    """Every report in a source; see ``Engine.parse_all``."""
    return _engine().parse_all(source, schema=schema, limits=limits)


def tables(
    source: Input,
    *,
    layout: str | None = None,
    min_rows: int = 1,
    min_cols: int = 1,
    limits: Limits | None = None,
) -> Tables:
    """The tables of any text, without a schema; see ``Engine.tables``."""
    return _engine().tables(source, layout=layout, min_rows=min_rows, min_cols=min_cols, limits=limits)


def read_dataset(folder: str | PathLike[str]) -> DataSet:
    """The data set that ``gouji batch`` wrote into a folder; see ``gouji.dataset``."""
    from gouji.dataset import read_dataset  # noqa: PLC0415 - importing gouji stays light

    return read_dataset(folder)


def __getattr__(name: str) -> object:
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(f"gouji.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'gouji' has no attribute {name!r}")
