"""The gallery: layouts beside what gouji reads in them, written anew from the fixtures.

python tests/gallery.py      # writes docs/gallery.md and docs/gallery.zh-CN.md; look at the diff
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
FIXTURES = ROOT / "fixtures"
CHOSEN = (
    (
        "reports/tsv-blank-applicants.txt",
        "Tabs; the applicants' columns are empty and one column is lost",
        "制表符；申请人各列空白，丢了一列",
    ),
    (
        "reports/tsv-surplus-columns.txt",
        "Tabs; rows below a page break print a figure too many",
        "制表符；分页之后的各行多印一个数字",
    ),
    (
        "reports/wrapped-char-per-line.txt",
        "Columns so narrow that labels break, one of them after each character",
        "列太窄，标签折行，有一个一字一行",
    ),
    (
        "reports/wrapped-dropped-blanks.txt",
        "Blank cells left no trace: the columns stay open",
        "空白单元格没有留下痕迹：列仍存疑",
    ),
    ("phenomena/a-piece-a-line.txt", "A piece of a cell on each line", "每行是单元格的一段"),
    (
        "phenomena/rows-of-their-own-length.md",
        "Pipes, as Markdown writes tables, in rows of their own length",
        "竖线，如 Markdown 所写的表格，各行长短不一",
    ),
    ("phenomena/html-without-closing-tags.html", "HTML whose tags are never closed", "标签从不闭合的 HTML"),
    ("phenomena/aligned-by-display-width.txt", "Columns aligned by blanks", "空格对齐的列"),
    ("phenomena/box-drawn.txt", "A table drawn with lines", "用框线画出的表"),
    (
        "phenomena/ruled-multiline.md",
        "Columns under dashes, cells over several lines",
        "短横之下的列，单元格占几行",
    ),
    ("phenomena/comma-separated.txt", "Commas and quotes", "逗号与引号"),
    ("phenomena/mediawiki-page-source.wiki", "A wiki's source", "wiki 的源文本"),
    ("phenomena/latex-longtable.tex", "LaTeX", "LaTeX"),
    ("phenomena/asciidoc-with-spans.adoc", "AsciiDoc with cells that span", "带合并单元格的 AsciiDoc"),
    (
        "phenomena/soup-cells-between-semicolons.txt",
        "Cells between semicolons, one a line",
        "分号之间的单元格，一行一个",
    ),
    (
        "phenomena/table-printed-twice-contradicting.txt",
        "Printed twice, and the two disagree",
        "印了两次，而且互相矛盾",
    ),
    (
        "phenomena/totals-broken-by-the-document.txt",
        "The document's own sums are wrong: they stay as printed",
        "文档自己的合计不成立：照印面不动",
    ),
)
"""Documents, each with a title for each of the pages."""
ROWS, LINES, WIDE, LABEL = 4, 18, 76, 28
"""Rows shown of a table, lines of its source, and how wide these and the rows' labels may be."""
ENGLISH = """\
# Gallery

[中文](gallery.zh-CN.md)

Layouts beside what gouji reads in them: some rows of a table of each document, as the form names them. This page is written
by `make gallery` from the documents in `fixtures`, and a test compares it.

`5` printed at a certain place · `‹5›` placed by the equations · `1|2|∅` or `?` not determined · `5≠6` readings disagree ·
empty: printed blank · `·` not printed. `gouji review FILE -o page.html` shows a whole report so, with its characters lit.
"""
CHINESE = """\
# 图集

[English](gallery.md)

各种版式与 gouji 从中读出的内容对照：每份文档取一张表的几行，名称照表式。本页由 `make gallery` 根据 `fixtures` 中的文档写出，并有测试比较。

`5` 印出，位置确定 · `‹5›` 由等式放置 · `1|2|∅` 或 `?` 未定 · `5≠6` 读法互相矛盾 ·
没有内容：印出的空白 · `·` 没有印。`gouji review FILE -o page.html` 这样显示整份报告，并亮起它的字符。
"""
PAGES = {ROOT / "docs" / "gallery.md": ENGLISH, ROOT / "docs" / "gallery.zh-CN.md": CHINESE}
"""What each page begins with, in the order of the titles."""


def pages() -> dict[Path, str]:
    """The whole pages: one gallery in each language."""
    engine, parts = Engine(), [[head] for head in PAGES.values()]
    for name, *titles in CHOSEN:
        body = shown(engine.parse(FIXTURES / name), name)
        for part, title in zip(parts, titles, strict=True):
            part.append(f"## {title}\n\n{body}")
    return {path: "\n".join(part) for path, part in zip(PAGES, parts, strict=True)}


def shown(report: Report, name: str) -> str:
    """Some rows of a document beside what is read in them; the same in any language."""
    table, rows = chosen(report)
    source = "\n".join(lines(report, rows))
    return (
        f"[{name}](../fixtures/{name}) · {table.title}\n\n"
        f'<table><tr><td valign="top"><pre>{source}</pre></td><td valign="top">\n{drawn(report, table, rows)}'
        "</td></tr></table>\n"
    )


Row = tuple[Block, int]


def chosen(report: Report) -> tuple[Table, list[Row]]:
    """The table to show, and of its block with most doubts, or its first, the rows that say most, in printed order."""
    tables = [t for _, t in report_tables(report, report.forms)]
    order = ("requests", "proactive", "review_litigation")
    tables.sort(key=lambda t: (-sum(doubtful(report, b) for b in t.blocks), order.index(t.id)))
    for table in tables:
        for block in sorted(table.blocks, key=lambda b: -doubtful(report, b)):
            rows = [(block, r) for r in range(block.height) if places(report, (block, r))]
            rows.sort(key=lambda row: (rank(report, row), row[1]))
            if rows:
                return table, sorted(rows[:ROWS], key=lambda row: row[1])
    raise AssertionError(report.document.source)


def doubtful(report: Report, block: Block) -> int:
    return sum(report[k].status in DOUBTFUL for k in block.every_key() if k in report.cells)


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
    for path, text in pages().items():
        path.write_text(text, "utf-8")
