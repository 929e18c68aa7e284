"""Tables of GitHub Flavored Markdown (pipe tables), as its standard 0.29, section 4.10, defines them.

Printed by: Markdown files and pages of code hosts, READMEs, PDF and office converters that write Markdown,
answers of language models, static site generators, PHP Markdown Extra's and pandoc's ``pipe_tables``,
DataFrame.to_markdown, tabulate ("pipe", "github"), Org mode (its ``|---+---|``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from gouji.document import Bool, Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span, from_rows
from gouji_standards.markdown.blocks import Table, tables
from gouji_standards.markdown.row import cells, is_org_rule

_MARKS = "-:|+>*.)( \t0123456789"
"""What a delimiter row may hold, with the marks of the containers before it."""
MOST_PADDED = 65_536
"""Cells that short rows of a table may leave to be filled up; rows beyond are left out, as by markdown-it."""
_FRONT_MATTER = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*(?:\r\n?|\n)(?=[\w\"'-]+[ \t]*[:=])")
"""The first line of YAML or TOML that stands before a page, above a key."""
_LASTING = re.compile(r"[ \t]*(?:`{3}|~{3}|\{\||<(?:!|\?|script|pre|style|textarea))", re.IGNORECASE)
"""How a line begins that may open a block which goes on below a blank line: code, a comment, a wiki's."""
_OPENING_SIGNS = [ord(sign) for sign in "`~{<"]
_WIDE = "\xa0\u3000"
"""Blanks of the line table that are text in Markdown."""
_WIKI_HEAD = re.compile(r"!(?!\[)")
_WIKI_MARK = re.compile(r"\|(?:\}|-+[ \t]*$)")
"""Lines of a MediaWiki table whose start a template prints or that stands after other text."""


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001 - the hook's
    """One matrix a table, each with one header row or none; short rows are filled up, surplus cells are cut.

    Unless ``asked``, lines that go on as a wiki's do are no table of one column: ``|-`` parts rows there.
    """
    lines = document.lines
    if not lines.pipes.any() and not document.holds(":-", "-:"):
        return
    if not _may_be_delimiter(document).any():
        return
    first = _after_front_matter(document)
    quiet = {a: b for a, b in _without_tables(document) if a >= first}
    for table in tables(document.text, lines.span, range(first, len(lines.start)), quiet):
        if table.headed and (_is_org(document, table) or (not asked and _is_framed(document, table))):
            continue
        if asked or not _is_wiki(document.text, table):
            yield _matrix(document.text, table)


def _without_tables(document: Document) -> list[Span]:
    """The ranges of lines in which no table begins and no block that a blank line does not end.

    Each begins below a blank line in the first column, where all containers are closed, and ends where the
    next such line does: most of a long text is made of them, of whatever blocks.
    """
    table, text = document.lines, document.text
    odd = _may_be_delimiter(document)
    for line in np.flatnonzero(np.isin(table.first, _OPENING_SIGNS)).tolist():
        start, end = int(table.start[line]), int(table.end[line])
        odd[line] |= _LASTING.match(text, start, end) is not None
    blank = (table.printed == 0) & (table.count(_WIDE) == 0)
    begun = ~blank & np.append(True, blank[:-1])
    indented = np.flatnonzero(begun & (table.indent > 0))
    begun[[line for line in indented.tolist() if text[int(table.start[line])] in " \t"]] = False
    edges = [*np.flatnonzero(begun).tolist(), len(begun)]
    none = np.diff(np.append(0, np.cumsum(odd))[edges]) == 0
    return [(edges[a], edges[b]) for a, b in document.runs(none)]


def _may_be_delimiter(document: Document) -> Bool:
    """Per line whether it has only characters of a delimiter row and of containers' marks."""
    lines = document.lines
    delimiting: Bool = (lines.count("-") > 0) & (lines.count(_MARKS) == lines.end - lines.start)
    return delimiting


def _after_front_matter(document: Document) -> int:
    """The index of the first line below a YAML or TOML front matter."""
    begin = _FRONT_MATTER.match(document.text)
    if begin is None:
        return 0
    ends = {begin[1], "..."} if begin[1] == "---" else {begin[1]}
    below = range(1, len(document.lines.start))
    return next((line + 1 for line in below if document.line_text(line).rstrip(" \t") in ends), 0)


def _is_org(document: Document, table: Table) -> bool:
    """Whether Org's rules part a table's groups, or one below its last row would make that row a header.

    A printer's rule stands above the header as well, or closes the last row without a bar.
    """
    if any(is_org_rule(document.text, line) for line in table.lines):
        return True
    first = document.line_of(table.lines[0][0])
    above = document.line_text(first - 1).strip() if first else ""
    below = document.line_text(first + 1)
    if "+" in below and (above == below.strip() or not _are_barred(document, table)):
        return True
    return above.startswith("|") and is_org_rule(below, (0, len(below)))


def _is_framed(document: Document, table: Table) -> bool:
    """Whether the rule below the header stands above it and below the last row as well: a drawing."""
    first = document.line_of(table.lines[0][0])
    rule = document.line_text(first + 1).strip()
    last = document.text[slice(*table.lines[-1])].rstrip()
    return first > 0 and document.line_text(first - 1).strip() == rule == last


def _are_barred(document: Document, table: Table) -> bool:
    """Whether all lines have bars."""
    return all("|" in document.text[slice(*line)] for line in table.lines)


def _is_wiki(text: str, table: Table) -> bool:
    if table.columns > 1:
        return False
    marked = any(_WIKI_MARK.match(text, *line) for line in table.lines[1:])
    return marked or _WIKI_HEAD.match(text, *table.lines[0]) is not None


def _matrix(text: str, table: Table) -> CellMatrix:
    rows: list[list[Span]] = []
    padded = 0
    for line in table.lines:
        row = cells(text, line)[: table.columns]
        padded += table.columns - len(row)
        if padded > MOST_PADDED:
            break
        rows.append(row + [_blank(text, line)] * (table.columns - len(row)))
    texts = [text[a:b].replace("\\|", "|") for row in rows for a, b in row]
    return from_rows(([[cell] for cell in row] for row in rows), header_rows=int(table.headed), texts=texts)


def _blank(text: str, line: Span) -> Span:
    """Where a cell that is not printed would stand: the line's end."""
    end = line[0] + len(text[line[0] : line[1]].rstrip())
    return end, end
