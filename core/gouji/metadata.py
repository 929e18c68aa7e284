"""Metadata: title, agency and year, where the document prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from gouji.document import Document
from gouji.musts import Musts, may_match, musts
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
    known = patterns(tuple(p for s in schemas for p in s.title_patterns))
    first = document.line_of(stretch[0]) + (stretch[0] > 0)
    last = min(document.line_of(stretch[1]) + 1, first + HEAD)
    for text, numbers in _candidates(document, first, last):
        for pattern, needed in known:
            # Most lines are no title: a look for what every title has spares them the pattern.
            match = pattern.search(text) if may_match(needed, text) else None
            if match:
                return _found(document, match, [at for n in numbers for at in _offsets(document, n)])
    return {"title": Printed(), "agency": Printed(), "year": Printed()}


Patterns = tuple[tuple[re.Pattern[str], Musts], ...]


@lru_cache(maxsize=64)
def patterns(texts: tuple[str, ...]) -> Patterns:
    """Patterns of titles, compiled, each with the texts it cannot match without."""
    return tuple((p, musts(p)) for p in map(re.compile, dict.fromkeys(texts)))


def _candidates(document: Document, first: int, last: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Each short line, alone and joined with the printed one before, without blanks and markup.

    Beside the text the numbers of its lines.
    """
    lines = (document.lines.printed[first:last].nonzero()[0] + first).tolist()
    before, place = "", 0
    for number in lines:
        text = "".join(_unmarked(document, number).split())
        if 0 < len(text) <= LONGEST:
            yield text, (number,)
            if before:
                yield before + text, (place, number)
            before, place = text, number
        else:
            before = ""


def _unmarked(document: Document, number: int) -> str:
    """A line with blanks in place of its markup; nothing of one that is too long for a title."""
    line = document.line_text(number)
    if len(line) > 16 * LONGEST:
        return ""
    return MARKUP.sub(lambda m: " " * len(m.group()), line)


def _offsets(document: Document, number: int) -> list[int]:
    """The source offset of each character of a line but blanks and markup."""
    start = int(document.lines.start[number])
    return [start + i for i, c in enumerate(_unmarked(document, number)) if not c.isspace()]


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
