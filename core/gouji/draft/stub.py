"""The stub of a blank table: its columns left of the figures, with labels, row numbers and units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gouji.draft.form import Leaf
from gouji.draft.slot import LONGEST_UNIT, UNIT_HEADS, counts_rows, is_label, row_number
from gouji.fold import core

_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十甲乙丙丁]{1,3}[)）]?")
Grid = list[list[str]]


@dataclass(frozen=True, slots=True)
class Stub:
    """The slots of labels, the heads and slots of row numbers and units, and what else heads the labels."""

    slots: tuple[int, ...]
    corner: tuple[str, ...] = ()
    numbers: str = ""
    number_slot: int | None = None
    units: str = ""
    unit_slot: int | None = None

    def labels(self, row: Sequence[str]) -> list[str]:
        """The labels of a row, a text for each label slot; a 合计 that stands in the number's slot is one."""
        own = [row[c] if is_label(row[c]) else "" for c in self.slots]
        if not any(own) and self.number_slot is not None and is_label(row[self.number_slot]):
            return [row[self.number_slot], *own[1:]]
        return own

    @property
    def numbers_first(self) -> bool:
        """Whether the numbers stand left of the labels."""
        return self.number_slot is not None and self.number_slot < max(self.slots, default=-1)


def read_stub(heads: Grid, body: Grid, width: int) -> Stub:
    """The stub of so many columns under these header rows."""
    own = [_head(heads, c) for c in range(width)]
    number = next((c for c in range(width) if counts_rows(own[c]) and _is_number(body, c, width)), None)
    rest = [c for c in range(width) if c != number]
    unit = next((c for c in rest if _is_unit(own[c], body, c) and len(rest) > 1), None)
    slots = tuple(c for c in rest if c != unit)
    texts = (row[c] for row in heads for c in range(width) if is_label(row[c]))
    named = {own[c] for c in (number, unit) if c is not None}
    corner = tuple(t for t in dict.fromkeys(texts) if t not in named)
    return Stub(slots, corner, _name(own, number), number, _name(own, unit), unit)


def lead(leaves: Iterable[Leaf], kept: Iterable[Sequence[str]], slot: int) -> None:
    """Give the rows the ordinals that stand in a slot of their own: 一, （一）."""
    for leaf, row in zip(leaves, kept, strict=True):
        if _ORDINAL.fullmatch(row[slot]):
            leaf.label = (
                f"{row[slot]}{leaf.label}" if row[slot][-1] in ")）" else f"{row[slot]}、{leaf.label}"
            )


def count(leaves: Iterable[Leaf], kept: Iterable[Sequence[str]], slot: int) -> None:
    """Give the rows the numbers that stand in a slot."""
    for leaf, row in zip(leaves, kept, strict=True):
        leaf.number = row_number(row[slot])


def _is_number(body: Grid, column: int, width: int) -> bool:
    """Whether a column holds numbers, or words that no label column of its row has: 合计 across both."""
    for row in body:
        others = {row[c] for c in range(width) if c != column and is_label(row[c])}
        if is_label(row[column]) and not _ORDINAL.fullmatch(row[column]) and others - {row[column]}:
            return False
    return width > 1


def _head(heads: Grid, column: int) -> str:
    return next((row[column] for row in reversed(heads) if is_label(row[column])), "")


def _name(own: Sequence[str], place: int | None) -> str:
    return "" if place is None else own[place]


def _is_unit(head: str, body: Grid, column: int) -> bool:
    return core(head) in UNIT_HEADS and all(len(row[column].strip()) <= LONGEST_UNIT for row in body)
