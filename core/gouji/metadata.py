"""Metadata: title, agency and year, where the document prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gouji.document import Document
from gouji.report import Printed
from gouji.schema import Schema

HEAD = 400
"""Lines before a report's first table that are searched for its title."""
LONGEST = 120
"""Characters a title line may have; the longest agency names have sixty."""
MARKUP = re.compile(r"<[^<>]*>|&nbsp;|[#*|>]+")


def read(document: Document, schemas: Sequence[Schema], stretch: tuple[int, int]) -> Mapping[str, Printed]:
    """``title``, ``agency`` and ``year`` with their spans; value None where they are not printed."""
    if stretch[0] >= stretch[1]:
        return {"title": Printed(), "agency": Printed(), "year": Printed()}
    patterns = [re.compile(p) for p in dict.fromkeys(p for s in schemas for p in s.title_patterns)]
    first = document.line_of(stretch[0]) + (stretch[0] > 0)
    last = min(document.line_of(stretch[1]) + 1, first + HEAD)
    for text, offsets in _candidates(document, first, last):
        for pattern in patterns:
            match = pattern.search(text)
            if match:
                return _found(document, match, offsets)
    return {"title": Printed(), "agency": Printed(), "year": Printed()}


def _candidates(document: Document, first: int, last: int) -> Iterator[tuple[str, list[int]]]:
    """Each short line, alone and joined with the printed one before, without blanks and markup."""
    lines = (document.lines.printed[first:last].nonzero()[0] + first).tolist()
    before: tuple[str, list[int]] = ("", [])
    for number in lines:
        text, offsets = _squeeze(document, number)
        if 0 < len(text) <= LONGEST:
            yield text, offsets
            if before[0]:
                yield before[0] + text, before[1] + offsets
            before = (text, offsets)
        else:
            before = ("", [])


def _squeeze(document: Document, number: int) -> tuple[str, list[int]]:
    """A line without blanks and markup, with the source offset of each character left."""
    start = int(document.lines.start[number])
    line = document.line_text(number)
    if len(line) > 16 * LONGEST:
        return "", []
    line = MARKUP.sub(lambda m: " " * len(m.group()), line)
    kept = [i for i, c in enumerate(line) if not c.isspace()]
    return "".join(line[i] for i in kept), [start + i for i in kept]


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
