"""The command ``gouji text``: the text that is read of a file, as every span counts it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gouji.cli import asked
from gouji.cli.inout import Commands, one
from gouji.exit_codes import SURE

if TYPE_CHECKING:
    from gouji.document import Document


def add(commands: Commands) -> None:
    """Hang the command in."""
    text = commands.add_parser("text", help="the text that is read of a file, with offsets")
    text.add_argument("file", metavar="FILE", help="a file, or - for standard input")
    text.add_argument(
        "--offsets", action="store_true", help="before each line its half-open offsets, and where it is from"
    )
    asked.add_arguments(text)
    text.set_defaults(command=_text)


def _text(options: argparse.Namespace) -> int:
    for document in one(options.file).open(asked.engine(options)):
        if options.offsets:
            sys.stdout.writelines(_numbered(document))
        else:
            sys.stdout.write(_shown(document.text) if sys.stdout.isatty() else document.text)
    return SURE


def _shown(text: str) -> str:
    """The text as a terminal may show it; elsewhere it stays as it is, for spans count its characters."""
    from gouji.harmless import inline  # noqa: PLC0415 - only where there is a terminal

    return inline(text.replace("\r\n", "\n"))


def _numbered(document: Document) -> Iterator[str]:
    """Each printed line with its offsets and, of a file that is no text, the place of its first character."""
    from gouji.harmless import harmless  # noqa: PLC0415 - only where there is something to show

    lines = document.lines
    for number, (start, stop) in enumerate(zip(lines.start.tolist(), lines.end.tolist(), strict=True)):
        if lines.printed[number]:
            place = _place(document, start + int(lines.indent[number]))
            line = harmless(document.line_text(number).replace("\t", "→"))
            yield f"{start}:{stop}\t{place}{line}\n"


def _place(document: Document, offset: int) -> str:
    if document.origin is None:
        return ""
    found = document.origin.of([(offset, offset + 1)])
    told = ((name, value) for name, value in found[0].items() if name != "box") if found else ()
    return " ".join(f"{name} {value}" for name, value in told) + "\t"
