r"""Records: a client's vertical output, one table of names and values for each record.

psql in expanded mode (``-[ RECORD 1 ]-``) and the mysql client after ``\G`` (``*** 1. row ***``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span, from_rows
from gouji_standards.drawn_blocks import bounds

_PSQL = re.compile(r"[-+─━═┌╔├╠]*\[ RECORD \d+ \][-+─━═┬╤╦┼╪╬┐╗┤╣]*\s*")
_MYSQL = re.compile(r"\*{5,} \d+\. row \*{5,}\s*")
_PAIR_PSQL = re.compile(
    r"[|│║]?[ \t]*(?P<name>[^|│║\r\n]+?)[ \t]*[|│║][ \t]?(?P<value>[^\r\n]*?)[ \t]*[|│║]?[ \t]*"
)
_PAIR_MYSQL = re.compile(r"[ \t]*(?P<name>[^:\r\n]+): ?(?P<value>[^\r\n]*?)[ \t]*")
_MARKS = (("RECORD", _PSQL, _PAIR_PSQL), (". row", _MYSQL, _PAIR_MYSQL))


def record_tables(document: Document, code: Bool) -> Iterator[tuple[int, CellMatrix]]:
    """The records with the number of their first line."""
    for mark, head, pair in _MARKS:
        if mark not in document.text:
            continue
        for line in range(len(document.lines.start)):
            if not code[line] and head.fullmatch(document.text, *bounds(document, line)):
                rows = _rows(document, line + 1, pair)
                if rows:
                    yield line, from_rows(rows, header_cols=1, texts=_texts(document.text, rows))


def _rows(document: Document, line: int, pair: re.Pattern[str]) -> list[list[list[Span]]]:
    rows: list[list[list[Span]]] = []
    while line < len(document.lines.start):
        found = pair.fullmatch(document.text, *bounds(document, line))
        if found is None:
            break
        rows.append([[found.span("name")], [found.span("value")]])
        line += 1
    return rows


def _texts(text: str, rows: list[list[list[Span]]]) -> list[str]:
    return [text[a:b] for row in rows for ((a, b),) in row]
