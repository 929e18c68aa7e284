r"""LaTeX tables: tabular and its kin, cells between ``&``, rows ended by ``\\``.

Printed by: pandoc's latex writer (longtable), pandas' ``to_latex``, R's xtable and kable, papers' sources.
``\multicolumn`` and ``\multirow`` merge; the blank cells under a ``\multirow`` belong to it. A command that
may print something of its own is left in the cell's text, so that its figure is not taken for a bare one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import MISSING, CellMatrix, Int32, Span, freeze
from gouji.slots import SLOTS_FREE, SLOTS_PER_CELL, number
from gouji_layouts.seams import sewn
from gouji_layouts.tags import trim

SPAN_LIMIT = 1000
"""Columns or rows that one cell may claim; more are an attack or an error."""
ARGUMENT_LIMIT = 10_000
"""Characters of one argument of a command; a longer one is an unclosed brace."""
NESTING_LIMIT = 64
"""Tables within tables; what opens deeper is read as text."""

_TABLES = re.compile(r"array|longtable\*?|longtabu|tabu|(?:super|Nice)?[tT]abular\*?|tabular[xy]|xltabular")
_WIDE = frozenset(["tabular*", "tabularx", "tabulary", "xltabular", "supertabular*", "NiceTabular*"])
"""Environments with a width before their columns."""
_SILENT = {
    **dict.fromkeys(["addlinespace", "arrayrulecolor", "caption", "cellcolor", "cline", "cmidrule"], 1),
    **dict.fromkeys(["color", "fontsize", "foreignlanguage", "hhline", "href", "hspace", "label"], 1),
    **dict.fromkeys(["noalign", "parbox", "raisebox", "rowcolor", "textcolor", "vspace"], 1),
    **dict.fromkeys(["hyperref", "makebox", "makecell", "specialrule"], 0),
}
"""Commands with options, and how many of their arguments are not the cell's text."""
_FORMAT = re.compile(
    r"text(?:bf|it|md|rm|sc|sf|tt|up)?|math(?:bf|it|rm)|emph|underline|bfseries|itshape|rmfamily|sffamily"
    r"|tiny|scriptsize|footnotesize|small|normalsize|[lL]arge|[hm]box|thead|centering|ragged(?:left|right)"
    r"|arraybackslash|strut|hfill?|break|linebreak|newline|noindent|par|q?quad|relax"
    r"|hline|(?:top|mid|bottom)rule"
)
"""Commands that print nothing of their own."""
_TOKEN = re.compile(
    r"(?P<comment>%[^\r\n]*(?:\r?\n)?[ \t]*)"
    r"|(?P<row>\\\\\*?(?:[ \t]*\[[^\[\]\r\n]*\])?|\\(?:tabularnewline|cr)\b)"
    r"|(?P<cell>&)|(?P<open>\{)|(?P<close>\})|(?P<quoted>\\[&%_#{}$])|(?P<mark>\\[^A-Za-z]|[~$])"
    r"|(?P<env>\\(?:begin|end)\{[A-Za-z]+\*?\})|(?P<part>\\end(?:firsthead|head|foot|lastfoot)\b)"
    r"|(?P<multi>\\multi(?:column|row)\b)|(?P<command>\\[A-Za-z]+\*?)"
)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_OPTION = re.compile(r"\s*(?:\[[^\[\]{}]{0,200}\]|\([a-z]{0,9}\))")
_STAR = re.compile(r"\s*[*=]")


@dataclass(slots=True)
class _Cell:
    pieces: list[Span] = field(default_factory=list)
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)
    row: list[_Cell] = field(default_factory=lambda: [_Cell()])
    depth: int = 0
    header: int = 0
    part: int = 0
    caption: Span | None = None


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each table environment that is opened and closed, an inner one before its outer."""
    text = document.text
    start = text.find("\\begin{")
    if start < 0 or ("\\\\" not in text and "\\tabularnewline" not in text):
        return
    stack: list[_Table] = []
    while (token := _TOKEN.search(text, start)) is not None:
        if stack:
            stack[-1].row[-1].pieces.append(trim(text, start, token.start()))
        kind, start = str(token.lastgroup), token.end()
        if kind == "env":
            table, start = _environment(text, token, stack)
            if table is not None and (matrix := _matrix(text, table)) is not None:
                yield matrix
        elif stack:
            start = _take(text, token, kind, stack[-1])


def _environment(text: str, token: re.Match[str], stack: list[_Table]) -> tuple[_Table | None, int]:
    """Open or close an environment; return the table that is closed, and where the text goes on."""
    start = token.end()
    verb, name = token.group()[1:-1].split("{")
    if not _TABLES.fullmatch(name):
        if stack:
            stack[-1].depth += 1 if verb == "begin" else -1
            start = _arguments(text, start, 1 if name == "minipage" and verb == "begin" else 0)
        return None, start
    if verb == "end":
        return (stack.pop() if stack else None), start
    start = _arguments(text, start, 2 if name in _WIDE else 1)
    if len(stack) < NESTING_LIMIT:
        stack.append(_Table())
    return None, start


def _take(text: str, token: re.Match[str], kind: str, table: _Table) -> int:
    """Take one token into a table; return where the text goes on."""
    start, end = token.span()
    if kind in ("open", "close"):
        table.depth += 1 if kind == "open" else -1
    elif kind == "cell" and table.depth == 0:
        table.row.append(_Cell())
    elif kind == "row" and table.depth == 0:
        _end_row(table)
    elif kind == "part":
        _end_part(table, token.group()[4:])
    elif kind == "quoted":
        table.row[-1].pieces.append((start + 1, end))
    elif kind == "multi":
        return _multi(text, token, table.row[-1])
    elif kind == "command":
        return _command(text, token, table)
    return end


def _end_row(table: _Table) -> None:
    if len(table.row) > 1 or table.row[0].colspan > 1 or any(a < b for a, b in table.row[0].pieces):
        table.rows.append(table.row)
    table.row = [_Cell()]


def _end_part(table: _Table, part: str) -> None:
    """Keep a long table's first head; drop the heads and feet that it prints again on each page."""
    table.row = [_Cell()]
    if part == "firsthead" or (part == "head" and not table.header):
        table.header = len(table.rows)
    else:
        del table.rows[table.part :]
    table.part = len(table.rows)


def _multi(text: str, token: re.Match[str], cell: _Cell) -> int:
    opened = _skip(text, token.end(), _OPTION)
    closed = _arguments(text, opened, 1)
    digits = text[opened:closed].strip(" {}\n")
    count = max(number(digits.lstrip("-"), 1, SPAN_LIMIT), 1)
    if token.group() == "\\multicolumn":
        cell.colspan = count
    else:
        cell.rowspan = -count if digits.startswith("-") else count
    width = _skip(text, closed, _OPTION)
    star = _STAR.match(text, width)
    return _skip(text, star.end() if star else _arguments(text, width, 1), _OPTION)


def _command(text: str, token: re.Match[str], table: _Table) -> int:
    name = token.group()[1:].rstrip("*")
    if name == "midrule" and not table.header:
        table.header = len(table.rows)
    if name in _SILENT:
        opened = _skip(text, token.end(), _OPTION)
        end = _arguments(text, opened, _SILENT[name])
        if name == "caption":
            table.caption = trim(text, opened + 1, end - 1) if end - 1 > opened else None
        return end
    if not _FORMAT.fullmatch(name):
        table.row[-1].pieces.append(token.span())
    return token.end()


def _arguments(text: str, start: int, count: int) -> int:
    """Where the text goes on after options and so many arguments in braces."""
    start = _skip(text, start, _OPTION)
    for _ in range(count):
        opened = start
        while text[opened : opened + 1].isspace():
            opened += 1
        if not text.startswith("{", opened):
            return start
        depth = 0
        for brace in _BRACE.finditer(text, opened, opened + ARGUMENT_LIMIT):
            depth += {"{": 1, "}": -1}.get(brace.group(), 0)
            if depth == 0:
                start = brace.end()
                break
    return start


def _skip(text: str, start: int, pattern: re.Pattern[str]) -> int:
    while (found := pattern.match(text, start)) is not None:
        start = found.end()
    return start


def _matrix(text: str, table: _Table) -> CellMatrix | None:
    _end_row(table)
    cells = [cell for row in table.rows for cell in row]
    width = max((sum(cell.colspan for cell in row) for row in table.rows), default=0)
    if not cells or len(table.rows) * width > SLOTS_FREE + SLOTS_PER_CELL * len(cells):
        return None
    owner = np.full((len(table.rows), width), MISSING, dtype=np.int32)
    for index, row, column in _places(table.rows):
        owner[row, column : column + cells[index].colspan] = index
    blank = [not any(a < b for a, b in cell.pieces) for cell in cells]
    for index, row, column in _places(table.rows):
        if abs(cells[index].rowspan) > 1:
            _hang(owner, cells[index], (index, row, column), blank)
    kept, first, inverse = np.unique(owner, return_index=True, return_inverse=True)
    order = np.argsort(first[kept >= 0])
    rank = np.empty(len(kept), dtype=np.int32)
    rank[kept >= 0] = np.argsort(order)
    rank[kept < 0] = MISSING
    spans = [sewn(text, cells[i].pieces) for i in kept[kept >= 0][order].tolist()]
    return freeze(rank[inverse].reshape(owner.shape), spans, header_rows=table.header, caption=table.caption)


def _places(rows: Sequence[Sequence[_Cell]]) -> Iterator[tuple[int, int, int]]:
    """The index, row and column of each cell."""
    index = 0
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            yield index, row, column
            index, column = index + 1, column + cell.colspan


def _hang(owner: Int32, cell: _Cell, place: tuple[int, int, int], blank: Sequence[bool]) -> None:
    """Let a cell of several rows own the blank slots below it (above it, where the count is negative)."""
    index, row, column = place
    step = 1 if cell.rowspan > 0 else -1
    for other in range(row + step, row + cell.rowspan, step):
        if not 0 <= other < len(owner):
            return
        slots = owner[other, column : column + cell.colspan]
        if any(slot < 0 or not blank[slot] for slot in slots.tolist()):
            return
        slots[:] = index
