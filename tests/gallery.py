"""The gallery: layouts beside what gouji reads in them, written anew from the fixtures.

python tests/gallery.py      # writes docs/gallery.md; look at the diff
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path

from gouji import Engine
from gouji.harmless import harmless
from gouji.report import DOUBTFUL, Report
from gouji.review.form import sign
from gouji.schema import Block, Table
from gouji.view import clip, report_tables

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "gallery.md"
FIXTURES = ROOT / "fixtures"
CHOSEN = (
    ("reports/tsv-blank-applicants.txt", "Tabs; the applicants' columns are empty and one column is lost"),
    ("reports/tsv-surplus-columns.txt", "Tabs; rows below a page break print a figure too many"),
    ("reports/wrapped-char-per-line.txt", "Columns so narrow that labels break after each character"),
    ("reports/wrapped-dropped-blanks.txt", "Blank cells left no trace: the columns stay open"),
    ("phenomena/a-piece-a-line.txt", "A piece of a cell on each line"),
    (
        "phenomena/rows-of-their-own-length.md",
        "Pipes, as Markdown writes tables, in rows of their own length",
    ),
    ("phenomena/html-without-closing-tags.html", "HTML whose tags are never closed"),
    ("phenomena/aligned-by-display-width.txt", "Columns aligned by blanks"),
    ("phenomena/box-drawn.txt", "A table drawn with lines"),
    ("phenomena/ruled-multiline.md", "Columns under dashes, cells over several lines"),
    ("phenomena/comma-separated.txt", "Commas and quotes"),
    ("phenomena/mediawiki-page-source.wiki", "A wiki's source"),
    ("phenomena/latex-longtable.tex", "LaTeX"),
    ("phenomena/asciidoc-with-spans.adoc", "AsciiDoc with cells that span"),
    ("phenomena/soup-cells-between-semicolons.txt", "Several printed rows on a line"),
    ("phenomena/table-printed-twice-contradicting.txt", "Printed twice, and the two disagree"),
    (
        "phenomena/totals-broken-by-the-document.txt",
        "The document's own sums are wrong: they stay as printed",
    ),
)
ROWS, LINES, WIDE, LABEL = 4, 18, 76, 28
"""Rows shown of a table, lines of its source, and how wide these and the rows' labels may be."""
HEAD = """\
# Gallery

Layouts beside what gouji reads in them: the first rows of a table of each document, as the form names them. This page is
written by `make gallery` from the documents in `fixtures`, and a test compares it.

`5` printed at a certain place · `‹5›` placed by the equations · `1|2|∅` or `?` not determined · `5≠6` readings disagree ·
empty: printed blank · `·` not printed. `gouji review FILE -o page.html` shows a whole report so, with its characters lit.
"""


def page() -> str:
    """The whole page."""
    engine = Engine()
    parts = [HEAD]
    for name, words in CHOSEN:
        report = engine.parse(FIXTURES / name)
        table, rows = chosen(report)
        source = "\n".join(lines(report, rows))
        parts.append(
            f"## {words}\n\n[{name}](../fixtures/{name}), {table.title}\n\n"
            f'<table><tr><td valign="top"><pre>{source}</pre></td><td valign="top">\n{drawn(report, table, rows)}'
            "</td></tr></table>\n"
        )
    return "\n".join(parts)


Row = tuple[Block, int]


def chosen(report: Report) -> tuple[Table, list[Row]]:
    """The table to show, and those rows of its first block with some that say most, in printed order."""
    tables = [t for _, t in report_tables(report, report.forms)]
    order = ("requests", "proactive", "review_litigation")
    tables.sort(key=lambda t: (-doubtful(report, t), order.index(t.id)))
    for table in tables:
        for block in table.blocks:
            rows = [(block, r) for r in range(block.height) if places(report, (block, r))]
            rows.sort(key=lambda row: (rank(report, row), row[1]))
            if rows:
                return table, sorted(rows[:ROWS], key=lambda row: row[1])
    raise AssertionError(report.document.source)


def doubtful(report: Report, table: Table) -> int:
    return sum(report[k].status in DOUBTFUL for b in table.blocks for k in b.every_key() if k in report.cells)


def rank(report: Report, row: Row) -> int:
    """Rows that say most come first: with a doubt, with a figure placed by equations, with any but zeros."""
    cells = [report[k] for k in keys(row) if k in report.cells]
    tests = (lambda c: c.status in DOUBTFUL, lambda c: c.status == "solved", lambda c: c.value)
    return next((i for i, test in enumerate(tests) if any(map(test, cells))), len(tests))


def keys(row: Row) -> list[str]:
    return [row[0].key(row[1], c) for c in range(len(row[0].columns))]


def places(report: Report, row: Row) -> list[int]:
    """The lines of a row that was read, from 0."""
    cells = [report[k] for k in keys(row) if k in report.cells]
    spans = [s for c in cells if c.status != "absent" for s in (*c.spans, *c.label)]
    return [
        report.document.line_of(place) for span in spans for place in (span[0], max(span[1] - 1, span[0]))
    ]


def lines(report: Report, rows: list[Row]) -> Iterator[str]:
    """The source of some rows as HTML: tabs as arrows, no empty line, long ones cut."""
    numbers = sorted({n for row in rows for n in places(report, row)})
    shown = [n for a, b in zip(numbers, numbers[1:] + numbers[-1:], strict=True) for n in gap(a, b)]
    for number in shown[:LINES]:
        if number < 0:
            yield "⋮"
            continue
        text = harmless(report.document.line_text(number).replace("\t", "→"))
        yield escape(clip(text, WIDE), quote=False) or "&nbsp;"
    if len(shown) > LINES:
        yield "⋮"


def gap(line: int, following: int) -> list[int]:
    """A line and those up to the next that is shown; of many only a sign, -1."""
    between = list(range(line + 1, following))
    return [line, *(between if len(between) <= LINES // 3 else [-1])]


def drawn(report: Report, table: Table, rows: list[Row]) -> str:
    """The rows as an HTML table: labels of rows and columns, figures in the signs of their statuses."""
    block = rows[0][0]
    own = replace(block, rows=tuple(block.rows[r] for _, r in rows)) if block.rows else block
    heads = "".join(f"<th>{escape(c.label.text)}</th>" for c in own.columns)
    corner = "<th></th>" if own.rows else ""
    body = ""
    for r in range(own.height):
        label = f"<td>{escape(clip(own.rows[r].label.text, LABEL))}</td>" if own.rows else ""
        figures = "".join(f"<td>{escape(sign(report[k]))}</td>" for k in keys((own, r)))
        body += f"<tr>{label}{figures}</tr>\n"
    return f"<table>\n<tr>{corner}{heads}</tr>\n{body}</table>\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
