"""Records of separated values (RFC 4180 with any separator): fields, quotes, and where each stands.

What ``csv.reader`` reads in its default dialects, except that a quote which is never closed is a character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.document import Document
from gouji.matrix import CellMatrix, Span, from_rows

LONGEST_QUOTED = 16_384
"""Characters in which a quoted field must be closed: a stray quote costs no more than this."""
LONGEST_LONE = 40
"""Characters of a field that stands alone in its line."""
NAME = re.compile(r"(?!(?i:source|note|total rows)\b)[^\s*#`(]\S*(?: \S+){0,2}(?<![.:!?,;])")
"""What a record of one field may say: three words that do not end a phrase."""
BYTE_ORDER_MARK = "\ufeff"
LINE_BREAK = re.compile(r"\r\n?|\n")
FIGURE = re.compile(
    r"[(\[]?[-+−–~<>≤≥±$€£¥]*\s?\d[\d.,' ]*(?:[eE][-+]?\d+)?\s?[%‰)\]*KMGTkmBi€$°]*"
    r"|[-–—]|nan|NaN|NA|N/A|null|None|<NA>|\?|\*|\.\.?|…|inf|-inf",
    re.ASCII,
)
"""A cell that holds a figure, or what stands for none."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its spans without quotes and blanks around, and what it says."""

    spans: tuple[Span, ...]
    said: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record with the number of lines it takes and the offset of the first, behind its quote."""

    fields: tuple[Field, ...]
    lines: int
    start: int

    @property
    def blank(self) -> bool:
        """Whether this is a blank line."""
        return len(self.fields) == 1 and not self.fields[0].said

    @property
    def indented(self) -> bool:
        """Whether blanks stand before the first field."""
        return self.fields[0].spans[0][0] > self.start

    @property
    def filled(self) -> int:
        """Fields that say something."""
        return sum(bool(f.said) for f in self.fields)


def blocks(found: Sequence[Record], *, short: bool = False) -> list[list[Record]]:
    """Records between blank lines, without those of one field at both ends; an empty block is prose.

    If ``short``, those at the end stay that may be records whose other fields are left out.
    """
    stretches: list[list[Record]] = [[]]
    for record in found:
        if record.blank:
            stretches.append([])
        else:
            stretches[-1].append(record)
    return [part for s in stretches if s for part in _trimmed(s, short=short)]


def _trimmed(stretch: list[Record], *, short: bool) -> list[list[Record]]:
    wide = [i for i, r in enumerate(stretch) if len(r.fields) > 1]
    if not wide:
        return [[]]
    first, last = wide[0], wide[-1] + 1
    while short and last < len(stretch) and is_short(stretch[last]):
        last += 1
    prose: list[list[Record]] = [[]]
    return [*prose * bool(first), stretch[first:last], *prose * (last < len(stretch))]


def is_short(record: Record) -> bool:
    """Whether a record may be one with fields left out: a name or a figure, no sentence and no note."""
    said = record.fields[0].said
    return len(record.fields) == 1 and len(said) <= LONGEST_LONE and NAME.fullmatch(said) is not None


def records(text: str, lines: Sequence[Span], separator: str) -> list[Record]:
    """The records of a stretch of lines, in order."""
    found: list[Record] = []
    at = 0
    while at < len(lines):
        record = _record(text, lines, at, separator)
        found.append(record)
        at += record.lines
    return found


def _record(text: str, lines: Sequence[Span], at: int, separator: str) -> Record:
    start, end = lines[at]
    if '"' not in text[start:end]:
        return Record(tuple(_plain_fields(text, start, end, separator)), 1, start)
    fields: list[Field] = []
    taken = at
    while True:
        field, start, taken = _field(text, lines, start, taken, separator)
        fields.append(field)
        if start > lines[taken][1]:
            break
    if len(fields) == 1 and taken > at:
        return Record((plain(text, *lines[at]),), 1, lines[at][0])
    quoted = text[lines[at][0] : lines[at][0] + 1] == '"'
    return Record(tuple(fields), taken - at + 1, lines[at][0] + quoted)


def _plain_fields(text: str, start: int, end: int, separator: str) -> list[Field]:
    fields = []
    for part in text[start:end].split(separator):
        fields.append(plain(text, start, start + len(part)))
        start += len(part) + len(separator)
    return fields


def plain(text: str, start: int, end: int) -> Field:
    """A field as printed, without the blanks around it."""
    said = text[start:end]
    inner = said.strip()
    begin = start + len(said) - len(said.lstrip()) if inner else start
    return Field(((begin, begin + len(inner)),), inner)


def _field(text: str, lines: Sequence[Span], start: int, line: int, separator: str) -> tuple[Field, int, int]:
    """The field at ``start``; where the next one starts (beyond the line after the last), and its line."""
    close = _closing(text, start) if text[start : start + 1] == '"' else -1
    if close >= 0:
        last = line
        while last + 1 < len(lines) and lines[last][1] < close:
            last += 1
        stop = _stop(text, close + 1, lines[last][1], separator)
        clean = not text[close + 1 : stop].strip()
        if close < lines[last][1] and (clean or last == line):
            return _quoted(text, start + 1, close, stop), stop + 1, last
    stop = _stop(text, start, lines[line][1], separator)
    return plain(text, start, stop), stop + 1, line


def _closing(text: str, start: int) -> int:
    """Where the quote opened at ``start`` is closed, or -1; two quotes are one quote that is said."""
    at, limit = start + 1, start + LONGEST_QUOTED
    while True:
        at = text.find('"', at, limit)
        if at < 0 or text[at + 1 : at + 2] != '"':
            return at
        at += 2


def _stop(text: str, start: int, end: int, separator: str) -> int:
    stop = text.find(separator, start, end)
    return end if stop < 0 else stop


def _quoted(text: str, start: int, close: int, stop: int) -> Field:
    tail = text[close + 1 : stop].rstrip()
    said = text[start:close].replace('""', '"') + tail
    spans = _lines_within(text, start, close)
    if tail.strip():
        spans.append((close + 1, close + 1 + len(tail)))
    return Field(tuple(spans) or ((start, start),), LINE_BREAK.sub("\n", said).strip())


def _lines_within(text: str, start: int, end: int) -> list[Span]:
    """The printed lines of a field, each without the blanks around it."""
    spans = []
    for part in [*LINE_BREAK.finditer(text, start, end), None]:
        stop = part.start() if part else end
        spans += [s for s in plain(text, start, stop).spans if s[0] < s[1]]
        start = part.end() if part else end
    return spans


def matrix(found: Sequence[Record]) -> CellMatrix:
    """Records as a grid; the slots after a short record's end are missing."""
    texts = [f.said for r in found for f in r.fields]
    return from_rows(([f.spans for f in r.fields] for r in found), texts=texts)


def figures(record: Record) -> tuple[bool, ...]:
    """Which fields of a record hold a figure."""
    return tuple(bool(f.said) and FIGURE.fullmatch(f.said) is not None for f in record.fields)


def joined(found: Sequence[list[Record]]) -> list[list[Record]]:
    """Tables with those put together that only a blank line parts; an empty one parts for good."""
    if len({len(r.fields) for t in found for r in t}) == 1 and all(len(t) == 1 for t in found):
        return [[r for t in found for r in t]]
    tables: list[list[Record]] = [[]]
    for table in found:
        if tables[-1] and table and goes_on(tables[-1], table):
            tables[-1] += table
        else:
            tables.append(list(table))
    return [t for t in tables if t]


def goes_on(before: Sequence[Record], after: Sequence[Record]) -> bool:
    """Whether records below a blank line belong to the table above it: no header, the same columns.

    So if the first record below holds figures where the last one above does, or where above are names only.
    """
    if len(before[-1].fields) != len(after[0].fields):
        return False
    above, below = figures(before[-1]), figures(after[0])
    if len(before) == 1 and not any(above):
        return any(below)
    return any(a and b for a, b in zip(above, below, strict=True))


def line_spans(document: Document, first: int, last: int) -> list[Span]:
    """The half-open spans of some lines; a byte order mark is no part of the first."""
    lines = document.lines
    spans = list(zip(lines.start[first:last].tolist(), lines.end[first:last].tolist(), strict=True))
    if not first and document.text.startswith(BYTE_ORDER_MARK):
        spans[0] = (1, spans[0][1])
    return spans


def usual_width(table: Sequence[Record]) -> int:
    """The number of fields that most records have."""
    return Counter(len(r.fields) for r in table).most_common(1)[0][0]
