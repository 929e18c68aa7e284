"""The command ``gouji pack``: small files become a few shards that ``gouji batch`` and clusters read."""

# ruff: noqa: PLC0415 - only this command pays for its modules

from __future__ import annotations

import argparse
from pathlib import Path

from gouji.cli.batch import INPUT_HELP
from gouji.cli.inout import Commands, say
from gouji.exit_codes import NOTHING, SURE, UNREADABLE

EPILOG = """\
A shard is a Parquet file of 64 to 128 MiB with the columns id (the document's name), bytes and sha256. What
cannot be read is named in OUT/failures.jsonl. OUT is a new or an empty folder.

exit codes:
  0  all documents are packed
  2  no document, wrong usage, or OUT cannot be written
  3  a document could not be read
"""


def add(commands: Commands) -> None:
    """Hang the command into the command line."""
    parser = commands.add_parser(
        "pack",
        help="pack small files into Parquet shards",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help=INPUT_HELP)
    parser.add_argument("-o", "--output", metavar="OUT", required=True, type=Path, help="a folder for shards")
    parser.add_argument("-q", "--quiet", action="store_true", help="nothing on stderr but errors")
    parser.set_defaults(command=_run)


def _run(options: argparse.Namespace) -> int:
    from gouji.batch import progress
    from gouji.pack import pack

    show = progress.chosen(say, quiet=options.quiet)
    show.begin("packing", 0)
    try:
        packed = pack(options.inputs, options.output, show.step)
    finally:
        show.end()
    if not options.quiet:
        failed = f", {packed.failed} could not be read (see {options.output / 'failures.jsonl'})"
        told = f"{packed.documents} documents of {packed.bytes} bytes in {packed.shards} shards"
        say(f"gouji: {options.output}: {told}{failed if packed.failed else ''}")
        if packed.again:
            say(f"gouji: {packed.again} inputs name a document a second time; each was packed once")
    if packed.failed:
        return UNREADABLE
    return SURE if packed.documents else NOTHING
