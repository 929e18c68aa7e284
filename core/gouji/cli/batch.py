"""The command ``gouji batch``: many documents become one data set."""

# ruff: noqa: PLC0415 - only this command pays for its modules

from __future__ import annotations

import argparse
import hashlib
import math
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.cli import asked
from gouji.cli.inout import Commands, nothing_in, say
from gouji.exit_codes import INTERRUPTED

if TYPE_CHECKING:
    from gouji.batch.run import Batch, Summary

FORMATS = ("parquet", "csv", "sqlite", "xlsx")
INPUT_HELP = "a file, a folder, a zip archive, a pattern, - for a list on stdin, @FILE for a list in a file"
EPILOG = """\
A document that cannot be read, hangs, or ends its worker costs only itself; OUT/failures.jsonl names it.
Stop with Ctrl-C, or with whatever: the same command with --resume goes on, and gives the same data set.

exit codes:
  0  all reports parsed, no doubt
  1  parsed, with ambiguous or contested cells or broken equations
  2  nothing recognised in a document, wrong usage, or OUT cannot be written
  3  a document could not be read; see OUT/failures.jsonl
  130  stopped by Ctrl-C or SIGTERM
The highest one wins.
"""


def add(commands: Commands) -> None:
    """Hang the command in."""
    parser = commands.add_parser(
        "batch",
        help="parse many documents into a data set",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help=INPUT_HELP)
    parser.add_argument(
        "-o", "--output", metavar="OUT", required=True, type=Path, help="a folder for the data set"
    )
    workers = parser.add_argument(
        "-j", "--workers", metavar="N", type=_positive, help="worker processes (default: one a core)"
    )
    workers.default = cores()
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="go on where a run into OUT stopped")
    again.add_argument("--overwrite", action="store_true", help="replace the data set in OUT")
    formats = f"some of {', '.join(FORMATS)}, separated by commas (default: parquet)"
    parser.add_argument("--format", metavar="FORMATS", type=_formats, default=("parquet",), help=formats)
    _add_workers(parser)
    parser.add_argument("--strict", action="store_true", help="a layout plugin that fails costs the document")
    parser.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    asked.add_arguments(parser, schema=True)
    parser.set_defaults(command=run)


def _add_workers(parser: argparse.ArgumentParser) -> None:
    """Where documents are read, and what one may take."""
    parser.add_argument(
        "--timeout", metavar="SECONDS", type=_seconds, default=120.0, help="for one document (default: 120)"
    )
    memory = "that a worker may take for one document (default: 2048; 0: no limit)"
    parser.add_argument("--memory", metavar="MIB", type=_whole, default=2048, help=memory)
    parser.add_argument(
        "--engine",
        choices=("local", "ray"),
        default="local",
        help="ray: on the cluster that RAY_ADDRESS names, else on a local one (default: local)",
    )


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _positive(text: str) -> int:
    if (value := _whole(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: write a number from 1")
    return value


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 9:  # noqa: PLR2004 - nine digits are enough
        raise argparse.ArgumentTypeError(f"{text!r}: write a whole number")
    return int(text)


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r}: write a number of seconds above 0")
    return value


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(text.split(",")))
    for name in names:
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(f"{name!r}: there are {', '.join(FORMATS)}")
    return names


def run(options: argparse.Namespace) -> int:
    """Run the batch; the exit code says what is in the data set."""
    _hold_descriptors()
    from gouji.batch import progress
    from gouji.batch.run import run
    from gouji.batch.stop import Stopped

    batch = _batch(options)
    show = progress.chosen(say, quiet=options.quiet)
    try:
        summary = run(batch, show)
    except Stopped:
        say(f"gouji: stopped; what was done is kept. To go on: gouji batch … -o {options.output} --resume")
        return INTERRUPTED
    if not options.quiet:
        _tell(summary, options)
    return summary.code


def _batch(options: argparse.Namespace) -> Batch:
    from gouji.batch.run import Batch

    plain = argparse.Namespace(**{k: v for k, v in vars(options).items() if k not in ("command", "output")})
    settings = asked.settings_of(options)
    plain.config = str(settings.path) if settings.path else "-"
    make = partial(asked.engine, plain, strict=options.strict)
    schema = options.schema if options.schema == "auto" else asked.schema_id(make(), options.schema)
    mode = "resume" if options.resume else "overwrite" if options.overwrite else "new"
    return Batch(
        options.inputs,
        options.output,
        make,
        parameters(options),
        schema,
        mode,  # type: ignore[arg-type]
        options.format,
        options.workers,
        options.timeout,
        options.memory,
        options.engine,
    )


def parameters(options: argparse.Namespace) -> dict[str, Any]:
    """What of the command line and the settings changes results, beside versions and schemas."""
    settings = asked.settings_of(options)
    files = {spec: _file_sum(spec) for spec in options.plugin}
    limits = dict(asked.limits_of(options, settings).items())
    plain: dict[str, Any] = {"strict": options.strict, "limits": limits}
    return plain | {"options": _plain(settings.options), "plugin": files}


def _plain(value: Any) -> Any:
    """Settings as JSON can hold them: TOML has dates too."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return value if isinstance(value, str | int | float | bool) else str(value)


def _file_sum(spec: str) -> str:
    """The hash of a plugin's file; empty for one of a module, which has a version."""
    file = Path(spec.rpartition(":")[0] or spec)
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.suffix == ".py" and file.is_file() else ""


def _hold_descriptors() -> None:
    """Let no file of ours take the number of a closed stdin, stdout or stderr, where others would write."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # noqa: FBT003 - the workers need them too
        if getattr(sys, name) is None:
            stream = os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False)
            setattr(sys, name, stream)


def _tell(summary: Summary, options: argparse.Namespace) -> None:
    failed = f", {summary.failed} of them without a report (see {options.output / 'failures.jsonl'})"
    say(f"gouji: {options.output}: {summary.documents} documents{failed if summary.failed else ''}")
    if summary.again:
        say(f"gouji: {summary.again} inputs name a document a second time; each was read once")
    if not summary.documents:
        nothing_in(options.inputs)
