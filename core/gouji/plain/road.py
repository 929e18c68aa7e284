"""The straight road itself: the first layout and form by which a document is a plain print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise, starmap

from gouji import edges, grouping, metadata
from gouji.document import Document
from gouji.keys import table_of
from gouji.musts import may_match
from gouji.plain.form import PlainForm, plain
from gouji.plain.match import Match, matches
from gouji.plain.remarks import named_alike
from gouji.plain.report import Plain, PlainReport
from gouji.plain.rows import PlainRows
from gouji.plain.turns import match_words
from gouji.plain.words import PlainWords
from gouji.report import Report
from gouji.schema import Schema

Cutter = Callable[..., PlainRows | PlainWords | None]
Whole = Callable[[Document, Mapping[str, Schema]], Sequence[Report]]

MOST_CHARACTERS = 4_000_000
"""A longer document is no collection of reports: a page that an office program saved has a fortieth."""
MOST_CELLS = 400_000
"""Nor is one of more cells: a form has some three hundred, its page some tables more."""


class Road:
    """Cutters of plain rows with their layouts' names, and the whole engine behind them.

    Of each schema its form is kept, nothing of any document.
    """

    def __init__(self, cutters: Sequence[tuple[str, Cutter]], whole: Whole) -> None:
        self.cutters, self.whole = cutters, whole
        self._forms: dict[int, tuple[Schema, PlainForm | None]] = {}
        self._titles: dict[tuple[str, ...], metadata.Patterns] = {}

    def read(self, document: Document, schemas: Mapping[str, Schema]) -> list[PlainReport] | None:
        """The reports of a document that holds plain prints of one of the schemas, else None."""
        if len(document.text) > MOST_CHARACTERS:
            return None
        for layout, cut in self.cutters:
            rows = cut(document=document)
            if rows is not None and rows.size <= MOST_CELLS:
                for form in self._plain(schemas):
                    found = matches(rows, form) if isinstance(rows, PlainRows) else match_words(rows, form)
                    sure = (
                        bool(found)
                        and not _may_be_clipped(rows, document)
                        and _are_sure(found, document, self._titles_of(schemas))
                    )
                    if sure and (len(found) == 1 or not named_alike(document, schemas, rows, found)):
                        whole: Callable[[], Sequence[Report]] = partial(self.whole, document, schemas)
                        if len(found) > 1:  # one report keeps what it asks for, and a cache takes longer
                            whole = cache(whole)
                        plain = [Plain(layout, rows, found, i) for i in range(len(found))]
                        return [PlainReport.of(document, one, schemas, whole) for one in plain]
        return None

    def _titles_of(self, schemas: Mapping[str, Schema]) -> metadata.Patterns:
        """The patterns of the schemas' titles; each is compiled once."""
        texts = tuple(p for s in schemas.values() for p in s.title_patterns)
        if texts not in self._titles:
            self._titles[texts] = metadata.patterns(texts)
        return self._titles[texts]

    def _plain(self, schemas: Mapping[str, Schema]) -> Iterator[PlainForm]:
        """The forms of the schemas that may be printed plainly; each is made once."""
        for schema in schemas.values():
            known = self._forms.get(id(schema))
            if known is None:
                form = PlainForm(schema) if plain(schema) else None
                known = self._forms[id(schema)] = (schema, form)
            if known[1] is not None:
                yield known[1]


def _may_be_clipped(rows: PlainRows | PlainWords, document: Document) -> bool:
    """Whether a figure may be cut by its line's end; labels with lines of their own are cut first."""
    return isinstance(rows, PlainRows) and rows.lefts is None and edges.may_be_cut(document.text)


def _are_sure(found: Sequence[Match], document: Document, titles: metadata.Patterns) -> bool:
    """Whether each print is one report, another than the one before, and no figure of it is doubtful."""
    return all(starmap(_are_two, pairwise(found))) and all(
        _is_one(one, titles) and not _is_doubtful(one, document) for one in found
    )


def _are_two(first: Match, second: Match) -> bool:
    """Whether prints that follow each other are two reports by their figures; a copy is none."""
    if len(first.form.schema.tables) == 1:
        return False
    keys, table = first.form.schema.keys, first.form.schema.tables[0].id
    own = sum(table_of(key) == table for key in keys)
    values = zip(first.values, second.values, strict=True)
    pairs = [(a, b) for a, b in values if a is not None and b is not None]
    return first.values[:own] != second.values[:own] and not grouping.alike(pairs)


def _is_doubtful(found: Match, document: Document) -> bool:
    """Whether equations fail and a figure may be cut by an end of the text; a label may stand before it."""
    begins = found.places[0][1] < 0 and document.text[:1].isdigit()
    return bool(found.failing) and (begins or document.text[-1:].isdigit())


def _is_one(found: Match, titles: metadata.Patterns) -> bool:
    """Whether no title stands between the tables: below it they would be another report's."""
    whole = "".join("".join(found.between).split())
    likely = [p for p, needed in titles if may_match(needed, whole)]
    between = ["".join(piece.split()) for piece in found.between] if likely else []
    pairs = (f"{a}{b}" for a, b in pairwise(between))
    return not likely or not any(p.search(text) for text in (*between, *pairs) for p in likely)
