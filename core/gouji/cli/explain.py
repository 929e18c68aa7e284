"""The command ``gouji explain``: why a row or cell says what it says, or why which tables were detected."""

# ruff: noqa: PLC0415 - the engine is imported by the commands that need it, so that the others start at once

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from gouji.cli import asked
from gouji.cli.inout import Commands, one, say
from gouji.errors import GoujiError
from gouji.exit_codes import SURE, verdict

if TYPE_CHECKING:
    from gouji.document import Document
    from gouji.engine import Engine


def add(commands: Commands) -> None:
    """Hang the command in."""
    explain = commands.add_parser("explain", help="why a row or cell says what it says")
    explain.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    explain.add_argument("key", metavar="KEY", nargs="?", help="table, table/row or table/row/column")
    explain.add_argument(
        "--tables", action="store_true", help="why which tables were detected, without a schema"
    )
    asked.add_arguments(explain, schema=True)
    explain.set_defaults(command=_explain)


def _explain(options: argparse.Namespace) -> int:
    from gouji.explain import explain

    engine = asked.engine(options)
    schema = asked.schema_id(engine, options.schema)
    if options.tables:
        return max([why_these(engine, d) for d in one(options.file).open(engine)])
    reports = engine.parse_all(one(options.file).open(engine), schema=schema)
    for count, report in enumerate(reports, 1):
        if len(reports) > 1:
            sys.stdout.write(f"Report {count} of {len(reports)}\n")
        sys.stdout.write(explain(report, engine.schemas, options.key))
    if not any(report.cells for report in reports):
        say(f"gouji: {options.file}: `gouji explain --tables` says what tables of other forms it has")
    return max(verdict(r) for r in reports)


def why_these(engine: Engine, document: Document) -> int:
    """Write a line for each claim of a layout: where, what shape, and why it stands or falls."""
    from gouji.harmless import harmless

    claims = engine.claims(document)
    for claim in claims:
        first, last = (document.line_of(offset) + 1 for offset in claim.span)
        rows, cols = claim.matrix.shape
        sign = "-" if claim.rival else "+"
        page = "; it only arranges the page" if claim.matrix.presentation else ""
        sys.stdout.write(
            harmless(f"{sign} lines {first}-{last}  {rows} x {cols}  {claim.reason}{page}") + "\n"
        )
    if not claims:
        raise GoujiError(f"{document.source}: no layout finds a table; `gouji tables --layout NAME` asks one")
    return SURE
