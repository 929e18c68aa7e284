"""The command ``gouji parse``: the reports of files and folders on the terminal, as JSON or as CSV."""

# ruff: noqa: PLC0415 - the engine is imported by the commands that need it, so that the others start at once

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from gouji.cli import asked
from gouji.cli.inout import EPILOG, Commands, Input, inputs, nothing_in, output, progress, read, say
from gouji.exit_codes import NOTHING, SURE, UNREADABLE, verdict

if TYPE_CHECKING:
    from gouji.engine import Engine
    from gouji.report import Report


def add(commands: Commands) -> None:
    """Hang the command in."""
    parse = commands.add_parser(
        "parse",
        help="parse files and folders",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parse.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder, or - for standard input")
    parse.add_argument("--format", choices=sorted(WRITERS), default="table", help="default: table")
    parse.add_argument("-o", "--output", metavar="FILE", help="write there instead, whole or not at all")
    parse.add_argument("-q", "--quiet", action="store_true", help="no progress and no notes on stderr")
    strict = "a layout plugin that fails costs the input, instead of being left out and told"
    parse.add_argument("--strict", action="store_true", help=strict)
    asked.add_arguments(parse, schema=True)
    parse.set_defaults(command=_parse)


def _parse(options: argparse.Namespace) -> int:
    engine = asked.engine(options, strict=options.strict)
    options.schema = asked.schema_id(engine, options.schema)
    named = list(inputs(options.paths))
    if not named:
        nothing_in(options.paths)
    run = _Run(options, engine, named)
    with output(options.output) as out:
        WRITERS[options.format](run.reports(), engine, out)
    return run.code


class _Run:
    """One ``gouji parse``: yields reports as they come and remembers the exit code."""

    def __init__(self, options: argparse.Namespace, engine: Engine, inputs: Sequence[Input]) -> None:
        self.options, self.engine, self.inputs = options, engine, inputs
        self.code = SURE if inputs else NOTHING

    def reports(self) -> Iterator[Report]:
        """All reports of all inputs, in order; an input that cannot be read costs only itself."""
        for item, reports, _ in read(progress(self.inputs, quiet=self.options.quiet), self._parsed):
            if reports is None:
                self.code = UNREADABLE
                continue
            for report in reports:
                self.code = max(self.code, verdict(report))
                yield report
            if not self.options.quiet and not any(r.cells for r in reports):
                say(f"gouji: {item.name}: no table of a known form; `gouji tables` lists what tables it has")

    def _parsed(self, item: Input) -> list[Report]:
        return self.engine.parse_all(item.open(self.engine), schema=self.options.schema)


Writer = Callable[[Iterable["Report"], "Engine", TextIO], None]


def _write_table(reports: Iterable[Report], engine: Engine, out: TextIO) -> None:
    from gouji.view import WIDTH, view

    width = shutil.get_terminal_size().columns if out.isatty() else WIDTH
    colour = out.isatty() and not os.environ.get("NO_COLOR")
    between = ""
    for report in reports:
        out.write(between + view(report, engine.schemas, colour=colour, width=width))
        between = "\n"


def _write_json(reports: Iterable[Report], _engine: Engine, out: TextIO) -> None:
    from gouji.export import json_parts

    out.writelines(json_parts(reports))
    out.write("\n")


def _write_jsonl(reports: Iterable[Report], _engine: Engine, out: TextIO) -> None:
    from gouji.export import to_jsonl

    for report in reports:
        out.write(to_jsonl(report) + "\n")
        out.flush()


def _write_csv(reports: Iterable[Report], engine: Engine, out: TextIO) -> None:
    from gouji.export import csv_parts

    out.writelines(csv_parts(reports, engine.schemas))


WRITERS: dict[str, Writer] = {
    "table": _write_table,
    "json": _write_json,
    "jsonl": _write_jsonl,
    "csv": _write_csv,
}
