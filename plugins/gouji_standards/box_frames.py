"""Framed tables: lines between a left and a right edge, drawn with ``+-|`` or box drawing characters.

The mysql and MariaDB clients, psql with border 2, SQLite ``.mode box`` and ``table``, prettytable, tabulate
(``psql``, ``pretty``, ``outline`` and all ``grid`` formats), rich, texttable, terminaltables, tablewriter,
comfy-table, polars, duckdb, datafusion; Org mode, whose lines begin and end with ``|`` and are rows each.

One cell in a frame is a notice and no table. A line that parts the header with ``|---|`` is Markdown's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span
from gouji_standards.box_blanks import gapped, spaced
from gouji_standards.box_captions import centred_above
from gouji_standards.box_counted import row_count
from gouji_standards.box_torn import torn
from gouji_standards.code_blocks import is_literal
from gouji_standards.drawn_blocks import Block, aligned, has_edge
from gouji_standards.drawn_lines import Drawn
from gouji_standards.frame import (
    CROSSING,
    HORIZONTAL,
    PLAIN,
    VERTICAL,
    Frame,
    frame_of,
    is_rule,
    uneven_frame,
)
from gouji_standards.frame_figures import has_figures
from gouji_standards.frame_kind import rows_by_line
from gouji_standards.frame_matrix import frame_matrix, header_lines
from gouji_standards.frame_rows import row_lines
from gouji_standards.frame_title import title
from gouji_standards.grid_cells import grid_matrix
from gouji_standards.grid_doubts import has_arrow, shows_figure
from gouji_standards.grid_trace import trace
from gouji_standards.lines import bounds

EDGES = frozenset(VERTICAL + CROSSING)
INSIDE = frozenset("├┝┞┟┠┡┢┣╞╟╠")
"""What a rule between two rows begins with; tabulate draws two on end for a separating line."""
MIN_BARE, MIN_ASKED = 3, 2
"""Lines between bars that make a table without any rule, and if it is asked for."""
_BEFORE = re.compile(r"[ \t]*(?:>[ \t]*)*")
_MARKDOWN = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_UNDERLINES = re.compile(
    r"\|(?:(?=.*[-=\u2013\u2014]{2})(?:[ \t]*(?::?[-=\u2013\u2014]++:?)?+[ \t]*+\|)+"
    r"|(?:[ \t]*+[-:=_\u2013\u2014][-:=_\u2013\u2014 \t]*+\|)+)"
)
"""A second line that underlines names, not all of them or not as Markdown would have it."""
_COUNT = re.compile(r"\d[\d,]* rows?\b.*", re.DOTALL)
_COOKIE = re.compile(r"<[lcr]?\d*>|/|")
_LABELLED = re.compile(
    rf"[{re.escape(CROSSING)}][{HORIZONTAL}]*([^{HORIZONTAL}{re.escape(CROSSING + VERTICAL)}]+)"
    rf"[{HORIZONTAL}{re.escape(CROSSING)}]*[{re.escape(CROSSING)}]"
)
_TOPPED = re.compile(r"[-.,]-+[-.,]")
_SAYS = re.compile(r"\+[-+]*-- (?P<said>[^-+|\s](?:[^-+|]*[^-+|\s])?) --[-+]*\+")
"""A border with words in its middle: a title, a page's number."""
_NAME = r"─*[^\s─━│┃┬┳┐┓╮](?:[^─━│┃┬┳┐┓╮]*[^\s─━│┃┬┳┐┓╮])?─*"
_NAMED = re.compile(rf"[┌┏╭](?:─{_NAME}|{_NAME}─)(?:[┬┳]{_NAME})*[┐┓╮]")
"""A top border in which ClickHouse writes the names of all columns."""
_OPENED = str.maketrans("─━┬┳┌┏╭┐┓╮", "  ││││││││")
_ORG_CAPTION = re.compile(r"[ \t]*#\+caption(?:\[.*\])?:[ \t]*", re.IGNORECASE)


def framed_tables(document: Document, code: Bool, *, asked: bool) -> Iterator[tuple[int, CellMatrix]]:
    """The framed tables with the number of their first line.

    If ``asked``, two lines without a rule are a table, and a body that no rule parts is read line by line.
    """
    lines = document.lines
    free = 0
    for line in np.flatnonzero(((lines.pipes > 0) | (lines.boxes > 0) | _corner(document)) & ~code).tolist():
        if line < free:
            continue
        start, end = bounds(document, line)
        before = _BEFORE.match(document.text, start, end)
        left = before.end() - start if before else 0
        if document.text[start + left : start + left + 1] not in EDGES or is_literal(document, line):
            continue
        spans = _run(document, line, left)
        free = document.line_of(spans[-1][1]) + 1 if spans else line + 1
        for first, block in _tables(document, spans):
            table = _table(document, first, block, left, asked=asked)
            if table is not None:
                yield first, table


def _corner(document: Document) -> Bool:
    """The lines whose first printed character is ``+``, or ``*`` before a dash."""
    lines = document.lines
    corner: Bool = lines.first == ord("+")
    for line in np.flatnonzero(lines.first == ord("*")).tolist():
        corner[line] = document.text.startswith("-", int(lines.start[line] + lines.indent[line]) + 1)
    return corner


def _run(document: Document, line: int, left: int) -> list[Span]:
    """The lines from ``line`` on that begin at its left edge and end with an edge, or are torn."""
    found: list[Span] = []
    while line < len(document.lines.start):
        span = bounds(document, line)
        if found and not has_edge(document.text, span, left, EDGES):
            break
        said = document.text[span[0] + left : span[1]].rstrip()
        if len(said) < 2 or said[-1] not in EDGES:  # noqa: PLR2004 - two edges
            whole = torn(document, line, left, found[0]) if found else None
            if whole is None:
                break
            span, line = whole, document.line_of(whole[1])
        found.append(span)
        line += 1
    return found


def _tables(document: Document, spans: Sequence[Span]) -> Iterator[tuple[int, list[Span]]]:
    """Runs of lines without two rules on end: unless inside a frame: those end one and begin another."""
    begin, after_rule = 0, False
    for index, (start, end) in enumerate(spans):
        said = document.text[start:end].strip(" \t>")
        rule = is_rule(said.translate(PLAIN))
        if (rule and after_rule and said[0] not in INSIDE) or (index and _NAMED.fullmatch(said)):
            yield document.line_of(spans[begin][0]), list(spans[begin:index])
            begin = index
        after_rule = rule
    if spans:
        yield document.line_of(spans[begin][0]), list(spans[begin:])


def _table(document: Document, first: int, spans: list[Span], left: int, *, asked: bool) -> CellMatrix | None:
    text = document.text
    said = [text[start + left : end].rstrip() for start, end in spans]
    if (
        len(said) < (MIN_ASKED if asked else MIN_BARE)
        or (not asked and _is_markdown(said))
        or _leads_on(document, first, document.line_of(spans[-1][1]))
    ):
        return None
    if _is_headed_by_dashes(document, first, said):
        return _titled(document, first, spans, left, asked=asked)
    label = None if _NAMED.fullmatch(said[0]) else _label(text, spans[0], left)
    if label is None and _is_top(said[0]) and not any(map(_is_top, said[1:])):
        return _headlined(document, first, spans, left)
    frame = _frame(text, spans[1:] if label else spans, left)
    if frame is None or (_is_framed_text(frame) and not (asked and _is_markdown(said))):
        return None
    printed = [line.chars for line, parts in zip(frame.lines, frame.parts, strict=True) if parts]
    if not asked and shows_figure(printed):
        return None
    titled = label or _said_in(said[0], spans[0][0] + left)
    rows = spaced(gapped(frame) or frame)
    return _framed(document, first, rows, said, label=titled, asked=asked) if rows.lines else None


def _framed(
    document: Document, first: int, frame: Frame, said: Sequence[str], *, label: Span | None, asked: bool
) -> CellMatrix | None:
    """The table of a frame: lines between bars, a drawing, or what a printer sets between rules."""
    if said[0][0] in VERTICAL and not _is_top(said[0]) and not frame.partial:
        return _org(document, frame, first, fewest=MIN_ASKED if asked else MIN_BARE)
    block = Block(first, list(frame.lines))
    if frame.partial:
        body = frame.groups()[1] if rows_by_line(frame, asked=asked) else []
        return _traced(document, _ruled(block, [row[0] for row in row_lines(frame, body)[1:]]))
    return _printed(document, frame, block, org=said[0][0] == "|", label=label, asked=asked)


def _is_headed_by_dashes(document: Document, first: int, said: Sequence[str]) -> bool:
    """Whether the first line is a title below a border without crossings, of dashes or with dots at its ends.

    The AWS command line draws the former, Perl's Text::ASCIITable the latter.
    """
    if not first or said[0].count("|") != 2 or not _is_top(said[1]):  # noqa: PLR2004 - the title's edges
        return False
    above = document.line_text(first - 1).strip()
    return len(above) == len(said[0]) and _TOPPED.fullmatch(above) is not None


def _titled(
    document: Document, first: int, spans: list[Span], left: int, *, asked: bool
) -> CellMatrix | None:
    """The table below a title, which is its caption."""
    start, end = spans[0]
    inner = document.text[start + left + 1 : end].rstrip()[:-1]
    begin = start + left + 1 + len(inner) - len(inner.lstrip())
    table = _table(document, first + 1, spans[1:], left, asked=asked)
    return replace(table, caption=(begin, begin + len(inner.strip()))) if table else None


def _leads_on(document: Document, first: int, last: int) -> bool:
    """Whether arrows lead to or from the lines: a flow chart."""
    return has_arrow(document, first - 1) or has_arrow(document, last + 1)


def _headlined(document: Document, first: int, spans: list[Span], left: int) -> CellMatrix | None:
    """The MSWORD_FRIENDLY style of prettytable, titled: one rule, the title, then rows without a rule."""
    if len(spans) < MIN_BARE + 2 or document.text.count("|", *spans[1]) > 2:  # noqa: PLR2004 - both edges
        return None
    frame = _frame(document.text, spans[2:], left)
    start, end = spans[1]
    said = document.text[start:end].rstrip()
    inner = said[left + 1 : -1]
    begin = start + left + 1 + len(inner) - len(inner.lstrip())
    if frame is None or frame.width < 2 or any(len(parts) != frame.width for parts in frame.parts):  # noqa: PLR2004
        return None
    rows = [[line] for line in range(len(frame.parts))]
    return frame_matrix(frame, rows, caption=(begin, begin + len(inner.strip()))) if first >= 0 else None


def _frame(text: str, spans: list[Span], left: int) -> Frame | None:
    lines = aligned(text, spans, left, EDGES)
    if lines is None:
        return _cropped(text, spans, left) or uneven_frame(text, spans, left)
    crossed = any(is_rule(flat := line.chars.translate(PLAIN)) and "+" in flat for line in lines)
    lines = [_unworded(line if crossed else _unmarked(line)) for line in lines]
    if _NAMED.fullmatch(lines[0].chars):  # the names become a line, and the last rule one below them
        names = Drawn(lines[0].chars.translate(_OPENED), lines[0].at)
        lines = [names, lines[-1], *lines[1:]]
    return frame_of(text, lines)


def _unmarked(line: Drawn) -> Drawn:
    """A line that parts a header as Markdown does as a rule."""
    if "|" not in line.chars or not _MARKDOWN.fullmatch(line.chars):
        return line
    return Drawn(line.chars.replace(" ", "-").replace(":", "-"), line.at)


def _said_in(border: str, start: int) -> Span | None:
    """The words in the middle of a top border that begins at an offset."""
    found = _SAYS.fullmatch(border)
    return (start + found.start("said"), start + found.end("said")) if found else None


def _unworded(line: Drawn) -> Drawn:
    """A border without the words in its middle."""
    found = _SAYS.fullmatch(line.chars)
    if found is None:
        return line
    start, stop = found.span("said")
    return Drawn(line.chars[: start - 1] + "-" * (stop - start + 2) + line.chars[stop + 1 :], line.at)


def _cropped(text: str, spans: list[Span], left: int) -> Frame | None:
    """The frame of lines that end at a crossing of all rules: Hive's rules have a column that no line has."""
    lines = [
        Drawn(said := text[a + left : b].rstrip(), range(a + left, a + left + len(said) + 1))
        for a, b in spans
    ]
    width = min(len(line.chars) for line in lines)
    rules = [_is_top(line.chars) for line in lines]
    if not all(rule or len(line.chars) == width for line, rule in zip(lines, rules, strict=True)):
        return None
    cut = [Drawn(line.chars[:width], line.at[: width + 1]) for line in lines]
    return frame_of(text, cut) if all(line.chars[-1] in EDGES for line in cut) else None


def _label(text: str, line: Span, left: int) -> Span | None:
    """The title that terminaltables writes into the top border."""
    found = _LABELLED.fullmatch(text[line[0] + left : line[1]].rstrip())
    if found is None or found.group(1) is None:
        return None
    return line[0] + left + found.start(1), line[0] + left + found.end(1)


def _is_top(line: str) -> bool:
    return is_rule(line.translate(PLAIN))


def _is_markdown(said: Sequence[str]) -> bool:
    """Whether a line parts a header as Markdown does, or is meant to, and none as a drawn table does."""
    if any(is_rule(line.translate(PLAIN)) and any(char in CROSSING for char in line) for line in said):
        return False
    if all("|" in line and _MARKDOWN.fullmatch(line) for line in (said[0], said[-1])):
        return False  # rules above and below, which Markdown has not
    if any(_MARKDOWN.fullmatch(line) and "|" in line for line in said):
        return True
    second = said[1] if len(said) > 1 else ""
    return _UNDERLINES.fullmatch(second) is not None and not is_rule(second.translate(PLAIN))


def _is_framed_text(frame: Frame) -> bool:
    """Whether a frame of one column has no rule inside: a notice, a menu."""
    return frame.width == 1 and len(frame.groups()) < 2  # noqa: PLR2004 - a header and a body


def _traced(document: Document, block: Block) -> CellMatrix | None:
    flat = [line.chars.translate(PLAIN) for line in block.lines]
    flat = ["+" + line[1:-1].replace("|", "+") + "+" if is_rule(line) else line for line in flat]
    tracing = trace(flat) if is_rule(flat[0]) and is_rule(flat[-1]) else None
    if tracing is None or len(tracing.boxes) < 2:  # noqa: PLR2004 - one cell is a notice
        return None
    head = _styles([line.chars for line in block.lines])
    return grid_matrix(document.text, block.lines, tracing, head=head, caption=_caption(document, block))


def _ruled(block: Block, rows: Sequence[int]) -> Block:
    """A drawing with a rule, as its last line is, above each of some lines."""
    rule = block.lines[-1]
    lines = [each for at, line in enumerate(block.lines) for each in ([rule] * (at in rows) + [line])]
    return replace(block, lines=lines)


def _styles(chars: Sequence[str]) -> int | None:
    """The line of the first rule inside if it is drawn unlike the next one."""
    rules = [index for index, line in enumerate(chars) if is_rule(line.translate(PLAIN))][1:-1]
    if not rules:
        return None
    drawn = [frozenset(chars[index]) & frozenset(HORIZONTAL) for index in rules]
    return rules[0] if len(drawn) == 1 or drawn[0] != drawn[1] else None


def _printed(
    document: Document, frame: Frame, block: Block, *, org: bool, label: Span | None, asked: bool
) -> CellMatrix | None:
    """A table of a printer: a title, a header, a body in one group or in groups."""
    groups = frame.groups()
    counted = row_count(document, document.line_of(block.lines[-1].at[-1]) + 1) == sum(map(len, groups[1:]))
    by_line = org or counted or rows_by_line(frame, asked=asked)
    named = title(frame)
    caption = label
    if named is not None and (
        by_line or not block.lines[0].chars.startswith("+") or _is_centred(frame, groups[0][0])
    ):
        caption, groups = named.span, groups[1:]
    if len(groups) > 1 and _counts_rows(frame, groups[-1]):
        groups = groups[:-1]
    if frame.width == 1 and len(groups) < 2:  # noqa: PLR2004 - a header and a body
        return None
    headed = len(groups) > 1 and (len(groups[0]) == 1 or not (by_line and has_figures(frame, groups[0])))
    head = header_lines(frame, groups[0]) if headed else []
    body = groups[1:] if head else groups
    rows = [
        row for group in body for row in (_split(frame, group, org=org or counted) if by_line else [group])
    ]
    header_rows = len(head) if by_line or _styles([line.chars for line in block.lines]) is not None else 0
    return frame_matrix(
        frame, [*head, *rows], header_rows=header_rows, caption=caption or _caption(document, block)
    )


def _is_centred(frame: Frame, line: int) -> bool:
    """Whether the one cell of a line stands in its middle, set off on both sides."""
    chars = frame.lines[line].chars[1:-1]
    left, right = len(chars) - len(chars.lstrip()), len(chars) - len(chars.rstrip())
    return min(left, right) > 1 and abs(left - right) <= 1


def _split(frame: Frame, group: list[int], *, org: bool) -> list[list[int]]:
    return [[line] for line in group] if org else row_lines(frame, group)


def _counts_rows(frame: Frame, group: Sequence[int]) -> bool:
    """Whether duckdb counts its rows on a group's lines."""
    parts = frame.parts[group[0]]
    start, end = parts[0].span
    return len(parts) == 1 and frame.width > 1 and _COUNT.fullmatch(frame.text, start, end) is not None


def _org(document: Document, frame: Frame, first: int, *, fewest: int) -> CellMatrix | None:
    """Lines that begin with a bar: each is a row, those above the first rule are the header."""
    if frame.width == 1 and fewest > MIN_ASKED:
        return None
    groups = [[line for line in group if not _is_cookie(frame, line)] for group in frame.groups()]
    groups = [group for group in groups if group]
    count = sum(map(len, groups))
    ruled = len(frame.parts) > sum(map(len, frame.groups()))
    if count < (2 if ruled else fewest) or any(
        len(frame.parts[line]) != frame.width for g in groups for line in g
    ):
        return None
    if not any(frame.text[slice(*part.span)].strip() for parts in frame.parts for part in parts):
        return None
    header = len(groups[0]) if len(groups) > 1 else 0
    found = _ORG_CAPTION.match(document.line_text(first - 1)) if first else None
    caption = None
    if found is not None:
        start, end = bounds(document, first - 1)
        caption = (start + found.end(), end)
    return frame_matrix(
        frame, [[line] for group in groups for line in group], header_rows=header, caption=caption
    )


def _is_cookie(frame: Frame, line: int) -> bool:
    """Whether a line only aligns columns: ``<l>``, ``<10>``."""
    said = [frame.text[slice(*part.span)] for part in frame.parts[line]]
    return any(said) and all(_COOKIE.fullmatch(cell) for cell in said)


def _caption(document: Document, block: Block) -> Span | None:
    return centred_above(document, block.first, block.lines[0])
