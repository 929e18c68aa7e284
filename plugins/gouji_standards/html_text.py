"""What an HTML cell says: its text as a browser shows it, and the spans it was printed in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.matrix import Span
from gouji.references import decoded
from gouji_standards.html_nodes import Break, Piece, Preserved, Table

NESTED_TEXT = 16
"""How deep the text of tables within a cell is also the cell's: pages that nest for layout go to about ten;
with it each character is in so many texts at most, hence linear time."""

_GAPS = re.compile(r"[\t\n\f\r ]+")
_WHITE = "\t\n\f\r "
_REFERENCE = (
    r"&(?:nbsp;?|(?:[en][mn]sp|thinsp|Tab|NewLine);|\#0*+(?:9|10|13|32|160|12288)(?![0-9]);?"
    r"|\#[xX]0*+(?:9|[aAdD]|20|[aA]0|3000)(?![0-9a-fA-F]);?)"
)
_LEADING = re.compile(rf"(?:\s|{_REFERENCE})*+")
_TRAILING = re.compile(rf"{_REFERENCE}\Z")
_LONGEST_BLANK = 24
"""Characters at a run's end that may be a reference to a blank."""
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*+\n)++")


def spoken(content: list[Piece], text: str, blank: int) -> tuple[str, list[Span]]:
    """The text of a cell and its half-open spans; an empty span at ``blank`` where nothing is printed."""
    only = content[0] if len(content) == 1 else _only_run(content)
    if not isinstance(only, tuple):
        said = _Lines(text).read(content)
    else:
        start, end = only
        run = text[start:end]
        said = run.strip()
        if said.isprintable() and "&" not in said and "  " not in said:
            start = end - len(run.lstrip())
            return said, [(start, start + len(said)) if said else (blank, blank)]
        said = _GAPS.sub(" ", _decoded(said)).strip()
    spans = list(printed(content, text)) if said else []
    return said, spans or [(blank, blank)]


def _only_run(content: list[Piece]) -> Piece | None:
    """What is all of a cell but for lines' ends around it."""
    pieces = [piece for piece in content if not isinstance(piece, Break)]
    return pieces[0] if len(pieces) == 1 else None


def printed(content: list[Piece], text: str, depth: int = 0) -> Iterator[Span]:
    """The runs of text without the blanks at their ends, in tree order, those of tables within it too."""
    for piece in content:
        if isinstance(piece, tuple):
            yield from _trimmed(text, *piece)
        elif isinstance(piece, Preserved):
            yield from _trimmed(text, *piece.span)
        elif isinstance(piece, Table) and depth < NESTED_TEXT:
            for part in _parts(piece):
                yield from printed(part, text, depth + 1)


def _parts(table: Table) -> Iterator[list[Piece]]:
    """What a table adds to the text around it: strays, caption and cells."""
    yield table.strays
    if not table.hidden:
        yield table.caption or []
        yield from (cell.content for cell in table.cells())


def _decoded(run: str) -> str:
    run = decoded(run)
    return run.replace("\0", "") if "\0" in run else run


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    run = text[start:end]
    if "&" in run:
        start, end = _bare(text, start, end)
    else:
        run = run.rstrip()
        end = start + len(run)
        start = end - len(run.lstrip())
    if start < end:
        yield start, end


def _bare(text: str, start: int, end: int) -> Span:
    """A run without blanks and references to blanks at its ends."""
    found = _LEADING.match(text, start, end)
    start = found.end() if found else start
    while start < end:
        last = _TRAILING.search(text, max(start, end - _LONGEST_BLANK), end)
        if last:
            end = last.start()
        elif text[end - 1].isspace():
            end -= 1
        else:
            break
    return start, end


class _Lines:
    """The lines of a cell while its content is read; white space is collapsed as CSS does."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.line: list[str] = []

    def read(self, content: list[Piece]) -> str:
        """The text of a cell: one line for each line of a block, an empty line at most between two."""
        self._add(content, 0)
        self._end(Break.BLOCK)
        return _BLANK_LINES.sub("\n\n", "\n".join(self.lines)).strip()

    def _add(self, content: list[Piece], depth: int) -> None:
        for piece in content:
            if isinstance(piece, tuple):
                self._flow(_decoded(self.text[piece[0] : piece[1]]))
            elif isinstance(piece, Break):
                self._end(piece)
            elif isinstance(piece, Preserved):
                self._keep(piece)
            elif depth < NESTED_TEXT:
                self._nest(piece, depth + 1)

    def _nest(self, table: Table, depth: int) -> None:
        for part in _parts(table):
            self._add(part, depth)
            if part is not table.strays or not table.hidden:
                self._end(Break.BLOCK)

    def _flow(self, run: str) -> None:
        run = _GAPS.sub(" ", run)
        if run[:1] == " " and (not self.line or self.line[-1][-1:] == " "):
            run = run[1:]
        if run:
            self.line.append(run)

    def _keep(self, piece: Preserved) -> None:
        run = self.text[piece.span[0] : piece.span[1]]
        run = _decoded(run) if piece.markup else run
        first, *others = run.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self.line.append(first)
        for other in others:
            self._end(Break.LINE)
            self.line.append(other)

    def _end(self, kind: Break) -> None:
        line = "".join(self.line).rstrip(_WHITE)
        self.line.clear()
        if line or kind is Break.LINE:
            self.lines.append(line)
