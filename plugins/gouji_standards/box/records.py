r"""Records: a client's vertical output, one table of names and values for each record.

psql in expanded mode (``-[ RECORD 1 ]-``; ``bare`` reads what it prints without a border), Spark
(``-RECORD 0-``), the mysql client after ``\G`` (``*** 1. row ***``) and mycli (``***[ 1. row ]***``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span, from_rows
from gouji_standards.drawing.signs import MARKS_BREAK
from gouji_standards.lines import bounds, dark, lines_with

_PSQL = re.compile(r"[-+─━═┌╔├╠]*\[ RECORD \d+ \][-+─━═┬╤╦┼╪╬┐╗┤╣]*\s*|-RECORD \d+-+\s*")
_MYSQL = re.compile(r"\*{5,} \d+\. row \*{5,}\s*")
_LITE = re.compile(r"\*{5,}\[ \d+\. row \]\*{5,}\s*")
_MARKS = (("RECORD", _PSQL, "|│║"), (". row", _MYSQL, ":"), (". row", _LITE, "|"))
"""What a text with records holds, the line that begins one, and what parts a name from its value."""


def record_tables(document: Document, code: Bool) -> Iterator[tuple[int, CellMatrix]]:
    """The records with the number of their first line."""
    for mark, head, marks in _MARKS:
        if not document.holds(mark):
            continue
        for line in lines_with(document, mark):
            if not code[line] and head.fullmatch(document.text, *bounds(document, line)):
                rows = _rows(document, line + 1, marks)
                if rows:
                    yield line, from_rows(rows, header_cols=1, texts=_texts(document.text, rows))


def _rows(document: Document, line: int, marks: str) -> list[list[list[Span]]]:
    """A name and its value on each line up to the first that has none."""
    rows: list[list[list[Span]]] = []
    while line < len(document.lines.start):
        start, end = bounds(document, line)
        if marks != ":":  # psql may draw both edges
            start, end = _inside(document.text, start, end, marks)
        at = min((i for i in (document.text.find(mark, start, end) for mark in marks) if i >= 0), default=-1)
        if at < 0 and rows:
            at = _colon(document.text, start, end, rows)
        if at < 0:
            break
        name, value = dark(document.text, start, at), dark(document.text, at + 1, end)
        marked = _goes_on(document.text, rows)
        if name[0] == name[1] and not marked and (document.text[at] != ":" or not rows):
            break
        if marked or name[0] == name[1]:
            last = rows[-1][1]
            last[-1] = dark(document.text, last[-1][0], last[-1][1] - marked)
            last.append(value)
        else:
            rows.append([[name], [value]])
        line += 1
    return rows


def _colon(text: str, start: int, end: int, rows: list[list[list[Span]]]) -> int:
    """Where psql's old style puts a colon, and nothing before it, for a value that goes on; or -1."""
    at = text.find(":", start, end)
    return at if at >= 0 and not text[start:at].strip() and rows[-1][1][-1][0] < rows[-1][1][-1][1] else -1


def _goes_on(text: str, rows: list[list[list[Span]]]) -> bool:
    """Whether psql's mark says that the last value goes on below; its column is as wide as that value."""
    return bool(rows) and text[rows[-1][1][-1][1] - 1] in MARKS_BREAK


def _inside(text: str, start: int, end: int, marks: str) -> Span:
    start, end = dark(text, start, end)
    framed = end - start > 1 and text[start] in marks and text[end - 1] in marks
    return (start + 1, end - 1) if framed else (start, end)


def _texts(text: str, rows: list[list[list[Span]]]) -> list[str]:
    return ["\n".join(text[a:b] for a, b in spans) for row in rows for spans in row]
