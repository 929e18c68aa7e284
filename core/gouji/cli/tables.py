"""The command ``gouji tables``: the tables of any text, without a schema."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.cli import asked
from gouji.cli.inout import Commands, Input, inputs, output, read, say
from gouji.exit_codes import NOTHING, SURE, UNREADABLE

if TYPE_CHECKING:
    from gouji.engine import Engine
    from gouji.table import Table, Tables

FORMATS = {
    "json": ("[\n", ",\n", "\n]\n"),
    "jsonl": ("", "", ""),
    "csv": ("", "\n", ""),
    "markdown": ("", "\n", ""),
    "html": ("", "\n", ""),
}
"""What stands before the first table, between two, and after the last."""


def add(commands: Commands) -> None:
    """Hang the command in."""
    tables = commands.add_parser("tables", help="the detected tables of any text, without a schema")
    tables.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder, or - for standard input")
    tables.add_argument("--format", choices=tuple(FORMATS), default="json", help="default: json")
    tables.add_argument("--layout", metavar="NAME", help="read by this layout only")
    tables.add_argument("--table", metavar="N", type=int, help="only the Nth table of each input, from 1")
    tables.add_argument("-o", "--output", metavar="FILE", help="write there instead, whole or not at all")
    asked.add_arguments(tables)
    tables.set_defaults(command=_tables)


def _tables(options: argparse.Namespace) -> int:
    """Write the tables of all inputs; an input that cannot be read costs only itself."""
    engine = asked.engine(options)
    if options.layout is not None:
        engine.layout(options.layout)
    run = _Run(engine, options)
    before, between, after = FORMATS[options.format]
    with output(options.output) as out:
        count = 0
        for count, table in enumerate(run.tables(), 1):
            out.write((between if count > 1 else before) + _written(table, options.format))
        out.write(after if count else before.strip() + after.strip() + "\n" * bool(after))
    if run.code == SURE and not count and options.table is None:
        why = "`gouji explain FILE --tables` says what was taken for none, and why"
        say(f"gouji: {', '.join(options.paths)}: no table in it; {why}")
    return run.code if run.code == UNREADABLE or count else NOTHING


def _written(table: Table, kind: str) -> str:
    """One table in the format asked for."""
    if kind == "csv":
        return table.to_csv(neutralise=True)
    if kind == "jsonl":
        return table.to_json() + "\n"
    write = {"json": table.to_json, "markdown": table.to_markdown, "html": table.to_html}[kind]
    return write()


class _Run:
    """The tables that one command asks for, as they come, and the exit code."""

    def __init__(self, engine: Engine, options: argparse.Namespace) -> None:
        self.engine, self.options, self.code = engine, options, SURE

    def tables(self) -> Iterator[Table]:
        for item, found, _ in read(inputs(self.options.paths), self._detected):
            if found is None:
                self.code = UNREADABLE
                continue
            for finding in found.findings:
                say(f"gouji: {item.name}: {finding.message}")
            yield from self._chosen(item.name, found)

    def _detected(self, item: Input) -> Tables:
        return self.engine.tables(item.open(self.engine), layout=self.options.layout)

    def _chosen(self, name: str, found: list[Table]) -> list[Table]:
        number = self.options.table
        if number is None:
            return found
        if not 1 <= number <= len(found):
            say(f"gouji: {name}: has {len(found)} tables; --table {number} is none of them")
            return []
        return [found[number - 1]]
