"""The straight road itself: the first layout and form by which a document is a plain print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from gouji import exchanged
from gouji.document import Document
from gouji.plain.form import PlainForm, plain
from gouji.plain.match import Match, match
from gouji.plain.report import Plain, PlainReport
from gouji.plain.rows import PlainRows
from gouji.report import Report
from gouji.schema import Schema

Cutter = Callable[..., PlainRows | None]
Whole = Callable[[Document, Mapping[str, Schema]], Sequence[Report]]

MOST_CHARACTERS = 1_000_000
"""A longer document is no single report: the longest pages that office programs save have a tenth."""
MOST_CELLS = 20_000
"""Nor is one of more cells: a form has some three hundred, its page some tables more."""


class Road:
    """Cutters of plain rows with their layouts' names, and the whole engine behind them.

    Of each schema its form is kept, nothing of any document.
    """

    def __init__(self, cutters: Sequence[tuple[str, Cutter]], whole: Whole) -> None:
        self.cutters, self.whole = cutters, whole
        self._forms: dict[int, tuple[Schema, PlainForm | None]] = {}

    def read(self, document: Document, schemas: Mapping[str, Schema]) -> PlainReport | None:
        """The report of a document that is a plain print of one of the schemas, else None."""
        if len(document.text) > MOST_CHARACTERS:
            return None
        for layout, cut in self.cutters:
            rows = cut(document=document)
            if rows is not None and _size(rows) <= MOST_CELLS:
                for form in self._plain(schemas):
                    found = match(rows, form)
                    if found is not None and not (found.broken and _is_doubtful(found, document.text)):
                        whole = partial(self.whole, document, schemas)
                        return PlainReport.of(document, Plain(layout, rows, found), schemas, whole)
        return None

    def _plain(self, schemas: Mapping[str, Schema]) -> Iterator[PlainForm]:
        """The forms of the schemas that may be printed plainly; each is made once."""
        for schema in schemas.values():
            known = self._forms.get(id(schema))
            if known is None:
                form = PlainForm(schema) if plain(schema) else None
                known = self._forms[id(schema)] = (schema, form)
            if known[1] is not None:
                yield known[1]


def _size(rows: PlainRows) -> int:
    return sum(len(cells) for table in rows.tables for cells in table)


def _is_doubtful(found: Match, text: str) -> bool:
    """Whether a figure may be cut by the text's end, or two have changed places."""
    values = dict(zip(found.form.schema.keys, found.values, strict=True))
    return _is_cut(text) or bool(exchanged.pairs(values, found.form.schema.equations))


def _is_cut(text: str) -> bool:
    """Whether a text begins or ends with a figure, which may be a part of one."""
    return text[:1].isdigit() or text[-1:].isdigit()
