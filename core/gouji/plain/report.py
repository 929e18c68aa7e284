"""The report of a plain print: figures known at once, their places and all else when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, partial
from itertools import repeat
from typing import Any

from gouji.document import Document
from gouji.errors import memory_told
from gouji.matrix import Span
from gouji.plain.match import Match
from gouji.plain.remarks import Remarks, ordinary, remarks
from gouji.plain.rows import PlainRows
from gouji.plain.words import PlainWords
from gouji.report import Cell, Evidence, Finding, PluginRun, Printed, Report, Unclaimed, Value
from gouji.schema import Schema


@dataclass(frozen=True, slots=True)
class Plain:
    """What is known of a plain print: its document's layout and rows, and the form's figures in them.

    ``prints`` are all of the document, this one the ``index``-th.
    """

    layout: str
    rows: PlainRows | PlainWords
    prints: Sequence[Match]
    index: int

    @property
    def found(self) -> Match:
        """The form's figures."""
        return self.prints[self.index]


class PlainReport(Report):
    """A report whose tables are plain prints of one form.

    ``values`` are known; the layout's rows are asked where the cells stand when one is looked at, and the
    rest of the document is looked at when a finding is asked for. ``whole`` reads the document by the whole
    engine: for the evidence, and for all that is said of a print that is not ordinary (``remarks``).
    """

    _plain: Plain
    _whole: Callable[[], Sequence[Report]]

    def __new__(cls, *args: Any, **fields: Any) -> Report:  # type: ignore[misc]
        """A copy with other fields, as ``dataclasses.replace`` makes one, is a report like any other."""
        return Report(*args, **fields)

    @classmethod
    def of(
        cls,
        document: Document,
        plain: Plain,
        forms: Mapping[str, Schema],
        whole: Callable[[], Sequence[Report]],
    ) -> PlainReport:
        """The report of a plain print."""
        made = object.__new__(cls)
        schema = plain.found.form.schema
        tables = {table.id: schema.id for table in schema.tables}
        known = {"document": document, "schema": schema.id, "tables": tables, "joint": (), "forms": forms}
        # Not one by one: a frozen dataclass takes its fields by a slow way.
        made.__dict__.update(known, _plain=plain, _whole=whole)
        return made

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """The value of each key, None where the print is blank."""
        found = self._plain.found
        return dict(zip(found.form.schema.keys, found.values, strict=True))

    @property
    def doubtful(self) -> bool:
        """Whether an equation of severity error is broken: every cell is printed."""
        return bool(self._plain.found.failing) and super().doubtful

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every cell with its place."""
        return dict(zip(self._plain.found.form.schema.keys, self._cells(), strict=True))

    @cached_property
    def _full(self) -> Report:
        return self._whole()[self._plain.index]

    @cached_property
    def _ordinary(self) -> bool:
        return ordinary(self._plain.rows, self._plain.found)

    @cached_property
    def _remarks(self) -> Remarks | Report:
        """What is said of the print: as of an ordinary one, else what the whole engine says."""
        if not self._ordinary:
            return self._full
        with memory_told(self.document.source):
            own = self._plain
            return remarks(self.document, self.forms, own.rows, own.prints, own.index, dict(self.cells))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is said of the print, the gravest first."""
        return self._remarks.findings

    @cached_property
    def unclaimed(self) -> tuple[Unclaimed, ...]:
        """Figures in rows that are not the form's; an ordinary print has none."""
        return () if self._ordinary else self._full.unclaimed

    @cached_property
    def metadata(self) -> Mapping[str, Printed]:
        """Title, agency and year."""
        return self._remarks.metadata

    @cached_property
    def plugins(self) -> tuple[PluginRun, ...]:
        """The layout that an ordinary print was read by; else what each layout plugin does with it."""
        if not self._ordinary:
            return self._full.plugins
        allowed = self.document.limits.allowed(len(self.document.text))
        return (PluginRun(self._plain.layout, self._plain.rows.count, 0.0, allowed=allowed),)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The readings of the whole engine."""
        return self._full.evidence

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Report):
            return NotImplemented
        return all(getattr(self, f.name) == getattr(other, f.name) for f in fields(Report) if f.compare)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as a report with everything in it."""
        return Report, tuple(getattr(self, f.name) for f in fields(Report))

    def _cells(self) -> Iterator[Cell]:
        """The cells by columns of their parts, which is five times as fast as one by one."""
        found = self._plain.found
        form, values = found.form, found.values
        spans, labels = self._places()
        raws = _raws(self.document.text, found.texts, spans)
        statuses, units = ["printed"] * len(values), list(form.units)
        for i in [i for i, value in enumerate(values) if value is None] if None in values else ():
            statuses[i], units[i] = "blank", ""
            spans[i] = spans[i] if raws[i] else ()
        layouts, nothing = repeat(self._plain.layout), repeat(())
        parts = (
            form.schema.keys,
            values,
            raws,
            statuses,
            spans,
            layouts,
            nothing,
            units,
            labels,
            repeat(None),
        )
        return map(_CELL, zip(*parts, strict=False))

    def _places(self) -> tuple[list[tuple[Span, ...]], list[tuple[Span, ...]]]:
        """Of each key the half-open offsets of its figure, and those of its row's label."""
        found, rows = self._plain.found, self._plain.rows
        figures: list[tuple[Span, ...]] = []
        labels: list[tuple[Span, ...]] = []
        for (keys, _), place in zip(found.form.lines, found.places, strict=True):
            figures += rows.figures(place, len(keys))
            labels += [rows.label(place)] * len(keys)
        return figures, labels


_CELL: Callable[[Iterable[Any]], Cell] = partial(tuple.__new__, Cell)
"""A cell of its parts, which ``Cell._make`` makes at half the speed."""


def _raws(text: str, texts: Sequence[str], spans: Sequence[tuple[Span, ...]]) -> Sequence[str]:
    """What is printed in each cell; a figure in several pieces stands in the text with others between."""
    if max(map(len, spans)) == 1:
        return texts
    return [
        own if len(one) == 1 else "".join([text[a:b] for a, b in one])
        for own, one in zip(texts, spans, strict=True)
    ]
