"""One table as CSV, Markdown, HTML and records, each read back by its own standard to the same cells."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import count
from typing import NamedTuple

from gouji.export import neutral
from gouji.harmless import inert, inline, references

LABEL_JOIN = " / "
"""Between the labels of several header rows where a format has only one."""

_BREAK = re.compile(r"\r\n?|\n")
_QUOTED = re.compile('[",\\r\\n\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029]')
"""What a CSV field is quoted for: delimiters, and all that ``str.splitlines`` takes for a line's end."""


class HtmlCell(NamedTuple):
    """A cell in the row it begins in: text, slots it covers down and across, whether it is a header."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


def to_csv(rows: Sequence[Sequence[str]], *, neutralise: bool = False) -> str:
    """Rows as CSV (RFC 4180, but lines end in LF): ``csv.reader`` gives back exactly the same texts.

    Exact is the default, for what reads data has to find the text that was printed. A spreadsheet, however,
    runs a text that begins like a formula, so what goes there is written with ``neutralise=True``: an
    apostrophe before such texts (``gouji.export.neutral``), and no longer exact.
    """
    return "".join(_csv_line([neutral(text) for text in row] if neutralise else row) for row in rows)


def _csv_line(row: Sequence[str]) -> str:
    if len(row) == 1 and not row[0]:
        return '""\n'  # an empty line would be a row without a cell
    return ",".join('"' + t.replace('"', '""') + '"' if _QUOTED.search(t) else t for t in row) + "\n"


def to_markdown(rows: Sequence[Sequence[str]], header_rows: int) -> str:
    r"""Rows as a GFM table (0.29, section 4.10) whose cells have the same inline content, trimmed.

    The standard has one header row: of several, the labels of a column are joined by `` / ``, each once;
    where there is none, an empty one is written. A line break is ``<br>``, a character that could redraw a
    terminal an escape (``gouji.harmless``). Inline markup of a text stays markup, if it runs nothing where it
    is rendered (``gouji.harmless.inert``). In a row's source a pipe after any backslash is the cell's own,
    whatever stands before the backslash, and only that backslash is taken away: so ``\|`` is ``\\|``, and a
    third backslash would stay.
    """
    width = max(map(len, rows), default=0)
    if not width:
        return ""
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    header = [_joined(labels) for labels in zip(*padded[:header_rows], strict=True)] or [""] * width
    lines = [_pipe_line(header), _pipe_line(["---"] * width), *map(_pipe_line, padded[header_rows:])]
    return "".join(lines)


def _joined(labels: Iterable[str]) -> str:
    """The labels of a column from the top down, each once, blank ones left out."""
    return LABEL_JOIN.join(dict.fromkeys(label.strip() for label in labels if label.strip()))


def _pipe_line(row: Iterable[str]) -> str:
    cells = (inline(inert(_BREAK.sub("<br>", text.strip())).replace("|", r"\|")) for text in row)
    return f"| {' | '.join(cells)} |\n"


def to_html(rows: Sequence[Sequence[HtmlCell]], caption: str = "") -> str:
    """Rows of cells, each in the row it begins in, as one HTML table with a row a line.

    Leading rows of header cells only are its ``thead``, unless a cell of them reaches further down: the
    standard cuts a cell at the end of its group. A line break is ``<br>``; other runs of blanks are shown as
    one by what reads HTML.
    """
    head = _head_rows(rows)
    parts = ["<table>\n", f"<caption>{_html_text(caption)}</caption>\n" if caption else ""]
    parts += _group("thead", "col", rows[:head])
    parts += _group("tbody", "row", rows[head:])
    return "".join([*parts, "</table>\n"])


def _head_rows(rows: Sequence[Sequence[HtmlCell]]) -> int:
    """How many leading rows have header cells only and are left by none of these."""
    head = reach = 0
    for at, row in enumerate(rows):
        if not all(cell.header for cell in row) or (not row and reach <= at):
            break
        reach = max([reach, *(at + cell.rowspan for cell in row)])
        head = at + 1 if reach <= at + 1 else head
    return head


def _group(name: str, scope: str, rows: Sequence[Sequence[HtmlCell]]) -> Iterator[str]:
    if rows:
        yield f"<{name}>\n"
        yield from (f"<tr>{''.join(_html_cell(cell, scope) for cell in row)}</tr>\n" for row in rows)
        yield f"</{name}>\n"


def _html_cell(cell: HtmlCell, scope: str) -> str:
    down = f' rowspan="{cell.rowspan}"' if cell.rowspan != 1 else ""
    across = f' colspan="{cell.colspan}"' if cell.colspan != 1 else ""
    name, of = ("th", f' scope="{scope}"') if cell.header else ("td", "")
    return f"<{name}{of}{down}{across}>{_html_text(cell.text)}</{name}>"


def _html_text(text: str) -> str:
    return references(_BREAK.sub("<br>", escape(text, quote=False)))


def to_records(rows: Sequence[Sequence[str]], names: Sequence[str]) -> list[dict[str, str]]:
    """Each row as a mapping from name to text; names are made ``unique``, so that no cell is lost.

    A row shorter than the names has empty texts, for a longer one the names go on by position.
    """
    width = max([len(names), *map(len, rows)])
    keys = unique([*names, *[""] * (width - len(names))])
    return [dict(zip(keys, [*row, *[""] * (width - len(row))], strict=True)) for row in rows]


def unique(names: Sequence[str]) -> list[str]:
    """Names of which none is blank and none repeats, in the same order.

    A blank name becomes ``column_3`` by its position from 1, a repeated one ``a_2``, ``a_3`` …; the first of
    a name stays as it is, and no made name is one that stands anywhere in ``names``.
    """
    printed = set(names)
    numbers: defaultdict[str, Iterator[int]] = defaultdict(lambda: count(2))
    given: dict[str, None] = {}
    for at, name in enumerate(names, 1):
        blank = not name.strip()
        wish = f"column_{at}" if blank else name
        if wish in given or (blank and wish in printed):
            made = (f"{wish}_{n}" for n in numbers[wish])
            wish = next(m for m in made if m not in given and m not in printed)
        given[wish] = None
    return list(given)
