"""Layouts in which tags hold the cells: HTML and MediaWiki."""

from __future__ import annotations

from html import escape

from gouji.sheet import Box, Sheet
from gouji.testing.delimited import grid_rows
from gouji.testing.options import Options
from gouji.testing.page import pieces


def html(sheet: Sheet, options: Options) -> str:
    """An HTML table with the spans of the form."""
    rows = ("".join(_td(cell, options) for cell in row) for row in sheet.rows)
    return _table([f"<tr>{row}</tr>" for row in rows])


def html_flat(sheet: Sheet, options: Options) -> str:
    """An HTML table without spans: covered cells are blank."""
    joint = "\n"
    rows = (
        "".join(f"<td>{escape(t).replace(joint, '<br>')}</td>" for t in row)
        for row in grid_rows(sheet, options, joint)
    )
    return _table([f"<tr>{row}</tr>" for row in rows])


def mediawiki(sheet: Sheet, options: Options) -> str:
    """A MediaWiki table, a cell a line, covered cells blank."""
    rows = grid_rows(sheet, options, "<br />")
    return _wiki([["|" if not t else f"| {_wiki_text(t)}" for t in row] for row in rows])


def mediawiki_spans(sheet: Sheet, options: Options) -> str:
    """A MediaWiki table, a cell a line, with the spans of the form as attributes."""
    return _wiki([[_wiki_cell(cell, options) for cell in row] for row in sheet.rows])


def _table(rows: list[str]) -> str:
    return "\n".join(['<table border="1">', "<tbody>", *rows, "</tbody>", "</table>"])


def _td(cell: Box, options: Options) -> str:
    lines = (escape(piece) for piece in _pieces(cell, options))
    return f"<td{_spans(cell)}>{'<br>'.join(lines)}</td>"


def _wiki(rows: list[list[str]]) -> str:
    return "\n".join(["{|", "\n|-\n".join("\n".join(row) for row in rows), "|}"])


def _wiki_cell(cell: Box, options: Options) -> str:
    spans = _spans(cell)
    text = "<br />".join(_wiki_text(piece) for piece in _pieces(cell, options))
    return f"|{spans} | {text}".rstrip() if spans else f"| {text}".rstrip()


def _wiki_text(text: str) -> str:
    return text.replace("|", "&#124;")


def _spans(cell: Box) -> str:
    counts = (("rowspan", cell.rowspan), ("colspan", cell.colspan))
    return "".join(f' {name}="{count}"' for name, count in counts if count > 1)


def _pieces(cell: Box, options: Options) -> list[str]:
    return pieces(cell.text, options.wrap if cell.is_label else 0)
