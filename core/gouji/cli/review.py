"""The command ``gouji review``: each report beside its source as an HTML page, and an index of many."""

# ruff: noqa: PLC0415 - the engine is imported only when the command runs

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.cli import asked
from gouji.cli.inout import Commands, Input, inputs, nothing_in, output, progress, read
from gouji.errors import GoujiError
from gouji.exit_codes import NOTHING, SURE, UNREADABLE, verdict

if TYPE_CHECKING:
    from gouji.engine import Engine
    from gouji.report import Report
    from gouji.review.index import Entry


EPILOG = """\
One report becomes one page. Of more, FILE is an index; their pages lie beside it in the folder FILE_pages.
The pages load nothing and open from disk. Exit codes are those of gouji parse.
"""
LONGEST_NAME = 60
"""Characters of a document's name that its page's name keeps."""


def add(commands: Commands) -> None:
    """Hang the command into the command line."""
    parser = commands.add_parser("review", help="reports beside their source, as HTML pages", epilog=EPILOG)
    parser.add_argument("paths", metavar="PATH", nargs="+", help="a file, a folder, or - for standard input")
    parser.add_argument("-o", "--output", metavar="FILE", help="the page, or the index (default: stdout)")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress and no notes on stderr")
    asked.add_arguments(parser, schema=True)
    parser.set_defaults(command=_review)


@dataclass(frozen=True, slots=True)
class _Found:
    """A report by its number in its document, and the lines that are its own."""

    report: Report
    number: int
    stretch: tuple[int, int]


def _review(options: argparse.Namespace) -> int:
    engine = asked.engine(options)
    options.schema = asked.schema_id(engine, options.schema)
    named = list(inputs(options.paths))
    if not named:
        nothing_in(options.paths)
        return NOTHING
    if len(named) == 1 and not any(Path(path).is_dir() for path in options.paths):
        found = _reports(engine, named[0], options.schema)
        if len(found) == 1:
            with output(options.output) as out:
                out.write(_page(engine, found[0]))
            return verdict(found[0].report)
    return _many(engine, named, options)


def _many(engine: Engine, named: Sequence[Input], options: argparse.Namespace) -> int:
    from gouji.review.index import Entry, index

    if options.output is None:
        raise GoujiError("several reports become several pages; name their index with -o FILE.html")
    code, entries = SURE, list[Entry]()
    folder = Path(options.output).with_name(Path(options.output).stem + "_pages")
    _make(folder)
    pages = read(progress(named, quiet=options.quiet), lambda item: _reports(engine, item, options.schema))
    for count, (item, found, why) in enumerate(pages, 1):
        if found is None:
            code = UNREADABLE
            entries.append(Entry(item.name, fault=why))
            continue
        for one in found:
            code = max(code, verdict(one.report))
            entries.append(_written(engine, one, folder, count, Path(options.output).name))
    with output(options.output) as out:
        out.write(index(entries))
    return code


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise GoujiError(f"{folder}: cannot be made: {error.strerror}; choose another -o FILE") from error


def _written(engine: Engine, one: _Found, folder: Path, count: int, home: str) -> Entry:
    from gouji.review.doubts import doubts
    from gouji.review.index import entry

    own = re.sub(r"[^\w.-]", "_", Path(one.report.document.source).name)[-LONGEST_NAME:]
    name = f"{count:04}-{own}{f'-{one.number}' if one.number > 1 else ''}.html"
    with output(str(folder / name)) as out:
        out.write(_page(engine, one, back=f"../{_quoted(home)}"))
    return entry(one.report, doubts(one.report), f"{_quoted(folder.name)}/{_quoted(name)}", one.number)


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name, errors="surrogateescape")


def _reports(engine: Engine, item: Input, schema: str) -> list[_Found]:
    """The reports of an input, each with the lines from its title to the next one's."""
    reports = engine.parse_all(item.open(engine), schema=schema)
    return [_Found(r, n, s) for n, (r, s) in enumerate(zip(reports, _stretches(reports), strict=True), 1)]


def _stretches(reports: Sequence[Report]) -> Iterator[tuple[int, int]]:
    lines = len(reports[0].document.lines.start)
    starts = [_first(r) for r in reports[1:]]
    for start, end in zip([0, *starts], [*starts, lines], strict=True):
        yield min(start, end), max(start, end)


def _first(report: Report) -> int:
    """The line where a report begins, from 0: that of its title, else of its first cell."""
    title = report.metadata["title"].spans if "title" in report.metadata else ()
    spans = [*title, *(s for c in report for s in (*c.label, *c.spans))]
    return report.document.line_of(min(start for start, _ in spans)) if spans else 0


def _page(engine: Engine, one: _Found, back: str = "") -> str:
    from gouji.review.kept import kept
    from gouji.review.page import page

    held = kept(one.report.document, one.number)
    return page(one.report, engine.schemas, number=one.number, stretch=one.stretch, back=back, kept=held)
