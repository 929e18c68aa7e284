"""Lookup: which rows or columns of a form a printed check means, by their numbers or their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from gouji.draft.form import FormBlock, FormTable, Leaf
from gouji.draft.notes import Axis as Counted
from gouji.draft.notes import Check, Reference
from gouji.draft.notes import number as digits
from gouji.draft.sums import stand_in
from gouji.fold import core, squeeze
from gouji.fold import number as ordinal_number

Axis = Literal["row", "column", "any"]
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")
_PART = re.compile(r"^[^:]{0,6}(?:其中:?|[加减]:)")


@dataclass(frozen=True, slots=True)
class Place:
    """A row or column of a block in its table."""

    table: FormTable
    block: FormBlock
    leaf: Leaf
    axis: Axis


Terms = list[tuple[int, Place]]
"""Signs, and rows or columns."""
Sides = tuple[Terms, Terms]


def look_up(tables: Sequence[FormTable], block: FormBlock, check: Check, axis: Axis = "any") -> Sides | None:
    """The rows, or the columns, that a check means: in this block, else in one of the tables, else over all.

    None where it names what the form does not have, or where the form bears out more than one meaning.
    """
    own = next(t for t in tables if any(b is block for b in t.blocks))
    blocks = [(t, b) for t in tables for b in t.blocks]
    spaces = [[(own, block)], *([one] for one in blocks if one[1] is not block), blocks]
    for space in spaces if len(blocks) > 1 else spaces[:1]:
        axes: tuple[Axis, ...] = ("row", "column") if axis == "any" else (axis,)
        found = [sides for one in axes if (sides := _in(space, check, one)) is not None]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def columns_match(places: Iterable[Place]) -> bool:
    """Whether the blocks of some rows have the same columns."""
    return len({tuple((c.label, c.type, c.unit) for c in place.block.columns) for place in places}) == 1


def _in(space: Sequence[tuple[FormTable, FormBlock]], check: Check, axis: Axis) -> Sides | None:
    sides: list[Terms] = []
    for references in (check.left, check.right):
        terms: Terms = []
        for reference in references:
            fits = [fit for table, block in space if (fit := _fit(table, block, reference, axis))]
            if len(fits) != 1:
                return None
            terms += [(reference.sign, place) for place in fits[0]]
        sides.append(terms)
    both = [id(place.leaf) for terms in sides for _, place in terms]
    return (sides[0], sides[1]) if len(set(both)) == len(both) else None


def _fit(table: FormTable, block: FormBlock, reference: Reference, axis: Axis) -> list[Place]:
    """The places in a block that a reference means on an axis: one row, or the parts of a group."""
    leaves = [leaf for leaf in (block.rows if axis == "row" else block.columns) if not leaf.doubt]
    found = _named(leaves, reference.name) if reference.name else _numbered(leaves, reference, axis)
    return [Place(table, block, leaf, axis) for leaf in found]


def _numbered(leaves: Sequence[Leaf], reference: Reference, axis: Axis) -> Sequence[Leaf]:
    kinds: dict[Axis, tuple[Counted, ...]] = {"row": ("row", "any"), "column": ("column", "any"), "any": ()}
    if reference.axis == "item":
        return _item(leaves, reference.number) if axis == "row" else ()
    if reference.axis not in kinds[axis]:
        return ()
    return [leaf for leaf in leaves if leaf.number.isdigit() and int(leaf.number) == reference.number]


def _item(leaves: Sequence[Leaf], wanted: int) -> Sequence[Leaf]:
    """The row of an ordinal, or what a group of it counts as."""
    for leaf in leaves:
        printed = ordinal_number((*leaf.path, leaf.label)[0])
        if printed and digits(printed) == wanted:
            return stand_in([o for o in leaves if o.path[:1] == leaf.path[:1]], 1) if leaf.path else [leaf]
    return ()


def _named(leaves: Sequence[Leaf], name: str) -> Sequence[Leaf]:
    """The one row or column of a name, or what the one group of it counts as where that is like things."""
    wanted = _key(name)
    own = [leaf for leaf in leaves if wanted in (_key(leaf.label), _key("".join((*leaf.path, leaf.label))))]
    groups = list(
        dict.fromkeys(path for leaf in leaves for path in _groups(leaf) if _key(path[-1]) == wanted)
    )
    if own or len(groups) != 1:
        return own if len(own) == 1 and not groups else ()
    depth = len(groups[0])
    members = stand_in([leaf for leaf in leaves if leaf.path[:depth] == groups[0]], depth)
    return members if len({(leaf.type == "money", leaf.unit) for leaf in members}) == 1 else ()


def _groups(leaf: Leaf) -> Iterator[tuple[str, ...]]:
    return (leaf.path[:depth] for depth in range(1, len(leaf.path) + 1))


def _key(text: str) -> str:
    """A name as notes write it: without ordinal, a bracket behind it, or 其中 or 减： before it."""
    bare = _BRACKET.sub("", squeeze(text))
    return core(_PART.sub("", bare)) or core(text)
