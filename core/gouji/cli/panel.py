"""The command ``gouji panel``: reports of many agencies and years become one table of comparable keys."""

# ruff: noqa: PLC0415 - only this command pays for its modules

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.cli import asked
from gouji.cli.inout import Commands, say, text_of
from gouji.errors import GoujiError, InputError
from gouji.exit_codes import DOUBT, NOTHING, SURE

if TYPE_CHECKING:
    from gouji.panel import Panel
    from gouji.panel.observation import Seen

FORMATS = ("csv", "parquet", "sqlite")
EPILOG = """\
OUT gets cells, wide, indicators, findings, unlinked and codebook; see docs/data.md.

exit codes:
  0  all reports are linked and nothing between them clashes
  1  some are not linked, or equations over years are broken, or two reports of a year differ
  2  no report, or wrong usage
  3  an input could not be read
"""


def add(commands: Commands) -> None:
    """Hang the command into the command line."""
    parser = commands.add_parser(
        "panel",
        help="link reports over years: comparable keys, carry-over, indicators",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    what = "a folder that gouji batch wrote, or JSON of gouji parse"
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help=what)
    parser.add_argument(
        "-o", "--output", metavar="OUT", type=Path, required=True, help="a folder for the tables"
    )
    parser.add_argument("--format", choices=FORMATS, default="csv", help="default: csv")
    names = "CSV of two columns: an agency as printed, and the name it goes by"
    parser.add_argument("--names", metavar="FILE", type=Path, help=names)
    parser.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    asked.add_arguments(parser)
    parser.set_defaults(command=_run)


def _run(options: argparse.Namespace) -> int:
    from gouji.panel import panel

    schemas = asked.engine(options).schemas
    found = panel(_reports(options.inputs), schemas, names=_names(options.names))
    if not found.cells and not found.unlinked:
        raise GoujiError(f"{', '.join(options.inputs)}: no report in it; nothing is written")
    _write(found, options.output, options.format)
    if not options.quiet:
        _tell(found, options.output)
    return _verdict(found)


def _reports(inputs: list[str]) -> Iterator[Seen]:
    from gouji.panel.stored import stored

    for name in inputs:
        yield from stored(Path(name))


def _names(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    remedy = "give a CSV file of two columns"
    try:
        rows = [row for row in csv.reader(StringIO(text_of(str(path), remedy), newline="")) if row]
    except csv.Error as error:
        raise InputError(f"{path}: cannot be read as CSV: {error}; {remedy}") from error
    for number, row in enumerate(rows, 1):
        if len(row) != 2:  # noqa: PLR2004 - a name and another
            raise GoujiError(f"{path}: row {number} has {len(row)} fields; write two: printed, goes by")
    return {row[0]: row[1] for row in rows}


def _write(found: Panel, folder: Path, form: str) -> None:
    """All tables, each whole or not at all."""
    from gouji.batch.atomic import publish, sweep, writing
    from gouji.batch.write_csv import CsvTables
    from gouji.batch.write_parquet import ParquetTables
    from gouji.batch.write_sqlite import SqliteTables
    from gouji.panel.tables import layouts, rows

    makers: dict[str, Callable[..., Any]] = {
        "csv": CsvTables,
        "parquet": ParquetTables,
        "sqlite": SqliteTables,
    }
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        writer = makers[form](folder, layouts(found))
        writer.open()
        writer.add(rows(found))
        writer.close()
        publish(dict.fromkeys(writer.paths.values()))


def _tell(found: Panel, folder: Path) -> None:
    agencies = {entry.unit for entry in found.cells}
    years = {(entry.unit, entry.year) for entry in found.cells}
    told = f"agencies: {len(agencies)}, their years: {len(years)}, findings: {len(found.findings)}"
    say(f"gouji: {folder}: {told}")
    if found.unlinked:
        say(f"gouji: {len(found.unlinked)} reports are not linked; unlinked says why")


def _verdict(found: Panel) -> int:
    if not found.cells:
        return NOTHING
    clash = any(n.finding.verdict == "broken" or n.finding.code == "reports-clash" for n in found.findings)
    return DOUBT if clash or found.unlinked else SURE
