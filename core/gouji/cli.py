"""The command line: ``gouji parse``, ``batch``, ``explain``, ``tables`` and more; see ``gouji --help``."""

# ruff: noqa: PLC0415 - the engine is imported by the commands that need it, so that the others start at once

from __future__ import annotations

import argparse
import io
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from gouji import (
    cli_batch,
    cli_bench,
    cli_diff,
    cli_engine,
    cli_pack,
    cli_panel,
    cli_review,
    cli_schema,
    cli_text,
    cli_verify,
)
from gouji.cli_io import (
    BROKEN_PIPE,
    DOUBT,
    INTERRUPTED,
    NOTHING,
    SURE,
    UNREADABLE,
    Input,
    fault,
    inputs,
    one,
    output,
    progress,
    say,
)
from gouji.errors import DecodeError, GoujiError, InputError

if TYPE_CHECKING:
    from gouji.engine import Engine
    from gouji.report import Report

EPILOG = """\
exit codes:
  0  all reports parsed, no doubt
  1  parsed, with ambiguous or contested cells or broken equations
  2  nothing recognised in an input, or wrong usage
  3  an input could not be read
The highest one wins.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line with the given arguments (default: those of the process); return the exit code."""
    _speak_utf8()
    try:
        code = _run(_parser().parse_args(argv))
        if sys.stdout is not None:  # closed by the shell: >&-
            sys.stdout.flush()
    except BrokenPipeError:
        # the reader has gone; leave Python nothing to flush, or it complains when it exits
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _run(options: argparse.Namespace) -> int:
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except (InputError, DecodeError) as error:
        say(f"gouji: {error}")
        return UNREADABLE
    except GoujiError as error:
        say(f"gouji: {error}")
        return NOTHING


def _speak_utf8() -> None:
    """Print UTF-8 in any locale; a lone surrogate of a file name becomes an escape that JSON reads back."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


# --- arguments -------------------------------------------------------------------------------------------


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"gouji {version('gouji')}")
        parser.exit(SURE)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gouji",
        description="Turn printed tables into canonical cells, and never state what the text does not prove.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version and exit")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_parse(commands)
    cli_batch.add_parser(commands)
    explain = commands.add_parser("explain", help="why a row or cell says what it says")
    explain.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    explain.add_argument("key", metavar="KEY", nargs="?", help="table, table/row or table/row/column")
    explain.add_argument(
        "--tables", action="store_true", help="why which tables were detected, without a schema"
    )
    cli_engine.add_arguments(explain, schema=True)
    explain.set_defaults(command=_explain)
    tables = commands.add_parser("tables", help="the detected tables of any text, without a schema")
    tables.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder, or - for standard input")
    tables.add_argument("--format", choices=("json", "jsonl", "csv", "markdown", "html"), default="json")
    tables.add_argument("--layout", metavar="NAME", help="read by this layout only")
    tables.add_argument("--table", metavar="N", type=int, help="only the Nth table of each input, from 1")
    tables.add_argument("-o", "--output", metavar="FILE", help="write there instead, whole or not at all")
    cli_engine.add_arguments(tables)
    tables.set_defaults(command=_tables)
    plugins = commands.add_parser("plugins", help="the plugins found, and those that failed to load")
    plugins.add_argument("--format", choices=("text", "json"), default="text")
    cli_engine.add_arguments(plugins)
    plugins.set_defaults(command=_plugins)
    schemas = commands.add_parser("schemas", help="the schemas known")
    cli_engine.add_arguments(schemas)
    schemas.set_defaults(command=_schemas)
    for module in (cli_text, cli_schema, cli_verify, cli_review, cli_diff, cli_panel, cli_pack, cli_bench):
        module.add(commands)
    _add_new(commands)
    return parser


def _add_new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    new = commands.add_parser("new", help="begin a layout plugin: new layout NAME")
    new.add_argument("kind", choices=["layout"], help="what to begin")
    new.add_argument("name", metavar="NAME", help="small letters and digits, with - or _ between")
    new.add_argument("--into", metavar="DIR", help="the new folder (default: gouji-NAME)")
    new.set_defaults(command=_new)


def _add_parse(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
    cli_engine.add_arguments(parse, schema=True)
    parse.set_defaults(command=_parse)


# --- parse -----------------------------------------------------------------------------------------------


class _Run:
    """One ``gouji parse``: yields reports as they come and remembers the exit code."""

    def __init__(self, options: argparse.Namespace, engine: Engine, inputs: Sequence[Input]) -> None:
        self.options, self.engine, self.inputs = options, engine, inputs
        self.code = SURE if inputs else NOTHING

    def reports(self) -> Iterator[Report]:
        """All reports of all inputs, in order; an input that cannot be read costs only itself."""
        for item in progress(self.inputs, quiet=self.options.quiet):
            try:
                reports = self.engine.parse_all(item.open(self.engine), schema=self.options.schema)
            except Exception as error:  # noqa: BLE001 - even a defect of ours must not cost the other inputs
                self.code = UNREADABLE
                say(f"gouji: {fault(item.name, error)}")
                continue
            for report in reports:
                self.code = max(self.code, _verdict(report))
                yield report
            if not self.options.quiet and not any(r.cells for r in reports):
                say(f"gouji: {item.name}: no table of a known form; `gouji tables` lists what tables it has")


def _verdict(report: Report) -> int:
    if not report.cells:
        return NOTHING
    return DOUBT if report.doubtful else SURE


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


def _parse(options: argparse.Namespace) -> int:
    engine = _engine(options, strict=options.strict)
    options.schema = cli_engine.schema_id(engine, options.schema)
    named = list(inputs(options.paths))
    if not named:
        say(f"gouji: {', '.join(options.paths)}: no files in it; name a file, or a folder that holds some")
    run = _Run(options, engine, named)
    with output(options.output) as out:
        WRITERS[options.format](run.reports(), engine, out)
    return run.code


def _engine(options: argparse.Namespace, *, strict: bool = False) -> Engine:
    return cli_engine.engine(options, strict=strict)


# --- the other commands ----------------------------------------------------------------------------------


def _explain(options: argparse.Namespace) -> int:
    from gouji.explain import explain

    engine = _engine(options)
    schema = cli_engine.schema_id(engine, options.schema)
    if options.tables:
        from gouji.cli_tables import why

        return max([why(engine, d) for d in one(options.file).open(engine)])
    reports = engine.parse_all(one(options.file).open(engine), schema=schema)
    for count, report in enumerate(reports, 1):
        if len(reports) > 1:
            sys.stdout.write(f"Report {count} of {len(reports)}\n")
        sys.stdout.write(explain(report, engine.schemas, options.key))
    if not any(report.cells for report in reports):
        say(f"gouji: {options.file}: `gouji explain --tables` says what tables of other forms it has")
    return max(_verdict(r) for r in reports)


def _plugins(options: argparse.Namespace) -> int:
    from gouji.cli_plugins import run

    return run(_engine(options), options)


def _schemas(options: argparse.Namespace) -> int:
    from gouji.harmless import harmless

    for schema in _engine(options).schemas.values():
        tables = ", ".join(t.id for t in schema.tables)
        counts = f"{len(schema.keys)} cells, {len(schema.equations)} equations"
        sys.stdout.write(harmless(f"{schema.id}  {schema.title}  ({counts}; tables: {tables})") + "\n")
    return SURE


def _new(options: argparse.Namespace) -> int:
    from gouji.cli_new import run

    return run(options)


def _tables(options: argparse.Namespace) -> int:
    from gouji.cli_tables import run

    return run(_engine(options), options)
