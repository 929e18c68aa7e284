"""Metadata: title, agency and year, where the document prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from gouji.document import Document
from gouji.line_table import BLANKS
from gouji.matrix import Span
from gouji.musts import Musts, may_match, musts
from gouji.report import Printed
from gouji.schema import Schema

HEAD = 400
"""Lines before a report's first table that are searched for its title."""
LONGEST = 120
"""Characters a title line may have; the longest agency names have sixty."""
TALLEST = 16 * LONGEST
"""Characters of such a line with its markup."""
MARKUP = re.compile(r"<[^<>]*>|&nbsp;|[#*|>]+")
ELEMENT = re.compile(
    r"</?(?:title|head|body|h[1-6]|p|div|center|section|article|header|main|[uo]l|li|table|t[rdh])\b[^<>]*>",
    re.IGNORECASE,
)
"""What begins or ends a line of a page: many have no line ends."""


def read(document: Document, schemas: Sequence[Schema], stretch: tuple[int, int]) -> Mapping[str, Printed]:
    """``title``, ``agency`` and ``year`` with their spans; value None where they are not printed."""
    if stretch[0] >= stretch[1]:
        return {"title": Printed(), "agency": Printed(), "year": Printed()}
    known = patterns(tuple(p for s in schemas for p in s.title_patterns))
    first = document.line_of(stretch[0]) + (stretch[0] > 0)
    last = min(document.line_of(stretch[1]) + 1, first + HEAD)
    lines = list(_lines(document, first, last, stretch[1]))
    # Most lines are no title: a look for what every title has spares them the pattern, a look at all of them
    # together spares most patterns each line.
    whole = "".join([text for _, text in lines])
    likely = [(pattern, needed) for pattern, needed in known if may_match(needed, whole)]
    for text, spans in _candidates(lines) if likely else ():
        for pattern, needed in likely:
            match = pattern.search(text) if may_match(needed, text) else None
            if match:
                return _found(document, match, [at for span in spans for at in _offsets(document, span)])
    return {"title": Printed(), "agency": Printed(), "year": Printed()}


Patterns = tuple[tuple[re.Pattern[str], Musts], ...]


@lru_cache(maxsize=64)
def patterns(texts: tuple[str, ...]) -> Patterns:
    """Patterns of titles, compiled, each with the texts it cannot match without."""
    return tuple((p, musts(p)) for p in map(re.compile, dict.fromkeys(texts)))


def _lines(document: Document, first: int, last: int, stop: int) -> Iterator[tuple[Span, str]]:
    """Each line that prints anything, with its half-open offsets, without blanks and markup.

    Of one that is too long for a title nothing is left. Elements of a page before ``stop`` are lines.
    """
    edges = document.lines.start[first:last].tolist(), document.lines.end[first:last].tolist()
    for span in zip(*edges, strict=True):
        for start, end in _elements(document.text, span, stop):
            line = document.text[start:end]
            if line.strip(BLANKS):
                yield (start, end), "".join(MARKUP.sub(" ", line).split()) if len(line) <= TALLEST else ""


def _elements(text: str, line: Span, stop: int) -> Iterator[Span]:
    """The parts of a line between the tags of its elements; what a title may be before ``stop`` alone."""
    start, end = line
    for tag in ELEMENT.finditer(text, start, min(end, stop)):
        yield start, tag.start()
        start = tag.end()
    yield start, end


def _candidates(lines: Sequence[tuple[Span, str]]) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Each short line, alone and joined with the printed one before, and where its lines stand."""
    before, place = "", (0, 0)
    for span, text in lines:
        if 0 < len(text) <= LONGEST:
            yield text, (span,)
            if before:
                yield before + text, (place, span)
            before, place = text, span
        else:
            before = ""


def _offsets(document: Document, line: Span) -> list[int]:
    """The source offset of each character of a line but blanks and markup."""
    start, end = line
    bare = MARKUP.sub(lambda m: " " * len(m.group()), document.text[start:end])
    return [start + i for i, c in enumerate(bare) if not c.isspace()]


def _found(document: Document, match: re.Match[str], offsets: list[int]) -> dict[str, Printed]:
    def span(group: str | int) -> tuple[int, int]:
        low, high = match.span(group)
        return offsets[low], offsets[high - 1] + 1

    whole = span(0)
    title = re.sub(r"\s+", " ", MARKUP.sub("", document.text[slice(*whole)])).strip()
    out = {"title": Printed(title, (whole,)), "agency": Printed(), "year": Printed()}
    groups = match.groupdict()
    if groups.get("agency"):
        out["agency"] = Printed(groups["agency"], (span("agency"),))
    if groups.get("year"):
        out["year"] = Printed(int(groups["year"]), (span("year"),))
    return out
