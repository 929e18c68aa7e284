"""Where GFM tables stand among the blocks of a Markdown text.

The block structure of CommonMark 0.31 (appendix, phase 1) as far as it decides on tables: block quotes and
list items hold them, code, HTML blocks and headings do not, and a paragraph's last line may be a header
row (GFM 0.29, section 4.10; where implementations differ, cmark-gfm's reading).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from gouji.matrix import Span
from gouji_standards.markdown.line import (
    CODE_INDENT,
    FENCE,
    HEADING,
    RULE,
    UNDERLINE,
    UNTIL_BLANK,
    WIKI,
    Line,
)
from gouji_standards.markdown.row import delimiters, is_barred, width

DEEPEST = 32
"""Containers in one another; more are read as text, so that a blank line costs no more than this."""
_FRAME = re.compile(r"\+[-=+:]+\+[ \t]*$")
"""The frame over a table that psql or reStructuredText draws; its lines would pass for rows."""
_WIKI_END = re.compile(r"\|\}")


@dataclass(slots=True)
class Container:
    """An open block quote (``indent`` 0) or list item with the columns its content is indented by."""

    indent: int
    filled: bool = True

    def goes_on(self, line: Line) -> bool:
        """Whether the line belongs to this container; eats the container's mark if so."""
        if self.indent:
            return self._item_goes_on(line)
        if line.first != ">" or line.indent >= CODE_INDENT:
            return False
        eat_quote(line)
        return True

    def _item_goes_on(self, line: Line) -> bool:
        if line.blank:
            return self.filled
        if line.indent < self.indent:
            return False
        line.eat(self.indent)
        self.filled = True
        return True


def eat_quote(line: Line) -> None:
    """Eat ``>`` and the one blank that belongs to it."""
    line.eat_mark(1)
    if line.indent:
        line.eat(1)


@dataclass(slots=True)
class Code:
    """An open fenced code block."""

    fence: str

    def closes(self, line: Line) -> bool:
        """Whether the line is the closing fence."""
        if line.indent >= CODE_INDENT:
            return False
        mark = line.text[line.at : line.end].rstrip(" \t")
        return len(mark) >= len(self.fence) and not mark.strip(self.fence[0])


@dataclass(slots=True)
class Raw:
    """An open HTML block, or a stretch of another markup, up to the line that holds its end."""

    end: re.Pattern[str]

    def closes(self, line: Line) -> bool:
        """Whether the line is the block's last."""
        if self.end is UNTIL_BLANK:
            return line.blank
        return self.end.search(line.text, line.at, line.end) is not None


@dataclass(slots=True)
class Table:
    """An open table: its lines without the delimiter row, each from its first printed character.

    Without a header (``headed`` False) it is what kramdown reads and tabulate prints: a paragraph after a
    blank line that begins with a delimiter row and goes on with rows of as many cells, all with bars at both
    ends; ``broken`` where it turns out not to be one.
    """

    columns: int
    lines: list[Span]
    headed: bool = True
    broken: bool = False

    def add(self, text: str, span: Span) -> None:
        """Take one more line of the paragraph that may be a table without a header."""
        self.broken = self.broken or not is_barred(text, span) or width(text, span) != self.columns
        self.lines.append(span)


@dataclass(slots=True)
class Paragraph:
    """An open paragraph: its last line may be a header row, unless a delimiter row did not fit one before.

    ``bare`` is the table without a header that it may be.
    """

    last: Span
    tried: bool = False
    bare: Table | None = None

    @classmethod
    def begun(cls, line: Line) -> Paragraph:
        """A paragraph that begins with a line; below another layout's frame nothing is tried."""
        return cls((line.at, line.end), line.find(_FRAME) is not None)

    def further(self, line: Line) -> Paragraph:
        """The paragraph with one more line."""
        span = (line.at, line.end)
        if self.bare:
            self.bare.add(line.text, span)
        return Paragraph(span, self.tried or line.find(_FRAME) is not None, self.bare)


@dataclass(slots=True)
class Blocks:
    """The open blocks at one line: containers from the outermost, and the leaf in the innermost."""

    stack: list[Container] = field(default_factory=list)
    leaf: Code | Raw | Paragraph | Table | None = None
    tables: list[Table] = field(default_factory=list)
    alone: bool = True
    """Whether the line before is blank or missing."""

    @property
    def lasting(self) -> bool:
        """Whether a block is open that a line in the first column does not close."""
        return not self.stack and isinstance(self.leaf, Code | Raw)

    def add(self, line: Line) -> None:
        """Take one more line."""
        blank = line.blank
        self._take(line)
        self.alone = blank

    def _take(self, line: Line) -> None:
        matched = 0
        while matched < len(self.stack) and self.stack[matched].goes_on(line):
            matched += 1
        whole = matched == len(self.stack)
        if whole and isinstance(self.leaf, Code | Raw):
            self.leaf = None if self.leaf.closes(line) else self.leaf
            return
        opened = self._containers(line, matched)
        interrupting = opened == matched and whole and isinstance(self.leaf, Paragraph)
        begins = line.indent < CODE_INDENT and not line.blank
        if not (begins and self._leaf(line, opened, interrupting=interrupting)):
            self._text(line, opened)

    def _containers(self, line: Line, matched: int) -> int:
        """Open the containers the line begins; how many it stands in then."""
        interrupting = matched == len(self.stack) and isinstance(self.leaf, Paragraph)
        while line.indent < CODE_INDENT and not line.blank:
            if not self._container(line, matched, interrupting=interrupting):
                break
            matched, interrupting = len(self.stack), False
        return matched

    def _container(self, line: Line, matched: int, *, interrupting: bool) -> bool:
        if len(self.stack) >= DEEPEST:
            return False
        if line.first == ">":
            eat_quote(line)
            self._open(matched, Container(0))
            return True
        if line.find(RULE) or (interrupting and line.find(UNDERLINE)):
            return False
        mark = line.item(interrupting=interrupting)
        if mark is None:
            return False
        self._open(matched, _item(line, mark.end() - mark.start()))
        return True

    def _leaf(self, line: Line, matched: int, *, interrupting: bool) -> bool:
        if line.find(HEADING) or line.find(RULE) or (interrupting and line.find(UNDERLINE)):
            self._close(matched)
            return True
        fence = line.find(FENCE)
        if fence:
            self._close(matched)
            self.leaf = Code(fence[0])
            return True
        return self._raw(line, matched, interrupting=interrupting)

    def _raw(self, line: Line, matched: int, *, interrupting: bool) -> bool:
        end = (
            _WIKI_END if line.find(WIKI) else line.html_end(interrupting=interrupting or self._lazy(matched))
        )
        if end is None:
            return False
        self._close(matched)
        raw = Raw(end)
        self.leaf = None if raw.closes(line) else raw
        return True

    def _lazy(self, matched: int) -> bool:
        return matched < len(self.stack) and isinstance(self.leaf, Paragraph)

    def _open(self, matched: int, container: Container) -> None:
        self._close(matched)
        self.stack.append(container)

    def _close(self, matched: int) -> None:
        """Close the containers from ``matched`` on, and the leaf."""
        del self.stack[matched:]
        self.leaf = None

    def _text(self, line: Line, matched: int) -> None:
        if line.blank:
            self._close(matched)
        elif isinstance(self.leaf, Paragraph) and matched < len(self.stack):
            self.leaf = self.leaf.further(line)
        else:
            if matched < len(self.stack):
                self._close(matched)
            self._printed(line)

    def _printed(self, line: Line) -> None:
        """Text in the innermost container: a row, a delimiter row, or a paragraph's line."""
        span = (line.at, line.end)
        row = line.indent < CODE_INDENT
        if isinstance(self.leaf, Paragraph):
            self.leaf = self._table(line, self.leaf) or self.leaf.further(line)
        elif isinstance(self.leaf, Table) and row and width(line.text, span):
            self.leaf.lines.append(span)
        else:
            self.leaf = Paragraph.begun(line) if row else None
            if self.leaf and self.alone:
                self._bare(line, self.leaf)

    def _bare(self, line: Line, paragraph: Paragraph) -> None:
        """Note the table without a header that a paragraph may be which begins with this line."""
        span = paragraph.last
        columns = delimiters(line.text, span) if is_barred(line.text, span) else 0
        if columns > 1 and "+" not in line.text[slice(*span)]:
            paragraph.bare = Table(columns, [], headed=False)
            self.tables.append(paragraph.bare)

    def _table(self, line: Line, above: Paragraph) -> Table | None:
        """The table whose delimiter row this line is, under the paragraph's last line as its header."""
        columns = delimiters(line.text, (line.at, line.end)) if line.indent < CODE_INDENT else 0
        if not columns or above.tried:
            return None
        if width(line.text, above.last) != columns:
            above.tried = True
            return None
        if above.bare:
            above.bare.broken = True
        self.tables.append(Table(columns, [above.last]))
        return self.tables[-1]


def _item(line: Line, size: int) -> Container:
    """The list item that begins at the cursor; its content is indented to its first character (5.2)."""
    indent = line.indent + size
    line.eat_mark(size)
    if line.blank:
        return Container(indent + 1, filled=False)
    space = line.indent if line.indent <= CODE_INDENT else 1
    line.eat(space)
    return Container(indent + space)


def tables(
    text: str, span: Callable[[int], Span], lines: range, quiet: Mapping[int, int] | None = None
) -> Iterator[Table]:
    """The tables of some lines of a text, given by what tells each line's half-open span, in reading order.

    ``quiet`` has for the first line of a stretch without tables the line after its last. Such a stretch
    begins where only code or HTML outside all containers is still open, and leaves nothing open behind it.
    """
    blocks, quiet, at = Blocks(), quiet or {}, lines.start
    while at < lines.stop:
        if at in quiet and not blocks.lasting:
            blocks, at = Blocks(tables=blocks.tables), quiet[at]
        else:
            blocks.add(Line(text, *span(at)))
            at += 1
    yield from (table for table in blocks.tables if table.lines and not table.broken)
