"""The command line as a whole: its arguments, what a command's errors come to, and UTF-8 in any locale."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence

from gouji import __version__
from gouji.cli import (
    batch,
    bench,
    diff,
    explain,
    new,
    pack,
    panel,
    parse,
    plugins,
    review,
    schema,
    schemas,
    tables,
    text,
    verify,
)
from gouji.cli.inout import EPILOG, say
from gouji.errors import DecodeError, GoujiError, InputError
from gouji.exit_codes import BROKEN_PIPE, INTERRUPTED, NOTHING, SURE, UNREADABLE

COMMANDS = (
    *(parse, batch, explain, tables, plugins, schemas, text),
    *(schema, verify, review, diff, panel, pack, bench, new),
)
"""A module a command, or a family of commands, as ``gouji --help`` lists them."""


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


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(f"gouji {__version__}")
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
    for module in COMMANDS:
        module.add(commands)
    return parser
