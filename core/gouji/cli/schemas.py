"""The command ``gouji schemas``: the schemas known."""

from __future__ import annotations

import argparse
import sys

from gouji.cli import asked
from gouji.cli.inout import Commands
from gouji.exit_codes import SURE


def add(commands: Commands) -> None:
    """Hang the command in."""
    schemas = commands.add_parser("schemas", help="the schemas known")
    asked.add_arguments(schemas)
    schemas.set_defaults(command=_schemas)


def _schemas(options: argparse.Namespace) -> int:
    from gouji.harmless import harmless  # noqa: PLC0415 - only where there is something to say

    for schema in asked.engine(options).schemas.values():
        tables = ", ".join(t.id for t in schema.tables)
        counts = f"{len(schema.keys)} cells, {len(schema.equations)} equations"
        sys.stdout.write(harmless(f"{schema.id}  {schema.title}  ({counts}; tables: {tables})") + "\n")
    return SURE
