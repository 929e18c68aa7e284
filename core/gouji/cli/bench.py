"""The command ``gouji bench``: documents and megabytes a second on the user's own files."""

# ruff: noqa: PLC0415 - only this command pays for its modules

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli import asked
from gouji.cli.inout import Commands, Input, fault, inputs, output, say
from gouji.exit_codes import NOTHING, SURE, UNREADABLE

if TYPE_CHECKING:
    from gouji.bench.run import Item, Progress
    from gouji.engine import Engine

ROUNDS = 3
EPILOG = """\
Files are read before anything is timed, and each is new to gouji when it is: before each pass over the inputs
all that it remembers of documents is emptied. One process on one core; `gouji batch` uses all cores.

exit codes:
  0  everything was timed
  2  no file in what was named, or wrong usage
  3  an input could not be read; the others were timed
"""


def add(commands: Commands) -> None:
    """Hang the command into the command line."""
    parser = commands.add_parser(
        "bench",
        help="how fast your own files are read, by layout and by stage",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder, or - for standard input")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    rounds = f"time everything N times and give medians (default: {ROUNDS})"
    parser.add_argument("--rounds", metavar="N", type=_rounds, default=ROUNDS, help=rounds)
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead, whole or not at all")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress on stderr")
    asked.add_arguments(parser)
    parser.set_defaults(command=_run)


def _rounds(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < len(text) < 5 or int(text) < 1:  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"{text!r}: write a whole number from 1 to 9999")
    return int(text)


def _run(options: argparse.Namespace) -> int:
    from gouji.bench.run import Bench
    from gouji.bench.shown import told, view
    from gouji.harmless import dumps

    engine = asked.engine(options)
    items, code = _items(options.paths, engine)
    bench = Bench(engine)
    timed = bench.time(items, options.rounds, _progress(bench.passes * options.rounds * len(items), options))
    for one in timed:
        if one.error is not None:
            say(f"gouji: {fault(one.item.name, one.error)}")
            code = UNREADABLE
    whole = [one for one in timed if one.error is None]
    if not whole:
        say(f"gouji: {', '.join(options.paths)}: nothing to time; name a file, or a folder that holds some")
        return max(code, NOTHING)
    found = told(whole, options.rounds)
    with output(options.output) as out:
        out.write(dumps(found, indent=2) + "\n" if options.format == "json" else view(found))
    return code


def _items(paths: Sequence[str], engine: Engine) -> tuple[list[Item], int]:
    """The inputs with their bytes, and the exit code so far; a file that cannot be read costs only itself."""
    from gouji.bench.run import Item

    found, code = [], SURE
    for one in inputs(paths):
        try:
            found.append(Item(one.name, _bytes(one, engine.limits.bytes)))
        except OSError as error:
            say(f"gouji: {fault(one.name, error)}")
            code = UNREADABLE
    return found, code


def _bytes(one: Input, most: int) -> bytes:
    """What an input holds, no more than the engine's limit and a byte, which is enough to be refused."""
    if one.path is None:
        return sys.stdin.buffer.read(most + 1)
    with Path(one.path).open("rb") as file:
        return file.read(most + 1)


def _progress(total: int, options: argparse.Namespace) -> Progress:
    """A count on stderr where a person looks on; ``total`` passes over single inputs are to come."""

    def show(done: int) -> None:
        end = "\r\x1b[K" if done == total else ""
        print(f"\r{done}/{total}\x1b[K{end}", end="", file=sys.stderr, flush=True)

    return show if sys.stderr.isatty() and not options.quiet else lambda _done: None
