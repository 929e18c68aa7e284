"""Narratives: counts that the prose states, against the cells of the tables.

The schema says how a sentence states a count or an amount and what it is the sum of. Prose proves nothing:
where it differs, that is a finding; where an undetermined cell has just one candidate that fits, it is
support, and the cell stays undetermined. What may speak of another year, a part of the year or another body
is left alone, and so is a count that any other sentence states as the table does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gouji.document import Document
from gouji.equation import Term
from gouji.export import number
from gouji.keys import table_of
from gouji.matrix import Span
from gouji.musts import Musts, may_match, musts
from gouji.numerals import MAX_DIGITS
from gouji.prose import Prose
from gouji.report import DOUBTFUL, Cell, Finding, Value
from gouji.schema import Narrative, Schema

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Statement:
    """A count as a sentence states it, at a half-open ``place`` of the prose, first word to count.

    ``unit`` is the one that the sentence names, "" where its pattern asks for none.
    """

    narrative: Narrative
    count: int | Decimal
    prose: Prose
    place: Span
    unit: str = ""

    @property
    def span(self) -> Span:
        """Where it stands in the document; asked for only where something is to be said of it."""
        return self.prose.span(*self.place)


def find(
    document: Document,
    schema: Schema,
    cells: Mapping[str, Cell],
    stretch: Span,
    tables: Sequence[Span],
    year: Value | str = None,
) -> Iterator[Finding]:
    """The findings of one report between two offsets, outside its ``tables``, for its ``year`` if known."""
    stated: dict[str, list[Statement]] = {}
    for statement in statements(document, schema, stretch, tables, year):
        stated.setdefault(statement.narrative.id, []).append(statement)
    for found in stated.values():
        if not any(_agrees(one, cells) for one in found):
            yield from (f for one in found if (f := _judge(document, one, cells)) is not None)


def statements(
    document: Document, schema: Schema, stretch: Span, tables: Sequence[Span], year: Value | str = None
) -> Iterator[Statement]:
    """The counts that the prose between two offsets states, in order of place."""
    patterns = [(n, *_compiled(p)) for n in schema.narratives for p in n.patterns]
    for prose in (Prose(document.text, *piece) for piece in _prose(stretch, tables)) if patterns else ():
        likely = [one for one in patterns if prose.may_match(one[2]) and one[1].search(prose.whole)]
        for first, stop in prose.sentences() if likely else ():
            sentence = prose.whole[first:stop]
            for narrative, pattern, needed in likely:
                for match in pattern.finditer(sentence) if may_match(needed, sentence) else ():
                    if _of_the_report(sentence[: match.start()], narrative, year):
                        place = first + match.start(), first + match.end()
                        yield Statement(narrative, _count(match), prose, place, _group(match, "unit"))


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> tuple[re.Pattern[str], Musts]:
    """A pattern with the texts it cannot match without: to look for them first takes a tenth of its time."""
    compiled = re.compile(pattern)
    return compiled, musts(compiled)


def _prose(stretch: Span, tables: Sequence[Span]) -> Iterator[Span]:
    """What is left of a stretch without the tables in it."""
    at = stretch[0]
    for start, end in sorted(tables):
        if at < start:
            yield at, min(start, stretch[1])
        at = max(at, end)
    if at < stretch[1]:
        yield at, stretch[1]


def _of_the_report(before: str, narrative: Narrative, year: Value | str) -> bool:
    """Whether what stands before a count in its sentence leaves it one of this body for this year."""
    if any(re.search(pattern, before) for pattern in narrative.unless):
        return False
    years = {int(found) for found in YEAR.findall(before)}
    return not years or years == {year}


def _group(match: re.Match[str], name: str) -> str:
    return match.groupdict().get(name) or ""


def _count(match: re.Match[str]) -> int | Decimal:
    digits = _group(match, "count").replace(",", "")
    if not digits[:1].isdigit():
        return 0
    return Decimal(digits) if "." in digits or len(digits) > MAX_DIGITS else int(digits)


def _agrees(one: Statement, cells: Mapping[str, Cell]) -> bool:
    return any(_sum(terms, cells) == one.count for terms in one.narrative.sums)


def _sum(terms: Sequence[Term], cells: Mapping[str, Cell]) -> Value:
    """The sum of cells, None where one is not known: a blank may be a figure that was not printed."""
    values = [(c, cells[key].value if key in cells else None) for c, key in terms]
    if any(value is None for _, value in values):
        return None
    return sum((c * value for c, value in values if value is not None), 0)


def _judge(document: Document, one: Statement, cells: Mapping[str, Cell]) -> Finding | None:
    terms = one.narrative.sums[0]
    keys = tuple(key for _, key in terms)
    table = table_of(keys[0])
    line = document.line_of(one.span[0]) + 1
    if one.unit and any(cells[key].unit != one.unit for key in keys if key in cells):
        return None
    total = _sum(terms, cells)
    said = f"the prose (line {line}) says {one.count}"
    if total is not None:
        what = f"{' + '.join(keys)}: {said}, the table {number(total)}"
        return Finding(
            f"narrative:{one.narrative.id}", what, "warning", "broken", table, keys, (one.span,), line
        )
    cell = cells.get(keys[0])
    if len(terms) > 1 or cell is None or cell.status not in DOUBTFUL or not cell.candidates:
        return None
    fits = [c for c in cell.candidates if c == one.count or (c is None and not one.count)]
    if len(fits) != 1:  # where none fits, the reading may have lost a figure, which is no word against it
        return None
    what = f"{keys[0]}: {said}, which supports one candidate of {len(cell.candidates)}; it proves nothing"
    return Finding(
        f"narrative-support:{one.narrative.id}", what, "info", "note", table, keys, (one.span,), line
    )
