"""Lines that touch a space-aligned table above its names: titles, commands, and what announces a report."""

from __future__ import annotations

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.fixed_columns import Cut, has_header
from gouji_standards.fixed_names import WORDS

SENTENCE_WORDS = 5


def is_titled(text: str, first: Span, table: Cut) -> bool:
    """Whether the table's first row is a line with a phrase at its left that leaves out some columns."""
    begin, end = table.rows[0][0]
    return first[0] <= begin < end <= first[1] and not all(table.said[0]) and is_phrase(text, first)


def is_phrase(text: str, line: Span) -> bool:
    """Whether a line has no gap of two blanks behind its indent."""
    return len(WORDS.findall(text, *line)) == 1


def announces(text: str, line: Span) -> bool:
    """Whether a line says that something follows: with a colon, or as a command behind a prompt."""
    said = text[slice(*line)].strip()
    return said.endswith((":", "：")) or said.startswith("$ ")


def is_announced(document: Document, lines: list[Span], whole: Cut) -> bool:
    """Whether a sentence touches lines without a header: what a program reports on line by line."""
    first = document.text[slice(*lines[0])].strip()
    cut = document.line_of(whole.rows[0][0][0]) > document.line_of(lines[0][0])
    return cut and not has_header(whole) and len(first.split()) >= SENTENCE_WORDS and ", " in first
